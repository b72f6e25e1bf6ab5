"""Pages by keyset: a cursor says after which row to go on, so that new rows shift nothing."""

from django.core import signing
from django.core.exceptions import ValidationError
from django.db.models import Q
from drf_spectacular.utils import OpenApiParameter, inline_serializer
from rest_framework import serializers
from rest_framework.utils.urls import replace_query_param

from reviews.api.asked import FIELDS, choice_of_fields, refuse_unknown, shown

PAGE = 50
MOST = 200


def listing(shape):
    """The parameters of every list, for the description of the API."""
    some = {"type": "string", "minLength": 1}
    whole = {"type": "integer", "minimum": 1, "maximum": MOST, "default": PAGE}
    return [
        OpenApiParameter("cursor", some, description="Where the last page ended, as in `next`."),
        OpenApiParameter("limit", whole, description="How many rows a page has."),
        choice_of_fields(shape),
    ]


def paged(request, rows, order, shape, narrowing=None):
    """{"next": address or None, "results": [row as the serializer `shape` shows it, ...]}.

    `order` names the columns, "-" before a falling one; together they tell every row from
    every other. Raises ValidationError for a limit or a cursor that is none of ours, and for
    parameters that are none of a list's, nor of the serializer `narrowing`.
    """
    own = narrowing().fields if narrowing else ()
    refuse_unknown(request, {"cursor", "limit", FIELDS, *own})
    size = _size(request)
    if (cursor := request.query_params.get("cursor")) is not None:
        rows = rows.filter(_beyond(rows.model, order, cursor))
    found = list(rows.order_by(*order)[: size + 1])
    after = None
    if len(found) > size:
        cursor = _cursor(found[size - 1], order)
        after = replace_query_param(request.build_absolute_uri(), "cursor", cursor)
    return {"next": after, "results": shown(request, shape, found[:size], many=True)}


def page_of(shape):
    """What `paged` gives, for the description of the API."""
    fields = {"next": serializers.URLField(allow_null=True), "results": shape(many=True)}
    return inline_serializer(f"{shape.__name__}Page", fields)


def _size(request):
    asked = request.query_params.get("limit", str(PAGE))
    if asked not in map(str, range(1, MOST + 1)):
        raise ValidationError(f"The limit is a number from 1 to {MOST}.")
    return int(asked)


def _salt(model, order):
    return f"{model._meta.label} by {' '.join(order)}"


def _cursor(row, order):
    values = [str(getattr(row, name.removeprefix("-"))) for name in order]
    return signing.dumps(values, salt=_salt(type(row), order))


def _beyond(model, order, cursor):
    """Rows after the cursor's: behind in one column, and equal in all before it."""
    try:
        texts = signing.loads(cursor, salt=_salt(model, order))
    except signing.BadSignature as error:
        raise ValidationError("This cursor is not one that this list gave.") from error
    beyond, equal, bound = Q(), Q(), Q()
    for name, text in zip(order, texts, strict=True):
        column = name.removeprefix("-")
        value = model._meta.get_field(column).to_python(text)
        way = "lt" if name.startswith("-") else "gt"
        bound = bound or Q(**{f"{column}__{way}e": value})  # what an index can be read from
        beyond |= equal & Q(**{f"{column}__{way}": value})
        equal &= Q(**{column: value})
    return bound & beyond
