"""Assigning many at once: choose, look at the proposal, and do it."""

import re

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render

from reviews.actions import staffing
from reviews.forms.staffing import EVENLY, PairsForm, StaffingForm
from reviews.permissions import can
from reviews.views.attempts import attempt
from reviews.views.panels import panel_of
from reviews.vocabulary import Role


def assign(request, slug):
    """GET shows what can be chosen and, once something is, the proposal; POST makes the
    assignments that were shown, all of them or none. Of many rounds each shows one `part`."""
    panel = panel_of(request, slug)
    can(request.user, "assign", panel).enforce()
    part = _part(request.GET.get("part", "1"))
    offered = staffing.offered(panel, part=part)
    if part > 1 and not offered["rounds"]:
        raise Http404
    if request.method != "POST":
        return _page(request, panel, offered, request.GET, part)
    form = PairsForm(request.POST, **offered)
    if attempt(
        form,
        lambda: staffing.assign_all(panel, form.cleaned_data["pair"], by=request.user),
    ):
        messages.success(request, f"Assignments made: {len(form.made)}.")
        return redirect("desk-assign", slug=panel.slug)
    return _page(request, panel, offered, request.POST, part, form)


def _part(text):
    if not re.fullmatch(r"[1-9][0-9]{0,5}", text):
        raise Http404
    return int(text)


def _page(request, panel, offered, chosen, part, pairs=None):
    is_chosen = "how" in chosen
    initial = {
        "rounds": [str(row.pk) for row in offered["rounds"] if row.assigned < row.minimum],
        "people": [str(row.pk) for row in offered["people"] if row.seat == Role.REVIEWER],
    }
    form = StaffingForm(chosen if is_chosen else None, initial=initial, **offered)
    proposal = None
    if is_chosen and form.is_valid():
        given = form.cleaned_data
        proposal = staffing.propose(
            panel,
            given["rounds"],
            given["people"],
            is_even=given["how"] == EVENLY,
            by=request.user,
        )
    context = {"panel": panel, "form": form, "proposal": proposal, "pairs": pairs, "part": part}
    if part > 1 or len(offered["rounds"]) == staffing.MOST:
        count, parts = staffing.parts(panel)
        first = (part - 1) * staffing.MOST + 1
        last = first + len(offered["rounds"]) - 1
        context |= {"count": count, "parts": range(1, parts + 1), "first": first, "last": last}
    refused = getattr(pairs, "status", 400 if form.errors else 200)
    return render(request, "staffing/assign.html", context, status=refused)
