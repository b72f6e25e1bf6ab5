"""What waits for one person: what their desk shows and mails to them list. Of open rounds only
one's own assignment is read, so nothing here tells of other people's appraisals."""

from datetime import timedelta

from django.utils import timezone

from reviews.models import Appraisal, Assignment, Draft, Interest, Membership, Round
from reviews.vocabulary import RoundState
from reviews.workflow import ROLES

SOON = timedelta(days=30)  # before declarations run out


def seats_of(user):
    """Current seats with their panels, by name."""
    seats = Membership.objects.current().filter(user=user).select_related("panel")
    return list(seats.order_by("panel__name", "panel_id"))


def panels_for(seats, verb):
    """Ids of the panels in which the role of the seat allows the verb."""
    return [seat.panel_id for seat in seats if seat.role in ROLES[verb]]


def to_appraise(user):
    """One's own assignments in open rounds: still owed, with one's draft, and handed in."""
    assignments = list(
        Assignment.objects.visible_to(user)
        .current()
        .filter(user=user, round__state=RoundState.OPEN)
        .select_related(
            "round__panel",
            "round__instrument",
            "round__paper",
            "round__claim__revision",
            "round__claim__source__paper",
        )
        .order_by("assigned_at", "pk")
    )
    drafts = {draft.pk: draft for draft in Draft.objects.visible_to(user)}
    own = Appraisal.objects.visible_to(user).filter(appraiser=user)
    submitted = set(own.values_list("assignment_id", flat=True))
    owed = [(row, drafts.get(row.pk)) for row in assignments if row.pk not in submitted]
    return owed, [row for row in assignments if row.pk in submitted]


def to_settle(user, seats):
    """Revealed rounds in which the person has no appraisal, longest first."""
    own = Appraisal.objects.visible_to(user).filter(appraiser=user)
    return (
        Round.objects.filter(panel__in=panels_for(seats, "settle"), state=RoundState.REVEALED)
        .exclude(pk__in=own.values("round_id"))
        .with_subject()
        .select_related("lease__taken_by")
        .order_by("revealed_at", "pk")
    )


def to_declare(user, seats):
    """(panel, until when its declarations hold, or None, whether that is past) where whoever
    judges has to declare or renew by now or soon."""
    judging = [seat for seat in seats if seat.role in ROLES["submit"]]
    holds, today = {}, timezone.localdate()
    standing = Interest.objects.standing().filter(user=user, paper=None, intervention="")
    for row in standing.filter(panel__in=[seat.panel_id for seat in judging]):
        holds[row.panel_id] = max(row.expires_on, holds.get(row.panel_id, row.expires_on))
    found = [(seat.panel, holds.get(seat.panel_id)) for seat in judging]
    return [
        (panel, until, until is not None and until < today)
        for panel, until in found
        if until is None or until <= today + SOON
    ]
