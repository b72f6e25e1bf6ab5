"""The tables against design: every state, verb and role; and the actions against the tables."""

from contextlib import contextmanager
from copy import copy
from functools import partial
from itertools import product

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.db import transaction

from reviews.actions import claims, releases, rounds
from reviews.exceptions import Conflict
from reviews.models import Event
from reviews.vocabulary import ClaimState, Role, RoundState
from reviews.workflow import CLAIM_MOVES, ROLES, ROUND_MOVES
from tests import build

CHAIR, ADJUDICATOR, REVIEWER, OBSERVER = Role

# The role table of the design, read off by hand: verb to the roles that may.
DESIGNED = {
    frozenset(Role): "read declare",
    frozenset({CHAIR, ADJUDICATOR, REVIEWER}): (
        "import add_source edit_paper add_identifier propose correct split accept reject undo "
        "decide_pair decide_premise decide_flag cite write_question write_result save_draft "
        "submit note comment dissent vote"
    ),
    frozenset({CHAIR, ADJUDICATOR}): "settle grade record_exception choose_overall",
    frozenset({CHAIR}): (
        "write_protocol lock_protocol open void assign unassign override watch reveal "
        "close_vote manage_members write_instrument acknowledge publish withdraw restore "
        "close_reevaluation"
    ),
}


def test_the_role_table_is_the_designs():
    designed = {verb: roles for roles, verbs in DESIGNED.items() for verb in verbs.split()}
    assert designed == ROLES


def test_the_claim_moves_are_the_designs():
    assert {
        (source, verb, move.target) for verb, move in CLAIM_MOVES.items() for source in move.sources
    } == {
        ("proposed", "accept", "accepted"),
        ("proposed", "reject", "rejected"),
        ("accepted", "undo", "proposed"),
        ("rejected", "undo", "proposed"),
        ("proposed", "split", "rejected"),
        ("accepted", "split", "rejected"),
        ("accepted", "grade", "graded"),
        ("graded", "grade", "graded"),
        ("published", "grade", "graded"),
        ("graded", "publish", "published"),
        ("graded", "withdraw", "withdrawn"),
        ("published", "withdraw", "withdrawn"),
        ("withdrawn", "restore", "graded"),
    }


def test_the_round_moves_are_the_designs():
    assert {
        (source, verb, move.target) for verb, move in ROUND_MOVES.items() for source in move.sources
    } == {
        ("open", "submit", "open"),
        ("open", "reveal", "revealed"),
        ("revealed", "settle", "decided"),
        ("open", "void", "void"),
        ("revealed", "void", "void"),
    }


PARTS = [
    {"start": 80, "end": 84, "exact": "Thus"},
    {"start": 86, "end": 97, "exact": "treatment A"},
]


def _act(verb, claim, by):
    reasoned = {"reason": "For the test."} if CLAIM_MOVES[verb].reasoned else {}
    if verb == "publish":
        return partial(releases.publish, claim.source.paper.panel, [claim], by=by)
    if verb == "split":
        return partial(claims.split, claim, parts=PARTS, by=by)
    return partial(getattr(claims, verb), claim, by=by, **reasoned)


VERBS = [verb for verb in CLAIM_MOVES if verb != "grade"]  # a verdict's doing, not a button


@contextmanager
def undone():
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.mark.django_db
@pytest.mark.parametrize("state", ClaimState)
def test_a_claim_moves_exactly_as_the_tables_say(state, subtests):
    """Every verb by every role, tried on one claim and undone."""
    claim = build.claim(state)
    members = {role: build.member(claim.source.paper.panel, role) for role in Role}
    for verb, (role, member) in product(VERBS, members.items()):
        with subtests.test(verb=verb, role=role), undone():
            _moves_as_the_tables_say(copy(claim), verb, role, member)


def _moves_as_the_tables_say(claim, verb, role, member):
    act, state = _act(verb, claim, member), claim.state
    before = Event.objects.count()

    if role not in ROLES[verb]:
        with pytest.raises(PermissionDenied):
            act()
    elif state not in CLAIM_MOVES[verb].sources:
        with pytest.raises(Conflict):
            act()
    else:
        act()
        claim.refresh_from_db()
        assert claim.state == CLAIM_MOVES[verb].target
        assert Event.objects.count() == before + 1
        return
    claim.refresh_from_db()
    assert claim.state == state
    assert Event.objects.count() == before


@pytest.mark.django_db
@pytest.mark.parametrize("state", RoundState)
def test_a_round_is_voided_exactly_as_the_tables_say(state, subtests):
    made = build.round(state)
    for role, member in {role: build.member(made.panel, role) for role in Role}.items():
        with subtests.test(role=role), undone():
            _is_voided_as_the_tables_say(copy(made), role, member)


def _is_voided_as_the_tables_say(round, role, member):
    void = partial(rounds.void, round, reason="For the test.", by=member)
    if role not in ROLES["void"]:
        with pytest.raises(PermissionDenied):
            void()
    elif round.state not in ROUND_MOVES["void"].sources:
        with pytest.raises(Conflict):
            void()
    else:
        void()
        assert round.state == RoundState.VOID


def test_the_drawn_workflow_is_the_tables():
    call_command("draw_workflow", check=True)
