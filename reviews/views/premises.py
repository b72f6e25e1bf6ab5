"""Premises: from which words of its text a claim is argued."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from reviews.actions import premises
from reviews.forms.spans import SpanForm
from reviews.models import Premise
from reviews.permissions import can
from reviews.views.attempts import attempt
from reviews.views.claims import claim_of, page


@require_POST
def propose(request, pk):
    claim = claim_of(request, pk)
    can(request.user, "decide_premise", claim.source.paper.panel).enforce()
    form = SpanForm(request.POST, source=claim.source, auto_id="premise-%s")
    if attempt(form, lambda: premises.propose(claim, **form.cleaned_data, by=request.user)):
        messages.success(request, "The premise is named.")
        return redirect(f"{claim.get_absolute_url()}#premises")
    return page(request, claim, premise=form)


@require_POST
def decide(request, pk, premise):
    claim = claim_of(request, pk)
    premise = get_object_or_404(Premise.objects.filter(claim=claim), pk=premise)
    decided = premises.decide(premise, state=request.POST.get("state", ""), by=request.user)
    messages.success(request, f"The premise is {decided.get_state_display().lower()}.")
    return redirect(f"{claim.get_absolute_url()}#premises")
