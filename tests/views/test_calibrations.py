"""The pages of calibration, and where the verdict differs from one's own answers."""

import pytest
from django.urls import reverse

from reviews.actions import appraisals, calibrations, verdicts
from reviews.models import Round
from reviews.vocabulary import ClaimState, Purpose
from tests import build

pytestmark = pytest.mark.django_db


def url(panel):
    return reverse("desk-calibration", args=[panel.slug])


def calibrated(panel, given="moderate", settled="low"):
    """Two reviewers said `given`; the verdict is `settled`."""
    claim = build.claim(ClaimState.ACCEPTED, panel)
    made, _ = calibrations.calibrate(
        instrument="grade", claim=claim, body=build.body(panel), by=build.chair(panel)
    )
    for assignment in made.assignments.all():
        appraisals.submit(assignment, content=build.worksheet(given), by=assignment.user)
    made.refresh_from_db()
    sheet = build.worksheet(settled) | {"rationale": "The groups are not those of the claim."}
    build.settle(made, sheet, "adjudication")
    return made


def test_an_empty_page_says_where_to_begin(client, panel, cleo, ann):
    client.force_login(cleo)
    text = client.get(url(panel)).text
    assert "Open a round “for calibration” on the page of a claim or a paper" in text
    assert "Nothing was appraised for calibration yet." in text
    client.force_login(ann)
    assert "In this panel, only a chair may do this." in client.get(url(panel)).text


def test_a_chair_opens_it_on_a_claim_for_every_reviewer(client, panel, ann, bob, cleo):
    claim = build.claim(ClaimState.ACCEPTED, panel)
    client.force_login(cleo)
    given = {"body": build.body(panel).pk, "purpose": "calibration"}
    answer = client.post(reverse("desk-claim-open", args=[claim.pk]), given, follow=True)
    round = Round.objects.get()
    assert round.purpose == Purpose.CALIBRATION
    assert {row.user for row in round.assignments.all()} == {ann, bob}
    assert "nothing of this round enters the panel’s statistics" in answer.text


def test_everyone_sees_how_far_they_were_from_the_verdict(client, panel, ann, bob, ada):
    round = calibrated(panel)
    client.force_login(ann)
    text = client.get(url(panel)).text
    assert "1 of 13 differ" in text
    own = client.get(reverse("desk-round-appraise", args=[round.pk])).text
    assert "The verdict differs from my answers on 1 of 13 items." in own
    assert "The groups are not those of the claim." in own
    assert own.count("≠ differs") == 1
    client.force_login(ada)
    assert "you are not assigned here" in client.get(url(panel)).text


def test_before_the_verdict_nothing_is_compared(client, panel, ann, bob, cleo):
    claim = build.claim(ClaimState.ACCEPTED, panel)
    made, _ = calibrations.calibrate(
        instrument="grade", claim=claim, body=build.body(panel), by=cleo
    )
    client.force_login(ann)
    assert "your appraisal" in client.get(url(panel)).text
    build.submit_all(made)
    assert "waits for the verdict" in client.get(url(panel)).text
    own = client.get(reverse("desk-round-appraise", args=[made.pk])).text
    assert "The verdict" not in own


def test_a_panel_round_that_is_decided_shows_the_verdict_beside_ones_own(client):
    round = build.submit_all(build.open_round(build.claim(ClaimState.ACCEPTED)))
    verdicts.settle(
        round, content=build.worksheet(), settled_by="agreement", by=build.chair(round.panel)
    )
    client.force_login(round.assignments.first().user)
    text = client.get(reverse("desk-round-appraise", args=[round.pk])).text
    assert "The verdict has all my answers." in text


def test_strangers_see_no_calibration(client, panel, dan):
    client.force_login(dan)
    assert client.get(url(panel)).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_takes_as_many_queries_for_three_rounds_as_for_one(
    client, panel, ann, bob, count, django_assert_num_queries
):
    for _ in range(count):
        calibrated(panel)
    client.force_login(ann)
    client.get(url(panel))
    with django_assert_num_queries(9):
        client.get(url(panel))
