"""Settling a revealed round: everyone's answers side by side, and the panel's beside them."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from reviews.actions import verdicts
from reviews.exceptions import Conflict
from reviews.forms.worksheets import SettlementForm
from reviews.models import Judgement
from reviews.permissions import can_settle
from reviews.views.comparisons import comparison
from reviews.views.rounds import round_of
from reviews.views.worksheets import result, sections, subject, texts_of
from reviews.vocabulary import RoundState


def _to_settle(request, pk):
    """Raises PermissionDenied for who may not settle, Conflict in any other state."""
    round = round_of(request, pk)
    can_settle(request.user, round).enforce()
    if round.state != RoundState.REVEALED:
        state = round.get_state_display().lower()
        raise Conflict(f"This round is {state}: it cannot be settled.")
    return round


@require_http_methods(["GET", "POST"])
def settle(request, pk):
    """`?copy=agreed` fills in what all appraisers answered alike."""
    round = _to_settle(request, pk)
    if request.method == "POST":
        return _settle(request, round)
    content = _agreed(round, request.user) if "copy" in request.GET else {}
    form = SettlementForm(round=round, sources=texts_of(round), content=content)
    return _page(request, round, form, content)


def _settle(request, round):
    form = SettlementForm(request.POST, round=round, sources=texts_of(round))
    if form.is_valid():
        mode = form.cleaned_data["settled_by"]
        try:
            verdicts.settle(round, content=form.content(), settled_by=mode, by=request.user)
        except ValidationError as error:
            form.add_problems(error)
        else:
            messages.success(request, "The verdict stands. Look at the flags that follow.")
            return redirect(round.claim or round)
    return _page(request, round, form, form.content(), status=400)


@require_POST
def compute(request, pk):
    """What the instrument makes of the answers so far, as a fragment; changes nothing."""
    round = _to_settle(request, pk)
    form = SettlementForm(request.POST, round=round, sources=texts_of(round))
    form.is_valid()
    return render(request, "appraisals/_result.html", result(round, form.content()))


def _page(request, round, form, content, status=200):
    found = comparison(round, request.user)
    context = subject(round, form.sources.values()) | result(round, content) | {
        "form": form,
        "sections": sections(form, {row.item: row for row in found.rows}),
        "comparison": found,
    }  # fmt: skip
    return render(request, "verdicts/settle.html", context, status=status)


def _agreed(round, user):
    """A settlement's content with the answers that all appraisers gave, each with the first
    footnote among them."""
    same, _ = verdicts.agreed(round)
    judgements = {}
    found = Judgement.objects.visible_to(user).filter(appraisal__round=round, item__in=same)
    for row in found.order_by("item", "appraisal__appraiser__name", "pk"):
        kept = judgements.setdefault(row.item, {"answer": row.answer})
        if row.note and "note" not in kept:
            kept |= {"basis": row.basis, "note": row.note}
            if row.source_id:
                kept["quote"] = {"source": str(row.source_id), "start": row.start,
                                 "end": row.end, "exact": row.exact}  # fmt: skip
    return {"judgements": judgements}
