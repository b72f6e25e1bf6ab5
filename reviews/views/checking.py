"""Doors to which anybody may post, because nothing that is posted is stored.

There is no session, no user and no cookie here, so there is nothing that a forged request could
borrow: whoever makes a stranger's browser post gains what they would have by posting themselves,
and cannot read the answer. So no CSRF token is asked for, which would need a cookie. What has to be
protected is the machine: by size, by time and by how often one place may ask.
"""

from functools import wraps

from allauth.core.ratelimit import consume
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import RequestDataTooBig
from django.views.decorators.cache import cache_control
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from reviews.databases import reads_replica
from reviews.views.public import public

MOST_THROWN_AWAY = 32 * 2**20  # bytes
TOO_OFTEN = (
    "This was asked for too many times from one place. Wait a minute, then press the button again."
)


def checking(view):
    """GET shows an empty form, the same to everybody, which browsers may keep together with what
    is typed in it; the answer to a POST holds what somebody typed, and nobody may keep it."""

    @login_not_required
    @csrf_exempt
    @require_http_methods(["GET", "HEAD", "POST"])
    @sensitive_post_parameters()
    @wraps(view)
    def answer(request):
        return posted(request) if request.method == "POST" else shown(request)

    shown, posted = public(view), reads_replica(cache_control(no_store=True)(view))
    return answer


def refusal(request, most, too_large):
    """(`too_large`, 413) for more than `most` bytes, (sentence, 429) for what comes too often from
    one place, else None. Ask before anything of the body is read: without a length none of it is,
    and of one that is too large only what `_throw_away` says, if the place may ask at all."""
    may_ask = consume(request, action="check")
    length = request.META.get("CONTENT_LENGTH") or "0"
    is_too_large = not length.isdecimal() or int(length) > most
    try:
        if not is_too_large:
            request.POST  # noqa: B018 - read here, where too much of it has an answer
    except RequestDataTooBig:
        is_too_large = True
    if is_too_large:
        if may_ask and length.isdecimal() and int(length) <= MOST_THROWN_AWAY:
            _throw_away(request)
        return too_large, 413
    return None if may_ask else (TOO_OFTEN, 429)


def _throw_away(request):
    """Take what is still coming: a browser shows no answer before it has sent."""
    while request.read(2**16):
        pass
