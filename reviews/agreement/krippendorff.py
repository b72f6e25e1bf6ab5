"""Krippendorff's alpha, for any number of raters and with missing ratings.

Krippendorff, Computing Krippendorff's Alpha-Reliability, 2011; Content Analysis, 4th edition,
2018. The ordinal metric is Krippendorff's own: ratings are as far apart as the ratings that lie
between them are many. Others weight ordinal categories without regard to how often they are
used and call the result ordinal alpha as well; that is another number.
"""

import random
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from functools import cache, lru_cache

from reviews.agreement.estimates import LEVEL, NO_SPREAD, Estimate, Interval, missing
from reviews.agreement.percent import NO_PAIRS
from reviews.agreement.ratings import Ratings
from reviews.vocabulary import Scale

CONSTANT = "all ratings are the same, so nothing tells agreement from chance"
BELOW_ZERO = "a ratio scale has no value below zero"
TOO_OFTEN_CONSTANT = "too few items differ for drawing samples of them"
TOO_MANY_VALUES = "there are too many different values for drawing samples"
RESAMPLES = 1000
METHOD = f"percentile bootstrap over items, {RESAMPLES} samples, fixed seed"
_MOST_UNDEFINED = RESAMPLES // 20
_MOST_PROPORTIONS = 500  # values of a ratio scale, since each is compared with each

# How often each category was chosen, of an item or of all of them.
Count = tuple[tuple[int, int], ...]
# The sum of the squared distances over all ordered pairs of the ratings counted.
Spread = Callable[[Count], float]


@lru_cache(maxsize=512)
def krippendorff_alpha(ratings: Ratings, scale: Scale) -> Estimate:
    """1 - observed / expected disagreement over the items with a pair of ratings.

    `scale` names the metric; interval and ratio read the positions of the categories. The
    interval holds the middle 95% of what samples of the items, drawn with replacement, give
    (Zapf et al., BMC Med Res Methodol 2016;16:93). Samples in which nothing varies have no
    alpha; if they are more than one in twenty there is no interval. Results are kept, since
    drawing samples takes time.
    """
    items = Counter(_count(count) for count in ratings.counts if count.total() > 1)
    if not items:
        return missing(NO_PAIRS)
    values = {place for item in items for place, _ in item}
    if len(values) < 2:
        return missing(CONSTANT)
    positions = _without_unit(ratings.positions, values)
    if scale == Scale.RATIO and min(positions.values()) < 0:
        return missing(BELOW_ZERO)
    metric = METRICS[scale](positions)
    value = _alpha(items, metric)
    if value is None:
        return missing(CONSTANT)
    if scale == Scale.RATIO and len(values) > _MOST_PROPORTIONS:
        return Estimate(value, None, TOO_MANY_VALUES)
    return _with_interval(value, items, metric)


def _alpha(items: Mapping[Count, int], metric: "Metric") -> float | None:
    """`items` says how many items have each count; None where nothing varies."""
    total: Counter[int] = Counter()
    for item, times in items.items():
        for place, number in item:
            total[place] += number * times
    spread = metric(total)
    expected = spread(_count(total))
    if not expected:
        return None
    observed = sum(
        times * spread(item) / (sum(number for _, number in item) - 1)
        for item, times in items.items()
        if len(item) > 1
    )
    return 1 - (total.total() - 1) * observed / expected


def _with_interval(value: float, items: Counter[Count], metric: "Metric") -> Estimate:
    # In an order of their own, so that the order of items and raters changes nothing.
    drawn_from = sorted(items.elements())
    chance = random.Random(len(drawn_from))  # noqa: S311 - resamples alike for whoever repeats it, and guards nothing
    found = []
    for _ in range(RESAMPLES):
        alpha = _alpha(Counter(chance.choices(drawn_from, k=len(drawn_from))), metric)
        if alpha is not None:
            found.append(alpha)
    if len(found) < RESAMPLES - _MOST_UNDEFINED:
        return Estimate(value, None, TOO_OFTEN_CONSTANT)
    found.sort()
    tail = round(len(found) * (1 - LEVEL) / 2)
    low, high = found[tail], found[-tail - 1]
    if low == high:
        return Estimate(value, None, NO_SPREAD)
    return Estimate(value, Interval(low, high, METHOD))


def _count(counter: Counter[int]) -> Count:
    return tuple(sorted(counter.items()))


def _without_unit(positions: Iterable[float], used: set[int]) -> dict[int, float]:
    """The positions of the values in use, the largest as 1: no metric depends on the unit, and
    so no square is too large for a float."""
    kept = {place: position for place, position in enumerate(positions) if place in used}
    largest = max(map(abs, kept.values())) or 1.0
    return {place: position / largest for place, position in kept.items()}


# Metrics: given how often each category is used, how distances are summed.

Metric = Callable[[Counter[int]], Spread]


def _nominal(positions: Mapping[int, float]) -> Metric:
    def spread(count: Count) -> float:
        total = sum(number for _, number in count)
        return float(total * total - sum(number * number for _, number in count))

    return lambda total: spread


def _ordinal(positions: Mapping[int, float]) -> Metric:
    """The places of categories are their order; the distance is that of mean ranks."""

    def metric(total: Counter[int]) -> Spread:
        ranks, below = {}, 0
        for place in sorted(total):
            ranks[place] = below + total[place] / 2
            below += total[place]
        return lambda count: _squares(count, ranks)

    return metric


def _interval(positions: Mapping[int, float]) -> Metric:
    spread = cache(lambda count: _squares(count, positions))
    return lambda total: spread


def _ratio(positions: Mapping[int, float]) -> Metric:
    @cache
    def distance(first: int, second: int) -> float:
        a, b = positions[first], positions[second]
        return ((a - b) / (a + b)) ** 2

    def spread(count: Count) -> float:
        return 2 * sum(
            times * sum(others * distance(first, second) for second, others in count[:at])
            for at, (first, times) in enumerate(count)
        )

    return lambda total: spread


METRICS: Mapping[Scale, Callable[[Mapping[int, float]], Metric]] = {
    Scale.NOMINAL: _nominal,
    Scale.ORDINAL: _ordinal,
    Scale.INTERVAL: _interval,
    Scale.RATIO: _ratio,
}


def _squares(count: Count, positions: Mapping[int, float]) -> float:
    """Summed over ordered pairs, squared differences are twice the number times the sum of
    squares around the mean."""
    total = sum(number for _, number in count)
    mean = sum(number * positions[place] for place, number in count) / total
    return 2 * total * sum(number * (positions[place] - mean) ** 2 for place, number in count)
