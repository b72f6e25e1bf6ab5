"""What a person sees when something failed that nobody refused."""

import sys

from django.http import HttpResponse
from django.template.loader import render_to_string
from django.views.decorators.csrf import requires_csrf_token
from django.views.defaults import server_error

from reviews.databases import RETRY_AFTER, is_unavailable


@requires_csrf_token
def failed(request):
    """Django calls it while it handles what was raised: 503 while the database is away or busy,
    else 500. Rendered without the request, because to ask who it is asks the database."""
    if not is_unavailable(sys.exc_info()[1]):
        return server_error(request)
    headers = {"Retry-After": str(RETRY_AFTER), "Cache-Control": "no-store"}
    return HttpResponse(render_to_string("503.html"), status=503, headers=headers)
