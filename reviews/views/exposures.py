"""What rests on listed papers, as the desk shows it, and the tasks that come of it."""

from django.db.models import Case, F, IntegerField, Min, Q, Value, When

from reviews.exports.exposures import Ways
from reviews.integrity.cascade import GRAVITY
from reviews.models import Exposure, Reevaluation

MOST = 50  # of a kind on one page
_PLACE = Case(
    *(
        When(claim__exposures__status=status.value, then=Value(place))
        for place, status in enumerate(GRAVITY)
    ),
    output_field=IntegerField(),
)
_STANDING = Q(claim__exposures__ended_at=None)


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
    return (
        waiting.annotate(
            gravity=Min(_PLACE, filter=_STANDING),
            nearest=Min("claim__exposures__steps", filter=_STANDING),
        )
        .order_by(F("gravity").asc(nulls_last=True), "nearest", "opened_at", "pk")
        .select_related("claim__revision", "claim__source__paper__panel")[:MOST]
    )
