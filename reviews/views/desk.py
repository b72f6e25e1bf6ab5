"""My work: what waits for this person, most urgent first."""

from django.db.models import Count, Q
from django.shortcuts import render
from django.views.decorators.http import require_safe

from reviews.actions import assignments
from reviews.exports.duties import panels_for, seats_of, to_appraise, to_declare, to_settle
from reviews.models import Claim, Match, Paper
from reviews.views.answers import to_answer
from reviews.views.exposures import open_tasks
from reviews.vocabulary import ClaimState

MOST = 20  # of a kind on this page; the panels' pages have them all


@require_safe
def my_work(request):
    """Of open rounds only one's own assignment is read: nothing here tells of other people's."""
    user = request.user
    seats = seats_of(user)
    owed, handed_in = to_appraise(user)
    context = {
        "seats": seats,
        "owed": owed,
        "handed_in": handed_in,
        "to_declare": to_declare(user, seats),
        "to_answer": to_answer(user, panels_for(seats, "vote")),
        "to_settle": to_settle(user, seats)[:MOST],
        "wanting": _wanting(user, panels_for(seats, "assign")),
        "tasks": open_tasks(panels_for(seats, "close_reevaluation")),
        "notices": notices(panels_for(seats, "acknowledge")),
        "proposals": proposals(panels_for(seats, "accept")),
        "ready": ready(panels_for(seats, "publish")),
    }
    return render(request, "work.html", context)


def _wanting(user, panels):
    """(round, what to do) for rounds that want a chair's hand."""
    found = assignments.wanting(user, panels).with_subject().order_by("opened_at", "pk")
    return [(round, assignments.advice(round)) for round in found[:MOST]]


def notices(panels):
    return (
        Match.objects.filter(paper__panel__in=panels, paper__merged_into=None)
        .unacknowledged()
        .select_related("notice", "paper__panel")
        .order_by("matched_at", "pk")[:MOST]
    )


def proposals(panels):
    """Papers with proposed claims, each with `proposed`, how many."""
    waiting = Q(sources__claims__state=ClaimState.PROPOSED)
    return (
        Paper.objects.filter(panel__in=panels)
        .annotate(proposed=Count("sources__claims", filter=waiting))
        .filter(proposed__gt=0)
        .select_related("panel")
        .order_by("added_at", "pk")[:MOST]
    )


def ready(panels):
    """Graded claims that no edition shows as they now are."""
    return (
        Claim.objects.filter(source__paper__panel__in=panels, state=ClaimState.GRADED)
        .with_text()
        .order_by("proposed_at", "pk")[:MOST]
    )
