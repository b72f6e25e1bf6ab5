"""Refusals as RFC 9457 problems, with the very sentence that the pages show."""

from http import HTTPStatus

from django.core.exceptions import (
    NON_FIELD_ERRORS,
    PermissionDenied,
    RequestDataTooBig,
    SuspiciousOperation,
    ValidationError,
)
from django.db import OperationalError
from django.http import Http404
from rest_framework import exceptions, serializers
from rest_framework.response import Response

from reviews.actions.appraisals import StaleDraft
from reviews.databases import RETRY_AFTER, is_unavailable
from reviews.exceptions import Conflict, Unreachable, Unreadable

AWAY = "The database does not answer just now, and nothing was changed. Try again in a moment."
TOO_OFTEN = "Too many requests came within a minute, so this one was not looked at."
_OF_NO_FIELD = {NON_FIELD_ERRORS, "non_field_errors"}


class Problem(serializers.Serializer):
    """A refusal; `detail` is a sentence for people. A worksheet that is refused has `errors`
    by item, a stale draft what is `saved` and what was `sent`."""

    type = serializers.CharField()
    title = serializers.CharField()
    status = serializers.IntegerField()
    detail = serializers.CharField()
    errors = serializers.DictField(required=False)
    saved = serializers.DictField(required=False)
    sent = serializers.DictField(required=False)


class VersionMissing(exceptions.APIException):
    """A draft is saved only over the version that its writer has seen."""

    status_code = HTTPStatus.PRECONDITION_REQUIRED
    default_detail = "Say which version of the draft you have seen; before the first save, 0."


class DraftChanged(exceptions.APIException):
    """What `If-Match` names is not the draft that is saved; `stale` tells of both, if anything was
    read of what came."""

    status_code = HTTPStatus.PRECONDITION_FAILED
    default_detail = "If-Match names another version of the draft than the one that is saved."

    def __init__(self, stale=None):
        super().__init__()
        self.stale = stale


def problem(exception, context):
    """DRF's exception handler; what is not a refusal stays an error."""
    reading = _read(exception)
    if reading is None:
        return None
    status, sentence, more = reading
    return Response(
        told(HTTPStatus(status), sentence) | more,
        status=status,
        content_type="application/problem+json",
        headers=_headers(exception),
    )


def told(status, sentence):
    """What every problem holds."""
    kind = {"type": "about:blank", "title": status.phrase, "status": int(status)}
    return kind | {"detail": sentence}


def _headers(exception):
    """When to come again, or how to say who one is."""
    match exception:
        # Where only a mail was not taken, all else stands, and the same again would be too much.
        case OperationalError():
            return {"Retry-After": RETRY_AFTER}
        case exceptions.Throttled():
            return {"Retry-After": exception.wait}
        case exceptions.AuthenticationFailed():
            return {"WWW-Authenticate": f'{exception.auth_header}, error="invalid_token"'}
        case exceptions.NotAuthenticated():
            return {"WWW-Authenticate": exception.auth_header}
        case exceptions.PermissionDenied() if exception.get_codes() == "insufficient_scope":
            return {"WWW-Authenticate": 'Bearer error="insufficient_scope"'}
    return None


def _read(exception):
    """(status, sentence, further members), or None."""
    match exception:
        case Http404() | exceptions.NotFound():
            return HTTPStatus.NOT_FOUND, "There is nothing here that you may see.", {}
        case PermissionDenied():
            return HTTPStatus.FORBIDDEN, str(exception) or "You may not do this.", {}
        case StaleDraft():
            return HTTPStatus.CONFLICT, str(exception), _both_texts(exception)
        case DraftChanged(stale=StaleDraft() as stale):
            return HTTPStatus.PRECONDITION_FAILED, str(stale), _both_texts(stale)
        case Conflict():
            return HTTPStatus.CONFLICT, str(exception), {}
        case ValidationError():
            return HTTPStatus.BAD_REQUEST, *_invalid(exception)
        case Unreadable():
            return HTTPStatus.BAD_REQUEST, str(exception), {}
        case Unreachable():
            return HTTPStatus.SERVICE_UNAVAILABLE, str(exception), {}
        case RequestDataTooBig():
            return HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "The request is too large.", {}
        case SuspiciousOperation():
            return HTTPStatus.BAD_REQUEST, "This cannot be read.", {}
        case OperationalError() if is_unavailable(exception):
            return HTTPStatus.SERVICE_UNAVAILABLE, AWAY, {}
        case exceptions.Throttled():
            return exception.status_code, f"{TOO_OFTEN} Go on in {exception.wait} seconds.", {}
        case exceptions.APIException():
            return exception.status_code, " ".join(_sentences(exception.detail)), {}
    return None


def _both_texts(stale):
    saved = {"version": stale.saved.version, "content": stale.saved.content}
    return {"saved": saved, "sent": stale.sent}


def _invalid(error):
    """The sentences, and by field where the action says which field each is about."""
    if not hasattr(error, "error_dict"):
        return " ".join(error.messages), {}
    return " ".join(_sentences(error.message_dict)), {"errors": error.message_dict}


def _sentences(found, field=""):
    """Every sentence, each with the name of the field it is about."""
    if isinstance(found, dict):
        for name, inner in found.items():
            yield from _sentences(inner, "" if name in _OF_NO_FIELD else name)
    elif isinstance(found, list):
        for inner in found:
            yield from _sentences(inner, field)
    else:
        yield f"{field}: {found}" if field else str(found)
