"""Accounts, panels, seats and instruments, made and changed by actions alone."""

import re

import pytest
from django.contrib.admin.models import LogEntry
from django.test import Client

from reviews.actions import instruments, people
from reviews.instruments.loading import shipped
from reviews.models import Event, Instrument, Membership, Panel, User
from reviews.vocabulary import Role
from tests import build
from tests.admin.people import act, as_user, said, seated

pytestmark = pytest.mark.django_db
NEW = {"email": "new@example.org", "name": "New Member", "orcid": ""}


@pytest.fixture
def client():
    return as_user(build.staff())


def last_event():
    event = Event.objects.order_by("-happened_at").first()
    return event.verb, event.subject_type


def test_a_new_account_gets_one_link_that_sets_a_password_once(
    client, mailoutbox, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post("/admin/reviews/user/add/", NEW)
    made = User.objects.get(email="new@example.org")
    assert answer["Location"] == "/admin/reviews/user/"
    assert not made.has_usable_password()
    assert not made.is_staff
    [mail] = mailoutbox
    assert (mail.to, mail.subject) == (["new@example.org"], "evidence: Set your password")
    [link] = re.findall(r"http\S+", mail.body)

    browser = Client()
    form = browser.get(link, follow=True).redirect_chain[-1][0]
    browser.post(form, {"password1": "a long pass phrase", "password2": "a long pass phrase"})
    made.refresh_from_db()
    assert made.check_password("a long pass phrase")
    used = Client().get(link, follow=True)
    assert "password1" not in used.content.decode()


def test_an_account_of_a_known_address_is_refused_in_the_form(client):
    build.user()
    User.objects.get(email__startswith="person")
    known = User.objects.exclude(email="staff@example.org").get().email.upper()
    answer = client.post("/admin/reviews/user/add/", NEW | {"email": known})
    assert answer.status_code == 200
    assert "Someone has this e-mail address already." in answer.content.decode()
    assert User.objects.count() == 2


def test_an_orcid_that_is_none_is_refused_and_nothing_is_made(client):
    answer = client.post("/admin/reviews/user/add/", NEW | {"orcid": "0000-0000-0000-0000"})
    assert "is not an ORCID" in said(answer)[0]
    assert not User.objects.filter(email="new@example.org").exists()


def test_a_name_is_corrected_and_the_address_stays(client):
    user = build.user()
    email = user.email
    client.post(
        f"/admin/reviews/user/{user.pk}/change/",
        {"name": "Better Name", "orcid": "", "email": "other@example.org", "is_staff": "on"},
    )
    user.refresh_from_db()
    assert (user.name, user.email, user.is_staff) == ("Better Name", email, False)
    assert last_event() == ("edit", "user")


def test_an_account_is_closed_but_not_a_last_chairs(client):
    panel = build.panel()
    chair, user = build.chair(panel), build.user()
    answer = act(client, "user", "deactivate", chair, user)
    user.refresh_from_db()
    chair.refresh_from_db()
    assert (user.is_active, chair.is_active) == (False, True)
    assert said(answer) == [
        f"{chair}: {chair.name} is the last chair of {panel.name}: seat another chair first.",
        "Accounts closed: 1.",
    ]


def test_erasing_asks_once_and_empties_the_row(client):
    user = build.user()
    page = act(client, "user", "erase", user)
    assert user.name in page.content.decode()
    user.refresh_from_db()
    assert user.name
    act(client, "user", "erase", user, confirmed="yes")
    user.refresh_from_db()
    assert (user.name, user.is_active) == ("", False)


def test_links_go_to_open_accounts_only(client, mailoutbox, django_capture_on_commit_callbacks):
    closed, user = build.user(), build.user()
    people.deactivate(closed, by=build.staff())
    with django_capture_on_commit_callbacks(execute=True):
        answer = act(client, "user", "send_link", closed, user)
    assert [mail.to for mail in mailoutbox] == [[user.email]]
    assert said(answer) == [f"{closed}: This account is closed.", "Links sent: 1."]


def test_a_panel_is_made_with_its_first_chair(client):
    chair = build.user()
    content = {"slug": "bones", "name": "Bones", "about": ""}
    answer = client.post("/admin/reviews/panel/add/", content | {"chair": str(chair.pk)})
    panel = Panel.objects.get(slug="bones")
    assert answer.status_code == 302
    seat = Membership.objects.get(panel=panel)
    assert (seat.user, seat.role) == (chair, Role.CHAIR)
    assert not LogEntry.objects.exists()


def test_a_panel_needs_a_chair(client):
    content = {"slug": "bones", "name": "Bones"}
    page = client.post("/admin/reviews/panel/add/", content)
    assert set(page.context["adminform"].errors) == {"chair"}
    assert not Panel.objects.exists()


def test_only_a_chair_describes_a_panel(client):
    panel = build.panel()
    content = {"name": "Renamed", "about": ""}
    address = f"/admin/reviews/panel/{panel.pk}/change/"
    assert client.get(address).status_code == 200
    assert client.post(address, content).status_code == 403
    assert as_user(seated(panel)).post(address, content).status_code == 302
    panel.refresh_from_db()
    assert panel.name == "Renamed"


def test_a_chair_seats_moves_and_ends(client):
    panel = build.panel()
    person, chair = build.user(), as_user(seated(panel))
    seat = {"panel": str(panel.pk), "user": str(person.pk), "role": "reviewer"}
    assert chair.post("/admin/reviews/membership/add/", seat).status_code == 302
    membership = Membership.objects.get(user=person)
    change = f"/admin/reviews/membership/{membership.pk}/change/"
    chair.post(change, {"role": "adjudicator"})
    membership.refresh_from_db()
    assert membership.role == "adjudicator"
    act(chair, "membership", "end_seat", membership)
    membership.refresh_from_db()
    assert membership.left_at is not None
    assert last_event() == ("end_seat", "membership")


def test_who_is_no_chair_is_told_so_and_seats_nobody():
    panel = build.panel()
    reviewer = as_user(seated(panel, Role.REVIEWER))
    seat = {"panel": str(panel.pk), "user": str(build.user().pk), "role": "reviewer"}
    count = Membership.objects.count()
    answer = reviewer.post("/admin/reviews/membership/add/", seat)
    assert said(answer) == ["In this panel, only a chair may do this."]
    assert Membership.objects.count() == count


def test_nobody_is_seated_in_a_panel_that_one_does_not_see(client):
    panel = build.panel()
    seat = {"panel": str(panel.pk), "user": str(build.user().pk), "role": "chair"}
    page = client.post("/admin/reviews/membership/add/", seat)
    assert set(page.context["adminform"].errors) == {"panel"}


@pytest.mark.parametrize("key", sorted(shipped()))
def test_a_shipped_instrument_is_adopted_and_then_only_read(client, key):
    client.post("/admin/reviews/instrument/add/", {"key": key})
    instrument = Instrument.objects.get()
    assert instrument.key == key
    address = f"/admin/reviews/instrument/{instrument.pk}/change/"
    assert client.get(address).status_code == 200
    assert client.post(address, {"definition": "other"}).status_code == 403
    client.post("/admin/reviews/instrument/add/", {"key": key})
    assert Instrument.objects.count() == 1


def test_staff_make_an_instrument_for_every_panel_and_a_refused_file_stays_typed(client):
    add = "/admin/reviews/instrument/add/"
    broken = build.DEFINITION.replace("label: Reasoning", "lable: Reasoning")
    page = client.post(add, {"key": "", "definition": broken})
    assert "Line 19: lable is not a field here." in page.text
    assert "lable: Reasoning" in page.text
    for wrong in ({"key": "", "definition": " "}, {"key": "grade", "definition": broken}):
        assert "one of the two." in client.post(add, wrong).text
    client.post(add, {"key": "", "definition": build.DEFINITION})
    made = Instrument.objects.get(key="own-sheet")
    assert (made.panel, made.is_own, made.definition) == (None, True, build.DEFINITION)
    changed = build.DEFINITION.replace("Read the", "Look at the")
    page = client.post(add, {"key": "", "definition": changed})
    assert "Version 1 of own-sheet is there already" in page.text
    assert "Look at the methods first." in page.text


def test_staff_retire_what_was_made_for_every_panel_and_nothing_that_ships(client):
    made = instruments.make(build.DEFINITION, by=build.staff())
    shipped_one = instruments.adopt("sanra", by=build.staff())
    answer = act(client, "instrument", "retire", made, shipped_one)
    assert any("came with the program" in sentence for sentence in said(answer))
    made.refresh_from_db()
    assert made.retired_at is not None
    assert "own-sheet" not in instruments.available(build.panel())


def test_what_a_panel_made_is_seen_in_the_admin_by_its_members_alone(client, panel):
    made = build.instrument(panel)
    assert made.name not in client.get("/admin/reviews/instrument/").text
    assert client.get(f"/admin/reviews/instrument/{made.pk}/change/").status_code == 302


@pytest.mark.parametrize("noun", ["interest", "notice", "event"])
def test_what_is_only_read_can_be_neither_added_nor_changed(noun):
    paper = build.paper()
    build.notice(paper)
    client = as_user(seated(paper.panel))
    [row, *_] = client.get(f"/admin/reviews/{noun}/").context["cl"].result_list
    assert client.get(f"/admin/reviews/{noun}/{row.pk}/change/").status_code == 200
    assert client.get(f"/admin/reviews/{noun}/{row.pk}/history/").status_code == 200
    assert client.get(f"/admin/reviews/{noun}/add/").status_code == 403
    assert client.post(f"/admin/reviews/{noun}/{row.pk}/change/").status_code == 403
    assert client.post(f"/admin/reviews/{noun}/{row.pk}/delete/").status_code == 404


@pytest.mark.parametrize(
    ("noun", "queries"),
    [("user", 4), ("panel", 4), ("membership", 4), ("interest", 4), ("event", 6)],
)
@pytest.mark.parametrize("count", [1, 3])
def test_lists_take_the_same_queries_however_long(noun, queries, count, django_assert_num_queries):
    panel = build.panel()
    client = as_user(seated(panel))
    for _ in range(count):
        build.member(panel)
        build.panel()
    with django_assert_num_queries(queries):
        client.get(f"/admin/reviews/{noun}/")


def test_the_internal_text_of_an_interest_is_not_shown_here():
    panel = build.panel()
    member = build.member(panel)
    interest = build.declare(
        panel, member, "financial", "disclose", "Fees.", internal="From a company."
    )
    page = as_user(seated(panel)).get(f"/admin/reviews/interest/{interest.pk}/change/")
    assert "Fees." in page.content.decode()
    assert "From a company." not in page.content.decode()
