"""Panels and the seats in them. A panel always has a chair who can sign in."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from reviews.actions.assignments import end_all, release_all
from reviews.actions.events import record
from reviews.actions.refusals import insert, misfits, refused
from reviews.exceptions import Conflict
from reviews.models import Membership, Panel
from reviews.permissions import can, can_end_seat, can_manage_accounts
from reviews.vocabulary import Role
from reviews.workflow import ROLES


@transaction.atomic
def create(*, slug, name, chair, by, about=""):
    """A panel with its first chair; by staff."""
    can_manage_accounts(by).enforce()
    now = timezone.now()
    panel = insert(
        Panel(
            slug=slug,
            name=name.strip(),
            about=about.strip(),
            created_at=now,
            created_by=by,
        )
    )
    place(panel, chair, Role.CHAIR, by=by)
    record("create", panel, by=by, panel=panel, slug=slug, name=panel.name, chair=chair.pk)
    return panel


@transaction.atomic
def edit(panel, *, name, about, by):
    can(by, "manage_members", panel).enforce()
    settings = {"name": name.strip(), "about": about.strip()}
    if sentences := misfits(Panel(slug=panel.slug, **settings)):
        raise ValidationError(sentences)
    with refused():
        Panel.objects.filter(pk=panel.pk).update(**settings)
    record("edit", panel, by=by, panel=panel, **settings)
    panel.refresh_from_db()
    return panel


@transaction.atomic
def seat(panel, user, role, *, by):
    """Conflict if the person has a seat already."""
    can(by, "manage_members", panel).enforce()
    membership = place(panel, user, role, by=by)
    record("seat", membership, by=by, panel=panel, user=user.pk, role=membership.role)
    return membership


@transaction.atomic
def change_role(membership, role, *, by):
    panel = membership.panel
    can(by, "manage_members", panel).enforce()
    role = known_role(role)
    hold_panel(panel)
    if role != Role.CHAIR:
        refuse_without_chair(panel, membership.user)
    seats = Membership.objects.current().filter(pk=membership.pk).exclude(role=role)
    if not seats.update(role=role):
        raise Conflict("This seat has ended, or has this role already.")
    if role not in ROLES["submit"]:
        end_all(membership.user, panel=panel, reason=f"Is {Role(role).label.lower()} now.", by=by)
    if role not in ROLES["settle"]:
        release_all(membership.user, panel=panel, by=by)
    record("change_role", membership, by=by, panel=panel, role=role)
    membership.refresh_from_db()
    return membership


@transaction.atomic
def end_seat(membership, *, by, reason=""):
    """By a chair, or by oneself; the last chair cannot leave. Nobody owes anything in a panel
    in which they have no seat; what they handed in stays."""
    panel = membership.panel
    can_end_seat(by, membership).enforce()
    hold_panel(panel)
    refuse_without_chair(panel, membership.user)
    seats = Membership.objects.current().filter(pk=membership.pk)
    if not seats.update(left_at=timezone.now(), left_by=by):
        raise Conflict("This seat has ended already.")
    how = "Left the panel" if by.pk == membership.user_id else "The seat in the panel ended"
    told = f"{how}: {reason.strip()}" if reason.strip() else f"{how}."
    end_all(membership.user, panel=panel, reason=told, by=by)
    release_all(membership.user, panel=panel, by=by)
    record("end_seat", membership, by=by, panel=panel, reason=reason.strip())
    membership.refresh_from_db()
    return membership


def hold_panel(panel):
    """Take the panel's row for this transaction, so that seats change one after another."""
    Panel.objects.filter(pk=panel.pk).update(slug=F("slug"))


def hold_seat(panel, user):
    """Take the person's seat for this transaction, so that it does not end meanwhile; raises
    Conflict if it has ended."""
    seat = Membership.objects.current().filter(panel=panel, user_id=user.pk)
    if not seat.update(role=F("role")):
        raise Conflict(f"{user.name} has no seat in this panel any more.")


def hold_panels_of(user):
    """Take every panel that the person chairs, in one order, so that none waits in a ring."""
    chaired = Membership.objects.current().filter(user_id=user.pk, role=Role.CHAIR)
    panels = list(Panel.objects.filter(pk__in=chaired.values("panel_id")).order_by("pk"))
    for panel in panels:
        hold_panel(panel)
    return panels


def refuse_without_chair(panel, user):
    """Raises Conflict if the held panel would have no active chair without this person."""
    chairs = Membership.objects.current().filter(panel=panel, role=Role.CHAIR, user__is_active=True)
    if set(chairs.values_list("user_id", flat=True)) == {user.pk}:
        raise Conflict(f"{user.name} is the last chair of {panel.name}: seat another chair first.")


def place(panel, user, role, *, by):
    """A new seat, as a part of other actions. Conflict if there is one or the account is closed."""
    if not user.is_active:
        raise Conflict("This account is closed.")
    return insert(
        Membership(
            panel=panel, user=user, role=known_role(role), joined_at=timezone.now(), joined_by=by
        )
    )


def known_role(role):
    """The role's word; raises ValidationError for any other."""
    if role not in list(Role):
        raise ValidationError("Choose one of the listed roles.")
    return Role(role).value
