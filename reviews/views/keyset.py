"""Standings a page at a time by the place of the last row seen: no counting, no skipping.

Django takes longer to compose the query and to convert fifty rows than the databases take to
answer, so the query is composed once, and of a row that comes again nothing is made anew.
"""

from datetime import UTC, datetime
from functools import lru_cache
from uuid import UUID

from django.db import connections, router
from django.db.models import Q
from django.http import Http404

from reviews.models import Standing

SIZE = 50
KEPT = 4096  # rows as they are shown
# Stand in the composed query where a place does.
_AT, _CLAIM = datetime(2000, 1, 1, tzinfo=UTC), UUID(int=0)


def page(columns, shown, after):
    """([`shown(*row)` of the rows, newest first], the place to go on from or None). `columns` begin
    with `claim_id` and end with `published_at`; `after` is such a place or None, and Http404 is
    raised for anything else."""
    place = _place(after) if after else None
    alias = router.db_for_read(Standing)
    statement, params, _ = _composed(alias, columns, place is not None)
    if place:
        told = dict(zip(_adapted(alias, _AT, _CLAIM), _adapted(alias, *place), strict=True))
        params = [told.get(param, param) for param in params]
    with connections[alias].cursor() as cursor:
        cursor.execute(statement, params)
        rows = cursor.fetchall()
    found = [_shown(alias, columns, shown, tuple(row)) for row in rows[:SIZE]]
    if len(rows) <= SIZE:
        return found, None
    claim, *_, at = _read(alias, columns, rows[SIZE - 1])
    return found, f"{at.isoformat()}~{claim}"


@lru_cache(KEPT)
def _shown(alias, columns, shown, row):
    return shown(*_read(alias, columns, row))


def _read(alias, columns, row):
    """A row of the database as Python has it."""
    _, _, converters = _composed(alias, columns, False)
    converted, connection = list(row), connections[alias]
    for place, (functions, expression) in converters.items():
        for convert in functions:
            converted[place] = convert(converted[place], expression, connection)
    return converted


@lru_cache
def _composed(alias, columns, is_followed):
    """(SQL of a page, its parameters, {place of a column: (its converters, its expression)})"""
    standings = Standing.objects.using(alias).listed().order_by("-published_at", "claim")
    if is_followed:
        later = Q(published_at__lt=_AT) | Q(published_at=_AT, claim__gt=_CLAIM)
        standings = standings.filter(later, published_at__lte=_AT)
    compiler = standings.values_list(*columns)[: SIZE + 1].query.get_compiler(alias)
    statement, params = compiler.as_sql()
    converters = compiler.get_converters([column for column, _, _ in compiler.select])
    return statement, params, converters


def _adapted(alias, at, claim):
    """A place as the database takes it."""
    values = {"published_at": at, "claim": claim}
    fields = [Standing._meta.get_field(name) for name in values]
    told = zip(fields, values.values(), strict=True)
    return [field.get_db_prep_value(value, connections[alias]) for field, value in told]


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
