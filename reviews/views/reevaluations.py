"""Re-evaluations: a chair closes one with what came of it."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from reviews.actions import cascade
from reviews.forms.claims import ReasonForm
from reviews.models import Reevaluation
from reviews.permissions import can
from reviews.views.attempts import attempt
from reviews.views.claims import claim_of, page


@require_POST
def close(request, pk, reevaluation):
    claim = claim_of(request, pk)
    task = get_object_or_404(Reevaluation.objects.filter(claim=claim), pk=reevaluation)
    can(request.user, "close_reevaluation", claim.source.paper.panel).enforce()
    form = ReasonForm(request.POST, auto_id="close-%s")
    if attempt(
        form, lambda: cascade.close_reevaluation(task, **form.cleaned_data, by=request.user)
    ):
        messages.success(request, "The re-evaluation is closed.")
        return redirect(claim)
    return page(request, claim, close=form)
