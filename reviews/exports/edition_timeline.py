"""A panel's editions one after another: what each added, showed otherwise and left out."""

from dataclasses import dataclass
from datetime import datetime

from reviews.exports.edition_changes import Compared

MOST = 12  # editions in a drawing
WIDE, HIGH, TOP = 76, 120, 40  # of a column, and of the room above the line
BELOW = 44  # beneath the line, for what was withdrawn


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
