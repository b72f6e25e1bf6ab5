"""Intraclass correlation, absolute agreement: two-way random effects, ICC(2,1) and ICC(2,k), and
one-way, ICC(1,1) and ICC(1,k), where nobody knows which rater of one item is which of another.

Shrout and Fleiss, Psychol Bull 1979;86:420-428; intervals from F, as there and in McGraw and
Wong, Psychol Methods 1996;1:30-46.
"""

import math
from dataclasses import dataclass

from reviews.agreement.distributions import f_quantile
from reviews.agreement.estimates import LEVEL, NO_SPREAD, Estimate, Interval, missing
from reviews.agreement.ratings import Ratings

METHOD = "Shrout and Fleiss 1979, F distribution"
CONSTANT = "all ratings are the same, so nothing varies between items"
FEW = "it needs two raters and two items that everybody rated"
UNEQUAL = "some items were rated more often than others, and it needs as many ratings of each"
BELOW_CHANCE = "raters agree so much less than by chance that no reliability is left"

_ROUNDING = 1e-30  # of the square of a number between 0 and 1
_NO_VARIANCE = 1e-9  # of a mean of raters, as a share of that of one rater


@dataclass(frozen=True)
class _Squares:
    """Mean squares between items, between raters, and of what remains."""

    items: float
    raters: float
    rest: float
    rows: int
    columns: int


def icc_single(ratings: Ratings) -> Estimate:
    """ICC(2,1): how far the rating of one rater can be relied on. It has no lower bound."""
    squares = _squares(ratings)
    if squares is None:
        return missing(FEW)
    n, k = squares.rows, squares.columns
    total = squares.items + (k - 1) * squares.rest + k * (squares.raters - squares.rest) / n
    if total <= _ROUNDING:
        return missing(BELOW_CHANCE if squares.rest else CONSTANT)
    value = min((squares.items - squares.rest) / total, 1.0)
    bounds = _bounds(squares, value)
    if bounds is None:
        return Estimate(value, None, NO_SPREAD)
    return Estimate(value, Interval(*bounds, METHOD))


def icc_mean(ratings: Ratings) -> Estimate:
    """ICC(2,k): how far the mean of all raters can be relied on; it steps up ICC(2,1)."""
    single = icc_single(ratings)
    if single.value is None:
        return single
    raters = len(ratings.raters)
    value = _stepped_up(single.value, raters)
    if value is None:
        return missing(BELOW_CHANCE)
    if single.interval is None:
        return Estimate(value, None, single.why)
    low, high = (_stepped_up(end, raters) for end in (single.interval.low, single.interval.high))
    if low is None or high is None:
        return Estimate(value, None, BELOW_CHANCE)
    return Estimate(value, Interval(low, high, METHOD))


def one_way(ratings: Ratings) -> tuple[Estimate, Estimate]:
    """ICC(1,1) and ICC(1,k): of one rater and of the mean of all, each item having raters of its
    own. Who they are does not enter: the ratings of an item may change places. So items that were
    rated more or less often than others cannot just be left out: then there is no value."""
    rows = [[ratings.positions[place] for place in row] for row in ratings.complete]
    n, k = len(rows), len(ratings.raters)
    if n < 2 or k < 2:
        return missing(FEW), missing(FEW)
    if n < len(ratings.items):
        return missing(UNEQUAL), missing(UNEQUAL)
    rows = _from_zero_to_one(rows)
    mean = math.fsum(value for row in rows for value in row) / (n * k)
    means = [math.fsum(row) / k for row in rows]
    items = _exact(k * math.fsum((each - mean) ** 2 for each in means) / (n - 1))
    apart = ((value - own) ** 2 for row, own in zip(rows, means, strict=True) for value in row)
    rest = _exact(math.fsum(apart) / (n * (k - 1)))
    if not items and not rest:
        return missing(CONSTANT), missing(CONSTANT)
    single = (items - rest) / (items + (k - 1) * rest)
    if not items:
        return Estimate(single, None, NO_SPREAD), missing(BELOW_CHANCE)
    whole = (items - rest) / items
    if not rest:
        return Estimate(single, None, NO_SPREAD), Estimate(whole, None, NO_SPREAD)
    probability = (1 + LEVEL) / 2
    low = items / rest / f_quantile(probability, n - 1, n * (k - 1))
    high = items / rest * f_quantile(probability, n * (k - 1), n - 1)
    of_single = Interval((low - 1) / (low + k - 1), (high - 1) / (high + k - 1), METHOD)
    return Estimate(single, of_single), Estimate(whole, Interval(1 - 1 / low, 1 - 1 / high, METHOD))


def _squares(ratings: Ratings) -> _Squares | None:
    rows = [[ratings.positions[place] for place in row] for row in ratings.complete]
    n, k = len(rows), len(ratings.raters)
    if n < 2 or k < 2:
        return None
    rows = _from_zero_to_one(rows)
    mean = math.fsum(value for row in rows for value in row) / (n * k)
    of_items = [math.fsum(row) / k - mean for row in rows]
    of_raters = [math.fsum(column) / n - mean for column in zip(*rows, strict=True)]
    rest = math.fsum(
        (value - mean - of_item - of_rater) ** 2
        for row, of_item in zip(rows, of_items, strict=True)
        for value, of_rater in zip(row, of_raters, strict=True)
    )
    return _Squares(
        _exact(k * math.fsum(each * each for each in of_items) / (n - 1)),
        _exact(n * math.fsum(each * each for each in of_raters) / (k - 1)),
        _exact(rest / ((n - 1) * (k - 1))),
        n,
        k,
    )


def _from_zero_to_one(rows: list[list[float]]) -> list[list[float]]:
    """Neither origin nor unit enters, and so no square is too large for a float."""
    lowest = min(min(row) for row in rows) / 2
    largest = max(max(row) for row in rows) / 2 - lowest or 1.0
    return [[(value / 2 - lowest) / largest for value in row] for row in rows]


def _exact(square: float) -> float:
    """Zero for what rounding left of it."""
    return square if square > _ROUNDING else 0.0


def _bounds(squares: _Squares, value: float) -> tuple[float, float] | None:
    n, k = squares.rows, squares.columns
    items, raters, rest = squares.items, squares.raters, squares.rest
    # Satterthwaite's degrees of freedom of the denominator.
    first = k * value * raters
    second = (n * (1 + (k - 1) * value) - k * value) * rest
    below = first * first / (k - 1) + second * second / ((n - 1) * (k - 1))
    if not below or not items:
        return None
    freedom = (first + second) ** 2 / below
    remainder = k * raters + (k * n - k - n) * rest
    probability = (1 + LEVEL) / 2
    upper = f_quantile(probability, n - 1, freedom)
    lower = f_quantile(probability, freedom, n - 1)
    low = n * (items - upper * rest) / (upper * remainder + n * items)
    high = n * (lower * items - rest) / (remainder + n * lower * items)
    return (low, min(high, 1.0)) if math.isfinite(low) and math.isfinite(high) else None


def _stepped_up(value: float, raters: int) -> float | None:
    """After Spearman and Brown; None where the mean of the raters would vary less than nothing."""
    below = 1 + (raters - 1) * value
    return raters * value / below if below > _NO_VARIANCE else None
