"""A panel's page, its seats and interests."""

import pytest
from django.urls import reverse

from reviews.models import Interest
from reviews.views import pages
from reviews.vocabulary import Role
from tests import build

pytestmark = pytest.mark.django_db


def test_papers_come_a_page_at_a_time_and_none_twice(client, panel, ann, monkeypatch):
    monkeypatch.setattr(pages, "SIZE", 2)
    made = [build.paper(panel) for _ in range(5)]
    client.force_login(ann)
    seen, address = [], reverse("desk-panel", args=[panel.slug])
    after = ""
    while after is not None:
        context = client.get(address, {"after": after} if after else {}).context
        seen += [paper for paper, _ in context["papers"]]
        after = context["after"]
    assert seen == made[::-1]


def test_a_place_that_is_none_of_the_panel_is_not_found(client, panel, ann):
    stranger = build.paper()
    client.force_login(ann)
    address = reverse("desk-panel", args=[panel.slug])
    for after in (stranger.pk, "nonsense"):
        assert client.get(address, {"after": after}).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_a_panel_asks_the_same_few_questions_however_many_papers(
    client, panel, ann, count, django_assert_num_queries
):
    for _ in range(count):
        build.notice(build.round().subject_paper)
        build.open_round(build.claim("accepted", panel=panel), appraisers=1)
    client.force_login(ann)
    with django_assert_num_queries(10):
        client.get(reverse("desk-panel", args=[panel.slug]))


@pytest.mark.parametrize("count", [1, 3])
def test_members_ask_the_same_few_questions_however_many_sit(
    client, panel, cleo, count, django_assert_num_queries
):
    for _ in range(count):
        build.declare(panel, build.member(panel), "financial", "disclose", "Shares.")
    client.force_login(cleo)
    with django_assert_num_queries(7):
        client.get(reverse("desk-members", args=[panel.slug]))


def test_a_chair_changes_a_role_and_ends_the_seat(client, panel, cleo, ada):
    client.force_login(cleo)
    seat = panel.memberships.get(user=ada)
    client.post(reverse("desk-membership-role", args=[panel.slug, seat.pk]), {"role": "observer"})
    seat.refresh_from_db()
    assert seat.role == Role.OBSERVER
    client.post(reverse("desk-membership-end", args=[panel.slug, seat.pk]))
    seat.refresh_from_db()
    assert seat.left_by == cleo


def test_a_reviewer_sees_why_the_button_is_grey(client, panel, ann, bob):
    client.force_login(ann)
    text = client.get(reverse("desk-members", args=[panel.slug])).text
    assert 'aria-disabled="true"' in text
    assert "In this panel, only a chair may do this." in text


def test_settings_are_edited_and_a_refusal_keeps_what_was_typed(client, panel, cleo):
    client.force_login(cleo)
    address = reverse("desk-panel-edit", args=[panel.slug])
    refused = client.post(address, {"name": " ", "about": "On bones."})
    assert refused.status_code == 400
    assert "On bones.</textarea>" in refused.text
    assert client.post(address, {"name": "Bones", "about": "On bones."}).status_code == 302
    panel.refresh_from_db()
    assert (panel.name, panel.about) == ("Bones", "On bones.")


def test_an_interest_is_declared_for_the_panel_and_for_one_paper(client, panel):
    member = build.member(panel, has_declared=False)
    paper = build.paper(panel)
    client.force_login(member)
    address = reverse("desk-interests-declare", args=[panel.slug])
    client.post(address, {"kind": "nothing", "consequence": "none"})
    page = client.get(reverse("desk-interests", args=[panel.slug]), {"paper": paper.pk})
    assert paper.title in page.text
    client.post(
        address,
        {
            "kind": "financial",
            "consequence": "no_vote",
            "statement": "Shares.",
            "paper": paper.pk,
        },
    )
    found = Interest.objects.filter(user=member).order_by("declared_at")
    assert list(found.values_list("kind", "consequence", "paper")) == [
        ("nothing", "none", None),
        ("financial", "no_vote", paper.pk),
    ]


def test_an_interest_is_about_an_intervention_and_says_which_questions_it_touches(
    client, panel, ann
):
    build.body(panel)
    client.force_login(ann)
    address = reverse("desk-interests-declare", args=[panel.slug])
    sent = {"kind": "financial", "consequence": "no_vote", "statement": "Shares."}
    for named in ("Treatment A", "treatment Z"):
        client.post(address, sent | {"intervention": named})
    page = client.get(reverse("desk-interests", args=[panel.slug]))
    assert "Touches treatment A against no treatment in adults with condition B." in page.text
    assert "Touches no question of the panel so far." in page.text
    assert '<option value="treatment A">' in page.text
    members = client.get(reverse("desk-members", args=[panel.slug])).text
    assert "Financial, about Treatment A: no vote. Shares." in members


def test_declarations_are_renewed_by_one_button(client, panel, ann, time_machine):
    client.force_login(ann)
    page, renew = (reverse(f"desk-interests{name}", args=[panel.slug]) for name in ("", "-renew"))
    assert "Nothing has changed: renew" not in client.get(page).text
    assert client.post(renew).status_code == 409
    time_machine.move_to(Interest.objects.get(user=ann).expires_on, tick=False)
    client.force_login(ann)
    assert "Nothing has changed: renew" in client.get(page).text
    assert client.post(renew).status_code == 302
    [(interest, _, is_over)] = client.get(page).context["interests"]
    assert (interest.renews.user, is_over) == (ann, False)
    assert client.post(renew).status_code == 409


def test_an_interest_without_its_statement_is_refused_and_kept(client, panel, ann):
    client.force_login(ann)
    answer = client.post(
        reverse("desk-interests-declare", args=[panel.slug]),
        {"kind": "financial", "consequence": "disclose", "internal": "Ten shares."},
    )
    assert answer.status_code == 400
    assert "Say in the public statement what the interest is." in answer.text
    assert "Ten shares." in answer.text


def test_the_internal_text_is_for_the_declarer_and_the_chair(client, panel, ann, bob, cleo):
    build.declare(panel, ann, "financial", "disclose", "Shares.", internal="Ten of them.")
    pages_of = {}
    for user in (ann, bob, cleo):
        client.force_login(user)
        pages_of[user] = client.get(reverse("desk-members", args=[panel.slug])).text
    assert all("Shares." in text for text in pages_of.values())
    assert [user for user, text in pages_of.items() if "Ten of them." in text] == [cleo]
    client.force_login(ann)
    assert "Ten of them." in client.get(reverse("desk-interests", args=[panel.slug])).text


def test_only_ones_own_declaration_is_withdrawn(client, panel, ann, bob):
    interest = Interest.objects.get(user=ann)
    address = reverse("desk-interest-withdraw", args=[panel.slug, interest.pk])
    client.force_login(bob)
    assert client.post(address).status_code == 403
    client.force_login(ann)
    assert client.post(address).status_code == 302
    assert client.post(address).status_code == 409
