"""What a reader asks of an answer: parameters that are known, and some members alone."""

from django.core.exceptions import ValidationError
from drf_spectacular.utils import OpenApiParameter
from rest_framework.settings import api_settings

FIELDS = "fields"


def choice_of_fields(shape):
    """For the description: `fields` of what the serializer `shape` shows."""
    words = {"type": "string", "enum": list(shape().fields)}
    return OpenApiParameter(
        FIELDS, {"type": "array", "items": words, "minItems": 1}, explode=False,
        description="Members to answer, separated by commas; else all.",
    )  # fmt: skip


def filters(request, shape):
    """What a list is narrowed to, as the serializer `shape` reads it."""
    wanted = shape(data=request.query_params.dict())
    wanted.is_valid(raise_exception=True)
    return wanted.validated_data


def refuse_unknown(request, known):
    """A parameter that nobody knows is a slip, and would answer more than was asked for; raises
    ValidationError."""
    known = {*known, api_settings.URL_FORMAT_OVERRIDE}
    if unknown := sorted(set(request.query_params) - known):
        raise ValidationError(
            f"There is no parameter {_listed(unknown)} here, only {_listed(sorted(known))}."
        )


def one(request, shape, row, **context):
    """A single row as `shown`, for doors that know no other parameter."""
    refuse_unknown(request, {FIELDS})
    return shown(request, shape, row, **context)


def shown(request, shape, rows, *, many=False, **context):
    """A row, or many, as the serializer `shape` shows it, or the members alone that `fields` asks
    for. Raises ValidationError for members that it does not have."""
    serializer = shape(rows, many=many, context={"request": request, **context})
    members = (serializer.child if many else serializer).fields
    if FIELDS in request.query_params:
        wanted = set(request.query_params[FIELDS].split(","))
        if unknown := sorted(wanted - set(members)):
            raise ValidationError(
                f"{FIELDS}: there is no {_listed(unknown)}, only {_listed(members)}."
            )
        for name in set(members) - wanted:
            del members[name]
    return serializer.data


def _listed(names):
    return ", ".join(f"“{name}”" for name in names)
