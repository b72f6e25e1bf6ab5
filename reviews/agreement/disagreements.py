"""How far apart two ratings are: 0 for the same, more for a graver disagreement."""

import math
from collections import Counter
from collections.abc import Callable, Sequence

from reviews.agreement.ratings import Ratings

Disagreements = Sequence[Sequence[float]]
Weighting = Callable[[Sequence[float]], Disagreements]


def unweighted(positions: Sequence[float]) -> Disagreements:
    """Every disagreement counts the same."""
    places = range(len(positions))
    return [[float(first != second) for second in places] for first in places]


def linear(positions: Sequence[float]) -> Disagreements:
    """A disagreement counts by its distance, the largest as 1."""
    return _by_distance(positions, 1)


def quadratic(positions: Sequence[float]) -> Disagreements:
    """A disagreement counts by the square of its distance, the largest as 1."""
    return _by_distance(positions, 2)


def _by_distance(positions: Sequence[float], power: int) -> Disagreements:
    if not positions:
        return []
    # Halved before they are subtracted, so that no difference is too large for a float.
    halves = [position / 2 for position in positions]
    range_ = max(halves) - min(halves)
    return [
        [(abs(first - second) / range_) ** power if first != second else 0.0 for second in halves]
        for first in halves
    ]


def within_items(ratings: Ratings, weights: Disagreements) -> list[float | None]:
    """For each item the mean disagreement of its pairs of ratings; None without a pair."""
    return [_within(count, weights) if count.total() > 1 else None for count in ratings.counts]


def mean_within(ratings: Ratings, weights: Disagreements) -> float:
    """The mean over the items that have a pair. There must be one."""
    found = [each for each in within_items(ratings, weights) if each is not None]
    return math.fsum(found) / len(found)


def _within(count: Counter[int], weights: Disagreements) -> float:
    pairs = count.total() * (count.total() - 1)
    apart = (
        times * others * weights[first][second]
        for first, times in count.items()
        for second, others in count.items()
        if first != second
    )
    return math.fsum(apart) / pairs
