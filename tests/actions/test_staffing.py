"""Proposals of who appraises what, and making them all at once."""

import pytest
from django.core.exceptions import PermissionDenied

from reviews.actions import appraisals, panels, rounds, staffing
from reviews.exceptions import Conflict
from reviews.models import Assignment, Event, Membership, Round
from reviews.vocabulary import ClaimState, Role
from tests import build

pytestmark = pytest.mark.django_db


@pytest.fixture
def opened(panel):
    """opened(3): rounds of two appraisers each, without any."""

    def make(count):
        for _ in range(count):
            build.open_round(build.claim(ClaimState.ACCEPTED, panel=panel), appraisers=0)
        found = Round.objects.with_subject().filter(panel=panel)
        return list(found.order_by("opened_at", "pk"))

    return make


def proposed(proposal):
    return [line.proposed for line in proposal.lines]


def test_missing_places_are_filled_evenly(panel, opened, ann, bob, cy, cleo):
    found = opened(3)
    proposal = staffing.propose(panel, found, [ann, bob, cy], by=cleo)
    assert [len(people) for people in proposed(proposal)] == [2, 2, 2]
    assert proposal.loads == {ann: (0, 2), bob: (0, 2), cy: (0, 2)}
    again = staffing.propose(panel, found, [ann, bob, cy], by=cleo)
    assert proposed(again) == proposed(proposal)
    assert not Assignment.objects.exists()


def test_present_work_counts_whatever_was_handed_in(panel, opened, ann, bob, cy, cleo):
    first, second = opened(2)
    for person in (ann, bob):
        rounds.assign(first, person, by=cleo)
    before = staffing.propose(panel, [second], [ann, bob, cy], by=cleo)
    own = Assignment.objects.get(round=first, user=ann)
    appraisals.submit(own, content=build.worksheet(), by=ann)
    after = staffing.propose(panel, [second], [ann, bob, cy], by=cleo)
    assert before == after
    assert after.loads == {ann: (1, 2), bob: (1, 1), cy: (0, 1)}


def test_who_is_assigned_is_told_by_name_whatever_was_handed_in(panel, opened, ann, bob, cy, cleo):
    [round] = opened(1)
    for person in (cy, bob, ann):
        rounds.assign(round, person, by=cleo)
    own = Assignment.objects.get(round=round, user=bob)
    appraisals.save_draft(own, version=0, content=build.worksheet(), by=bob)
    appraisals.submit(own, content=build.worksheet(), by=bob)
    [line] = staffing.propose(panel, [round], [ann, bob, cy], by=cleo).lines
    assert line.assigned == [ann, bob, cy]


def test_who_is_barred_is_not_proposed_and_what_is_missing_says_why(panel, opened, ann, bob, cleo):
    [round] = opened(1)
    build.declare(panel, ann, "financial", "excluded", "Shares.")
    observer = build.member(panel, Role.OBSERVER, name="Otto")
    [line] = staffing.propose(panel, [round], [ann, bob, observer], by=cleo).lines
    assert (line.proposed, line.missing) == ([bob], 1)
    assert line.refusals == [
        "Ann has declared an interest that bars from judging this paper.",
        "An observer does not appraise.",
    ]


def test_whoever_is_or_was_there_is_not_proposed_again(panel, opened, ann, bob, cy, cleo):
    [round] = opened(1)
    gone = rounds.assign(round, ann, by=cleo)
    rounds.assign(round, bob, by=cleo)
    rounds.unassign(gone, reason="Ill.", by=cleo)
    [line] = staffing.propose(panel, [round], [ann, bob, cy], by=cleo).lines
    assert (line.assigned, line.proposed, line.missing) == ([bob], [cy], 0)
    assert line.refusals == ["Ann was assigned in this round before."]


def test_everyone_chosen_goes_into_every_round_that_they_may(panel, opened, ann, bob, cy, cleo):
    found = opened(2)
    rounds.assign(found[0], ann, by=cleo)
    proposal = staffing.propose(panel, found, [ann, bob, cy], is_even=False, by=cleo)
    assert [set(people) for people in proposed(proposal)] == [{bob, cy}, {ann, bob, cy}]


def test_all_are_assigned_or_none(panel, opened, ann, bob, cleo):
    found = opened(2)
    pairs = staffing.propose(panel, found, [ann, bob], by=cleo).pairs
    build.declare(panel, bob, "financial", "excluded", "Shares.")
    with pytest.raises(Conflict, match="bars from judging this paper. Nothing was assigned"):
        staffing.assign_all(panel, pairs, by=cleo)
    assert not Assignment.objects.exists()
    made = staffing.assign_all(panel, [pair for pair in pairs if pair[1] == ann], by=cleo)
    assert {(row.round, row.user) for row in made} == {(round, ann) for round in found}
    assert Event.objects.filter(verb="assign").count() == 2
    with pytest.raises(Conflict, match="is or was assigned"):
        staffing.assign_all(panel, pairs[:1], by=cleo)
    with pytest.raises(Conflict, match="Nobody is proposed"):
        staffing.assign_all(panel, [], by=cleo)


def test_who_has_left_since_the_proposal_is_not_assigned(panel, opened, ann, bob, cleo):
    pairs = staffing.propose(panel, opened(1), [ann, bob], by=cleo).pairs
    panels.end_seat(Membership.objects.get(panel=panel, user=bob), by=bob)
    with pytest.raises(Conflict, match="has no seat in this panel any more"):
        staffing.assign_all(panel, pairs, by=cleo)
    assert not Assignment.objects.exists()


def test_only_chairs_propose_and_assign(panel, opened, ann, dan):
    found = opened(1)
    for who in (ann, dan):
        with pytest.raises(PermissionDenied):
            staffing.propose(panel, found, [ann], by=who)
        with pytest.raises(PermissionDenied):
            staffing.assign_all(panel, [(found[0], ann)], by=who)


@pytest.mark.parametrize("count", [1, 3])
def test_a_proposal_asks_the_same_few_questions_however_much_there_is(
    panel, opened, cleo, count, django_assert_num_queries
):
    found = opened(count)
    people = [build.member(panel) for _ in range(count)]
    with django_assert_num_queries(7):
        staffing.propose(panel, found, people, by=cleo)
