"""The two kinds of door: what anyone may read, and what members do."""

import math
import re

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.views.decorators.cache import cache_control
from django.views.decorators.http import conditional_page
from drf_spectacular.utils import OpenApiExample, extend_schema
from rest_framework.decorators import (
    api_view,
    authentication_classes,
    parser_classes,
    permission_classes,
)
from rest_framework.exceptions import ParseError
from rest_framework.parsers import JSONParser
from rest_framework.permissions import AllowAny

from reviews.api.errors import Problem
from reviews.databases import reads_replica

_UNKEPT = re.compile("[\0\ud800-\udfff]")


class BoundedJSON(JSONParser):
    """JSON that both databases can keep, within Django's limit on a request."""

    def parse(self, stream, media_type=None, parser_context=None):
        length = parser_context["request"].META.get("CONTENT_LENGTH") or 0
        if int(length) > settings.DATA_UPLOAD_MAX_MEMORY_SIZE:
            raise RequestDataTooBig
        try:
            content = super().parse(stream, media_type, parser_context)
            _check(content)
        except RecursionError as error:
            raise ParseError("The JSON is nested too deeply.") from error
        return content


def _check(value):
    """Raises ParseError for U+0000, half a surrogate pair, and numbers without end."""
    if isinstance(value, dict):
        _check(list(value))
        _check(list(value.values()))
    elif isinstance(value, list):
        for inner in value:
            _check(inner)
    elif isinstance(value, str) and _UNKEPT.search(value):
        raise ParseError("The text holds a character that cannot be kept.")
    elif isinstance(value, float) and not math.isfinite(value):
        raise ParseError("A number is out of range.")


def public(view):
    """Anyone may read; the session is not looked at. Caches may keep the answer and ask by ETag
    whether it still holds."""
    view = permission_classes([AllowAny])(authentication_classes([])(view))
    kept = cache_control(public=True, max_age=0, must_revalidate=True)
    return reads_replica(conditional_page(kept(api_view(["GET", "HEAD"])(view))))


def desk(*methods):
    """Members only, by the session of the pages; settings.py denies everyone else."""

    def decorate(view):
        return api_view(list(methods))(parser_classes([BoundedJSON])(view))

    return decorate


def described(name, answer, *, status=200, also=None, **more):
    """How the description of the API tells of a door: what it answers, or else a problem. `also`
    holds by media type what is answered where a program asks for that."""
    problem = ("4XX", "application/problem+json")
    responses = {(status, "application/json"): answer, problem: Problem}
    responses |= {(status, media): shape for media, shape in (also or {}).items()}
    return extend_schema(operation_id=name, responses=responses, **more)


def example(*, sent=None, answered=None, status=200):
    """What a door is sent and answers, for `described`; a list of one row shows that row."""
    shown = []
    if sent is not None:
        shown.append(OpenApiExample("Sent", sent, request_only=True))
    if answered is not None:
        codes = [str(status)]
        shown.append(OpenApiExample("Answered", answered, response_only=True, status_codes=codes))
    return shown


def given(request, shape):
    """What a serializer makes of the body; raises DRF's ValidationError. Ask the permit first:
    whoever may not act learns nothing of what the act wants."""
    serializer = shape(data=request.data)
    serializer.is_valid(raise_exception=True)
    return serializer.validated_data
