"""One paper comes in by its DOI or PMID.

Nothing slow belongs in a request, but one call with a limit of some seconds is what the person
waits for; the client bounds it. A GET asks nobody.
"""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from reviews.actions import lookups
from reviews.forms.lookups import LookUpForm
from reviews.permissions import can
from reviews.views.attempts import attempt
from reviews.views.panels import panel_of


@require_http_methods(["GET", "POST"])
def look_up(request, slug):
    panel = panel_of(request, slug)
    can(request.user, "import", panel).enforce()
    if request.method == "GET":
        return _page(request, panel, LookUpForm())
    form = LookUpForm(request.POST)
    if not attempt(form, lambda: lookups.preview(panel, _typed(form), by=request.user)):
        return _page(request, panel, form, status=form.status)
    return _page(request, panel, form, preview=form.made)


@require_POST
def add(request, slug):
    panel = panel_of(request, slug)
    can(request.user, "import", panel).enforce()
    form = LookUpForm(request.POST)
    if not attempt(form, lambda: lookups.add(panel, _typed(form), by=request.user)):
        return _page(request, panel, form, status=form.status)
    said = form.made.reason or "The paper is in the panel."
    messages.success(request, said)
    return redirect("desk-paper", form.made.paper_id)


def _typed(form):
    return form.cleaned_data["identifier"]


def _page(request, panel, form, preview=None, status=200):
    context = {"panel": panel, "form": form, "preview": preview}
    return render(request, "imports/lookup.html", context, status=status)
