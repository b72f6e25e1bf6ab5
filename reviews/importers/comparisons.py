"""Two records, part by part: what of them agrees, what differs, and what is missing."""

import re
from dataclasses import dataclass

from rapidfuzz import fuzz

from reviews.importers.cards import Card, Entry
from reviews.importers.namesakes import is_same
from reviews.importers.titles import identifies, listed

_LEAST_TITLE = 60  # per cent, below which titles have nothing to do with each other
_BEGINS = 92
_SHORTEST_BEGINNING = 25  # letters
_FIRST = 8
_SMALL_WORDS = listed("a an and de der des di for la le of on the und")
_JOURNAL_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Comparison:
    """How two records compare; None where a part is missing in either.

    `title` is in per cent. `begins`: the shorter title begins the longer. `gap`: years between.
    `place`: volume and first page, equal or both different. `same` and `other` name the
    identifiers that agree and contradict: "DOI", "PMID" or nothing.
    """

    title: float
    begins: bool
    author: bool | None
    gap: int | None
    place: bool | None
    same: str
    other: str


def compare(one: Entry, two: Entry) -> Comparison | None:
    """How alike they are, or None if nothing speaks for it."""
    title = fuzz.ratio(one.text, two.text, score_cutoff=_LEAST_TITLE)
    if not title and not _may_agree(one, two):
        return None
    card, other = one.card, two.card
    same = _identifier(card, other, agree=True)
    begins = title < _BEGINS and _begins(one, two)
    place = _same_place(one, two)
    if not (title or begins or same or place):
        return None
    return Comparison(
        title=title or fuzz.ratio(one.text, two.text),
        begins=begins,
        author=is_same(card.author, other.author),
        gap=abs(card.year - other.year) if card.year and other.year else None,
        place=place,
        same=same,
        other="" if same else _identifier(card, other, agree=False),
    )


def _may_agree(one: Entry, two: Entry) -> bool:
    """Whether anything but the whole title can agree; quickly, since it seldom does."""
    return (
        one.text[:_FIRST] == two.text[:_FIRST]
        or (one.place == two.place != ())
        or not set(one.identifiers).isdisjoint(two.identifiers)
    )


def _same_place(one: Entry, two: Entry) -> bool | None:
    """Whether volume and first page are equal; False only if both differ."""
    if not one.place or not two.place:
        return None
    same_volume, same_page = (a == b for a, b in zip(one.place, two.place, strict=True))
    return same_volume if same_volume == same_page else None


def same_journal(one: str, two: str) -> bool | None:
    """Whether one name can be short for the other: "J Constr Res", "Journal of ... Research"."""
    words, others = (
        [word for word in _JOURNAL_WORD.findall(name.casefold()) if word not in _SMALL_WORDS]
        for name in (one, two)
    )
    if not words or not others:
        return None
    if len(words) != len(others):
        return False
    return all(
        word.startswith(other) or other.startswith(word)
        for word, other in zip(words, others, strict=True)
    )


def _identifier(one: Card, two: Card, *, agree: bool) -> str:
    """Which identifiers they share, or contradict each other by: both have one, and no common."""
    for name, mine, theirs in (("DOI", one.dois, two.dois), ("PMID", one.pmids, two.pmids)):
        if mine and theirs and agree == (not set(mine).isdisjoint(theirs)):
            return name
    return ""


def _begins(one: Entry, two: Entry) -> bool:
    short, long = sorted((one.text, two.text), key=len)
    if len(short) < _SHORTEST_BEGINNING or len(short) == len(long):
        return False
    shorter = one.words if one.text == short else two.words
    return fuzz.ratio(short, long[: len(short)]) >= _BEGINS and identifies(shorter)
