"""What a claim rests on through claims of the papers in between: read step by step.

One query for each step, and one for what sources list of all the papers.
"""

from dataclasses import dataclass
from functools import cached_property

from django.db.models import Q

from reviews.integrity.matches import statuses
from reviews.models import Citation, Claim, Paper
from reviews.models.papers import kept
from reviews.vocabulary import ClaimState, PublicationStatus

STEPS = 3  # citations from the claim to the farthest paper
MOST = 60  # citations in all, so that the drawing stays one that people can read


@dataclass(frozen=True)
class Link:
    """A claim cites a paper, `step` citations from where the map begins (1 for its own).
    `status` is what sources list of the paper; None if nothing."""

    citation: Citation
    claim: Claim
    paper: Paper
    step: int
    status: PublicationStatus | None


@dataclass(frozen=True)
class Graph:
    """`ends` is the id of the record that each paper was merged into in the end, or its own;
    `is_cut` tells that more is left out."""

    root: Claim
    links: list[Link]
    ends: dict
    is_cut: bool

    @cached_property
    def statuses(self):
        """{id of a paper that is cited: what sources list of it, or None}."""
        return {link.paper.pk: link.status for link in self.links}

    @cached_property
    def by_claim(self):
        """[(claim, its links)] in the order in which they are met, the root's first."""
        found = {}
        for link in self.links:
            found.setdefault(link.claim.pk, (link.claim, []))[1].append(link)
        return list(found.values())


def graph(claim) -> Graph:
    """From one claim outwards. Each paper is opened once, so that rings come to an end."""
    own = claim.source.paper
    ends = kept([own])
    met, cited, is_cut = {ends[own.pk].pk}, [], False
    rows = Citation.objects.filter(claim=claim)
    for step in range(1, STEPS + 1):
        room = MOST - len(cited)
        found = _read(rows, room)
        is_cut = is_cut or len(found) > room
        ends |= kept(paper for row in found for paper in (row.paper, row.claim.source.paper))
        cited += [(row, ends[row.paper_id], step) for row in found[:room]]
        new = {ends[row.paper_id].pk for row in found[:room]} - met
        met |= new
        rows = _resting(new)
    is_cut = is_cut or bool(_read(rows, 0))
    return Graph(claim, _links(cited), {pk: end.pk for pk, end in ends.items()}, is_cut)


def _links(cited):
    known = statuses({paper.pk for _, paper, _ in cited})
    listed = {pk: status for pk, status in known.items() if status != PublicationStatus.NOT_LISTED}
    return [Link(row, row.claim, paper, step, listed.get(paper.pk)) for row, paper, step in cited]


def _resting(papers):
    """Citations by standing claims of these papers, and of the records merged into them."""
    home = Q(claim__source__paper__in=papers) | Q(claim__source__paper__merged_into__in=papers)
    fallen = [ClaimState.REJECTED, ClaimState.WITHDRAWN]
    return Citation.objects.filter(home).exclude(claim__state__in=fallen)


def _read(rows, room):
    """The current ones among these rows, one more than there is room for."""
    rows = rows.current().select_related("paper", "claim__revision", "claim__source__paper")
    place = ("claim__source__paper", "claim__revision__start", "claim", "paper__title", "paper")
    return list(rows.order_by(*place)[: room + 1])
