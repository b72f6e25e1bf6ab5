"""Seats offered by mail. Whether an address has an account is told to nobody."""

from django.shortcuts import get_object_or_404
from rest_framework import serializers
from rest_framework.response import Response

from reviews.actions import invitations
from reviews.api.doors import described, desk
from reviews.api.members import panel_of
from reviews.api.paging import listing, page_of, paged
from reviews.api.sent import OwnId, given
from reviews.models import Invitation
from reviews.permissions import can
from reviews.vocabulary import Role, choices


class Offer(OwnId):
    """`id` is the client's: the same again is the same invitation, and sends no second mail."""

    email = serializers.EmailField()
    role = serializers.ChoiceField(choices(Role), default=Role.REVIEWER)


class OfferedSeat(serializers.Serializer):
    """An invitation; the address is forgotten with its end, and the link is in the mail alone."""

    id = serializers.UUIDField()
    email = serializers.CharField()
    role = serializers.ChoiceField(choices(Role))
    invited_at = serializers.DateTimeField()
    expires_at = serializers.DateTimeField()
    revoked_at = serializers.DateTimeField(allow_null=True)


@described("invitations", page_of(OfferedSeat), methods=["GET"], parameters=listing(OfferedSeat))
@described("invite", OfferedSeat, status=201, methods=["POST"], request=Offer)
@desk(GET="read", POST="manage_members")
def offers(request, slug):
    """GET lists what was neither accepted nor taken back; POST offers a seat to an address."""
    panel = panel_of(request, slug)
    can(request.user, "manage_members", panel).enforce()
    if request.method == "POST":
        made = invitations.invite(panel, **given(request, Offer), by=request.user)
        return Response(OfferedSeat(made).data, status=201)
    standing = Invitation.objects.visible_to(request.user).standing().filter(panel=panel)
    return Response(paged(request, standing, ("invited_at", "id"), OfferedSeat))


@described("resend_invitation", OfferedSeat, status=201, request=OwnId)
@desk(POST="manage_members")
def resend(request, slug, pk):
    """Send a new link in a new mail; the old one ends, and the new invitation is answered."""
    invitation = _invitation(request, slug, pk)
    made = invitations.resend(invitation, **given(request, OwnId), by=request.user)
    return Response(OfferedSeat(made).data, status=201)


@described("revoke_invitation", OfferedSeat, request=None)
@desk(POST="manage_members")
def revoke(request, slug, pk):
    """Take an invitation back."""
    revoked = invitations.revoke(_invitation(request, slug, pk), by=request.user)
    return Response(OfferedSeat(revoked).data)


def _invitation(request, slug, pk):
    panel = panel_of(request, slug)
    can(request.user, "manage_members", panel).enforce()
    offered = Invitation.objects.visible_to(request.user).filter(panel=panel)
    return get_object_or_404(offered.select_related("panel"), pk=pk)
