"""Flags: a person confirms or dismisses what the detector points at, or sets one."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from reviews.actions import flags
from reviews.forms.claims import FlagDecisionForm, FlagForm
from reviews.models import Flag
from reviews.permissions import can
from reviews.views.attempts import attempt
from reviews.views.claims import claim_of, page


@require_POST
def decide(request, pk, flag):
    claim = claim_of(request, pk)
    flag = get_object_or_404(Flag.objects.filter(claim=claim), pk=flag)
    can(request.user, "decide_flag", claim.source.paper.panel).enforce()
    form = FlagDecisionForm(request.POST, auto_id=f"flag-{flag.pk}-%s")
    if attempt(form, lambda: flags.decide(flag, **form.cleaned_data, by=request.user)):
        messages.success(request, f"“{flag}” is {form.made.get_state_display().lower()}.")
        return redirect(f"{claim.get_absolute_url()}#flags")
    return page(request, claim, **{f"flag-{flag.pk}": form})


@require_POST
def set_flag(request, pk):
    claim = claim_of(request, pk)
    can(request.user, "decide_flag", claim.source.paper.panel).enforce()
    form = FlagForm(request.POST, auto_id="flag-%s")
    if attempt(form, lambda: flags.raise_flag(claim, **form.cleaned_data, by=request.user)):
        messages.success(request, f"“{form.made}” is set.")
        return redirect(f"{claim.get_absolute_url()}#flags")
    return page(request, claim, flag=form)
