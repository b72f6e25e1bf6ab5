"""A claim: its words in their text, its wording, flags and rounds, and what may be done."""

from dataclasses import dataclass

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from reviews.actions import claims, wordings
from reviews.exports import release_stability as stability
from reviews.exports.release_rounds import Rounds
from reviews.forms.claims import (
    ExceptionForm,
    ExtentForm,
    FlagDecisionForm,
    FlagForm,
    ReasonForm,
    SplitForm,
    WordingForm,
)
from reviews.forms.rounds import ClaimRoundForm
from reviews.forms.spans import SpanForm
from reviews.models import Body, Claim
from reviews.models.facts import facts, graded_outcomes
from reviews.permissions import can, can_open, can_weigh
from reviews.roles import can_each
from reviews.views.attempts import attempt
from reviews.views.calibrations import opened_as_asked
from reviews.views.citation_lists import rests
from reviews.views.exposures import ways_of
from reviews.views.histories import history
from reviews.views.known import overall_of
from reviews.views.readings import around, lines
from reviews.vocabulary import FlagState, RoundState, Severity
from reviews.wording.exceptions import SITUATIONS
from reviews.wording.explanations import FLAGS, LABELS
from reviews.wording.rules import notes
from reviews.workflow import CLAIM_MOVES

GRADE = "grade"  # what claims are appraised with
RUNNING = (RoundState.OPEN, RoundState.REVEALED)
PERMITS = (
    "accept", "reject", "undo", "correct", "split", "withdraw", "restore",
    "decide_premise", "decide_flag", "cite", "close_reevaluation",
)  # fmt: skip


def claim_of(request, pk):
    return get_object_or_404(Claim.objects.visible_to(request.user).with_text(), pk=pk)


@require_safe
def claim(request, pk):
    return page(request, claim_of(request, pk))


def page(request, claim, **bound):
    """The page, with `bound` forms as they were sent, by name. To a person who appraises the
    claim at present it shows neither wording nor label, flags or history."""
    [line] = lines([claim], request.user)
    panel = claim.source.paper.panel
    permits = can_each(request.user, PERMITS, panel)
    rounds = list(claim.rounds.with_subject().order_by("-opened_at", "pk"))
    context = {
        "claim": claim,
        "line": line,
        "panel": panel,
        "paper": claim.source.paper,
        "around": around(line),
        "moves": {verb for verb, move in CLAIM_MOVES.items() if claim.state in move.sources},
        "permits": permits
        | {
            "open": can_open(request.user, panel, GRADE),
            "weigh": can_weigh(request.user, claim, "record_exception"),
        },
        "rounds": rounds,
        "is_running": any(round.state in RUNNING for round in rounds),
        "forms": _forms(claim, panel, rounds) | bound,
        "rests": rests(claim, bound),
        "ways": ways_of(claim),
        "tasks": claim.reevaluations.select_related("closed_by").order_by("-opened_at", "pk"),
        "parts": claim.parts.select_related("revision").in_text_order(),
        "reading": _reading(request, claim, line, bound, rounds) if line.reading else None,
    }
    status = max((getattr(form, "status", 200) for form in bound.values()), default=200)
    return render(request, "claims/claim.html", context, status=status)


def _forms(claim, panel, rounds):
    revision, wording = claim.revision, claim.wording
    return {
        "correct": ExtentForm(
            source=claim.source,
            auto_id="correct-%s",
            initial={"exact": revision.exact, "start": revision.start, "end": revision.end,
                     "reads_as": revision.reads_as},
        ),
        "wording": WordingForm(
            auto_id="wording-%s",
            initial={name: getattr(wording, name) for name in WordingForm.Meta.fields[:-1]},
        ),
        "split": SplitForm(claim=claim, auto_id="split-%s", initial={"parts": revision.exact}),
        "withdraw": ReasonForm(auto_id="withdraw-%s"),
        "restore": ReasonForm(auto_id="restore-%s"),
        "close": ReasonForm(auto_id="close-%s"),
        "premise": SpanForm(source=claim.source, auto_id="premise-%s"),
        "flag": FlagForm(auto_id="flag-%s"),
        "exception": ExceptionForm(
            auto_id="exception-%s", initial={"direction": wording.direction}
        ),
        "round": _round_form(panel, rounds, auto_id="round-%s"),
    }  # fmt: skip


def _round_form(panel, rounds, *args, **options):
    bodies = Body.objects.filter(outcome__question__panel=panel)
    return ClaimRoundForm(
        *args,
        bodies=bodies.select_related("outcome__question").order_by("-frozen_at", "pk"),
        is_reopening=any(round.revealed_at for round in rounds),
        **options,
    )


@dataclass(frozen=True)
class Finding:
    """A flag with what it says, and the form to dismiss it."""

    flag: object
    means: str
    does_not_mean: str
    form: FlagDecisionForm

    @property
    def cues(self):
        """The words it points at, each once."""
        return list(dict.fromkeys(cue["text"] for cue in self.flag.cues))


def _urgency(flag):
    """Standing flags before dismissed ones, the gravest first."""
    return flag.state == FlagState.DISMISSED, list(Severity).index(flag.severity), flag.code


