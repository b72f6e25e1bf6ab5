"""What public pages show, read from releases, frozen claims and standings only."""

import json
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from operator import itemgetter

from django.db.models import DateTimeField, F, Q, UUIDField, Value
from django.urls import reverse

from reviews.exports import paper_judgements, reading_citations, reading_claims, reading_papers
from reviews.exports.choices import Choices
from reviews.exports.gapchart import chart
from reviews.exports.notices_since import seen
from reviews.exports.reading_rounds import about
from reviews.models import Claim, FrozenClaim, Instrument, Release, Standing
from reviews.search.claims import matching
from reviews.vocabulary import Banner

MOST_CITING = 200
# What is told of a claim since its edition, of its Standing.
_SINCE = ("banner", "reason", "notices_since", "notices_before", "frozen_id")


@dataclass(frozen=True)
class ClaimShown:
    """One claim in one edition, with the claims of the same text beside it."""

    content: dict
    beside: list[dict]
    number: int
    digest: str
    published_on: date

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
    choices: Choices = field(default_factory=Choices)

    @cached_property
    def numbered(self):
        """[(which claim of the text it is, content)] in the order that was chosen."""
        numbers = {content["claim"]: n for n, content in enumerate(self.contents, start=1)}
        return [(numbers[c["claim"]], c) for c in self.choices.ordered(self.contents)]

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
class Whole:
    """The claims of an edition, those first that were frozen first; what became of each since, by
    its id; and, by SHA-256, the definitions with which its papers were judged."""

    contents: list[dict]
    standings: dict[str, Standing]
    definitions: dict

    @cached_property
    def texts(self):
        return texts(self.contents)


@dataclass(frozen=True)
class Citing:
    """A claim that rests on a paper, and what it says of it."""

    content: dict
    citation: dict


def permalink(claim, release):
    return reverse("claim-edition", args=[claim, release.number])


def of_claim(pk):
    """The editions that hold the claim, newest first; each says in `standing_in` which of them it
    stands in."""
    held = Release.objects.filter(frozen_claims__claim=pk).select_related("panel")
    stands = F("frozen_claims__claim__standing__release_id")
    return list(held.annotate(standing_in=stands).defer("content").order_by("-number"))


def claim(pk, release):
    """(the claim as the release has it, its Standing as that edition shows it), or None. Claims
    withdrawn since are not shown beside it."""
    source = Claim.objects.filter(pk=pk).values("source")
    rows = FrozenClaim.objects.filter(releases=release, claim__source__in=source)
    rows = list(rows.select_related("claim__standing").order_by("frozen_at", "pk"))
    frozen = next((row for row in rows if row.claim_id == pk), None)
    if frozen is None:
        return None
    content = json.loads(frozen.content)
    beside = [
        json.loads(row.content)
        for row in rows
        if row is not frozen and row.claim.standing.banner != Banner.WITHDRAWN
    ]
    shown = ClaimShown(
        content=content,
        beside=reading_claims.in_text_order([content, *beside]),
        number=release.number,
        digest=frozen.digest,
        published_on=release.published_at.date(),
    )
    return shown, seen(frozen.claim.standing, frozen.pk)


def paper(standings):
    """The texts of one paper, claims as they stand; of standings with their frozen claims."""
    frozen = sorted((row.frozen for row in standings), key=lambda row: (row.frozen_at, row.pk))
    return texts([json.loads(row.content) for row in frozen])


def citing(pk):
    """Claims as they stand that rest on the paper, newest first, at most MOST_CITING."""
    found = matching(Standing.objects.listed(), "", ("cites", str(pk)))
    newest = found.select_related("frozen").order_by("-published_at", "claim")[:MOST_CITING]
    return [_citing(json.loads(standing.frozen.content), str(pk)) for standing in newest]


def _citing(content, pk):
    found = reading_citations.citations(content)
    return Citing(content, next(row for row in found if row["paper"]["id"] == pk))


def whole(release):
    """All of an edition, in one query.

    An edition names the instruments of its protocols, so their definitions come along. One more
    query is made for rounds that are older than protocols.
    """
    told = [f"claim__standing__{name}" for name in _SINCE]
    frozen = FrozenClaim.objects.filter(releases=release)
    frozen = frozen.values_list("digest", "content", "claim_id", "frozen_at", "pk", *told)
    rows = list(frozen.union(_definitions(release), all=True))
    contents, standings = [], {}
    claims = [row for row in rows if row[2]]
    for _, text, claim, _, pk, *since in sorted(claims, key=itemgetter(3, 2)):
        contents.append(json.loads(text))
        row = Standing(pk=claim, **dict(zip(_SINCE, since, strict=True)))
        standings[str(claim)] = seen(row, pk)
    known = {sha256: text for sha256, text, claim, *_ in rows if not claim}
    return Whole(contents, standings, paper_judgements.definitions(contents, known))


def _definitions(release):
    """Of the instruments that the edition's protocols name, as rows beside those of claims."""
    protocols = json.loads(release.content).get("protocols", ())
    named = {each["sha256"] for protocol in protocols for each in protocol["instruments"]}
    rows = Instrument.objects.filter(Q(panel=release.panel_id) | Q(panel=None), sha256__in=named)
    told = [Standing._meta.get_field(name) for name in _SINCE if name != "frozen_id"]
    blank = [UUIDField(), DateTimeField(), UUIDField(), *told, UUIDField()]
    nothing = {f"nothing_{place}": Value(None, field) for place, field in enumerate(blank)}
    return rows.annotate(**nothing).values_list("sha256", "definition", *nothing)


def texts(contents, choices=None):
    """The texts of claims, those claims come first that were frozen first: by paper, or in the
    order of their first claims in the order that was chosen."""
    choices = choices or Choices()
    papers, by_source = reading_papers.newest(contents), {}
    for content in choices.ordered(contents):
        by_source.setdefault(content["source"]["id"], []).append(content)
    return [
        TextShown(
            reading_claims.in_text_order(of_source),
            papers[of_source[0]["paper"]["id"]],
            choices,
        )
        for of_source in by_source.values()
    ]
