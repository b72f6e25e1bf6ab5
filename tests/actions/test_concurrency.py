"""Eight people press one button, or eight buttons, at once; on whichever database runs."""

from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import Barrier

import pytest
from django.db import connection

from reviews.actions import appraisals, claims, panels, releases, verdicts
from reviews.exceptions import Conflict
from reviews.models import Appraisal, Assignment, Claim, Membership, Release, Round, Verdict
from reviews.vocabulary import ClaimState, Role, RoundState
from tests import build

pytestmark = pytest.mark.usefixtures("committed_db")
EIGHT = 8


def together(*acts):
    """Run all acts at once, each in its own thread and connection: [None | the refusal]."""
    barrier = Barrier(len(acts))

    def run(act):
        try:
            barrier.wait(timeout=30)
            act()
        except Conflict as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def one_success(outcomes):
    refusals = [outcome for outcome in outcomes if outcome is not None]
    assert len(refusals) == EIGHT - 1
    assert all(str(refusal).endswith(".") for refusal in refusals)
    return True


def fresh(claim):
    return Claim.objects.with_text().get(pk=claim.pk)


def eight_claims(state):
    source = build.source(text=" ".join(f"Treatment A{n} should be given." for n in range(EIGHT)))
    return [
        build.claim(state, source=source, exact=f"Treatment A{n} should be given.")
        for n in range(EIGHT)
    ]


def test_eight_accept_one_claim():
    claim = build.claim()
    by = build.chair(claim.source.paper.panel)
    assert one_success(together(*[partial(claims.accept, fresh(claim), by=by)] * EIGHT))


def test_eight_accept_eight_claims():
    proposed = eight_claims(ClaimState.PROPOSED)
    by = build.chair(proposed[0].source.paper.panel)
    outcomes = together(*[partial(claims.accept, fresh(claim), by=by) for claim in proposed])
    assert outcomes == [None] * EIGHT
    assert Claim.objects.filter(state=ClaimState.ACCEPTED).count() == EIGHT


def test_eight_publish_one_claim():
    claim = build.claim(ClaimState.GRADED)
    panel = claim.source.paper.panel
    by = build.chair(panel)
    acts = [partial(releases.publish, panel, [fresh(claim)], by=by) for _ in range(EIGHT)]
    assert one_success(together(*acts))
    assert Release.objects.count() == 1


def test_eight_publish_eight_claims():
    graded = eight_claims(ClaimState.GRADED)
    panel = graded[0].source.paper.panel
    by = build.chair(panel)
    acts = [partial(releases.publish, panel, [fresh(claim)], by=by) for claim in graded]
    assert together(*acts) == [None] * EIGHT
    assert sorted(Release.objects.values_list("number", flat=True)) == [*range(1, EIGHT + 1)]


def test_eight_submit_one_appraisal():
    round = build.round(RoundState.OPEN)
    assignment = Assignment.objects.filter(round=round).select_related("user", "round").first()
    act = partial(appraisals.submit, assignment, content=build.worksheet(), by=assignment.user)
    assert one_success(together(*[act] * EIGHT))
    assert Appraisal.objects.visible_to(assignment.user).count() == 1


def test_eight_submit_their_own_and_one_of_them_reveals():
    round = build.round(RoundState.OPEN, appraisers=EIGHT)
    assignments = Assignment.objects.filter(round=round).select_related("user")
    acts = [
        partial(
            appraisals.submit,
            Assignment.objects.select_related("round").get(pk=assignment.pk),
            content=build.worksheet(),
            by=assignment.user,
        )
        for assignment in assignments
    ]
    assert together(*acts) == [None] * EIGHT
    assert Round.objects.get().state == RoundState.REVEALED
    assert Appraisal.objects.visible_to(assignments[0].user).count() == EIGHT


def test_eight_settle_one_round():
    round = build.round(RoundState.REVEALED)
    by = build.chair(round.panel)
    acts = [
        partial(
            verdicts.settle,
            Round.objects.with_subject().get(pk=round.pk),
            content=build.worksheet(),
            settled_by="agreement",
            by=by,
        )
        for _ in range(EIGHT)
    ]
    assert one_success(together(*acts))
    assert Verdict.objects.count() == 1


def test_eight_settle_eight_rounds():
    revealed = [
        build.round(RoundState.REVEALED, claim=claim) for claim in eight_claims(ClaimState.ACCEPTED)
    ]
    by = build.chair(revealed[0].panel)
    acts = [
        partial(
            verdicts.settle,
            Round.objects.with_subject().get(pk=round.pk),
            content=build.worksheet(),
            settled_by="agreement",
            by=by,
        )
        for round in revealed
    ]
    assert together(*acts) == [None] * EIGHT


def test_two_chairs_cannot_both_leave():
    panel = build.panel()
    other = build.member(panel, Role.CHAIR)
    seats = {seat.user_id: seat for seat in Membership.objects.filter(panel=panel)}
    acts = [
        partial(panels.end_seat, seats[person.pk], by=person)
        for person in (build.chair(panel), other)
    ]
    outcomes = together(*acts)
    assert outcomes.count(None) == 1
    assert Membership.objects.current().filter(panel=panel, role=Role.CHAIR).count() == 1
