"""Percent agreement: how often two raters of an item say the same. Chance is left in."""

import math
from dataclasses import replace

from reviews.agreement.disagreements import mean_within, unweighted, within_items
from reviews.agreement.estimates import NORMAL, Estimate, Interval, linearised, missing
from reviews.agreement.ratings import Ratings

NO_PAIRS = "no item has two ratings"
WILSON = "Wilson 1927, over items"
OVER_ITEMS = "mean over items, Student's t"


def percent_agreement(ratings: Ratings) -> Estimate:
    """The mean, over the items with a pair of ratings, of the share of their pairs that agree.

    A proportion from 0 to 1. Where no item has more than two ratings its interval is Wilson's
    (J Am Stat Assoc 1927;22:209-212), otherwise that of a mean over items.
    """
    if not ratings.compared:
        return missing(NO_PAIRS)
    weights = unweighted(ratings.positions)
    value = 1 - mean_within(ratings, weights)
    if all(count.total() <= 2 for count in ratings.counts):
        return Estimate(value, _wilson(value, ratings.compared))
    shares = [1 - each for each in within_items(ratings, weights) if each is not None]
    found = linearised(value, [share - value for share in shares], method=OVER_ITEMS)
    if found.interval is None:
        return found
    return replace(found, interval=replace(found.interval, low=max(found.interval.low, 0.0)))


def percent_by_item(ratings: Ratings) -> dict[str, float]:
    """For each item with a pair of ratings the share of its pairs that agree."""
    apart = within_items(ratings, unweighted(ratings.positions))
    return {
        item: 1 - each for item, each in zip(ratings.items, apart, strict=True) if each is not None
    }


def _wilson(share: float, size: int) -> Interval:
    square = NORMAL * NORMAL
    middle = (share + square / (2 * size)) / (1 + square / size)
    spread = share * (1 - share) / size + square / (4 * size * size)
    reach = NORMAL * math.sqrt(max(spread, 0.0)) / (1 + square / size)
    return Interval(max(middle - reach, 0.0), min(middle + reach, 1.0), WILSON)
