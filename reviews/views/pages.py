"""Long lists a page at a time, by the last row seen, never by a number."""

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.http import Http404

SIZE = 50


def page_of(request, rows, field):
    """(the rows after `?after=<id>`, newest first by `field`; the id for the next page or None).

    Raises Http404 for an id that is not among the rows.
    """
    rows = rows.order_by(f"-{field}", "-pk")
    if "after" in request.GET:
        last = _last(rows, request.GET["after"], field)
        rows = rows.filter(
            Q(**{f"{field}__lt": last[0]}) | Q(**{field: last[0], "pk__lt": last[1]})
        )
    found = list(rows[: SIZE + 1])
    return found[:SIZE], found[SIZE - 1].pk if len(found) > SIZE else None


def _last(rows, pk, field):
    try:
        return rows.values_list(field, "pk").get(pk=pk)
    except (rows.model.DoesNotExist, ValidationError, ValueError):
        raise Http404 from None
