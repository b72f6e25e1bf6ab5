"""Appraising, revealing and settling. Nothing here tells what another appraiser did."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from rest_framework import serializers
from rest_framework.response import Response

from reviews.actions import appraisals, rounds, verdicts
from reviews.api.doors import described, desk, given
from reviews.api.errors import VersionMissing
from reviews.models import Assignment, Draft, Round
from reviews.permissions import can_appraise, can_reveal, can_settle
from reviews.vocabulary import RoundState, SettledBy, choices


class Work(serializers.Serializer):
    """A draft as it was last saved; version 0 before the first save."""

    version = serializers.IntegerField(min_value=0, max_value=2**31 - 1, required=False)
    content = serializers.DictField()
    saved_at = serializers.DateTimeField(read_only=True, allow_null=True)


class Submission(serializers.Serializer):
    """`id` is the client's: the same again is the same appraisal."""

    id = serializers.UUIDField(required=False)
    content = serializers.DictField()


class Result(serializers.Serializer):
    """What the instrument proposed, what was decided, and each step of the computation."""

    id = serializers.UUIDField()
    proposed = serializers.CharField()
    result = serializers.CharField()
    trace = serializers.ListField(child=serializers.CharField())
    rationale = serializers.CharField()


class Reason(serializers.Serializer):
    reason = serializers.CharField()


class Settling(serializers.Serializer):
    """What all appraisers answered alike; any other verdict is moved first."""

    settled_by = serializers.ChoiceField(choices(SettledBy), default=SettledBy.AGREEMENT)
    content = serializers.DictField()


class Stage(serializers.Serializer):
    """How far a round has come."""

    id = serializers.UUIDField()
    state = serializers.ChoiceField(choices(RoundState))


@described("draft", Work, methods=["GET"])
@described("save_draft", Work, methods=["PUT"], request=Work)
@desk("GET", "PUT")
def draft(request, pk):
    """One's own unfinished work; a save names the version it was written over."""
    assignment = _assignment(request, pk)
    if request.method == "PUT":
        can_appraise(request.user, assignment).enforce()
        work = given(request, Work)
        if "version" not in work:
            raise VersionMissing
        appraisals.save_draft(assignment, **work, by=request.user)
    saved = Draft.objects.visible_to(request.user).filter(assignment=assignment).first()
    return Response(Work(saved or Draft(saved_at=None)).data)


@described("submit", Result, status=201, request=Submission)
@desk("POST")
def submit(request, pk):
    """Hand in one's appraisal, once and for all."""
    assignment = _assignment(request, pk)
    can_appraise(request.user, assignment).enforce()
    made = appraisals.submit(assignment, **given(request, Submission), by=request.user)
    return Response(Result(made).data, status=201)


@described("reveal", Stage, request=Reason)
@desk("POST")
def reveal(request, pk):
    """End the blinding early, as a chair who watches the round and has no part in it."""
    round = round_of(request, pk)
    can_reveal(request.user, round).enforce()
    revealed = rounds.reveal(round, **given(request, Reason), by=request.user)
    return Response(Stage(revealed).data)


@described("settle", Result, status=201, request=Settling)
@desk("POST")
def settle(request, pk):
    """Settle a revealed round by agreement, as someone who did not appraise in it."""
    round = round_of(request, pk)
    can_settle(request.user, round).enforce()
    verdict = verdicts.settle(round, **given(request, Settling), by=request.user)
    return Response(Result(verdict).data, status=201)


def round_of(request, pk):
    """Raises Http404 for a round of a panel in which the caller has no seat."""
    return get_object_or_404(Round.objects.visible_to(request.user).with_subject(), pk=pk)


def _assignment(request, pk):
    """The caller's own in a round of their panel."""
    round = round_of(request, pk)
    own = Assignment.objects.filter(round=round, user=request.user).first()
    if own is None:
        raise PermissionDenied("You are not assigned in this round.")
    own.round = round
    return own
