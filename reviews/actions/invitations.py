"""Inviting people to a panel by mail, and taking the seat that was offered.

Whether an address has an account is told to nobody but whoever holds its link.
"""

import secrets
import uuid
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from reviews.actions import mails, people
from reviews.actions.events import record
from reviews.actions.panels import hold_panel, known_role, place
from reviews.actions.refusals import insert, same
from reviews.exceptions import Conflict
from reviews.models import Invitation, User
from reviews.models.digests import sha256
from reviews.permissions import can, can_accept

GOOD_FOR = timedelta(days=14)
MOST_A_DAY = 50  # mails of one panel, which is no way to mail the world


@transaction.atomic
def invite(panel, *, email, role, by, id=None):
    """Offer a seat to an address. One that ran out is replaced; one that stands is a Conflict, but
    for the same id again, which is the same invitation and no second mail."""
    can(by, "manage_members", panel).enforce()
    hold_panel(panel)
    email = User.objects.normalize_email(email.strip())
    if known := same(Invitation, id, panel_id=panel.pk, email=email, role=known_role(role)):
        return known
    ended = Invitation.objects.standing().filter(panel=panel, email__iexact=email)
    old = ended.filter(expires_at__lte=timezone.now()).first()
    return _offer(panel, email, known_role(role), by=by, replaces=old, id=id)


@transaction.atomic
def resend(invitation, *, by, id=None):
    """A new link in a new mail; the old link ends. `id` is that of the new invitation: the same
    again is the same one."""
    panel = invitation.panel
    can(by, "manage_members", panel).enforce()
    hold_panel(panel)
    if known := same(Invitation, id, replaces_id=invitation.pk):
        return known
    return _offer(panel, invitation.email, invitation.role, by=by, replaces=invitation, id=id)


@transaction.atomic
def revoke(invitation, *, by):
    can(by, "manage_members", invitation.panel).enforce()
    _end(invitation, revoked_at=timezone.now(), revoked_by=by)
    record("revoke_invitation", invitation, by=by, panel=invitation.panel)
    invitation.refresh_from_db()
    return invitation


@transaction.atomic
def accept(invitation, *, by):
    """Take the seat, once, as the person whose address was invited."""
    _refuse_ended(invitation)  # with the end the address is gone, by which the permit asks
    can_accept(by, invitation).enforce()
    _end(invitation, accepted_at=timezone.now(), accepted_by=by)
    membership = place(invitation.panel, by, invitation.role, by=by)
    record(
        "accept_invitation", invitation, by=by, panel=invitation.panel,
        membership=membership.pk, role=invitation.role,
    )  # fmt: skip
    invitation.refresh_from_db()
    return membership


@transaction.atomic
def accept_anew(invitation, *, name, password):
    """Make the account of the invited address, whose owner holds the link, and take the seat."""
    _refuse_ended(invitation)
    owner = people.join(email=invitation.email, name=name, password=password)
    return accept(invitation, by=owner)


def find(key):
    """The invitation to which a link leads, or None."""
    offered = Invitation.objects.select_related("panel", "invited_by")
    return offered.filter(digest=sha256(key)).first()


def why_ended(invitation):
    """Why the link leads to a seat no more, or ""."""
    again = "Ask a chair of the panel for a new one."
    if invitation.accepted_at:
        return "This invitation was accepted already. Sign in to find the panel on your desk."
    if invitation.revoked_at and Invitation.objects.filter(replaces=invitation).exists():
        return "This invitation was sent again since: use the link in the newest mail."
    if invitation.revoked_at:
        return f"This invitation was taken back. {again}"
    if invitation.expires_at <= timezone.now():
        return f"This invitation ran out on {invitation.expires_at:%-d %B %Y}. {again}"
    return ""


def _offer(panel, email, role, *, by, replaces=None, id=None):
    _refuse_flood(panel)
    if replaces:
        ended = Invitation.objects.standing().filter(pk=replaces.pk)
        if not ended.update(revoked_at=timezone.now(), revoked_by=by, email=""):
            raise Conflict(why_ended(Invitation.objects.get(pk=replaces.pk)))
    key = secrets.token_urlsafe(32)
    now = timezone.now()
    invitation = insert(
        Invitation(
            id=id or uuid.uuid4(), panel=panel, email=email, role=role, digest=sha256(key),
            replaces=replaces, invited_at=now, invited_by=by, expires_at=now + GOOD_FOR,
        )
    )  # fmt: skip
    record("invite", invitation, by=by, panel=panel, role=role, replaces=replaces and replaces.pk)
    mails.post(
        "invitation", email, panel=panel, inviter=by, invitation=invitation,
        address=mails.address("account_invitation", key),
    )  # fmt: skip
    return invitation


def _end(invitation, **how):
    """The address is forgotten with the invitation; raises Conflict if it has ended."""
    standing = Invitation.objects.standing().filter(pk=invitation.pk)
    if "accepted_at" in how:
        standing = standing.filter(expires_at__gt=how["accepted_at"])
    if not standing.update(**how, email=""):
        raise Conflict(why_ended(Invitation.objects.get(pk=invitation.pk)))


def _refuse_ended(invitation):
    if sentence := why_ended(invitation):
        raise Conflict(sentence)


def _refuse_flood(panel):
    """The panel is held, so that the count holds."""
    day = timezone.now() - timedelta(days=1)
    if Invitation.objects.filter(panel=panel, invited_at__gt=day).count() >= MOST_A_DAY:
        raise Conflict(f"This panel has sent {MOST_A_DAY} invitations in a day: go on tomorrow.")
