"""Exceptions: why strong advice on low certainty is defensible here."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from reviews.actions import claim_exceptions
from reviews.forms.claims import ExceptionForm
from reviews.models import ClaimException
from reviews.permissions import can_weigh
from reviews.views.attempts import attempt
from reviews.views.claims import claim_of, page


@require_POST
def record(request, pk):
    claim = claim_of(request, pk)
    can_weigh(request.user, claim, "record_exception").enforce()
    form = ExceptionForm(request.POST, auto_id="exception-%s")
    if attempt(
        form,
        lambda: claim_exceptions.record_exception(claim, **form.cleaned_data, by=request.user),
    ):
        messages.success(request, "The exception is recorded.")
        return redirect(f"{claim.get_absolute_url()}#flags")
    return page(request, claim, exception=form)


@require_POST
def withdraw(request, pk, exception):
    claim = claim_of(request, pk)
    exception = get_object_or_404(ClaimException.objects.filter(claim=claim), pk=exception)
    claim_exceptions.withdraw_exception(exception, by=request.user)
    messages.success(request, "The exception is withdrawn.")
    return redirect(f"{claim.get_absolute_url()}#flags")
