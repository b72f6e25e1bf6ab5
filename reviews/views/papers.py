"""A paper: its text with the claims marked, its record, identifiers and notices."""

import re
from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms import CharField
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from reviews.actions import claims, notices, papers
from reviews.exports.papers import Papers
from reviews.forms.claims import ProposeForm
from reviews.forms.papers import IdentifierForm, PaperForm, SourceForm
from reviews.forms.results import ResultForm
from reviews.forms.rounds import PaperRoundForm
from reviews.instruments.definition import Subject, suits
from reviews.instruments.loading import shipped
from reviews.instruments.suggestions import USUAL
from reviews.models import Match, Paper, ProtocolInstrument
from reviews.permissions import can, can_open
from reviews.roles import can_each
from reviews.views.attempts import attempt
from reviews.views.calibrations import opened_as_asked
from reviews.views.citation_lists import citing, references
from reviews.views.exposures import ways_from, ways_to
from reviews.views.readings import lines, marked
from reviews.vocabulary import ClaimState, StudyDesign
from reviews.wording.sentences import spans

# No text is longer, and int() refuses thousands of digits.
_SPAN = re.compile(r"(?P<start>\d{1,9})-(?P<end>\d{1,9})")
_VERBS = (
    "propose",
    "edit_paper",
    "add_identifier",
    "add_source",
    "acknowledge",
    "accept",
    "import",
    "cite",
    "write_result",
)


def paper_of(request, pk):
    return get_object_or_404(
        Paper.objects.visible_to(request.user).select_related("panel", "merged_into", "merged_by"),
        pk=pk,
    )


@require_safe
def paper(request, pk):
    """`?source=<id>` shows another text of the paper than its newest."""
    return page(request, paper_of(request, pk), request.GET.get("source"))


def page(request, paper, wanted=None, **bound):
    """The page, with `bound` forms as they were sent, by name."""
    sources = list(paper.sources.select_related("replaced_by").order_by("-added_at", "pk"))
    source = _chosen(sources, wanted)
    rows = []
    if source:
        found = source.claims.with_text().in_text_order()
        rows = lines(found.exclude(state=ClaimState.REJECTED), request.user)
    instruments = _instruments(paper)
    may_open = can_open(request.user, paper.panel)
    forms = {
        "propose": ProposeForm(source=source, auto_id="propose-%s"),
        "identify": IdentifierForm(auto_id="identify-%s"),
        "source": SourceForm(sources=paper.sources.filter(replaced_by=None), auto_id="source-%s"),
        "round": _round_form(paper, instruments.offered),
        "result": ResultForm(auto_id="result-%s"),
    } | bound
    context = {
        "paper": paper,
        "panel": paper.panel,
        "source": source,
        "sources": sources,
        "lines": rows,
        "stretches": marked(source.text, rows) if source else [],
        "rejected": source.claims.filter(state=ClaimState.REJECTED).with_text().in_text_order()
        if source
        else [],
        "sentences": _sentences(source, rows) if source else [],
        "record": Papers([paper]).content(paper),
        "ways_to": ways_to(paper),
        "ways_from": ways_from(paper),
        "matches": paper.matches.unacknowledged().select_related("notice").order_by("pk"),
        "rounds": paper.rounds.select_related("instrument").order_by("opened_at", "pk"),
        "results": paper.results.order_by("written_at", "pk"),
        "instruments": instruments,
        "citing": citing(paper),
        "references": references(paper),
        "forms": forms,
        "may_unmerge": paper.merged_into_id and can(request.user, "decide_pair", paper.panel),
        "permits": can_each(request.user, _VERBS, paper.panel) | {"open": may_open},
    }
    status = max((getattr(form, "status", 200) for form in bound.values()), default=200)
    return render(request, "papers/paper.html", context, status=status)


def _chosen(sources, wanted):
    """The text asked for, else the newest that none replaces; None if there is no text."""
    if wanted:
        chosen = next((source for source in sources if str(source.pk) == wanted), None)
        if chosen is None:
            raise Http404
        return chosen
    return next((source for source in sources if not hasattr(source, "replaced_by")), None)


def _sentences(source, rows):
    """(start, end, text, the claim's line or None) of each sentence of a text."""
    claimed = {(row.claim.revision.start, row.claim.revision.end): row for row in rows}
    return [
        (span.start, span.end, source.text[span.start : span.end],
         claimed.get((span.start, span.end)))
        for span in spans(source.text)
    ]  # fmt: skip


@dataclass(frozen=True)
class Instruments:
    """Those of the protocol for a paper: choices that suit its design, the usual one first;
    those that do not; and the name of the usual one if the protocol does not list it."""

    offered: list[tuple[str, str]]
    refused: list
    unlisted: str


