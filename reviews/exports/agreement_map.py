"""Who agrees with whom, and about what people differ: two tables and their drawings in squares."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from reviews.agreement.cohen import cohen_kappa
from reviews.agreement.disagreements import quadratic
from reviews.agreement.percent import percent_agreement, percent_by_item
from reviews.agreement.ratings import Ratings
from reviews.exports.citation_map import cut
from reviews.vocabulary import Scale

WIDE, HIGH = 46, 34  # a square
ACROSS = 24  # letters of a name
LETTER, LEANING = 7, 5  # what a letter takes along a row, and upwards in a leaning heading
# The hue of the site in the light at 0, 10, 20, 32 and 45 per cent, as its style mixes them.
_FILLS = ("#ffffff", "#e6edf4", "#cedce8", "#b2c7db", "#93b1cc")


@dataclass(frozen=True)
class Pair:
    """Two people: in how many rounds both appraised, the share in which they said the same, and
    Cohen's kappa, weighted by squares where answers have an order; None where it is not
    defined."""

    first: str
    second: str
    rounds: int
    share: float
    kappa: float | None


@dataclass(frozen=True)
class Line:
    """A round: for each measure the share of pairs of appraisers who said the same, or None."""

    round: Any
    shares: list[float | None]

    @property
    def mean(self) -> float:
        known = [share for share in self.shares if share is not None]
        return sum(known) / len(known)


@dataclass(frozen=True)
class Square:
    """`percent` is None where nothing can be compared."""

    x: int
    y: int
    percent: int | None

    @property
    def middle(self) -> tuple[int, int]:
        return self.x + WIDE // 2, self.y + HIGH // 2 + 5

    @property
    def shade(self) -> int:
        return min((self.percent or 0) * len(_FILLS) // 100, len(_FILLS) - 1)

    @property
    def fill(self) -> str:
        return _FILLS[self.shade]

    @property
    def is_apart(self) -> bool:
        return self.percent is not None and self.percent < 50

    @property
    def classes(self) -> str:
        """A shade for what they agree; a broken border where they agree in less than half."""
        if self.percent is None:
            return "unknown"
        return f"shade-{self.shade} apart" if self.is_apart else f"shade-{self.shade}"


@dataclass(frozen=True)
class Grid:
    """Names with the places where they begin, and the squares between them, which begin at
    `left` and `top`."""

    rows: list[tuple[int, str]]
    columns: list[tuple[int, str]]
    squares: list[Square]
    left: int
    top: int

    @property
    def headings(self) -> int:
        return self.top - 8

    @property
    def width(self) -> int:
        # The last heading leans out to the right.
        return self.left + WIDE * len(self.columns) + self.top

    @property
    def height(self) -> int:
        return self.top + HIGH * len(self.rows) + 8


def pairs(ratings: Ratings, scale: Scale) -> list[Pair]:
    """Every two people who appraised a round together."""
    found = []
    for first, second in combinations(range(len(ratings.raters)), 2):
        both = ratings.between(first, second)
        share = percent_agreement(both).value
        if share is not None:
            weights = None if scale == Scale.NOMINAL else quadratic(both.positions)
            kappa = cohen_kappa(both, weights).value
            found.append(Pair(*both.raters, len(both.items), share, kappa))
    return found


def grid_of_pairs(pairs: Sequence[Pair], people: Sequence[str], name: Callable[[str], str]) -> Grid:
    """Everybody below everybody who comes before them in `people`."""
    share = {frozenset((pair.first, pair.second)): pair.share for pair in pairs}
    shares = [
        [share.get(frozenset((person, other))) for other in people[:place]]
        for place, person in enumerate(people)
    ]
    names = [name(person) for person in people]
    return grid_of_shares(names[1:], names[:-1], shares[1:])


def lines(rounds: Mapping[str, Any], ratings: Sequence[Ratings]) -> list[Line]:
    """A line for each round in which people can be compared, the least agreed on first; of those
    alike, as they come in `rounds`, what is shown of each by its id."""
    columns = [percent_by_item(each) for each in ratings]
    found = [
        Line(round, [column.get(key) for column in columns])
        for key, round in rounds.items()
        if any(key in column for column in columns)
    ]
    return sorted(found, key=lambda line: line.mean)


def percent(share: float | None) -> int | None:
    """In whole per cent; 0 only for none and 100 only for all."""
    if share is None or share in (0, 1):
        return None if share is None else round(100 * share)
    return min(max(round(100 * share), 1), 99)


def grid_of_shares(
    names: Sequence[str], columns: Sequence[str], shares: Sequence[Sequence[float | None]]
) -> Grid:
    """A row for each name; `shares` row by row, each from 0 to 1."""
    rows, columns = ([cut(name, 1, ACROSS)[0] for name in each] for each in (names, columns))
    left = LETTER * max(map(len, rows), default=0) + 8
    top = LEANING * max(map(len, columns), default=0) + 24
    squares = [
        Square(left + WIDE * column, top + HIGH * row, percent(share))
        for row, line in enumerate(shares)
        for column, share in enumerate(line)
    ]
    return Grid(
        [(top + HIGH * row + HIGH // 2 + 5, name) for row, name in enumerate(rows)],
        [(left + WIDE * column + WIDE // 2, name) for column, name in enumerate(columns)],
        squares,
        left,
        top,
    )
