"""By which way a claim rests on a listed paper, as the desk and public pages show it."""

import uuid
from dataclasses import dataclass

from reviews.exports.words import pair, word
from reviews.models import Citation, Claim, Exposure, Paper
from reviews.vocabulary import PublicationStatus


@dataclass(frozen=True)
class Step:
    """`claim` rests on `paper`: it cites it with a `stance`, or else was graded with it."""

    claim: Claim
    paper: Paper
    citation: Citation | None


@dataclass(frozen=True)
class Way:
    """An exposure with the steps of its path, nearest to its claim first; none if the claim
    stands in the listed paper itself."""

    exposure: Exposure
    steps: list[Step]

    @property
    def status(self):
        return PublicationStatus(self.exposure.status)


class Ways:
    """The ways of some exposures, in three queries."""

    def __init__(self, exposures):
        self.exposures = list(exposures)
        ids = [[uuid.UUID(pk) for pk in exposure.path] for exposure in self.exposures]
        claims = {pk for path in ids for pk in path[::2]}
        papers = {pk for path in ids for pk in path[1::2]}
        self.claims = Claim.objects.select_related("revision").in_bulk(claims)
        self.papers = Paper.objects.in_bulk(papers)
        self.citations = {}
        cited = Citation.objects.current().filter(claim__in=claims).select_related("paper")
        for citation in cited.order_by("cited_at", "pk"):
            for paper in {citation.paper_id, citation.paper.merged_into_id}:
                self.citations[citation.claim_id, paper] = citation

    def __iter__(self):
        return map(self.way, self.exposures)

    def way(self, exposure):
        if not exposure.steps:
            return Way(exposure, [])
        path = [uuid.UUID(pk) for pk in exposure.path]
        pairs = zip(path[::2], path[1::2], strict=True)
        return Way(exposure, [self._step(claim, paper) for claim, paper in pairs])

    def _step(self, claim, paper):
        return Step(self.claims[claim], self.papers[paper], self.citations.get((claim, paper)))


def public_path(way):
    """The papers on the way, the listed one last; claims in between may not be public, so that
    nothing is told of them. `how` says whether a claim cites the paper or was graded with it;
    null for a claim of the listed paper itself."""
    return [
        {
            "paper": str(step.paper.pk),
            "short": step.paper.short,
            "title": step.paper.title,
            "how": pair(step.citation, "stance") if step.citation else None,
        }
        for step in way.steps
    ] or None


def exposure(way, notices):
    """One exposure as an edition keeps it; `notices` as `exports.papers.notice` gives them."""
    return {
        "paper": str(way.exposure.paper_id),
        "status": word(way.status),
        "steps": way.exposure.steps,
        "path": public_path(way),
        "notices": notices,
    }
