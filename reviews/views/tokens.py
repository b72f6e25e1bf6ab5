"""One's own tokens for programs."""

import uuid

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_POST

from reviews.actions import tokens as actions
from reviews.forms.tokens import RevokeForm, TokenForm
from reviews.models import Token
from reviews.views.attempts import attempt


@sensitive_variables("value")
def tokens(request):
    """The value of a new token is on the answer to its form and on no page after that."""
    form = TokenForm(request.POST or None, initial={"id": uuid.uuid4()})
    if request.method != "POST" or not attempt(
        form, lambda: actions.make(**form.cleaned_data, by=request.user)
    ):
        return _page(request, form)
    token, value = form.made
    return _page(request, TokenForm(initial={"id": uuid.uuid4()}), token=token, value=value)


@require_POST
def revoke(request):
    form = RevokeForm(request.POST)
    if not form.is_valid():
        return _page(request, TokenForm(initial={"id": uuid.uuid4()}), status=400)
    own = Token.objects.visible_to(request.user)
    actions.revoke(get_object_or_404(own, pk=form.cleaned_data["token"]), by=request.user)
    messages.success(request, "The token is revoked. Programs that use it are refused from now on.")
    return redirect("desk-tokens")


def _page(request, form, status=None, **made):
    kept = Token.objects.visible_to(request.user).filter(revoked_at=None)
    context = {
        "form": form,
        "tokens": kept.order_by("-made_at", "pk"),
        "now": timezone.now(),
        **made,
    }
    status = status or getattr(form, "status", 200)
    return render(request, "people/tokens.html", context, status=status)
