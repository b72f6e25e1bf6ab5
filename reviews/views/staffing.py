"""Assigning many at once: choose, look at the proposal, and do it."""

from django.contrib import messages
from django.shortcuts import redirect, render

from reviews.actions import staffing
from reviews.forms.staffing import EVENLY, PairsForm, StaffingForm
from reviews.permissions import can
from reviews.views.attempts import attempt
from reviews.views.panels import panel_of
from reviews.vocabulary import Role


def assign(request, slug):
    """GET shows what can be chosen and, once something is, the proposal; POST makes the
    assignments that were shown, all of them or none."""
    panel = panel_of(request, slug)
    can(request.user, "assign", panel).enforce()
    offered = staffing.offered(panel)
    if request.method != "POST":
        return _page(request, panel, offered, request.GET)
    form = PairsForm(request.POST, **offered)
    if attempt(
        form,
        lambda: staffing.assign_all(panel, form.cleaned_data["pair"], by=request.user),
    ):
        messages.success(request, f"Assignments made: {len(form.made)}.")
        return redirect("desk-assign", slug=panel.slug)
    return _page(request, panel, offered, request.POST, form)


def _page(request, panel, offered, chosen, pairs=None):
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
    context = {"panel": panel, "form": form, "proposal": proposal, "pairs": pairs}
    refused = getattr(pairs, "status", 400 if form.errors else 200)
    return render(request, "staffing/assign.html", context, status=refused)
