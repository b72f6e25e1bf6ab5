"""What is compared of a record, as it came and in the spelling in which it is compared."""

import re
from collections.abc import Hashable
from dataclasses import dataclass

from reviews.importers.namesakes import spelled
from reviews.importers.titles import read_title, words

_PAGE = re.compile(r"([a-z]*)0*(\d+)", re.I)


@dataclass(frozen=True, slots=True)
class Card:
    """What is compared of a record. `key` is the caller's name for it.

    `author` is the first one's "Family, Given", or a group's name; `dois` and `pmids` are all
    that the record has, each in its normal spelling.
    """

    key: Hashable
    title: str
    year: int | None = None
    author: str = ""
    journal: str = ""
    volume: str = ""
    pages: str = ""
    dois: tuple[str, ...] = ()
    pmids: tuple[str, ...] = ()


class Entry:
    """A card with everything read once that is compared often.

    `text` is the words of the bare title, `author` the family name in one spelling, `page` the
    first page, `place` volume and first page; empty where they are not known.
    """

    __slots__ = ("author", "bare", "card", "identifiers", "kind", "page", "place", "text")

    def __init__(self, card: Card) -> None:
        title = read_title(card.title)
        self.card = card
        self.bare, self.kind = title.bare, title.kind
        self.text = " ".join(words(title.bare))
        self.author = spelled(card.author)
        self.page = _first_page(card.pages)
        volume = card.volume.strip().lower()
        self.place = (volume, self.page) if volume and self.page else ()
        self.identifiers = card.dois + card.pmids

    @property
    def words(self) -> list[str]:
        # Split when asked for: kept, the lists would be most of what a large panel takes.
        return self.text.split()


def _first_page(pages: str) -> str:
    """With the letter before it, which marks a supplement."""
    found = _PAGE.match(pages.strip())
    return found[1].lower() + found[2] if found else ""
