"""Settling: answers side by side, what agrees copied, a departure reasoned."""

import pytest
from django.urls import reverse

from reviews.actions import appraisals
from reviews.models import Assignment, Verdict
from reviews.vocabulary import ClaimState, RoundState
from tests import build
from tests.views.test_appraisals import typed

pytestmark = pytest.mark.django_db


@pytest.fixture
def revealed(panel):
    """Two who differ on imprecision alone."""
    made = build.open_round(build.claim(ClaimState.ACCEPTED, panel=panel), appraisers=2)
    assignments = Assignment.objects.filter(round=made).order_by("assigned_at", "pk")
    for assignment, result in zip(assignments, ("very_low", "low"), strict=True):
        appraisals.submit(assignment, content=build.worksheet(result), by=assignment.user)
    made.refresh_from_db()
    return made


def address(round, verb="settle"):
    return reverse(f"desk-round-{verb}", args=[round.pk])


def test_differing_items_are_marked_in_words_and_not_by_colour_alone(client, revealed, ada):
    client.force_login(ada)
    page = client.get(address(revealed))
    assert "1 of 13 items differ." in page.text
    assert page.text.count("≠ differs") == 1


def test_what_agrees_is_copied_with_its_footnote_and_what_differs_is_left_open(
    client, revealed, ada
):
    client.force_login(ada)
    form = client.get(address(revealed), {"copy": "agreed"}).context["form"]
    assert form["risk_of_bias-answer"].value() == "-1"
    assert form["risk_of_bias-note"].value() == "A reason."
    assert form["advice-answer"].value() == "strong"
    assert not form["imprecision-answer"].value()
    assert not client.get(address(revealed)).context["form"]["risk_of_bias-answer"].value()


def test_the_panels_answers_make_a_verdict_and_grade_the_claim(client, revealed, ada):
    client.force_login(ada)
    fields = typed(build.worksheet("very_low")) | {"settled_by": "adjudication"}
    answer = client.post(address(revealed), fields)
    assert answer["Location"] == revealed.claim.get_absolute_url()
    verdict = Verdict.objects.get(round=revealed)
    assert (verdict.result, verdict.settled_by, verdict.decided_by) == (
        "very_low",
        "adjudication",
        ada,
    )
    revealed.claim.refresh_from_db()
    assert revealed.claim.state == ClaimState.GRADED
    assert client.post(address(revealed), fields).status_code == 409
    assert client.get(address(revealed)).status_code == 409


def test_a_departure_without_a_rationale_is_refused_and_kept(client, revealed, ada):
    client.force_login(ada)
    fields = typed(build.worksheet("very_low")) | {"settled_by": "vote", "result": "moderate"}
    refused = client.post(address(revealed), fields)
    assert refused.status_code == 400
    assert list(refused.context["form"].errors) == ["rationale"]
    assert refused.context["form"]["result"].value() == "moderate"
    fields["rationale"] = "Direct data weigh more here."
    assert client.post(address(revealed), fields).status_code == 302
    verdict = Verdict.objects.get(round=revealed)
    assert (verdict.proposed, verdict.result) == ("very_low", "moderate")


def test_agreement_is_not_claimed_where_appraisers_differ(client, revealed, ada):
    client.force_login(ada)
    fields = typed(build.worksheet("very_low")) | {"settled_by": "agreement"}
    refused = client.post(address(revealed), fields)
    assert refused.status_code == 400
    assert "settle by consensus, vote or adjudication" in refused.text
    revealed.refresh_from_db()
    assert revealed.state == RoundState.REVEALED


def test_how_it_was_settled_must_be_said(client, revealed, ada):
    client.force_login(ada)
    refused = client.post(address(revealed), typed(build.worksheet("very_low")))
    assert list(refused.context["form"].errors) == ["settled_by"]


def test_a_script_sees_the_result_before_anything_is_settled(client, revealed, ada):
    client.force_login(ada)
    answer = client.post(address(revealed, "compute"), typed(build.worksheet("moderate")))
    assert "<strong>Moderate</strong>" in answer.text
    assert not Verdict.objects.filter(round=revealed).exists()


def test_who_appraised_may_not_settle_and_the_button_says_why(client, panel, revealed):
    chair = build.chair(panel)
    client.force_login(chair)
    assert client.get(address(revealed)).status_code == 200
    appraiser = revealed.assignments.first().user
    client.force_login(appraiser)
    assert client.get(address(revealed)).status_code == 403
    page = client.get(revealed.get_absolute_url())
    assert "In this panel, only an adjudicator or chair may do this." in page.text


def test_an_open_round_cannot_be_settled(client, panel, ada):
    opened = build.open_round(build.claim(ClaimState.ACCEPTED, panel=panel))
    client.force_login(ada)
    assert client.get(address(opened)).status_code == 409
    assert client.post(address(opened, "compute")).status_code == 409
