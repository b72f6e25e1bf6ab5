"""What the tables of an edition are made of: claims as entries, columns as functions.

A cell is text, a whole number, a date, or None where nothing is known or nothing applies.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import NamedTuple
from urllib.parse import urljoin

from django.conf import settings
from django.urls import reverse

from reviews.exports import reading_claims, reading_rounds
from reviews.exports.language import spoken
from reviews.models import Standing
from reviews.vocabulary import ReportLanguage


@dataclass(frozen=True)
class Entry:
    """A claim in an edition, or in a working state, which has no number; `standing` tells what
    became of it since, `counting` are ids of the edition's rounds that count."""

    content: dict
    edition: int | None
    standing: Standing | None
    counting: set[str]

    @property
    def rounds(self):
        return [round for round in self.content["rounds"] if round["id"] in self.counting]

    @property
    def paper(self):
        return self.content["paper"]

    @property
    def claim(self):
        """Its id."""
        return self.content["claim"]

    @property
    def quote(self):
        return self.content["extent"]["exact"]

    @property
    def label(self):
        return self.content["label"]["label"]

    @property
    def permalink(self):
        """None for what is not published."""
        if self.edition is None:
            return None
        path = reverse("claim-edition", args=[self.claim, self.edition])
        return urljoin(settings.SITE_URL, path)

    @property
    def certainty(self):
        graded = self.content["certainty"]
        return graded["overall"]["label"] if graded and graded["overall"] else "Not graded"

    @cached_property
    def worded(self):
        return reading_claims.worded(self.content)

    @cached_property
    def since(self):
        return " ".join(reading_claims.since(self.standing)) or None


def entries(report) -> list[Entry]:
    """The claims of a report in its order, that of the texts by itself."""
    counting = reading_rounds.counting(report.contents)
    return [
        Entry(content, report.number, report.standings.get(content["claim"]), counting)
        for content in report.contents
    ]


class Column(NamedTuple):
    """`width` is in characters; `value` gives the cell of one item."""

    heading: str
    width: int
    value: Callable


@dataclass(frozen=True)
class Table:
    """`items` goes through entries and yields the arguments of the columns' `value`s."""

    name: str
    about: str
    columns: tuple[Column, ...]
    items: Callable[[Iterable[Entry]], Iterator[tuple]]
    is_long: bool = False  # very many rows, each of which says again what its claim is

    def rows(self, entries) -> Iterator[tuple]:
        for item in self.items(entries):
            yield tuple(column.value(*item) for column in self.columns)


def in_one_language():
    """Within it rows are made as they are in every language: programs rely on their words."""
    return spoken(ReportLanguage.ENGLISH)


def label(word):
    """The label of a word of the vocabulary as editions keep it; None for null."""
    return word and word["label"]


def day(iso):
    """A date cell."""
    return iso and date.fromisoformat(iso)


def identifier(paper, scheme):
    """The paper's identifiers of one scheme, in one cell."""
    found = [row["value"] for row in paper["identifiers"] if row["scheme"]["value"] == scheme]
    return "; ".join(found) or None
