"""Papers come in: a file of records, looked at before it is stored, or one paper by hand."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from reviews.actions import imports as import_actions
from reviews.actions import papers
from reviews.forms.papers import AddPaperForm, ImportForm
from reviews.models import Import
from reviews.permissions import can
from reviews.views.attempts import attempt
from reviews.views.pages import page_of
from reviews.views.panels import panel_of
from reviews.vocabulary import ImportState, RecordOutcome

SHOWN = 100  # records of a file on one page


@require_safe
def imports(request, slug):
    return _page(request, panel_of(request, slug))


def _page(request, panel, records=None, by_hand=None):
    """The page with either form as it was sent, and the history of imports."""
    status = getattr(records or by_hand, "status", 200)
    uploads, following = page_of(
        request, Import.objects.filter(panel=panel).select_related("added_by"), "added_at"
    )
    context = {
        "panel": panel,
        "permit": can(request.user, "import", panel),
        "records": records or ImportForm(auto_id="records-%s"),
        "by_hand": by_hand or AddPaperForm(auto_id="paper-%s"),
        "uploads": uploads,
        "following": following,
    }
    return render(request, "imports/imports.html", context, status=status)


@require_POST
def upload(request, slug):
    """A small file is read at once; a worker reads any other, and the page shows how far."""
    panel = panel_of(request, slug)
    can(request.user, "import", panel).enforce()
    form = ImportForm(request.POST, request.FILES, auto_id="records-%s")

    def keep():
        return import_actions.upload(
            panel, form.cleaned_data["data"], name=form.cleaned_data["name"], by=request.user
        )

    if not attempt(form, keep):
        return _page(request, panel, records=form)
    upload = form.made
    if upload.state != ImportState.WAITING:
        messages.info(request, "This file was handed in before: here is how far it is.")
    elif not attempt(form, lambda: import_actions.have_read(upload, by=request.user)):
        return _page(request, panel, records=form)
    return redirect(reverse("desk-import", args=[panel.slug, upload.pk]))


@require_safe
def one_import(request, slug, pk):
    """How far a file is; once it was read, what becomes of its records, a page at a time."""
    upload = _upload_of(request, slug, pk)
    outcome = request.GET.get("outcome", "")
    records = upload.records.order_by("index").defer("raw")
    if outcome:
        if outcome not in list(RecordOutcome):
            raise Http404
        records = records.filter(outcome=outcome)
    after = request.GET.get("after", "0")
    if not after.isdecimal() or len(after) > 9:
        raise Http404
    shown = list(records.filter(index__gt=int(after))[: SHOWN + 1])
    context = {
        "panel": upload.panel,
        "upload": upload,
        "permit": can(request.user, "import", upload.panel),
        "records": shown[:SHOWN],
        "following": shown[SHOWN - 1].index if len(shown) > SHOWN else None,
        "outcome": outcome,
        "outcomes": list(RecordOutcome),
    }
    return render(request, "imports/import.html", context)


@require_safe
def progress(request, slug, pk):
    """A fragment for a script that looks again and again."""
    return render(request, "imports/_progress.html", {"upload": _upload_of(request, slug, pk)})


@require_safe
def rejected(request, slug, pk):
    """The rejected records as they stood in the file, to be mended and handed in again."""
    upload = _upload_of(request, slug, pk)
    raws = upload.records.filter(outcome=RecordOutcome.REJECTED).order_by("index")
    text = "\n\n".join(filter(None, [upload.heading, *raws.values_list("raw", flat=True)]))
    answer = HttpResponse(text + "\n", content_type="text/plain; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="rejected-records.txt"'
    return answer


@require_POST
def store(request, slug, pk):
    upload = _upload_of(request, slug, pk)
    import_actions.have_stored(upload, by=request.user)
    if upload.state == ImportState.STORED:
        messages.success(request, _stored(upload))
    return redirect(upload)


@require_POST
def cancel(request, slug, pk):
    upload = _upload_of(request, slug, pk)
    import_actions.cancel(upload, by=request.user)
    messages.success(request, "The import is cancelled; nothing of it was stored.")
    return redirect("desk-imports", upload.panel.slug)


@require_POST
def add(request, slug):
    panel = panel_of(request, slug)
    can(request.user, "import", panel).enforce()
    form = AddPaperForm(request.POST, auto_id="paper-%s")
    if attempt(form, lambda: papers.add(panel, **form.cleaned_data, by=request.user)):
        messages.success(request, "The paper is in the panel.")
        return redirect(form.made)
    return _page(request, panel, by_hand=form)


def _upload_of(request, slug, pk):
    uploads = Import.objects.visible_to(request.user).select_related("panel", "added_by")
    return get_object_or_404(uploads, pk=pk, panel__slug=slug)


def _stored(upload):
    many = "paper is" if upload.imported == 1 else "papers are"
    return f"{upload.imported} {many} in the panel now."
