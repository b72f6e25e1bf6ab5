"""What every answer has in common."""

from http import HTTPStatus

from django.contrib.auth import middleware
from django.core.exceptions import ValidationError
from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from reviews.api.errors import told
from reviews.exceptions import Conflict

OTHER_CHARSET = "The text came in an encoding that is not read here: send it as UTF-8."


def known_charset(get_response):
    """Python reads more encodings than there are of text, and fails on some of them; browsers send
    UTF-8 alone."""

    def answer(request):
        charset = request.content_params.get("charset", "utf-8")
        if charset.lower() == "utf-8":
            return get_response(request)
        if request.path.startswith("/api/"):
            content = told(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, OTHER_CHARSET)
            return JsonResponse(content, status=415, content_type="application/problem+json")
        page = render_to_string("400.html", {"sentences": [OTHER_CHARSET]})
        return HttpResponse(page, status=415)

    return answer


def no_store(get_response):
    """Keeps whatever was made for one person out of every cache, the browser's included.

    An answer is such if the session was read for it, or the request carried credentials.
    """

    def answer(request):
        response = get_response(request)
        if request.session.accessed or "Authorization" in request.headers:
            response["Cache-Control"] = "no-store"
        return response

    return answer


class LoginRequiredMiddleware(middleware.LoginRequiredMiddleware):
    """Django's asks who someone is before it asks whether that matters, which reads the session
    and keeps public pages out of shared caches."""

    def process_view(self, request, view_func, view_args, view_kwargs):
        if not getattr(view_func, "login_required", True):
            return None
        return super().process_view(request, view_func, view_args, view_kwargs)


class RefusalMiddleware:
    """What an action refuses is a page with its sentence, not an error. Pages with forms catch
    their own refusals first, and keep what was typed."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_exception(self, request, exception):
        if isinstance(exception, Conflict):
            return render(request, "409.html", {"exception": exception}, status=409)
        if isinstance(exception, ValidationError):
            sentences = {"sentences": exception.messages}
            return render(request, "400.html", sentences, status=400)
        return None
