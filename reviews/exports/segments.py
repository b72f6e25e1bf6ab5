"""A text cut where any of its marks begins or ends, so that templates never nest markup."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise


@dataclass(frozen=True)
class Mark:
    """Something to show on `text[start:end]`, in code points: its CSS classes, and the id of
    what it stands for, if anything links there."""

    start: int
    end: int
    classes: str
    anchor: str = ""


@dataclass(frozen=True)
class Piece:
    """A stretch of text with the same marks all along, in the order they were given."""

    start: int
    end: int
    text: str
    marks: tuple[Mark, ...] = ()

    @property
    def classes(self) -> str:
        """Each class once, in order, as a `class` attribute wants them."""
        return " ".join(dict.fromkeys(" ".join(mark.classes for mark in self.marks).split()))

    @property
    def anchors(self) -> list[str]:
        """Ids of the marks that begin here, so that each is written once in a page."""
        return [mark.anchor for mark in self.marks if mark.anchor and mark.start == self.start]


def segments(text: str, marks: Iterable[Mark]) -> list[Piece]:
    """Pieces that joined give the text back, none empty, each with the marks that cover it.

    Marks may overlap and nest. Raises ValueError for a mark that is empty or out of the text.
    """
    marks = list(marks)
    for mark in marks:
        if not 0 <= mark.start < mark.end <= len(text):
            raise ValueError(f"{mark.start}-{mark.end} is not a span of {len(text)} characters.")
    edges = {0, len(text)}.union(*((mark.start, mark.end) for mark in marks))
    return [
        Piece(start, end, text[start:end], _covering(marks, start, end))
        for start, end in pairwise(sorted(edges))
    ]


def _covering(marks: list[Mark], start: int, end: int) -> tuple[Mark, ...]:
    return tuple(mark for mark in marks if mark.start <= start and end <= mark.end)
