"""Standings a page at a time by the place of the last row seen: no counting, no skipping."""

from datetime import UTC, datetime
from uuid import UUID

from django.db.models import Q
from django.http import Http404

SIZE = 50


def page(standings, after):
    """(rows newest first, the place to go on from or None). `after` is such a place or None;
    raises Http404 for anything else. `standings` are rows or named values, `published_at` and
    `claim_id` among them."""
    standings = standings.order_by("-published_at", "claim")
    if after:
        at, claim = _place(after)
        later = Q(published_at__lt=at) | Q(published_at=at, claim__gt=claim)
        standings = standings.filter(later, published_at__lte=at)
    rows = list(standings[: SIZE + 1])
    if len(rows) <= SIZE:
        return rows, None
    last = rows[SIZE - 1]
    return rows[:SIZE], f"{last.published_at.isoformat()}~{last.claim_id}"


def _place(after):
    try:
        at, claim = after.split("~")
        moment = datetime.fromisoformat(at)
        if moment.tzinfo is None:
            raise Http404
        # An offset may lead out of the calendar, which databases refuse later.
        return moment.astimezone(UTC), UUID(claim)
    except (OverflowError, ValueError):
        raise Http404 from None
