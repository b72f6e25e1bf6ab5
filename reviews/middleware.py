"""What every answer has in common."""

from django.shortcuts import render

from reviews.exceptions import Conflict


def no_store(get_response):
    """Keeps whatever was made for one person out of every cache, the browser's included.

    An answer is such if the session was read for it, or the request carried credentials.
    """

    def middleware(request):
        response = get_response(request)
        if request.session.accessed or "Authorization" in request.headers:
            response["Cache-Control"] = "no-store"
        return response

    return middleware


class ConflictMiddleware:
    """A refused transition is a page with its sentence, not an error."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_exception(self, request, exception):
        if isinstance(exception, Conflict):
            return render(request, "409.html", {"exception": exception}, status=409)
        return None
