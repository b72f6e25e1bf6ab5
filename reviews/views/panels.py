"""A panel, its seats and its members' interests."""

from functools import partial
from uuid import UUID

from django.contrib import messages
from django.db.models import Count
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from reviews.actions import panels, reminders, verdicts
from reviews.exports.duties import to_settle_at_once
from reviews.forms.invitations import InviteForm
from reviews.forms.panels import EndForm, PanelForm, RoleForm
from reviews.integrity.matches import statuses
from reviews.models import Assignment, Interest, Invitation, Membership, Panel
from reviews.permissions import can, can_end_seat
from reviews.roles import can_each
from reviews.views.attempts import attempt, each
from reviews.views.comparisons import result_label
from reviews.views.exposures import open_tasks
from reviews.views.pages import page_of


def panel_of(request, slug):
    """Raises Http404 for a panel in which the person has no seat."""
    return get_object_or_404(Panel.objects.visible_to(request.user).with_waiting_pairs(), slug=slug)


@require_safe
def panel(request, slug):
    """Papers, newest first, and the running rounds; of open rounds only one's own part. Whoever
    settles is offered those on which all answered alike."""
    panel = panel_of(request, slug)
    permits = can_each(request.user, ("import", "manage_members", "settle"), panel)
    found = panel.papers.unmerged().annotate(claims=Count("sources__claims"))
    papers, after = page_of(request, found, "added_at")
    rounds = panel.rounds.running().with_subject().order_by("opened_at", "pk")[:50]
    mine = Assignment.objects.current().filter(user=request.user, round__panel=panel)
    status = statuses([paper.pk for paper in papers])
    context = {
        "panel": panel,
        "papers": [(paper, status[paper.pk]) for paper in papers],
        "after": after,
        "tasks": open_tasks([panel.pk]),
        "rounds": rounds,
        "assigned": set(mine.values_list("round_id", flat=True)),
        "at_once": _at_once(request.user, panel) if permits["settle"] else [],
        "can_import": permits["import"],
        "can_edit": permits["manage_members"],
    }
    return render(request, "panels/panel.html", context)


def _at_once(user, panel):
    """[(round, the word for its result)]"""
    return [
        (round, result_label(round.instrument.parsed, result))
        for round, result in to_settle_at_once(user, panel)
    ]


@require_POST
def settle_agreed(request, slug):
    """Those that were chosen on the panel's page, each by itself."""
    panel = panel_of(request, slug)
    can(request.user, "settle", panel).enforce()
    try:
        wanted = {UUID(pk) for pk in request.POST.getlist("round")}
    except ValueError:
        raise Http404 from None
    chosen = panel.rounds.with_subject().filter(pk__in=wanted).order_by("revealed_at", "pk")
    each(request, chosen, partial(verdicts.settle_agreed, by=request.user), done="Settled")
    if not chosen:
        messages.warning(request, "Choose the rounds to settle.")
    return redirect("desk-panel", slug=slug)


def edit(request, slug):
    panel = panel_of(request, slug)
    can(request.user, "manage_members", panel).enforce()
    form = PanelForm(request.POST or None, instance=panel)
    if request.method == "POST" and attempt(
        form, lambda: panels.edit(panel, **form.cleaned_data, by=request.user)
    ):
        messages.success(request, "The panel's settings are saved.")
        return redirect("desk-panel", slug=panel.slug)
    context = {"panel": panel, "form": form}
    return render(request, "panels/edit.html", context, status=getattr(form, "status", 200))


@require_safe
def members(request, slug):
    return members_page(request, panel_of(request, slug))


def members_page(request, panel, form=None):
    """The page, with the form to invite as it was sent."""
    seats = list(panel.memberships.current().select_related("user").order_by("user__name", "pk"))
    declared = Interest.objects.visible_to(request.user).current().filter(panel=panel)
    by_person = {}
    for interest in declared.select_related("paper").order_by("declared_at", "pk"):
        by_person.setdefault(interest.user_id, []).append(interest)
    permit = can(request.user, "manage_members", panel)
    context = {
        "panel": panel,
        "seats": [
            {
                "membership": seat,
                "interests": by_person.get(seat.user_id, []),
                "role_form": RoleForm(initial={"role": seat.role}, auto_id=f"{seat.pk}-%s"),
                "can_end": permit or can_end_seat(request.user, seat),
                "end_form": EndForm(auto_id=f"end-{seat.pk}-%s"),
            }
            for seat in seats
        ],
        "can_manage": permit,
        "is_chair": bool(permit),
        "invitations": Invitation.objects.visible_to(request.user)
        .standing()
        .filter(panel=panel)
        .select_related("invited_by")
        .order_by("invited_at", "pk"),
        "now": timezone.now(),
        "form": form or InviteForm(auto_id="invite-%s"),
    }
    return render(request, "panels/members.html", context, status=getattr(form, "status", 200))


@require_POST
def remind(request, slug):
    """The answer is the same whoever owes what: not even how many there are is told."""
    panel = panel_of(request, slug)
    reminders.ask(panel, by=request.user)
    messages.success(
        request, "The system reminds whoever owes an appraisal, each once a day at most."
    )
    return redirect("desk-assign", slug=panel.slug)


def _membership(request, slug, pk):
    panel = panel_of(request, slug)
    return get_object_or_404(Membership.objects.filter(panel=panel), pk=pk)


@require_POST
def role(request, slug, pk):
    membership = _membership(request, slug, pk)
    panels.change_role(membership, request.POST.get("role", ""), by=request.user)
    messages.success(request, f"{membership.user.name} has another role.")
    return redirect("desk-members", slug=slug)


@require_POST
def end(request, slug, pk):
    membership = _membership(request, slug, pk)
    reason = request.POST.get("reason", "")
    panels.end_seat(membership, reason=reason, by=request.user)
    messages.success(request, f"The seat of {membership.user.name} has ended.")
    if membership.user_id == request.user.pk:
        return redirect("desk")
    return redirect("desk-members", slug=slug)
