"""Citing: finding a paper, saying what it does to the claim, and the map of it all."""

import uuid
from dataclasses import dataclass, field

from django.contrib import messages
from django.db.models import F
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from reviews.actions import citations, papers
from reviews.exceptions import Conflict
from reviews.exports import citation_graph, citation_map
from reviews.exports.papers import Papers
from reviews.forms.citations import CiteForm, FindForm, SayForm
from reviews.importers.identifiers import if_valid
from reviews.models import Citation, Paper
from reviews.permissions import can
from reviews.search.papers import matching
from reviews.views.attempts import attempt
from reviews.views.citation_lists import references
from reviews.views.claims import claim_of, page
from reviews.vocabulary import Scheme

MOST_FOUND = 20


def cite(request, pk):
    """`?q=` finds papers of the panel, `?paper=<id>` asks what the chosen one does."""
    claim = claim_of(request, pk)
    panel = claim.source.paper.panel
    can(request.user, "cite", panel).enforce()
    if request.method == "POST":
        paper = _chosen(panel, request.POST.get("paper"))
        form = CiteForm(request.POST, panel=panel, paper=paper)
        if attempt(form, lambda: _cite(claim, **form.cleaned_data, by=request.user)):
            messages.success(request, "The paper is cited.")
            return redirect(f"{claim.get_absolute_url()}#rests")
        return _page(request, claim, paper, form)
    wanted = request.GET.get("paper")
    paper = _chosen(panel, wanted)
    if wanted and paper is None:
        raise Http404
    form = CiteForm(panel=panel, paper=paper, initial={"paper": paper, "id": uuid.uuid4()})
    return _page(request, claim, paper, form)


def _cite(claim, *, paper, by, design="", **said):
    """The design is the cited paper's own, so saying it is an act of its own."""
    made = citations.cite(claim, paper=paper, **said, by=by)
    if design:
        papers.edit(made.paper, design=design, by=by)
    return made


def _chosen(panel, pk):
    try:
        return Paper.objects.filter(panel=panel, pk=uuid.UUID(pk or "")).first()
    except ValueError:
        return None


def _page(request, claim, paper, form):
    panel = claim.source.paper.panel
    find = FindForm(request.GET)
    words = find.cleaned_data["q"] if find.is_valid() else ""
    context = {
        "claim": claim,
        "panel": panel,
        "own": claim.source.paper,
        "paper": paper and Papers([paper]).content(paper),
        "form": form,
        "find": find,
        "found": _found(panel, words) if words else None,
        "references": [] if paper or words else references(claim.source.paper),
        "permits": {"import": can(request.user, "import", panel)},
    }
    return render(request, "citations/cite.html", context, status=getattr(form, "status", 200))


@dataclass(frozen=True)
class Found:
    """Papers for what was typed. `scheme` and `value` are an identifier that none of them has."""

    papers: list[Paper] = field(default_factory=list)
    scheme: Scheme | None = None
    value: str = ""
    is_cut: bool = False


def _found(panel, words):
    """By DOI or PMID if it is one, else, or where a bare number is none here, by words."""
    unmerged = Paper.objects.unmerged().filter(panel=panel)
    scheme, value = _identifier(words)
    if value:
        named = unmerged.filter(identifiers__scheme=scheme, identifiers__value=value)
        if held := list(named):
            return Found(held)
    if scheme == Scheme.DOI:
        return Found(scheme=scheme, value=value)
    newest = F("year").desc(nulls_last=True), "title", "pk"
    rows = list(matching(unmerged, words).order_by(*newest)[: MOST_FOUND + 1])
    return Found(rows[:MOST_FOUND], scheme, value, is_cut=len(rows) > MOST_FOUND)


def _identifier(words):
    for scheme in (Scheme.DOI, Scheme.PMID):
        if value := if_valid(scheme, words):
            return scheme, value
    return None, ""


def _citation_of(request, pk, citation):
    claim = claim_of(request, pk)
    found = Citation.objects.filter(claim=claim).select_related("paper")
    row = get_object_or_404(found, pk=citation)
    row.claim = claim
    can(request.user, "cite", claim.source.paper.panel).enforce()
    return row


@require_POST
def amend(request, pk, citation):
    row = _citation_of(request, pk, citation)
    if row.removed_at:
        raise Conflict(citations.GONE)  # no form of it is on the page any more
    form = SayForm(request.POST, auto_id=f"citation-{row.pk}-%s")
    if attempt(form, lambda: citations.amend(row, **form.cleaned_data, by=request.user)):
        messages.success(request, "The citation is changed.")
        return redirect(f"{row.claim.get_absolute_url()}#rests")
    return page(request, claim_of(request, pk), **{f"citation-{row.pk}": form})


@require_POST
def remove(request, pk, citation):
    row = citations.remove(_citation_of(request, pk, citation), by=request.user)
    messages.success(request, "The citation is removed.")
    return redirect(f"{row.claim.get_absolute_url()}#rests")


@require_safe
def map_of_claim(request, pk):
    """What the claim rests on, through claims of the papers in between: drawn, and as a list."""
    claim = claim_of(request, pk)
    graph = citation_graph.graph(claim)
    context = {
        "claim": claim,
        "panel": claim.source.paper.panel,
        "paper": claim.source.paper,
        "graph": graph,
        "drawn": citation_map.drawn(graph),
        "steps": citation_graph.STEPS,
        "most": citation_graph.MOST,
    }
    return render(request, "citations/map.html", context)
