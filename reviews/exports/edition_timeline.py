"""A panel's editions one after another: what each added, showed otherwise and left out."""

import json
from dataclasses import dataclass
from datetime import datetime

from reviews.exports.edition_changes import Compared, compared

MOST = 12  # editions in a drawing
WIDE, HIGH, TOP = 76, 120, 40  # of a column, and of the room above the line
BELOW = 44  # beneath the line, for what was withdrawn
# What a drawing that stands alone has instead of the site's style.
_PAINTS = {
    "kept": ("#ffffff", "#00558c", ""),
    "changed": ("#e3eef7", "#00558c", "4 3"),
    "added": ("#00558c", "#00558c", ""),
    "withdrawn": ("#a03c08", "#a03c08", ""),
}


@dataclass(frozen=True)
class Entry:
    """An edition, and what in it differs from the one before."""

    number: int
    published_at: datetime
    compared: Compared


@dataclass(frozen=True)
class Block:
    """Claims of one edition of which the same is true, in the drawing's units."""

    kind: str
    y: int
    height: int

    @property
    def fill(self) -> str:
        return _PAINTS[self.kind][0]

    @property
    def stroke(self) -> str:
        return _PAINTS[self.kind][1]

    @property
    def dashes(self) -> str:
        return _PAINTS[self.kind][2]


@dataclass(frozen=True)
class Column:
    """An edition: its claims stand on the line, what it left out hangs beneath."""

    entry: Entry
    x: int
    blocks: list[Block]

    @property
    def middle(self) -> int:
        return self.x + WIDE // 2

    @property
    def top(self) -> int:
        """Where the number of its claims stands."""
        return min((block.y for block in self.blocks), default=LINE) - 6


LINE = TOP + HIGH


@dataclass(frozen=True)
class Timeline:
    """Columns, oldest first, and the same entries newest first."""

    columns: list[Column]
    entries: list[Entry]

    @property
    def width(self) -> int:
        return WIDE * len(self.columns)

    @property
    def height(self) -> int:
        return LINE + BELOW + 40

    @property
    def line(self) -> int:
        return LINE

    @property
    def named(self) -> int:
        """Where the names of editions stand."""
        return LINE + BELOW + 14


def of_releases(releases) -> Timeline:
    """Of at most MOST + 1, newest first; the last is only compared with, if it is not the first
    ever."""
    releases = list(releases)
    contents = [json.loads(release.content) for release in releases] + [None]
    entries = [
        Entry(release.number, release.published_at, compared(contents[place + 1], contents[place]))
        for place, release in enumerate(releases[:MOST])
    ]
    return timeline(entries)


def timeline(entries) -> Timeline:
    """Of entries, newest first."""
    entries = list(entries)
    most = max(
        (max(entry.compared.total, len(entry.compared.withdrawn)) for entry in entries), default=0
    )
    columns = [
        Column(entry, WIDE * place, _blocks(entry.compared, most))
        for place, entry in enumerate(reversed(entries))
    ]
    return Timeline(columns, entries)


def _blocks(compared, most):
    """None is invisible that stands for a claim, so the last unit goes to the smallest."""
    counts = (
        ("kept", compared.kept),
        ("changed", len(compared.changed)),
        ("added", len(compared.added)),
    )
    y, blocks = LINE, []
    for kind, count in counts:
        if count:
            height = max(HIGH * count // most, 4)
            y -= height
            blocks.append(Block(kind, y, height))
    if compared.withdrawn:
        blocks.append(Block("withdrawn", LINE, max(BELOW * len(compared.withdrawn) // most, 4)))
    return blocks
