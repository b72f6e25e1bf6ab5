"""The panel's protocol: what is in force, the draft of the next version, and what changed."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from reviews.actions import protocols
from reviews.actions.instruments import available
from reviews.exports.protocol_changes import changes
from reviews.exports.protocols import content
from reviews.forms.claims import ReasonForm
from reviews.forms.protocols import ProtocolForm, typed
from reviews.models import Protocol
from reviews.permissions import can
from reviews.roles import can_each
from reviews.views.attempts import attempt
from reviews.views.panels import panel_of
from reviews.views.worksheets import version_of


@require_safe
def protocol(request, slug):
    return _page(request, panel_of(request, slug))


def _page(request, panel, **bound):
    """The version in force, the draft beside it, and all versions with what they changed."""
    rows = list(panel.protocols.with_parts().select_related("locked_by").order_by("number"))
    versions = [(row, content(row)) for row in rows]
    locked = [(row, shown) for row, shown in versions if row.is_locked]
    draft = next((row for row in rows if not row.is_locked), None)
    context = {
        "panel": panel,
        "in_force": locked[-1] if locked else None,
        "history": _history(locked),
        "draft": draft,
        "draft_shown": versions[-1][1] if draft else None,
        "draft_changes": changes(locked[-1][1], versions[-1][1]) if draft and locked else [],
        "missing": protocols.missing(draft) if draft else [],
        "permits": can_each(request.user, ("write_protocol", "lock_protocol"), panel),
        "forms": {"lock": ReasonForm(auto_id="lock-%s")} | bound,
    }  # fmt: skip
    status = max((getattr(form, "status", 200) for form in bound.values()), default=200)
    return render(request, "protocols/protocol.html", context, status=status)


def _history(locked):
    """[(version, what it changed)], newest first."""
    found = [(row, changes(locked[i][1], shown)) for i, (row, shown) in enumerate(locked[1:])]
    return [*reversed(found), (locked[0][0], [])] if locked else []


@require_safe
def version(request, slug, number):
    panel = panel_of(request, slug)
    rows = panel.protocols.with_parts().select_related("locked_by")
    row = get_object_or_404(rows.locked(), number=number)
    before = rows.locked().filter(number=number - 1).first()
    shown = content(row)
    context = {
        "panel": panel,
        "version": row,
        "shown": shown,
        "changes": changes(content(before), shown) if before else [],
    }
    return render(request, "protocols/version.html", context)


@require_POST
def draft(request, slug):
    panel = panel_of(request, slug)
    protocols.draft(panel, by=request.user)
    messages.success(request, "A draft is begun. Nothing is in force until it is locked.")
    return redirect("desk-protocol-edit", slug=slug)


def _draft_of(panel):
    return get_object_or_404(Protocol.objects.drafts().with_parts(), panel=panel)


@require_http_methods(["GET", "POST"])
def edit(request, slug):
    panel = panel_of(request, slug)
    can(request.user, "write_protocol", panel).enforce()
    found = _draft_of(panel)
    form = ProtocolForm(
        request.POST or None, panel=panel, instruments=_offered(panel), initial=typed(found)
    )
    if request.method == "POST" and attempt(
        form, lambda: protocols.write(found, **form.content(), by=request.user)
    ):
        messages.success(request, "The draft is saved.")
        return redirect("desk-protocol", slug=slug)
    context = {"panel": panel, "draft": found, "form": form}
    return render(request, "protocols/edit.html", context, status=getattr(form, "status", 200))


def _offered(panel):
    return sorted(available(panel).values(), key=lambda instrument: instrument.name)


@require_POST
def discard(request, slug):
    panel = panel_of(request, slug)
    can(request.user, "write_protocol", panel).enforce()
    protocols.discard(_draft_of(panel), by=request.user)
    messages.success(request, "The draft is discarded. What is locked stands.")
    return redirect("desk-protocol", slug=slug)


@require_POST
def lock(request, slug):
    panel = panel_of(request, slug)
    can(request.user, "lock_protocol", panel).enforce()
    found = _draft_of(panel)
    form = ReasonForm(request.POST, auto_id="lock-%s")
    form.fields["reason"].required = found.number > 1
    read = {"saves": version_of(request), "by": request.user}
    if attempt(form, lambda: protocols.lock(found, **form.cleaned_data, **read)):
        messages.success(request, f"Version {found.number} is locked and in force.")
        return redirect("desk-protocol", slug=slug)
    return _page(request, panel, lock=form)
