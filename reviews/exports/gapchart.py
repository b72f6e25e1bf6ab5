"""Wording against certainty, one row a claim: where each mark of the drawing goes."""

from dataclasses import dataclass

from reviews.exports.badge import LOOKS
from reviews.exports.terms import term, within
from reviews.vocabulary import Certainty, Label

LEFT, STEP, TOP, HEIGHT = 300, 110, 65, 45


@dataclass(frozen=True)
class Row:
    """One claim. Only factual claims that were graded have both ends of a gap."""

    name: str
    claim: str
    text: str
    worded: str
    level: int | None
    certainty: dict | None
    label: dict

    @property
    def is_drawn(self):
        return self.level is not None and self.certainty is not None


@dataclass(frozen=True)
class Bar:
    """A row in the drawing's units: `worded` and `graded` are x, `y` its height."""

    row: Row
    y: int
    worded: int
    graded: int

    @property
    def is_level(self):
        return self.worded == self.graded

    @property
    def colour(self):
        return LOOKS[self._label][0]

    @property
    def is_broken(self):
        return self._label == Label.ABOVE_SUPPORT

    @property
    def _label(self):
        return Label(self.row.label["value"])


@dataclass(frozen=True)
class Chart:
    """Rows as bars, and the rows that cannot be drawn but stand in the table."""

    rows: list[Row]
    bars: list[Bar]

    @property
    def height(self):
        return TOP + HEIGHT * len(self.bars) + 20

    @property
    def bottom(self):
        return self.height - 30

    @property
    def columns(self):
        """(x, name of the certainty) from very low to high."""
        return [(_x(each), within(term(each.label))) for each in Certainty]


def chart(rows) -> Chart:
    drawn = [row for row in rows if row.is_drawn]
    bars = [
        Bar(row, TOP + HEIGHT * place, _x(row.level), _x(row.certainty["step"]))
        for place, row in enumerate(drawn)
    ]
    return Chart(list(rows), bars)


def _x(step):
    return LEFT + STEP * (step - 1)
