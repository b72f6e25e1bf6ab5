"""What claims rest on, as editions freeze it and pages show it."""

from reviews.exports.papers import Papers
from reviews.exports.words import grouped, pair, unknown
from reviews.models import Citation
from reviews.models.citations import PARTS
from reviews.models.papers import kept


class Citations:
    """The current citations of some claims in one query, newest paper first."""

    def __init__(self, claims):
        rows = Citation.objects.current().filter(claim__in=claims).select_related("paper")
        self.rows = grouped(sorted(rows, key=_place), "claim_id")
        self.papers = kept(row.paper for row in rows)

    @property
    def cited(self):
        """Ids of the cited papers; of merged records, the one that is kept."""
        return {paper.pk for paper in self.papers.values()}

    def of_claim(self, pk, papers):
        """A claim's citations; `papers` is a Papers that knows the cited ones."""
        return [
            content(row, papers.content(self.papers[row.paper_id])) for row in self.rows.get(pk, [])
        ]


def resting(claim):
    """The citations of one claim with their papers, as an edition would have them."""
    citations = Citations([claim])
    return citations.of_claim(claim.pk, Papers(citations.cited))


def content(row, paper):
    """One citation; `paper` is what Papers says of the cited one."""
    return {
        "id": str(row.pk),
        "stance": pair(row, "stance"),
        "directness": {name: pair(row, name) for name in PARTS},
        "quote": unknown(row.quote),
        "paper": paper,
    }


def _place(row):
    return -(row.paper.year or 0), row.paper.title, row.pk
