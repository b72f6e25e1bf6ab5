"""What the next edition would hold: the graded claims and those that stand, and nothing else."""

import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from reviews.actions import calibrations, claims, rounds
from reviews.exports import report as reports
from reviews.exports import working_state
from reviews.exports.choices import Choices
from reviews.models import Release
from reviews.vocabulary import ClaimState
from tests import build

pytestmark = pytest.mark.django_db


def read(panel, user=None, **choices):
    head, lines = working_state.read(panel, user)
    return reports.read(reports.choosing(head, Choices(**choices)), lines)


def ids(report):
    return [content["claim"] for content in report.contents]


def test_it_holds_what_publishing_everything_would(panel):
    shown = build.claim(ClaimState.PUBLISHED, panel)
    graded = build.claim(ClaimState.GRADED, panel)
    build.confirm_flags(graded)
    for state in (ClaimState.PROPOSED, ClaimState.ACCEPTED, ClaimState.WITHDRAWN):
        build.claim(state, panel)
    before = read(panel)
    build.publish(graded)
    after = reports.of_release(Release.objects.get(number=2))
    assert set(ids(before)) == {str(shown.pk), str(graded.pk)}
    assert ids(before) == ids(after)
    unlettered = [_without(content, "letter") for content in before.contents]
    assert unlettered == [_without(content, "letter") for content in after.contents]
    assert [step["count"] for step in before.flow] == [step["count"] for step in after.flow]
    assert (before.number, before.audit_head) == (None, "")
    assert before.title == f"{panel.name}, working state, not published"


def _without(value, *names):
    """Without what an edition draws anew, in whatever order that puts it."""
    if isinstance(value, dict):
        return {k: _without(v, *names) for k, v in value.items() if k not in names}
    if isinstance(value, list):
        return sorted((_without(each, *names) for each in value), key=json.dumps)
    return value


def test_it_is_the_same_on_every_look(panel):
    for _ in range(2):
        build.claim(ClaimState.GRADED, panel)
    assert working_state.read(panel) == working_state.read(panel)


def test_what_is_being_appraised_is_left_out_or_as_its_edition_has_it(panel):
    shown = build.claim(ClaimState.PUBLISHED, panel)
    graded = build.claim(ClaimState.GRADED, panel)
    published = reports.of_release(Release.objects.get()).contents
    for claim in (shown, graded):
        body = claim.rounds.get().body
        rounds.open_round(
            instrument="grade", claim=claim, body=body, reason="New.", by=build.chair(panel)
        )
    report = read(panel)
    assert report.contents == published
    assert report.left_out == 1
    assert "Graded claims that are being appraised, and so left out: 1." in report.partly


def test_who_appraises_a_claim_for_calibration_is_told_nothing_of_it(panel, ann, cleo):
    graded = build.claim(ClaimState.GRADED, panel)
    assert ids(read(panel, ann)) == [str(graded.pk)]
    body = graded.rounds.get().body
    calibrations.calibrate(instrument="grade", claim=graded, body=body, by=cleo)
    assert ids(read(panel, ann)) == []
    assert ids(read(panel, cleo)) == [str(graded.pk)]
    assert list(working_state.claims(panel, ann)) == []


def test_a_withdrawn_claim_is_not_in_it(panel, cleo):
    shown = build.claim(ClaimState.PUBLISHED, panel)
    claims.withdraw(shown, reason="No.", by=cleo)
    assert ids(read(panel)) == []


def test_claims_come_in_the_order_that_was_chosen(panel):
    low = build.claim(ClaimState.ACCEPTED, panel)
    high = build.claim(ClaimState.ACCEPTED, panel)
    build.grade_outcomes(low, death="very_low")
    build.grade_outcomes(high, death="high")
    wanted = [str(high.pk), str(low.pk)]
    assert ids(read(panel, order="certainty")) == wanted
    assert sorted(ids(read(panel))) == sorted(wanted)
    # A label that says more is wrong comes first.
    labels = [content["label"]["value"] for content in read(panel, order="label").contents]
    assert labels == ["weakly_supported", "in_line"]
    assert ids(read(panel, claims=(str(low.pk),), order="date")) == [str(low.pk)]


def test_it_takes_as_many_queries_for_three_claims_as_for_one(panel):
    build.claim(ClaimState.GRADED, panel)
    with CaptureQueriesContext(connection) as one:
        working_state.read(panel)
    for _ in range(2):
        build.claim(ClaimState.GRADED, panel)
    with CaptureQueriesContext(connection) as three:
        working_state.read(panel)
    assert (len(one), len(three)) == (44, 44)
