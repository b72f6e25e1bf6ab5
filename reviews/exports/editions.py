"""What public pages show, read from releases, frozen claims and standings only."""

import json
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from uuid import UUID

from django.db.models import F
from django.urls import reverse

from reviews.exports import reading_citations, reading_claims, reading_papers
from reviews.exports.gapchart import chart
from reviews.exports.notices_since import seen
from reviews.exports.reading_rounds import about
from reviews.models import FrozenClaim, Standing
from reviews.vocabulary import Banner

MOST_CITING = 200


@dataclass(frozen=True)
class ClaimShown:
    """One claim in one edition, with the claims of the same text beside it."""

    content: dict
    beside: list[dict]
    number: int
    digest: str
    published_on: date
    frozen: UUID  # the id of what holds `content`

    @cached_property
    def text(self):
        return TextShown(self.beside, self.content["paper"])

    @property
    def name(self):
        """Which claim of its text it is."""
        ids = [content["claim"] for content in self.beside]
        return f"Claim {ids.index(self.content['claim']) + 1}"

    def citation(self, url):
        return reading_claims.citation(self.content, self.number, self.published_on, url)


@dataclass(frozen=True)
class TextShown:
    """One text and the claims in it, in order; `paper` is what the newest of all says of it."""

    contents: list[dict]
    paper: dict

    @cached_property
    def source(self):
        return self.contents[0]["source"]

    @cached_property
    def rounds_about_paper(self):
        """Whichever claims show them, each once, in the order in which they were decided."""
        found = (about(content, "paper") for content in self.contents)
        longest_first = sorted(found, key=len, reverse=True)
        return [*{round["id"]: round for rounds in longest_first for round in rounds}.values()]

    @cached_property
    def pieces(self):
        return reading_claims.text_pieces(self.contents)

    @cached_property
    def chart(self):
        return chart(reading_claims.chart_rows(self.contents))


@dataclass(frozen=True)
class Citing:
    """A claim that rests on a paper, and what it says of it."""

    content: dict
    citation: dict


def permalink(claim, release):
    return reverse("claim-edition", args=[claim, release.number])


def claim(pk, release):
    """The claim as the release has it, or None. Claims withdrawn since are not shown beside."""
    frozen = FrozenClaim.objects.filter(claim=pk, releases=release).first()
    if frozen is None:
        return None
    content = json.loads(frozen.content)
    source = content["source"]["id"]
    beside = FrozenClaim.objects.filter(releases=release, claim__source=source)
    withdrawn = Standing.objects.filter(banner=Banner.WITHDRAWN).exclude(pk=pk)
    beside = beside.exclude(claim__in=withdrawn.values("pk"))
    return ClaimShown(
        content=content,
        beside=reading_claims.in_text_order(_contents(beside)),
        number=release.number,
        digest=frozen.digest,
        published_on=release.published_at.date(),
        frozen=frozen.pk,
    )


def numbers(pk):
    """The editions that hold the claim, newest first."""
    found = FrozenClaim.objects.filter(claim=pk).values_list("releases__number", flat=True)
    return sorted(found, reverse=True)


def paper(standings):
    """The texts of one paper, claims as they stand."""
    return texts(_contents(FrozenClaim.objects.filter(standings__in=standings)))


def citing(pk):
    """Claims as they stand that rest on the paper, newest first, at most MOST_CITING."""
    standings = Standing.objects.listed().citing(pk).select_related("frozen")
    newest = standings.order_by("-published_at", "claim")[:MOST_CITING]
    return [_citing(json.loads(standing.frozen.content), str(pk)) for standing in newest]


def _citing(content, pk):
    found = reading_citations.citations(content)
    return Citing(content, next(row for row in found if row["paper"]["id"] == pk))


def release(found):
    """The texts of an edition with all their claims, by paper."""
    return texts(contents(found))


def contents(found):
    """The claims of an edition, those first that were frozen first."""
    return _contents(FrozenClaim.objects.filter(releases=found))


def standings(found):
    """{claim id: Standing} of the claims of a release: what became of them since."""
    rows = Standing.objects.filter(claim__frozen__releases=found)
    rows = rows.annotate(shown_id=F("claim__frozen")).in_bulk()
    return {str(pk): seen(row, row.shown_id) for pk, row in rows.items()}


def _contents(frozen):
    found = frozen.order_by("frozen_at", "pk").values_list("content", flat=True)
    return [json.loads(content) for content in found]


def texts(contents):
    """The texts of claims, by paper; those claims come first that were frozen first."""
    papers, by_source = reading_papers.newest(contents), {}
    for content in reading_claims.in_text_order(contents):
        by_source.setdefault(content["source"]["id"], []).append(content)
    return [
        TextShown(of_source, papers[of_source[0]["paper"]["id"]])
        for of_source in by_source.values()
    ]
