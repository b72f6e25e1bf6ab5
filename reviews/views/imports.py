"""Papers come in: records pasted or uploaded, or one paper by hand."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from reviews.actions import papers
from reviews.forms.papers import AddPaperForm, ImportForm
from reviews.permissions import can
from reviews.views.attempts import attempt
from reviews.views.panels import panel_of


@require_safe
def imports(request, slug):
    return _page(request, panel_of(request, slug))


def _page(request, panel, records=None, by_hand=None, imported=None):
    """The page with either form as it was sent, and what became of the records."""
    status = getattr(records or by_hand, "status", 200)
    context = {
        "panel": panel,
        "permit": can(request.user, "import", panel),
        "records": records or ImportForm(auto_id="records-%s"),
        "by_hand": by_hand or AddPaperForm(auto_id="paper-%s"),
        "imported": imported,
    }
    return render(request, "papers/imports.html", context, status=status)


@require_POST
def import_papers(request, slug):
    """Shows what became of each record; where all were taken, goes on to the panel."""
    panel = panel_of(request, slug)
    can(request.user, "import", panel).enforce()
    form = ImportForm(request.POST, request.FILES, auto_id="records-%s")
    if not attempt(
        form, lambda: papers.import_papers(panel, form.cleaned_data["data"], by=request.user)
    ):
        return _page(request, panel, records=form)
    form.status = 200
    return _page(request, panel, records=form, imported=form.made)


@require_POST
def add(request, slug):
    panel = panel_of(request, slug)
    can(request.user, "import", panel).enforce()
    form = AddPaperForm(request.POST, auto_id="paper-%s")
    if attempt(form, lambda: papers.add(panel, **form.cleaned_data, by=request.user)):
        messages.success(request, "The paper is in the panel.")
        return redirect(form.made)
    return _page(request, panel, by_hand=form)
