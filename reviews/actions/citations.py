"""What a claim rests on: citing papers of the panel, changing what was said of one, removing.

History is added to: a change removes the old row and makes a new one, in one act.
"""

import re
import uuid

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from reviews.actions.cascade import follow
from reviews.actions.events import hold_installation, record
from reviews.actions.moves import hold, panel_of
from reviews.actions.refusals import insert, legible, same
from reviews.exceptions import Conflict
from reviews.importers.text import normalise
from reviews.models import Citation, Paper, Round, Source
from reviews.models.citations import PARTS
from reviews.models.papers import kept
from reviews.permissions import can
from reviews.vocabulary import ClaimState, Directness

GONE = "This citation was changed or removed meanwhile."
SAID = ("stance", *PARTS, "quote")


@transaction.atomic
def cite(
    claim, *, paper, stance, by, id=None, quote="",
    population=Directness.NOT_JUDGED, intervention=Directness.NOT_JUDGED,
    comparator=Directness.NOT_JUDGED, outcome=Directness.NOT_JUDGED,
):  # fmt: skip
    """The claim rests on a paper of its panel; for a merged record, on the one that is kept.

    The same id with the same content again is the same citation. Raises ValidationError for
    the claim's own paper, a paper of another panel, and a quote that no text of the paper has;
    Conflict if the claim cites the paper already, is rejected or withdrawn, or is appraised.
    """
    can(by, "cite", panel_of(claim)).enforce()
    # Notices that are being loaded are all there, or find the citation afterwards.
    hold_installation()
    paper = _citable(claim, paper)
    parts = dict(zip(PARTS, (population, intervention, comparator, outcome), strict=True))
    said = {"stance": str(stance), **{name: str(word) for name, word in parts.items()}}
    said["quote"] = _as_printed(paper, quote)
    hold(claim)
    if known := same(Citation, id, claim_id=claim.pk, paper_id=paper.pk, **said):
        return known
    _not_fixed(claim)
    citation = _insert(claim, paper, said, id=id, by=by)
    follow([claim.source.paper_id, paper.pk])
    record("cite", claim, by=by, panel=panel_of(claim), **_told(citation))
    return citation


@transaction.atomic
def amend(citation, *, by, id=None, **changes):
    """Say otherwise what the paper does to the claim; `changes` are those of SAID.

    The old row stays, removed, and the new one is returned. Raises as `cite` does, and Conflict
    if the citation was changed or removed meanwhile.
    """
    claim = citation.claim
    can(by, "cite", panel_of(claim)).enforce()
    if unknown := changes.keys() - set(SAID):
        raise TypeError(f"Of a citation one does not change {', '.join(sorted(unknown))}.")
    paper = _citable(claim, citation.paper)
    before = {name: getattr(citation, name) for name in SAID}
    said = before | {name: str(value) for name, value in changes.items()}
    said["quote"] = _as_printed(paper, said["quote"])
    hold(claim)
    if known := same(Citation, id, claim_id=claim.pk, paper_id=paper.pk, **said):
        return known
    if said == before:
        raise ValidationError("Nothing is changed.")
    _not_fixed(claim)
    _end(citation, by=by)
    made = _insert(claim, paper, said, id=id, by=by)
    changed = {name: [before[name], said[name]] for name in SAID if before[name] != said[name]}
    record("amend_citation", claim, by=by, panel=panel_of(claim),
           citation=made.pk, instead_of=citation.pk, changed=changed)  # fmt: skip
    return made


@transaction.atomic
def remove(citation, *, by):
    """The claim does not rest on the paper any more; the row stays, with the day."""
    claim = citation.claim
    can(by, "cite", panel_of(claim)).enforce()
    hold_installation()
    hold(claim)
    _not_fixed(claim)
    _end(citation, by=by)
    follow([claim.source.paper_id, citation.paper_id])
    record("remove_citation", claim, by=by, panel=panel_of(claim), **_told(citation))
    citation.refresh_from_db()
    return citation


def _citable(claim, paper):
    """The paper, or the record it was merged into, if the claim may cite it."""
    own = claim.source.paper
    if paper.panel_id != own.panel_id:
        raise ValidationError("Cite papers of this panel only.")
    ends = kept([own, paper])
    if ends[own.pk] == ends[paper.pk]:
        raise ValidationError("A claim does not rest on the very paper that makes it.")
    return ends[paper.pk]


def _as_printed(paper, quote):
    """The quote as a text of the paper has it, or as given while the paper has no text.

    White space may differ, since texts break their lines elsewhere.
    """
    with legible():
        quote = normalise(quote).strip()
    ours = Source.objects.filter(Q(paper=paper) | Q(paper__merged_into=paper))
    texts = list(ours.order_by("-added_at", "pk").values_list("text", flat=True)) if quote else []
    words = " ".join(quote.split())
    if printed := next(filter(None, (_found(words, text) for text in texts)), ""):
        return printed
    if texts:
        raise ValidationError(
            {"quote": "These words are in no text of the cited paper. Copy them from it."}
        )
    return quote


def _found(words, text):
    """The words, with one space between them, as they stand in a text; "" if they do not."""
    at = " ".join(text.split()).find(words)
    if at < 0:
        return ""
    places = [sign.start() for sign in re.finditer(r"\S|(?<=\S)\s+", text)]
    return text[places[at] : places[at + len(words) - 1] + 1]


def _not_fixed(claim):
    """Call it once the claim is held. While people appraise a claim, what they read stays."""
    if claim.state in (ClaimState.REJECTED, ClaimState.WITHDRAWN):
        raise Conflict(f"This claim is {claim.get_state_display().lower()} by now.")
    if Round.objects.running().filter(claim=claim).exists():
        raise Conflict("A round on this claim is running, so what the claim rests on is fixed.")


def _insert(claim, paper, said, *, id, by):
    unmerged = Paper.objects.unmerged().filter(pk=paper.pk)
    if not unmerged.update(design=F("design")):
        raise Conflict("This paper was merged with another meanwhile. Choose it again.")
    records = Q(paper=paper) | Q(paper__merged_into=paper)
    if Citation.objects.current().filter(records, claim=claim).exists():
        raise Conflict("The claim cites this paper already.")
    return insert(
        Citation(
            id=id or uuid.uuid4(),
            claim=claim,
            paper=paper,
            cited_at=timezone.now(),
            cited_by=by,
            **said,
        )
    )


def _end(citation, *, by):
    current = Citation.objects.current().filter(pk=citation.pk)
    if not current.update(removed_at=timezone.now(), removed_by=by):
        raise Conflict(GONE)


def _told(citation):
    return {"citation": citation.pk, "paper": citation.paper_id, "stance": citation.stance}
