"""The drawing of a citation graph: claims and papers in columns, where each box and line goes."""

import unicodedata
from dataclasses import dataclass

from reviews.exports.reading_citations import SIGNS
from reviews.vocabulary import Stance

WIDE, HIGH = 190, 74  # a box
CITES, HOLDS = 112, 36  # from a claim to what it cites, from a paper to a claim in it
BELOW, EDGE = 18, 8  # between boxes, around all
ACROSS = 23  # letters of a line in a box


@dataclass(frozen=True)
class Box:
    """A claim or a paper. `status` is what sources list of the paper, in words; "" if nothing."""

    x: int
    y: int
    lines: list[str]
    classes: str
    status: str = ""

    @property
    def rows(self):
        """(height, words) of each line."""
        return [(self.y + 21 + 17 * place, line) for place, line in enumerate(self.lines)]

    @property
    def last(self):
        return self.y + HIGH - 10


@dataclass(frozen=True)
class Line:
    """From box to box; `stance` is empty where a paper merely holds a claim."""

    start: tuple[int, int]
    end: tuple[int, int]
    stance: str = ""
    label: str = ""

    @property
    def path(self):
        (x1, y1), (x2, y2) = self.start, self.end
        bend = max(18, abs(x2 - x1) // 2)
        return f"M{x1} {y1}C{x1 + bend} {y1} {x2 - bend} {y2} {x2} {y2}"

    @property
    def head(self):
        """The corners of the arrow's head."""
        x, y = self.end
        return f"{x},{y} {x - 9},{y - 5} {x - 9},{y + 5}"

    @property
    def middle(self):
        return (self.start[0] + self.end[0]) // 2, (self.start[1] + self.end[1]) // 2 - 4


@dataclass(frozen=True)
class Map:
    boxes: list[Box]
    lines: list[Line]
    width: int
    height: int


def drawn(graph) -> Map:
    """Columns in turn: the claim, what it cites, the claims there, what those cite, ..."""
    columns, place = _columns(graph)
    height = max(len(column) for column in columns) * (HIGH + BELOW) - BELOW
    at = {}
    for x, column in enumerate(columns):
        top = (height - len(column) * (HIGH + BELOW) + BELOW) // 2
        for y, key in enumerate(column):
            at[key] = (_column(x), EDGE + top + y * (HIGH + BELOW))
    boxes = [_box(graph, place[key], *at[key]) for key in at]
    width = _column(len(columns) - 1) + WIDE + EDGE
    return Map(boxes, _lines(graph, at), width, height + 2 * EDGE)


def _column(number):
    """Where a column begins; claims stand in the even ones, papers in the odd ones."""
    cites, holds = (number + 1) // 2, number // 2
    return EDGE + number * WIDE + cites * CITES + holds * HOLDS


def _columns(graph):
    """([[key of each box, downwards] of each column], {key: the claim or paper})."""
    place = {graph.root.pk: graph.root}
    columns = [[graph.root.pk]]
    for link in graph.links:
        for row, column in ((link.claim, 2 * link.step - 2), (link.paper, 2 * link.step - 1)):
            if row.pk not in place:
                place[row.pk] = row
                columns += [[] for _ in range(column + 1 - len(columns))]
                columns[column].append(row.pk)
    return columns, place


def _box(graph, row, x, y):
    if row.pk not in graph.statuses:
        is_root = row.pk == graph.root.pk
        return Box(x, y, cut(f"“{row}”", 3), "claim root" if is_root else "claim")
    status = graph.statuses[row.pk]
    most = 1 if status else 2
    lines = [*cut(row.short, most), *cut(row.get_design_display(), 1)]
    classes = f"paper {status.value}" if status else "paper"
    return Box(x, y, lines, classes, status.label if status else "")


def _lines(graph, at):
    lines = []
    for claim, links in graph.by_claim:
        home = graph.ends[claim.source.paper_id]
        if claim.pk != graph.root.pk and home in at:
            lines.append(Line(_right(at[home]), _left(at[claim.pk])))
        for link in links:
            stance = Stance(link.citation.stance)
            label = f"{SIGNS[stance]} {stance.label.lower()}"
            lines.append(Line(_right(at[claim.pk]), _left(at[link.paper.pk]), stance.value, label))
    return lines


def _right(corner):
    return corner[0] + WIDE, corner[1] + HIGH // 2


def _left(corner):
    return corner[0], corner[1] + HIGH // 2


def cut(text, most, across=ACROSS) -> list[str]:
    """The text in at most so many lines that fit a box; what does not fit is an ellipsis."""
    lines = [""]
    for word in " ".join(text.split())[: (across + 1) * (most + 1)].split():
        joined = f"{lines[-1]} {word}".strip()
        if lines[-1] and _breadth(joined) > across:
            lines.append("")
            joined = word
        while _breadth(joined) > across:
            lines[-1], joined = _head(joined, across)
            lines.append("")
        lines[-1] = joined
    if len(lines) > most:
        lines = [*lines[: most - 1], _head(lines[most - 1], across - 1)[0] + "…"]
    return lines


def _head(text, room):
    """(as much of the text as there is room for, the rest)"""
    length = min(len(text), room)
    while _breadth(text[:length]) > room:
        length -= 1
    return text[:length], text[length:]


def _breadth(text):
    """In letters; signs of East Asian scripts take two."""
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text)
