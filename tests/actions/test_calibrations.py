"""Calibration: everyone appraises the same, and nothing of it enters what the panel says."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from reviews.actions import calibrations, rounds, verdicts
from reviews.exceptions import Conflict
from reviews.exports.agreement import counted
from reviews.models import Flag, Round, Standing
from reviews.models.facts import facts
from reviews.vocabulary import ClaimState, Purpose, Role, RoundState
from tests import build

pytestmark = pytest.mark.django_db


def calibrated(claim, body=None):
    """A round for calibration on the claim, settled against what everyone said."""
    panel = claim.source.paper.panel
    made, _ = calibrations.calibrate(
        instrument="grade", claim=claim, body=body or build.body(panel), by=build.chair(panel)
    )
    build.submit_all(made)
    return made


def settled(round):
    verdicts.settle(
        round, content=build.worksheet(), settled_by="agreement", by=build.chair(round.panel)
    )
    return round


def test_every_reviewer_is_assigned_and_who_is_barred_is_named(panel, ann, bob, ada, cleo):
    barred = build.member(panel, has_declared=False, name="Ben")
    claim = build.claim(ClaimState.ACCEPTED, panel)
    made, left_out = calibrations.calibrate(
        instrument="grade", claim=claim, body=build.body(panel), by=cleo
    )
    assert made.purpose == Purpose.CALIBRATION
    assert {row.user for row in made.assignments.all()} == {ann, bob}
    [reason] = left_out
    assert reason.startswith(barred.name)


def test_only_a_chair_calibrates(panel, ann, ada):
    claim = build.claim(ClaimState.ACCEPTED, panel)
    for member in (ann, ada):
        with pytest.raises(PermissionDenied):
            calibrations.calibrate(
                instrument="grade", claim=claim, body=build.body(panel), by=member
            )


def test_a_verdict_of_calibration_moves_no_claim_and_sets_no_flag(panel, ann, bob):
    claim = build.claim(ClaimState.ACCEPTED, panel)
    before = list(Flag.objects.filter(claim=claim).values_list("code", "severity"))
    round = settled(calibrated(claim))
    claim.refresh_from_db()
    assert (round.state, claim.state) == (RoundState.DECIDED, ClaimState.ACCEPTED)
    assert list(Flag.objects.filter(claim=claim).values_list("code", "severity")) == before
    assert facts(claim).certainty is None
    assert list(counted(Round.objects.all())) == []


def test_calibrating_on_a_published_claim_shows_nowhere_in_public(panel, ann, bob):
    claim = build.claim(ClaimState.PUBLISHED, panel)
    before = build.content(claim)
    round = settled(calibrated(claim, body=claim.rounds.get().body))
    assert Standing.objects.get(claim=claim).banner == "none"
    claim.refresh_from_db()
    assert claim.state == ClaimState.PUBLISHED
    with pytest.raises(Conflict, match="Nothing has changed since the last edition"):
        build.releases.publish(panel, [], by=build.chair(panel))
    assert build.content(claim) == before
    assert str(round.pk) not in str(before)


def test_a_running_calibration_blocks_no_edition(panel, ann, bob, cleo):
    claim = build.claim(ClaimState.GRADED, panel)
    build.confirm_flags(claim)
    calibrations.calibrate(instrument="grade", claim=claim, body=build.body(panel), by=cleo)
    assert build.publish(claim).number == 1


def test_claims_that_the_protocol_does_not_take_serve_for_calibration(cleo):
    panel = build.panel(kinds=["result"])
    claim = build.claim(ClaimState.ACCEPTED, panel)
    made, _ = calibrations.calibrate(
        instrument="grade", claim=claim, body=build.body(panel), by=build.chair(panel)
    )
    assert made.state == RoundState.OPEN


def test_what_was_calibrated_is_appraised_by_the_panel_only_with_a_reason(panel, ann, bob, cleo):
    claim = build.claim(ClaimState.ACCEPTED, panel)
    round = settled(calibrated(claim))
    given = {"instrument": "grade", "claim": claim, "body": round.body, "by": cleo}
    with pytest.raises(ValidationError, match="appraised for calibration, so its answers"):
        rounds.open_round(**given)
    made = rounds.open_round(**given, reason="No other claim says this.")
    assert (made.reopens, made.reason) == (None, "No other claim says this.")


def test_a_round_for_the_panel_and_one_for_calibration_do_not_run_at_once(panel, ann, cleo):
    claim = build.claim(ClaimState.ACCEPTED, panel)
    round = build.open_round(claim)
    with pytest.raises(Conflict, match="running already"):
        calibrations.calibrate(instrument="grade", claim=claim, body=round.body, by=cleo)


def test_calibration_is_blinded_like_every_round(panel, ann, bob, cleo):
    claim = build.claim(ClaimState.ACCEPTED, panel)
    made, _ = calibrations.calibrate(
        instrument="grade", claim=claim, body=build.body(panel), by=cleo
    )
    first = made.assignments.get(user=ann)
    build.appraisals.submit(first, content=build.worksheet(), by=ann)
    assert list(build.appraisals.Appraisal.objects.visible_to(bob)) == []
    assert build.member(panel, Role.CHAIR)
