"""My work: what waits for this person, most urgent first."""

from datetime import timedelta

from django.db.models import Count, Q
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from reviews.actions import assignments
from reviews.models import (
    Appraisal,
    Assignment,
    Claim,
    Draft,
    Interest,
    Match,
    Membership,
    Paper,
    Round,
)
from reviews.views.exposures import open_tasks
from reviews.vocabulary import ClaimState, RoundState
from reviews.workflow import ROLES

REMIND = timedelta(days=30)  # before declarations run out
MOST = 20  # of a kind on this page; the panels' pages have them all


@require_safe
def my_work(request):
    """Of open rounds only one's own assignment is read: nothing here tells of other people's."""
    user = request.user
    seats = list(
        Membership.objects.current()
        .filter(user=user)
        .select_related("panel")
        .order_by("panel__name", "panel_id")
    )
    owed, handed_in = _appraisals(user)
    context = {
        "seats": seats,
        "owed": owed,
        "handed_in": handed_in,
        "to_declare": _to_declare(user, seats),
        "to_settle": _to_settle(user, _panels(seats, "settle")),
        "wanting": _wanting(user, _panels(seats, "assign")),
        "tasks": open_tasks(_panels(seats, "close_reevaluation")),
        "notices": _notices(_panels(seats, "acknowledge")),
        "proposals": _proposals(_panels(seats, "accept")),
        "ready": _ready(_panels(seats, "publish")),
    }
    return render(request, "work.html", context)


def _panels(seats, verb):
    """Ids of the panels in which this person's role allows the verb."""
    return [seat.panel_id for seat in seats if seat.role in ROLES[verb]]


def _to_declare(user, seats):
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
        if until is None or until <= today + REMIND
    ]


def _appraisals(user):
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


def _to_settle(user, panels):
    own = Appraisal.objects.visible_to(user).filter(appraiser=user)
    return (
        Round.objects.filter(panel__in=panels, state=RoundState.REVEALED)
        .exclude(pk__in=own.values("round_id"))
        .with_subject()
        .select_related("lease__taken_by")
        .order_by("revealed_at", "pk")[:MOST]
    )


def _wanting(user, panels):
    """(round, what to do) for rounds that want a chair's hand."""
    found = assignments.wanting(user, panels).with_subject().order_by("opened_at", "pk")
    return [(round, assignments.advice(round)) for round in found[:MOST]]


def _notices(panels):
    return (
        Match.objects.filter(paper__panel__in=panels, paper__merged_into=None)
        .unacknowledged()
        .select_related("notice", "paper__panel")
        .order_by("matched_at", "pk")[:MOST]
    )


def _proposals(panels):
    """Papers with proposed claims, each with `proposed`, how many."""
    waiting = Q(sources__claims__state=ClaimState.PROPOSED)
    return (
        Paper.objects.filter(panel__in=panels)
        .annotate(proposed=Count("sources__claims", filter=waiting))
        .filter(proposed__gt=0)
        .select_related("panel")
        .order_by("added_at", "pk")[:MOST]
    )


def _ready(panels):
    """Graded claims that no edition shows as they now are."""
    return (
        Claim.objects.filter(source__paper__panel__in=panels, state=ClaimState.GRADED)
        .with_text()
        .order_by("proposed_at", "pk")[:MOST]
    )