def _stability(claim, known, outcomes):
    """What would change the label, and the label that each appraisal alone would give."""
    rounds = Rounds([claim]) if outcomes else None
    return {
        "stability": stability.sentences(known, outcomes, rounds) if rounds else [],
        "held": stability.held(known, outcomes, rounds) if rounds else [],
        "dissenting": rounds.dissenting(claim.pk) if rounds else set(),
    }


def _reading(request, claim, line, bound, rounds):
    """What appraisers of an open round do not see."""
    known = facts(claim)
    outcomes = graded_outcomes([claim]).get(claim.pk, [])
    exception = claim.exceptions.current().select_related("recorded_by").first()
    subjects = [claim.pk, *(round.pk for round in rounds)]
    return {
        "why": line.reading.why,
        "explanation": LABELS[line.label],
        "outcomes": outcomes,
        **_stability(claim, known, outcomes),
        "certainty": known.certainty,
        "overall": overall_of(claim, known, outcomes, bound),
        "notes": notes(known),
        "wordings": claim.wordings.select_related("settled_by").order_by("number"),
        "revisions": claim.revisions.select_related("made_by").order_by("number"),
        "findings": [
            Finding(
                flag,
                flag.explanation or FLAGS[flag.code].means,
                FLAGS[flag.code].does_not_mean,
                bound.get(f"flag-{flag.pk}")
                or FlagDecisionForm(auto_id=f"flag-{flag.pk}-%s", initial={"state": "dismissed"}),
            )
            for flag in sorted(claim.flags.select_related("decided_by"), key=_urgency)
        ],
        "premises": claim.premises.select_related("decided_by").order_by("start", "end"),
        "exception": exception,
        "situation": SITUATIONS[exception.situation] if exception else None,
        "history": history(subjects, request.user),
    }


def _verb(act, sentence):
    """A verb that asks for nothing but the claim."""

    @require_POST
    def view(request, pk):
        claim = act(claim_of(request, pk), by=request.user)
        messages.success(request, sentence)
        to_paper = request.POST.get("to") == "paper"
        return redirect(claim.source.paper if to_paper else claim)

    return view


accept = _verb(claims.accept, "The claim is accepted.")
reject = _verb(claims.reject, "The claim is rejected.")
undo = _verb(claims.undo, "The claim is proposed again.")


def _reasoned_verb(act, name, sentence):
    """A verb that asks why."""

    @require_POST
    def view(request, pk):
        claim = claim_of(request, pk)
        can(request.user, name, claim.source.paper.panel).enforce()
        form = ReasonForm(request.POST, auto_id=f"{name}-%s")
        if attempt(form, lambda: act(claim, **form.cleaned_data, by=request.user)):
            messages.success(request, sentence)
            return redirect(claim)
        return page(request, claim, **{name: form})

    return view


withdraw = _reasoned_verb(claims.withdraw, "withdraw", "The claim is withdrawn.")
restore = _reasoned_verb(claims.restore, "restore", "The claim is graded again.")


@require_POST
def correct(request, pk):
    """The extent: a new revision beside the old one."""
    claim = claim_of(request, pk)
    can(request.user, "correct", claim.source.paper.panel).enforce()
    form = ExtentForm(request.POST, source=claim.source, auto_id="correct-%s")
    if attempt(form, lambda: claims.correct_extent(claim, **form.cleaned_data, by=request.user)):
        messages.success(request, "The extent is corrected, and the wording read afresh.")
        return redirect(claim)
    return page(request, claim_of(request, pk), correct=form)


@require_POST
def correct_wording(request, pk):
    """A person's reading, kept beside the proposal."""
    claim = claim_of(request, pk)
    can(request.user, "correct", claim.source.paper.panel).enforce()
    form = WordingForm(request.POST, auto_id="wording-%s")
    if attempt(form, lambda: wordings.correct(claim, **form.cleaned_data, by=request.user)):
        messages.success(request, "Your reading is kept beside the proposal.")
        return redirect(claim)
    return page(request, claim_of(request, pk), wording=form)


@require_POST
def split(request, pk):
    claim = claim_of(request, pk)
    can(request.user, "split", claim.source.paper.panel).enforce()
    form = SplitForm(request.POST, claim=claim, auto_id="split-%s")
    if attempt(
        form, lambda: claims.split(claim, parts=form.cleaned_data["extents"], by=request.user)
    ):
        messages.success(request, f"The claim is split into {len(form.made)}.")
        return redirect(claim.source.paper)
    return page(request, claim_of(request, pk), split=form)


@require_POST
def open_round(request, pk):
    claim = claim_of(request, pk)
    panel = claim.source.paper.panel
    can(request.user, "open", panel).enforce()
    form = _round_form(panel, claim.rounds.all(), request.POST, auto_id="round-%s")
    if attempt(
        form,
        lambda: opened_as_asked(request, instrument=GRADE, claim=claim, **form.cleaned_data),
    ):
        return redirect(form.made)
    return page(request, claim_of(request, pk), round=form)
