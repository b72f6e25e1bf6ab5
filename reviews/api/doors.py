"""The two kinds of door: what anyone may read, and what members do."""

from functools import wraps

from django.utils.cache import patch_cache_control
from django.views.decorators.http import conditional_page
from drf_spectacular.utils import OpenApiExample, OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework.decorators import (
    api_view,
    authentication_classes,
    parser_classes,
    permission_classes,
)
from rest_framework.permissions import AllowAny

from reviews.api import (
    examples,
    examples_claims,
    examples_panels,
    examples_papers,
    examples_rounds,
)
from reviews.api.errors import Problem
from reviews.api.sent import BoundedJSON
from reviews.databases import reads_replica
from reviews.workflow import SCOPES

EXAMPLES = {
    name: pair
    for told in (examples, examples_claims, examples_rounds, examples_papers, examples_panels)
    for name, pair in told.EXAMPLES.items()
}
FOR_THE_MOMENT = (429, 503)
_RETRY_AFTER = OpenApiParameter(
    "Retry-After", int, OpenApiParameter.HEADER, response=[*FOR_THE_MOMENT],
    description="Seconds after which the same may be answered.",
)  # fmt: skip
_IF_NONE_MATCH = OpenApiParameter(
    "If-None-Match", str, OpenApiParameter.HEADER,
    description="The ETag of what was read before; if that still holds, the answer is 304.",
)  # fmt: skip
ETAG = OpenApiParameter(
    "ETag", str, OpenApiParameter.HEADER, response=[200], description="Names what was answered."
)


def public(view):
    """Anyone may read; the session is not looked at. Caches may keep the answer and ask by ETag
    whether it still holds."""
    view = permission_classes([AllowAny])(authentication_classes([])(view))
    return reads_replica(conditional_page(_kept(_door(view, ["GET", "HEAD"]))))


def _door(view, methods):
    """Without OPTIONS, which would answer what nobody reads: the description tells it all."""
    door = api_view(methods)(view)
    door.cls.http_method_names = [method.lower() for method in methods]
    return door


def _kept(view):
    """What is only said for the moment is no answer to anybody else."""

    @wraps(view)
    def answer(request, **place):
        response = view(request, **place)
        if response.status_code in FOR_THE_MOMENT:
            patch_cache_control(response, no_store=True)
        else:
            patch_cache_control(response, public=True, max_age=0, must_revalidate=True)
        return response

    return answer


def desk(parsers=(), **verbs):
    """Members only, by token or by the session of the pages; settings.py denies everyone else.

    `verbs` names for each method the verb of the workflow that it does, or comes nearest to: a
    token opens the door if it has that verb's scope. `parsers` read what is no JSON.
    """

    def decorate(view):
        door = _door(parser_classes([BoundedJSON, *parsers])(view), list(verbs))
        door.cls.scopes = {method: SCOPES[verb] for method, verb in verbs.items()}
        return door

    return decorate


def described(name, answer, *, status=200, also=None, parameters=(), **more):
    """How the description of the API tells of a door: what it answers, or else a problem. `also`
    holds by media type what is answered where a program asks for that."""

    def decorate(view):
        problems = {
            (code, "application/problem+json"): Problem for code in ("4XX", *FOR_THE_MOMENT)
        }
        responses = {(status, "application/json"): answer, **problems}
        responses |= {(status, media): shape for media, shape in (also or {}).items()}
        told = [*parameters, _RETRY_AFTER]
        if not hasattr(view.cls, "scopes"):
            responses[304] = OpenApiResponse(description="What was read before still holds.")
            told += [_IF_NONE_MATCH, ETAG]
        return extend_schema(
            operation_id=name,
            responses=responses,
            parameters=told,
            examples=_examples(name, status),
            **more,
        )(view)

    return decorate


def _examples(name, status):
    sent, answered = EXAMPLES[name]
    found = [OpenApiExample("Answered", answered, response_only=True, status_codes=[str(status)])]
    if sent is not None:
        found.append(OpenApiExample("Sent", sent, request_only=True))
    return found
