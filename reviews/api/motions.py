"""Proposing verdicts, answering them, and closing them. Nothing here tells of others' votes."""

from django.shortcuts import get_object_or_404
from rest_framework import serializers
from rest_framework.response import Response

from reviews.actions import motions
from reviews.actions.motions import LONGEST, OPEN_FOR
from reviews.api.doors import described, desk
from reviews.api.rounds import Result
from reviews.api.sent import Reason, Sent, given
from reviews.models import Motion, Round
from reviews.permissions import can_close, can_dissent, can_settle, can_vote
from reviews.vocabulary import MotionEnd, SettledBy, VoteChoice, choices


class Moving(Sent):
    """A worksheet, the way in which it was reached, and for how many days it can be answered;
    of a consensus also who took part, by id, and when. `id` is the client's: the same again is the
    same motion."""

    id = serializers.UUIDField(required=False)
    content = serializers.DictField()
    settled_by = serializers.ChoiceField(choices(SettledBy))
    open_for = serializers.IntegerField(min_value=1, max_value=LONGEST, default=OPEN_FOR)
    participants = serializers.ListField(child=serializers.UUIDField(), required=False)
    discussed_on = serializers.DateField(required=False)


class ProposedVerdict(serializers.Serializer):
    """A proposed verdict as it stands, or how it ended. `votes` is null until a vote is closed,
    then how many were `for`, `against`, `abstain`, and `not_counted`, because whoever cast them
    could not vote any more."""

    id = serializers.UUIDField()
    round = serializers.UUIDField(source="round_id")
    settled_by = serializers.ChoiceField(choices(SettledBy))
    result = serializers.CharField()
    open_until = serializers.DateTimeField()
    end = serializers.ChoiceField(choices(MotionEnd), allow_blank=True)
    votes = serializers.DictField(source="tally", child=serializers.IntegerField(), allow_null=True)


class Statement(Sent):
    statement = serializers.CharField()


class Ballot(Sent):
    choice = serializers.ChoiceField(choices(VoteChoice))


class Closing(serializers.Serializer):
    """How it ended; the verdict where it was carried."""

    motion = ProposedVerdict()
    verdict = Result(allow_null=True)


@described("move", ProposedVerdict, status=201, request=Moving)
@desk(POST="settle")
def move(request, pk):
    """Put a verdict to the appraisers of a revealed round and, by vote, to the members."""
    round = get_object_or_404(Round.objects.visible_to(request.user).with_subject(), pk=pk)
    can_settle(request.user, round).enforce()
    made = motions.move(round, **given(request, Moving), by=request.user)
    return Response(ProposedVerdict(made).data, status=201)


@described("dissent", ProposedVerdict, request=Statement)
@desk(POST="dissent")
def dissent(request, pk):
    """State one's minority view, or state it anew, until the end."""
    motion = _motion(request, pk)
    can_dissent(request.user, motion.round).enforce()
    motions.dissent(motion, **given(request, Statement), by=request.user)
    return Response(ProposedVerdict(motion).data)


@described("assent", ProposedVerdict, request=None)
@desk(POST="dissent")
def assent(request, pk):
    """Say that one has no minority statement to make."""
    motion = _motion(request, pk)
    motions.assent(motion, by=request.user)
    return Response(ProposedVerdict(motion).data)


@described("vote", ProposedVerdict, request=Ballot)
@desk(POST="vote")
def vote(request, pk):
    """Vote once; nobody sees it before the end."""
    motion = _motion(request, pk)
    can_vote(request.user, motion.round).enforce()
    motions.vote(motion, **given(request, Ballot), by=request.user)
    return Response(ProposedVerdict(motion).data)


@described("withdraw_motion", ProposedVerdict, request=Reason)
@desk(POST="settle")
def withdraw(request, pk):
    """Take a proposed verdict back, with a reason."""
    motion = _motion(request, pk)
    can_settle(request.user, motion.round).enforce()
    motions.withdraw(motion, **given(request, Reason), by=request.user)
    return Response(ProposedVerdict(motion).data)


@described("close", Closing, request=None)
@desk(POST="close_vote")
def close(request, pk):
    """Make the verdict stand once everybody has answered or the time is over. A vote without a
    majority answers no verdict, and the round is not settled."""
    motion = _motion(request, pk)
    can_close(request.user, motion).enforce()
    verdict = motions.close(motion, by=request.user)
    return Response(Closing({"motion": motion, "verdict": verdict}).data)


def _motion(request, pk):
    motion = get_object_or_404(
        Motion.objects.visible_to(request.user).select_related("moved_by"), pk=pk
    )
    motion.round = Round.objects.with_subject().get(pk=motion.round_id)
    return motion
