"""Who a program speaks for: `Authorization: Bearer`, and how far that reaches."""

from rest_framework.authentication import BaseAuthentication, get_authorization_header
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.permissions import BasePermission

from reviews.actions import tokens
from reviews.api.throttles import refuse_guessing
from reviews.models import Token

CHALLENGE = 'Bearer realm="evidence"'


class Bearer(BaseAuthentication):
    """A token that its owner made. Whoever sends one needs no CSRF token: no other site can make
    a browser send it."""

    def authenticate(self, request):
        scheme, _, value = get_authorization_header(request).decode("latin-1").partition(" ")
        if scheme.lower() != "bearer":
            return None
        token = tokens.find(value.strip())
        if token is None:
            refuse_guessing(request)
            raise AuthenticationFailed("This token is unknown, was revoked or ran out: make one.")
        return token.user, token

    def authenticate_header(self, request):
        return CHALLENGE


class WithinScopes(BasePermission):
    """A session reaches as far as its person; a token through doors of its scopes alone, so
    through none that names no scope."""

    code = "insufficient_scope"

    def has_permission(self, request, view):
        if not isinstance(request.auth, Token):
            return True
        scope = scope_of(view, request.method)
        self.message = f"This token may not be used for this: its scopes lack “{scope}”."
        return scope in request.auth.scopes


def scope_of(view, method):
    """The scope that a door asks of a token for a method, or None: no token opens it."""
    return getattr(view, "scopes", {}).get(method)
