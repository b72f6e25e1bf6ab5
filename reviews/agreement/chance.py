"""What the coefficients for any number of raters share: a correction for chance, and Gwet's
variance of it.

Gwet, Br J Math Stat Psychol 2008;61:29-48 (AC1); Educ Psychol Meas 2021;81:781-790 (Fleiss'
generalized kappa). Ratings may be missing: every item with a rating tells how often a category
is used, every item with a pair of ratings how far raters agree.
"""

import math
from collections.abc import Sequence

from reviews.agreement.disagreements import Disagreements, mean_within, within_items
from reviews.agreement.estimates import Estimate, linearised
from reviews.agreement.ratings import Ratings

METHOD = "Gwet 2008, linearised variance over items, Student's t"


def corrected(
    ratings: Ratings,
    weights: Disagreements,
    *,
    expected: float,
    influences: Sequence[float],
    method: str = METHOD,
) -> Estimate:
    """1 - observed / expected disagreement. There must be a pair, and `expected` above zero.

    `influences` holds what each item adds to the error of `expected`.
    """
    ratio = mean_within(ratings, weights) / expected
    share = len(ratings.items) / ratings.compared
    parts = (
        0.0 if apart is None else share * (1 - apart / expected)
        for apart in within_items(ratings, weights)
    )
    total = [
        part - (1 - ratio) + ratio * influence / expected
        for part, influence in zip(parts, influences, strict=True)
    ]
    return linearised(1 - ratio, total, method=method)


def shares(ratings: Ratings) -> list[dict[int, float]]:
    """For each item, which share of its ratings each category has."""
    return [
        {place: number / count.total() for place, number in count.items()}
        for count in ratings.counts
    ]


def prevalences(ratings: Ratings) -> list[float]:
    """How often each category is used: the mean of its shares over items."""
    by_item = shares(ratings)
    return [
        math.fsum(share.get(place, 0.0) for share in by_item) / len(by_item)
        for place in range(len(ratings.categories))
    ]
