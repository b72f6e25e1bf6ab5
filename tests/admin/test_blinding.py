"""The admin shows people their own panels, and of a blinded round nothing; superusers too."""

import pytest
from django.test import Client

from reviews.actions import appraisals, rounds
from reviews.admin import site
from reviews.admin.queue import QUEUES
from reviews.models import Assignment
from reviews.vocabulary import ClaimState, Role
from tests import build
from tests.admin.people import as_user, seated

pytestmark = pytest.mark.django_db
NOUNS = ["claim", "event", "instrument", "interest", "membership", "notice", "panel", "user"]


def masked(answer):
    """(status, page without the token that is new in every answer)"""
    text = answer.content.decode()
    token = str(answer.context["csrf_token"]) if answer.context else ""
    return answer.status_code, text.replace(token, "TOKEN") if token else text


def test_these_are_all_that_is_registered():
    assert sorted(model._meta.model_name for model in site._registry) == NOUNS


@pytest.mark.parametrize("noun", NOUNS)
def test_who_is_not_staff_is_sent_to_sign_in(noun):
    address = f"/admin/reviews/{noun}/"
    assert Client().get(address)["Location"] == f"/accounts/login/?next={address}"
    client = as_user(build.chair(build.panel()))
    assert client.get(address)["Location"] == f"/admin/login/?next={address}"
    assert client.get("/admin/login/").status_code == 403


@pytest.mark.parametrize("address", ["password_change/", "autocomplete/", "r/1/1/"])
def test_doors_past_the_limits_and_the_querysets_are_closed(address):
    assert as_user(build.staff()).get(f"/admin/{address}").status_code == 404


@pytest.mark.parametrize("noun", ["claim", "event", "interest", "membership"])
def test_without_a_seat_even_a_superuser_sees_nothing_of_a_panel(noun):
    claim = build.claim(ClaimState.PUBLISHED)
    panel = claim.source.paper.panel
    rows = {"interest": panel.interests.first(), "membership": panel.memberships.first()}
    row = rows.get(noun, claim)
    client = as_user(build.staff())
    assert client.get(f"/admin/reviews/{noun}/").context["cl"].result_count == 0
    for page in ("change", "history"):
        hidden = client.get(f"/admin/reviews/{noun}/{row.pk}/{page}/")
        missing = client.get(f"/admin/reviews/{noun}/{build.staff().pk}/{page}/")
        assert hidden["Location"] == missing["Location"] == "/admin/"


def test_the_admin_is_the_same_whether_or_not_another_appraiser_acted():
    panel = build.panel(appraisers_per_round=3)
    claim = build.claim(ClaimState.ACCEPTED, panel)
    round = build.open_round(claim, appraisers=2)
    client = as_user(seated(panel))
    addresses = [
        "/admin/",
        "/admin/reviews/claim/",
        *(f"/admin/reviews/claim/?queue={queue}" for queue in QUEUES),
        f"/admin/reviews/claim/{claim.pk}/change/",
        f"/admin/reviews/claim/{claim.pk}/history/",
        "/admin/reviews/event/",
        "/admin/reviews/user/",
    ]
    before = [masked(client.get(address)) for address in addresses]
    first = Assignment.objects.filter(round=round).first()
    appraisals.save_draft(first, version=0, content={"rationale": "Mine."}, by=first.user)
    appraisals.submit(first, content=build.worksheet(), by=first.user)
    assert [masked(client.get(address)) for address in addresses] == before
    rounds.void(round, reason="For the test.", by=build.chair(panel))
    assert str(first.pk) not in client.get("/admin/reviews/event/").content.decode()


@pytest.mark.parametrize(
    "query", ["%2B__isnull=0", "last_login__gt=2000-01-01", "assignments__round__isnull=0"]
)
def test_an_address_asks_only_what_the_filters_on_the_page_ask(query):
    assert as_user(build.staff()).get(f"/admin/reviews/user/?{query}").status_code == 400


def test_an_appraiser_of_an_open_round_sees_neither_label_nor_certainty_nor_history():
    claim = build.claim(ClaimState.GRADED)
    panel = claim.source.paper.panel
    staff = seated(panel, Role.REVIEWER)
    client = as_user(staff)
    change = f"/admin/reviews/claim/{claim.pk}/change/"
    weak = "/admin/reviews/claim/?queue=weak"
    pages = ["/admin/reviews/claim/", change]
    for page in pages:
        assert "Very low" in client.get(page).content.decode()
    assert client.get(weak).context["cl"].result_count == 1

    rounds.assign(build.open_round(claim, appraisers=1), staff, by=build.chair(panel))
    for page in pages:
        text = client.get(page).content.decode()
        assert "Very low" not in text
        assert "Not shown while you appraise it" in text
    assert client.get(weak).context["cl"].result_count == 0
    history = client.get(f"/admin/reviews/claim/{claim.pk}/history/").content.decode()
    assert "No event that you may see is about this." in history
    assert str(claim.pk) not in client.get("/admin/reviews/event/").content.decode()
