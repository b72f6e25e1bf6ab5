"""Who appraises in one round: assigned, ended, let in by an override, and watched.

What anybody handed in is told to a chair who watches the round, and to nobody else.
"""

from django.shortcuts import get_object_or_404
from rest_framework import serializers
from rest_framework.response import Response

from reviews.actions import namesakes, rounds
from reviews.api.doors import described, desk
from reviews.api.rounds import round_of
from reviews.api.sent import OwnId, Reason, Sent, given
from reviews.api.verbs import shape
from reviews.models import Namesake, User
from reviews.permissions import can, can_override, can_reveal


class Assigned(serializers.Serializer):
    """An assignment; whether anything was handed in is none of its parts."""

    id = serializers.UUIDField()
    round = serializers.UUIDField(source="round_id")
    user = serializers.UUIDField(source="user_id")
    name = serializers.CharField(source="user.name")
    assigned_at = serializers.DateTimeField()
    ended_at = serializers.DateTimeField(allow_null=True)


class Whom(Sent):
    user = serializers.UUIDField()


class Assigning(Whom, OwnId):
    """`id` is the client's: the same again is the same assignment."""


class WhomAndWhy(Whom, Reason):
    pass


class SettingAside(WhomAndWhy, OwnId):
    """`id` is the client's: the same again is the same override."""


class SetAside(serializers.Serializer):
    """What barred a person, and why they may take part in this round all the same."""

    id = serializers.UUIDField()
    user = serializers.UUIDField(source="user_id")
    refusal = serializers.CharField()
    reason = serializers.CharField()


class Telling(Whom):
    """The author as the refusal to assign names them. Two people need a reason."""

    author = serializers.CharField()
    is_same = serializers.BooleanField()
    reason = serializers.CharField(default="", allow_blank=True, max_length=500)


Namesakes = shape(
    "Namesakes", Namesake, "Whether a member and an author of a paper are one person.",
    "id paper user author is_same reason said_at",
)  # fmt: skip


class Watched(serializers.Serializer):
    round = serializers.UUIDField(source="round_id")
    watched_at = serializers.DateTimeField()


class Handed(serializers.Serializer):
    """Whether the appraisal of an assignment is in."""

    assignment = serializers.UUIDField()
    user = serializers.UUIDField()
    name = serializers.CharField()
    submitted = serializers.BooleanField()


@described("assign", Assigned, status=201, request=Assigning)
@desk(POST="assign")
def assign(request, pk):
    """Assign one member; what bars them is told."""
    round = round_of(request, pk)
    can(request.user, "assign", round.panel).enforce()
    said = given(request, Assigning)
    person = _member(round, said.pop("user"))
    made = rounds.assign(round, person, **said, by=request.user)
    return Response(Assigned(made).data, status=201)


@described("unassign", Assigned, request=WhomAndWhy)
@desk(POST="unassign")
def unassign(request, pk):
    """End an assignment, with a reason; what was handed in stays, and is not told."""
    round = round_of(request, pk)
    can(request.user, "unassign", round.panel).enforce()
    said = given(request, WhomAndWhy)
    found = round.assignments.select_related("user", "round__panel")
    assignment = get_object_or_404(found, user=said["user"])
    ended = rounds.unassign(assignment, reason=said["reason"], by=request.user)
    return Response(Assigned(ended).data)


@described("override", SetAside, status=201, request=SettingAside)
@desk(POST="override")
def override(request, pk):
    """Let a member take part whom an interest or authorship bars, with a reason; not oneself."""
    round = round_of(request, pk)
    can(request.user, "override", round.panel).enforce()
    said = given(request, SettingAside)
    person = _member(round, said["user"])
    can_override(request.user, round, person).enforce()
    made = rounds.override(round, person, reason=said["reason"], id=said.get("id"), by=request.user)
    return Response(SetAside(made).data, status=201)


@described("tell_namesakes", Namesakes, status=201, request=Telling)
@desk(POST="override")
def namesake(request, pk):
    """Say whether a member and an author of the same name are one person; not of oneself."""
    round = round_of(request, pk)
    can(request.user, "override", round.panel).enforce()
    said = given(request, Telling)
    made = namesakes.tell(round, _member(round, said.pop("user")), **said, by=request.user)
    return Response(Namesakes(made).data, status=201)


@described("watch", Watched, status=201, request=OwnId)
@desk(POST="watch")
def watch(request, pk):
    """Begin to see who has submitted, as a chair who from then on cannot be assigned there."""
    round = round_of(request, pk)
    can(request.user, "watch", round.panel).enforce()
    made = rounds.watch(round, **given(request, OwnId), by=request.user)
    return Response(Watched(made).data, status=201)


@described("progress", Handed(many=True))
@desk(GET="read")
def progress(request, pk):
    """Who has submitted and who is waited for, to a chair who watches."""
    round = round_of(request, pk)
    can_reveal(request.user, round).enforce()
    rows = [
        {"assignment": row.pk, "user": row.user_id, "name": row.user.name, "submitted": is_in}
        for row, is_in in rounds.progress(round, request.user)
    ]
    return Response(Handed(rows, many=True).data)


def _member(round, pk):
    """Raises Http404 for whoever has no seat in the panel."""
    seats = round.panel.memberships.current()
    return get_object_or_404(User.objects.filter(pk__in=seats.values("user_id")), pk=pk)
