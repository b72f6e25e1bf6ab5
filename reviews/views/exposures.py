"""What rests on listed papers, as the desk shows it, and the tasks that come of it."""

from django.db.models import Case, F, IntegerField, Min, Q, Value, When

from reviews.exports.exposures import Ways
from reviews.integrity.cascade import DEPTH, GRAVITY
from reviews.models import Exposure, Reevaluation

MOST = 50  # of a kind on one page
# What is listed decides, and among equals how near it is.
_URGENCY = Case(
    *(
        When(claim__exposures__status=status.value, then=Value(place * (DEPTH + 1)))
        for place, status in enumerate(GRAVITY)
    ),
    output_field=IntegerField(),
) + F("claim__exposures__steps")


def ways_of(claim):
    """How the claim rests on listed papers, the nearest first."""
    return list(Ways(claim.exposures.current().order_by("steps", "found_at", "pk")[:MOST]))


def ways_from(paper):
    """How claims of the paper rest on other listed papers."""
    found = Exposure.objects.current().filter(claim__source__paper=paper, steps__gt=0)
    return list(Ways(found.order_by("steps", "found_at", "pk")[:MOST]))


def ways_to(paper):
    """How claims of other papers rest on this one, which is listed."""
    found = Exposure.objects.current().filter(paper=paper, steps__gt=0)
    return list(Ways(found.order_by("steps", "found_at", "pk")[:MOST]))


def open_tasks(panels):
    """Re-evaluations that wait in some panels (ids), the most urgent first: by what is listed,
    then by how near it is, then by how long they wait."""
    waiting = Reevaluation.objects.current().filter(claim__source__paper__panel__in=panels)
    urgency = Min(_URGENCY, filter=Q(claim__exposures__ended_at=None))
    return (
        waiting.annotate(urgency=urgency)
        .order_by("urgency", "opened_at", "pk")
        .select_related("claim__revision", "claim__source__paper__panel")[:MOST]
    )
