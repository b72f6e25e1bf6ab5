"""One person at a time settles a round, and nothing typed is lost when another goes on."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from reviews.actions import leases, panels, rounds, verdicts
from reviews.actions.appraisals import StaleDraft
from reviews.exceptions import Conflict
from reviews.models import Event, Lease, VerdictDraft
from reviews.vocabulary import ClaimState, Role, RoundState
from tests import build

pytestmark = pytest.mark.django_db


@pytest.fixture
def clock(time_machine):
    time_machine.move_to("2026-11-22 10:04:00+00:00", tick=False)
    return time_machine


@pytest.fixture
def round(clock, panel):
    return build.round(RoundState.REVEALED, build.claim(ClaimState.ACCEPTED, panel=panel))


def told(round):
    """(verb, reason or "") of the round's events since the reveal, in their order."""
    events = Event.objects.filter(chain__panel=round.panel, subject_id=round.pk)
    return [event.verb for event in events.order_by("sequence")][1:]


def settle(round, by):
    return verdicts.settle(round, content=build.worksheet(), settled_by="agreement", by=by)


def test_who_has_begun_is_named_with_the_time_to_whoever_comes_second(round, ada, cleo):
    lease = leases.take(round, by=ada)
    assert (lease.taken_by, lease.until - lease.taken_at) == (ada, timedelta(minutes=30))
    sentence = (
        "Ada has been settling this round since 22 November 2026, 10:04: "
        "wait until 22 November 2026, 10:34, or ask for its release."
    )
    for act in (
        lambda: leases.take(round, reason="Mine.", by=cleo),
        lambda: settle(round, cleo),
        lambda: leases.save_draft(round, version=0, content={}, by=cleo),
    ):
        with pytest.raises(Conflict) as refused:
            act()
        assert str(refused.value) == sentence
    assert Lease.objects.get().taken_by == ada
    assert told(round) == ["take"]


def test_every_save_renews_and_an_unfinished_one_is_taken_over_with_a_reason(
    round, ada, cleo, clock
):
    leases.take(round, by=ada)
    clock.shift(timedelta(minutes=29))
    leases.save_draft(round, version=0, content={"rationale": "So far."}, by=ada)
    clock.shift(timedelta(minutes=29))
    with pytest.raises(Conflict, match="since 22 November 2026, 10:04: wait until"):
        leases.take(round, reason="Urgent.", by=cleo)
    clock.shift(timedelta(minutes=2))
    with pytest.raises(Conflict, match="left it unfinished: take it over first"):
        settle(round, cleo)
    with pytest.raises(ValidationError, match="Say why you take this over"):
        leases.take(round, by=cleo)
    leases.take(round, reason="Ada is ill.", by=cleo)
    assert leases.latest(round).content == {"rationale": "So far."}
    with pytest.raises(Conflict, match="has been settling this round since"):
        leases.save_draft(round, version=1, content={}, by=ada)
    assert told(round) == ["take", "take_over"]


def test_a_lease_that_ran_out_is_still_ones_own_while_nobody_takes_it(round, ada, clock):
    leases.take(round, by=ada)
    clock.shift(timedelta(hours=5))
    leases.save_draft(round, version=0, content={}, by=ada)
    assert Lease.objects.get().until.hour == 15
    leases.take(round, by=ada)
    settle(round, ada)
    assert not Lease.objects.exists()
    assert told(round) == ["take", "settle"]


def test_who_lets_go_frees_the_round_at_once_and_leaves_the_draft(round, ada, cleo):
    leases.take(round, by=ada)
    leases.save_draft(round, version=0, content={"rationale": "So far."}, by=ada)
    with pytest.raises(Conflict, match="nothing to release"):
        leases.release(round, by=cleo)
    leases.release(round, by=ada)
    leases.take(round, by=cleo)
    leases.save_draft(round, version=1, content={"rationale": "And on."}, by=cleo)
    saved = VerdictDraft.objects.filter(round=round).order_by("version")
    assert [(row.saved_by, row.content["rationale"]) for row in saved] == [
        (ada, "So far."),
        (cleo, "And on."),
    ]


def test_a_second_window_keeps_both_texts(round, ada):
    leases.take(round, by=ada)
    leases.save_draft(round, version=0, content={"rationale": "saved"}, by=ada)
    with pytest.raises(StaleDraft) as stale:
        leases.save_draft(round, version=0, content={"rationale": "sent"}, by=ada)
    assert (stale.value.saved.content, stale.value.sent) == (
        {"rationale": "saved"},
        {"rationale": "sent"},
    )
    other = build.round(RoundState.REVEALED, build.claim(ClaimState.ACCEPTED, round.panel))
    leases.take(other, by=ada)
    with pytest.raises(StaleDraft) as stale:
        leases.save_draft(other, version=3, content={}, by=ada)
    assert (stale.value.saved.version, stale.value.saved.content) == (0, {})


def test_what_no_worksheet_holds_is_not_saved(round, ada):
    leases.take(round, by=ada)
    with pytest.raises(ValidationError, match="cannot be read"):
        leases.save_draft(round, version=0, content={"judgements": []}, by=ada)


@pytest.mark.parametrize("state", [RoundState.OPEN, RoundState.VOID])
def test_only_a_revealed_round_is_taken(state, panel, ada):
    made = build.round(state, build.claim(ClaimState.ACCEPTED, panel=panel))
    for act in (leases.take, leases.release):
        with pytest.raises(Conflict, match=f"This round is {state}: it cannot be settled."):
            act(made, by=ada)


def test_a_settled_round_tells_who_settled_it_and_when(round, ada, cleo):
    settle(round, ada)
    for act in (leases.take, settle):
        with pytest.raises(Conflict) as refused:
            act(round, by=cleo)
        assert str(refused.value) == "Ada settled this round on 22 November 2026, 10:04."


def test_who_may_not_settle_takes_nothing(round, ann):
    with pytest.raises(PermissionDenied):
        leases.take(round, by=ann)
    assert not Lease.objects.exists()


def test_who_appraised_takes_nothing(panel, ada):
    made = build.open_round(build.claim(ClaimState.ACCEPTED, panel=panel), appraisers=1)
    chair = build.member(panel, Role.CHAIR)
    rounds.assign(made, chair, by=build.chair(panel))
    build.submit_all(made)
    with pytest.raises(PermissionDenied, match="someone else must settle"):
        leases.take(made, by=chair)


def test_a_round_has_one_lease_whatever_is_written(round, ada, cleo):
    leases.take(round, by=ada)
    with pytest.raises(IntegrityError), transaction.atomic():
        Lease.objects.create(
            round=round, taken_by=cleo, taken_at=round.revealed_at,
            until=round.revealed_at + timedelta(minutes=1),
        )  # fmt: skip


def test_with_a_round_that_is_made_void_nobodys_turn_goes_on(panel, round, ada, cleo):
    """So that leaving the panel later is not told as a release of it."""
    leases.take(round, by=ada)
    leases.save_draft(round, version=0, content={}, by=ada)
    rounds.void(round, reason="Wrong body.", by=cleo)
    assert not Lease.objects.exists()
    assert VerdictDraft.objects.filter(round=round).exists()
    panels.end_seat(panel.memberships.get(user=ada), by=cleo)
    assert told(round) == ["take", "void"]
