"""Leases of revealed rounds: taking one on to settle it, its draft, and letting others go on."""

from functools import partial

from rest_framework import serializers
from rest_framework.response import Response

from reviews.actions import leases, verdicts
from reviews.api.doors import ETAG
from reviews.api.rounds import Stage, round_of
from reviews.api.sent import Sent, given
from reviews.api.verbs import Act, On, door, verb
from reviews.api.versions import IF_MATCH, SavedWork, Work, over, tag
from reviews.models import VerdictDraft
from reviews.permissions import can_settle


class LeaseOfRound(serializers.Serializer):
    """Who settles the round, and until when nobody else can take it on."""

    round = serializers.UUIDField(source="round_id")
    user = serializers.UUIDField(source="taken_by_id")
    name = serializers.CharField(source="taken_by.name")
    taken_at = serializers.DateTimeField()
    until = serializers.DateTimeField()


class Taking(Sent):
    """The reason is needed where somebody else left it unfinished."""

    reason = serializers.CharField(default="", allow_blank=True)


ROUND = On(round_of, lambda round: round.panel)


def _release(round, *, by):
    leases.release(round, by=by)
    return round


def _settled_by(request, pk):
    """The round, for whoever may settle it and is not kept from it by somebody at work."""
    round = round_of(request, pk)
    can_settle(request.user, round).enforce()
    leases.check_revealed(round)
    return round


def _read(request, pk):
    round = _settled_by(request, pk)
    leases.require(round, request.user)
    shared = {"judgements": verdicts.shared(round)}
    return _answer(leases.latest(round) or VerdictDraft(version=0, content=shared, saved_at=None))


def _write(request, pk):
    round = _settled_by(request, pk)
    put = partial(leases.save_draft, round, by=request.user)
    return _answer(over(request, given(request, Work), put))


def _answer(draft):
    return Response(SavedWork(draft).data, headers=tag(draft.version))


take = door(
    POST=verb(
        "take_round", "settle", LeaseOfRound,
        "Take a revealed round on, to settle it, or go on with it.",
        on=ROUND, permit=can_settle, act=leases.take, sent=Taking,
    )
)  # fmt: skip
release = door(
    POST=verb(
        "release_round", "settle", Stage, "Let others go on with a round; the draft is kept.",
        on=ROUND, permit=can_settle, act=_release,
    )
)  # fmt: skip
settlement = door(
    GET=Act(
        "settlement_draft", "read", SavedWork,
        "The verdict that is being written; before the first save, what all answered alike.",
        _read, {"parameters": [ETAG]},
    ),
    PUT=Act(
        "save_settlement_draft", "settle", SavedWork,
        "Save the verdict that one writes over the version that was read.",
        _write, {"parameters": [ETAG, IF_MATCH], "request": Work},
    ),
)  # fmt: skip
