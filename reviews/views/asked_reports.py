"""Reports: those of every edition, and those that a person asks for, which are that person's."""

import uuid

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from reviews.actions import asked_reports, report_making
from reviews.exceptions import Conflict
from reviews.exports import working_state
from reviews.exports.formats import FORMATS
from reviews.forms.asked_reports import ALL, SOME, WORKING, AskForm
from reviews.models import AskedReport, Claim
from reviews.permissions import can
from reviews.views.attempts import attempt
from reviews.views.pages import page_of
from reviews.views.panels import panel_of
from reviews.vocabulary import ReportLanguage, ReportState

APPRAISES = "You appraise a claim of this panel since you asked: ask for the report again."
GONE = "This file is not there any more: ask for the report again."


@require_safe
def reports(request, slug):
    """`?of=` an edition's number or the working state: what is asked for; `?again=<id>`: as one's
    own report of that id was."""
    panel = panel_of(request, slug)
    if "again" in request.GET:
        report = _find(request, panel, request.GET["again"])
        of = str(report.release.number) if report.release else WORKING
        return _page(request, panel, of, _form(request, panel, of, initial=_as_asked(report)))
    newest = panel.releases.order_by("-number").values_list("number", flat=True).first()
    of = request.GET.get("of", "") or str(newest or WORKING)
    return _page(request, panel, of, _form(request, panel, of, initial={}))


def _find(request, panel, pk):
    own = AskedReport.objects.visible_to(request.user).filter(panel=panel)
    try:
        return get_object_or_404(own.select_related("release"), pk=uuid.UUID(pk))
    except ValueError:
        raise Http404 from None


def _as_asked(report):
    return {
        "kind": report.kind,
        "sections": report.sections,
        "order": report.order,
        "language": report.language,
        "which": SOME if report.claims else ALL,
        "claims": report.claims,
    }


def _form(request, panel, of, data=None, initial=None):
    release = _release(panel, of)
    if release is None:
        claims = working_state.claims(panel, request.user)
    else:
        claims = Claim.objects.filter(frozen__releases=release).with_text()
    initial = {**(initial or {}), "id": uuid.uuid4(), "of": of}
    form = AskForm(data, claims=claims.in_source_order(), initial=initial)
    form.release = release
    return form


def _release(panel, of):
    """The edition of that number, None for the working state; raises Http404 for neither."""
    if of == WORKING:
        return None
    if not of.isdecimal() or len(of) > 9:
        raise Http404
    return get_object_or_404(panel.releases.defer("content"), number=int(of))


def _page(request, panel, of, form):
    own = AskedReport.objects.visible_to(request.user).filter(panel=panel)
    own = own.exclude(state=ReportState.DISCARDED).select_related("panel", "release")
    asked, following = page_of(request, own.defer("release__content"), "asked_at")
    context = {
        "panel": panel,
        "releases": panel.releases.defer("content").order_by("-number"),
        "of": of,
        "form": form,
        "asked": asked,
        "following": following,
    }
    status = getattr(form, "status", 200)
    return render(request, "releases/reports.html", context, status=status)


@require_POST
def ask(request, slug):
    panel = panel_of(request, slug)
    can(request.user, "read", panel).enforce()
    of = request.POST.get("of", WORKING)
    form = _form(request, panel, of, request.POST)

    def begin():
        names = ("id", "kind", "sections", "claims", "order", "language")
        chosen = {name: form.cleaned_data[name] for name in names}
        return asked_reports.ask(panel, release=form.release, by=request.user, **chosen)

    if attempt(form, begin):
        return redirect(form.made)
    return _page(request, panel, of, form)


def _own(request, slug, pk):
    own = AskedReport.objects.visible_to(request.user).select_related("panel", "release")
    return get_object_or_404(own.defer("release__content"), pk=pk, panel__slug=slug)


@require_safe
def one_report(request, slug, pk):
    """How far it is; once it is ready, its digest and the file."""
    report = _own(request, slug, pk)
    context = {"panel": report.panel, "report": report, "format": FORMATS[report.kind]}
    return render(request, "releases/report.html", context)


@require_safe
def progress(request, slug, pk):
    """A fragment for a script that looks again and again."""
    return render(request, "releases/_progress.html", {"report": _own(request, slug, pk)})


@require_safe
def file(request, slug, pk):
    """To whoever asked for it, while they have a seat in the panel; read whole before it is sent,
    so that it is not cut off where its time runs out meanwhile."""
    report = _own(request, slug, pk)
    if not report.is_there:
        raise Conflict(GONE)
    is_working = report.release is None
    if is_working and working_state.appraises_since(report.panel, request.user, report.asked_at):
        raise Conflict(APPRAISES)
    data = b"".join(map(bytes, report_making.pieces(report)))
    if len(data) != report.size:
        raise Conflict(GONE)
    which = report.release.number if report.release else "working-state"
    answer = HttpResponse(data, content_type=FORMATS[report.kind].media)
    of_others = f"-{report.language}" if report.language != ReportLanguage.ENGLISH else ""
    name = f"{slug}-{which}{of_others}.{report.kind}"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


@require_POST
def discard(request, slug, pk):
    report = _own(request, slug, pk)
    is_running = report.is_running
    asked_reports.discard(report, by=request.user)
    done = "The report is cancelled." if is_running else "The report is deleted."
    messages.success(request, done)
    return redirect("desk-reports", slug)
