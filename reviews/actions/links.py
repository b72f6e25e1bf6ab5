"""Links by which people set their password; the sign-in library makes, sends and ends them."""

from functools import partial

from allauth.account.forms import ResetPasswordForm
from allauth.core.context import request_context
from django.db import transaction

from reviews.actions.events import record
from reviews.exceptions import Conflict
from reviews.permissions import can_manage_accounts


@transaction.atomic
def send(user, *, request, by):
    """Mail a single-use link to the person. The request says under which address we are."""
    can_manage_accounts(by).enforce()
    if not user.is_active:
        raise Conflict("This account is closed.")
    record("send_link", user, by=by)
    transaction.on_commit(partial(_mail, user.email, request))


def _mail(email, request):
    form = ResetPasswordForm({"email": email})
    with request_context(request):
        if form.is_valid():
            form.save(request)
