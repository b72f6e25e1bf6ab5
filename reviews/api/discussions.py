"""Writing about a round: to whoever settles it, and to everybody once it is revealed."""

from django.shortcuts import get_object_or_404
from rest_framework import serializers
from rest_framework.response import Response

from reviews.actions import discussions
from reviews.api.doors import described, desk
from reviews.api.sent import Sent, given
from reviews.models import Comment, Round
from reviews.permissions import can_comment, can_note, can_withdraw_comment


class Writing(Sent):
    """`id` is the client's: the same again is the same row."""

    id = serializers.UUIDField(required=False)
    text = serializers.CharField(max_length=discussions.LONGEST)


class Remark(serializers.Serializer):
    id = serializers.UUIDField()
    text = serializers.CharField()
    written_at = serializers.DateTimeField()


class Withdrawn(serializers.Serializer):
    id = serializers.UUIDField()
    withdrawn_at = serializers.DateTimeField()


@described("note", Remark, status=201, request=Writing)
@desk(POST="note")
def note(request, pk):
    """Write to whoever settles the round, as an appraiser, while it is open."""
    round = _round(request, pk)
    can_note(request.user, round).enforce()
    made = discussions.note(round, **given(request, Writing), by=request.user)
    return Response(Remark(made).data, status=201)


@described("comment", Remark, status=201, request=Writing)
@desk(POST="comment")
def comment(request, pk):
    """Say something of a revealed round."""
    round = _round(request, pk)
    can_comment(request.user, round).enforce()
    made = discussions.comment(round, **given(request, Writing), by=request.user)
    return Response(Remark(made).data, status=201)


@described("withdraw_comment", Withdrawn, request=None)
@desk(POST="comment")
def withdraw(request, pk):
    """Take one's own comment back; it stays readable as withdrawn."""
    rows = Comment.objects.visible_to(request.user).select_related("round__panel")
    found = get_object_or_404(rows, pk=pk)
    can_withdraw_comment(request.user, found).enforce()
    return Response(Withdrawn(discussions.withdraw(found, by=request.user)).data)


def _round(request, pk):
    return get_object_or_404(Round.objects.visible_to(request.user).with_subject(), pk=pk)