def _instruments(paper):
    listed = ProtocolInstrument.objects.in_force(paper.panel).select_related("instrument")
    parsed = [row.instrument.parsed for row in listed.order_by("instrument__name", "pk")]
    made = [found for found in parsed if found.subject != Subject.CLAIM]
    design = StudyDesign(paper.design)
    usual = USUAL.get(design)
    suited = sorted((i for i in made if suits(i, design)), key=lambda i: i.key != usual)
    is_lacking = usual and usual not in [found.key for found in suited]
    return Instruments(
        offered=[("", "Choose"), *((i.key, _choice(i, usual)) for i in suited)],
        refused=[found for found in made if not suits(found, design)],
        unlisted=shipped()[usual].name if is_lacking else "",
    )


def _choice(instrument, usual):
    what = "of one result" if instrument.subject == Subject.RESULT else "of the paper"
    return f"{instrument.name}, {what}{' (usual)' if instrument.key == usual else ''}"


def _round_form(paper, offered, *args):
    results = paper.results.order_by("written_at", "pk")
    return PaperRoundForm(*args, offered=offered, results=results, auto_id="round-%s")


def edit(request, pk):
    paper = paper_of(request, pk)
    can(request.user, "edit_paper", paper.panel).enforce()
    form = PaperForm(request.POST or None, instance=paper)
    if request.method == "POST" and attempt(
        form, lambda: papers.edit(paper, **form.cleaned_data, by=request.user)
    ):
        messages.success(request, "The details are saved.")
        return redirect("desk-paper", pk=pk)
    context = {"paper": paper_of(request, pk), "panel": paper.panel, "form": form}
    return render(request, "papers/edit.html", context, status=getattr(form, "status", 200))


@require_POST
def identify(request, pk):
    """Adding an identifier matches the notices again at once."""
    paper = paper_of(request, pk)
    can(request.user, "add_identifier", paper.panel).enforce()
    form = IdentifierForm(request.POST, auto_id="identify-%s")
    if attempt(form, lambda: papers.add_identifier(paper, **form.cleaned_data, by=request.user)):
        messages.success(request, "The identifier is added.")
        return redirect(paper)
    return page(request, paper, identify=form)


@require_POST
def add_source(request, pk):
    paper = paper_of(request, pk)
    can(request.user, "add_source", paper.panel).enforce()
    form = SourceForm(
        request.POST, sources=paper.sources.filter(replaced_by=None), auto_id="source-%s"
    )
    if attempt(form, lambda: papers.add_source(paper, **form.cleaned_data, by=request.user)):
        messages.success(request, "The text is added.")
        return redirect(paper)
    return page(request, paper, source=form)


def _source(request, paper):
    """The text of the paper that a form of the page names."""
    try:
        return get_object_or_404(paper.sources, pk=UUID(request.POST.get("source", "")))
    except ValueError:
        raise ValidationError("Choose the text of the paper that this is about.") from None


@require_POST
def suggest(request, pk):
    paper = paper_of(request, pk)
    can(request.user, "propose", paper.panel).enforce()
    made = claims.suggest(_source(request, paper), by=request.user)
    messages.success(request, f"{len(made)} claims are proposed. Accept, correct or reject each.")
    return redirect(paper)


@require_POST
def propose(request, pk):
    """By words and place, or, from the list of sentences, by `span` alone: "<start>-<end>"."""
    paper = paper_of(request, pk)
    can(request.user, "propose", paper.panel).enforce()
    source = _source(request, paper)
    data = request.POST.dict() | _from_sentence(request, source)
    form = ProposeForm(data, source=source, auto_id="propose-%s")
    if attempt(form, lambda: claims.propose(source, **form.cleaned_data, by=request.user)):
        messages.success(request, "The claim is proposed.")
        return redirect(f"{paper.get_absolute_url()}?source={source.pk}#claim-{form.made.pk}")
    return page(request, paper, str(source.pk), propose=form)


def _from_sentence(request, source):
    span = _SPAN.fullmatch(request.POST.get("span", ""))
    if span is None:
        return {}
    start, end = int(span["start"]), int(span["end"])
    return {"start": start, "end": end, "exact": source.text[start:end]}


@require_POST
def open_round(request, pk):
    paper = paper_of(request, pk)
    can(request.user, "open", paper.panel).enforce()
    form = _round_form(paper, _instruments(paper).offered, request.POST)
    if attempt(form, lambda: opened_as_asked(request, paper=paper, **form.cleaned_data)):
        return redirect(form.made)
    return page(request, paper, round=form)


@require_POST
def acknowledge(request, pk):
    match = get_object_or_404(
        Match.objects.visible_to(request.user).select_related("paper__panel"), pk=pk
    )
    # The field refuses NUL, which PostgreSQL cannot keep.
    note = CharField(required=False).clean(request.POST.get("note", ""))
    notices.acknowledge(match, note=note, by=request.user)
    messages.success(request, "The notice is acknowledged.")
    return redirect(match.paper)
