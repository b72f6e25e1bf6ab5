"""Who sits in a panel, and in which role."""

from django.shortcuts import get_object_or_404
from rest_framework import serializers
from rest_framework.response import Response

from reviews.actions import panels
from reviews.api.doors import described, desk
from reviews.api.paging import listing, page_of, paged
from reviews.api.sent import Sent, given
from reviews.models import Membership, Panel
from reviews.permissions import can, can_end_seat
from reviews.vocabulary import Role, choices


class Seat(serializers.Serializer):
    """A seat in a panel; `user` is the member, as assignments name them."""

    id = serializers.UUIDField()
    user = serializers.UUIDField(source="user_id")
    name = serializers.CharField(source="user.name")
    role = serializers.ChoiceField(choices(Role))
    joined_at = serializers.DateTimeField()
    left_at = serializers.DateTimeField(allow_null=True)


class RoleChange(Sent):
    role = serializers.ChoiceField(choices(Role))


class Leaving(Sent):
    reason = serializers.CharField(required=False, allow_blank=True)


def panel_of(request, slug):
    """Raises Http404 for a panel in which the caller has no seat."""
    return get_object_or_404(Panel.objects.visible_to(request.user), slug=slug)


@described("members", page_of(Seat), parameters=listing(Seat))
@desk(GET="read")
def members(request, slug):
    """Those who have a seat now, in the order in which they came; addresses are told to nobody."""
    panel = panel_of(request, slug)
    seats = panel.memberships.current().select_related("user")
    return Response(paged(request, seats, ("joined_at", "id"), Seat))


@described("change_role", Seat, request=RoleChange)
@desk(POST="manage_members")
def change_role(request, slug, pk):
    """Give a member another role. Whoever may not appraise any more owes nothing any more."""
    seat = _seat(request, slug, pk)
    can(request.user, "manage_members", seat.panel).enforce()
    changed = panels.change_role(seat, **given(request, RoleChange), by=request.user)
    return Response(Seat(changed).data)


@described("end_membership", Seat, request=Leaving)
@desk(POST="manage_members")
def end(request, slug, pk):
    """End a seat: one's own, or as a chair any of the panel. The last chair cannot leave."""
    seat = _seat(request, slug, pk)
    can_end_seat(request.user, seat).enforce()
    return Response(Seat(panels.end_seat(seat, **given(request, Leaving), by=request.user)).data)


def _seat(request, slug, pk):
    seats = Membership.objects.visible_to(request.user).select_related("panel", "user")
    return get_object_or_404(seats, panel__slug=slug, pk=pk)
