"""One's own appraisal: the worksheet with its draft, and the frozen one afterwards."""

from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from reviews.actions import appraisals
from reviews.exceptions import Conflict
from reviews.forms.worksheets import WorksheetForm
from reviews.models import Appraisal, Assignment, Draft, Round
from reviews.permissions import can_appraise
from reviews.views.comparisons import Cell, comparison, result_label
from reviews.views.worksheets import official_of, result, sections, subject, texts_of, version_of
from reviews.vocabulary import RoundState


def assignment_of(request, pk):
    """One's own assignment in a round that one sees.

    Raises Http404 for a round of another panel, PermissionDenied where one is not assigned.
    """
    round = get_object_or_404(Round.objects.visible_to(request.user).with_subject(), pk=pk)
    found = Assignment.objects.filter(round=round, user=request.user).first()
    if found is None:
        raise PermissionDenied("You are not assigned in this round.")
    found.round = round
    return found


def _draft(request, assignment):
    return Draft.objects.visible_to(request.user).filter(assignment=assignment).first()


@require_safe
def appraise(request, pk):
    """The worksheet; after submitting, one's own appraisal as it was frozen."""
    assignment = assignment_of(request, pk)
    own = Appraisal.objects.visible_to(request.user).filter(assignment=assignment).first()
    if own:
        return _frozen(request, assignment.round, own)
    if assignment.round.state != RoundState.OPEN:
        raise Conflict("This round is no longer open.")
    can_appraise(request.user, assignment).enforce()
    draft = _draft(request, assignment)
    content = draft.content if draft else {}
    form = _form(assignment.round, content=content)
    return _worksheet(request, assignment.round, form, content, draft=draft)


@dataclass(frozen=True)
class Answer:
    """One's own answer to an item, and the verdict's once the round is decided."""

    label: str
    own: Cell
    settled: Cell | None

    @property
    def differs(self):
        return self.settled is not None and self.own.answer != self.settled.answer


def _frozen(request, round, own):
    """What was handed in; of a decided round, with where the verdict differs and why."""
    found = comparison(round, request.user)
    place = [each.appraisal.pk for each in found.outcomes].index(own.pk)
    instrument, is_decided = round.instrument.parsed, round.state == RoundState.DECIDED
    rows = [
        Answer(row.label, row.cells[place], row.settled if is_decided else None)
        for row in found.rows
        if row.cells[place].judgement or is_decided and row.settled.judgement
    ]
    context = subject(round, texts_of(round)) | {
        "appraisal": own,
        "rows": rows,
        "result": result_label(instrument, own.result),
        "verdict": round.verdict if is_decided else None,
        "settled": result_label(instrument, round.verdict.result) if is_decided else "",
        "differing": sum(row.differs for row in rows),
    }
    return render(request, "appraisals/appraisal.html", context)


def _worksheet(request, round, form, content, *, draft=None, differences=(), status=200):
    context = subject(round, form.sources.values()) | result(round, content, draft) | {
        "form": form,
        "sections": sections(form, {}),
        "differences": differences,
    }  # fmt: skip
    return render(request, "appraisals/appraise.html", context, status=status)


def _form(round, *args, **options):
    given = {"sources": texts_of(round), "official": official_of(round)}
    return WorksheetForm(*args, round=round, **given, **options)


@require_POST
def draft(request, pk):
    """Save what is typed over the version that the page shows. A script that asks for a
    fragment gets the computed result alone; 409 keeps both texts, 428 asks for a version."""
    assignment = assignment_of(request, pk)
    round = assignment.round
    can_appraise(request.user, assignment).enforce()
    version = version_of(request)
    if version is None:
        return HttpResponse("Say which version of the draft you saw.", status=428)
    form = _form(round, request.POST)
    if not form.is_valid():
        return _worksheet(request, round, form, {}, status=400)
    content = form.content()
    try:
        saved = appraisals.save_draft(assignment, version=version, content=content, by=request.user)
    except appraisals.StaleDraft as stale:
        return _worksheet(
            request, round, form, content, draft=stale.saved,
            differences=form.differences(stale.saved.content, content), status=409,
        )  # fmt: skip
    if request.POST.get("answer") == "fragment":
        return render(request, "appraisals/_result.html", result(round, content, saved))
    messages.success(request, "The draft is saved.")
    return redirect("desk-round-appraise", pk=pk)


@require_POST
def submit(request, pk):
    """Freeze the appraisal, or show the worksheet again with a list of what is missing."""
    assignment = assignment_of(request, pk)
    can_appraise(request.user, assignment).enforce()
    form = _form(assignment.round, request.POST)
    content = {}
    if form.is_valid():
        content = form.content()
        try:
            appraisals.submit(assignment, content=content, by=request.user)
        except ValidationError as error:
            form.add_problems(error)
        else:
            messages.success(request, "Your appraisal is submitted and frozen.")
            return redirect("desk-round-appraise", pk=pk)
    draft = _draft(request, assignment)
    return _worksheet(request, assignment.round, form, content, draft=draft, status=400)
