"""Public pages that stand as long as the public side does: asked for again they are neither
rendered nor read."""

from functools import wraps
from http import HTTPStatus

from django.contrib.auth.decorators import login_not_required
from django.core.cache import caches
from django.http import HttpResponse
from django.utils.cache import get_conditional_response
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from reviews.databases import reads_replica
from reviews.exports.making import making
from reviews.models.digests import sha256
from reviews.models.public_state import public_state

LARGEST = 2**17  # bytes of a page that is kept; settings.CACHES says how many are


def open_to_all(view):
    """Read from the replica, without session or user; caches may keep the answer and ask by ETag
    whether it still holds."""
    kept = cache_control(public=True, max_age=0, must_revalidate=True)(view)
    return login_not_required(require_safe(reads_replica(kept)))


def by_state(view):
    """Open to all, and the ETag is known before anything of the page is: it names the address,
    the state of the database that answers, and the program. So it is right at once after an edit,
    in every process; and a replica that is behind names what it has itself."""

    @wraps(view)
    def answer(request, **place):
        request.public_state = public_state()
        address = f"{request.scheme} {request.get_host()} {request.get_full_path()}"
        name = sha256(f"{request.public_state} {making()} {address}")
        etag = f'"{name}"'
        if unchanged := get_conditional_response(request, etag):
            unchanged["ETag"] = etag
            return unchanged
        if kept := caches["pages"].get(name):
            content, headers = kept
            return HttpResponse(content, headers=headers)
        response = view(request, **place)
        if response.status_code != HTTPStatus.OK:
            return response
        response["ETag"] = etag
        if not response.streaming and len(response.content) <= LARGEST:
            caches["pages"].set(name, (response.content, dict(response.headers)), None)
        return response

    return open_to_all(answer)
