"""Kappa for any number of raters: Fleiss' with common habits, Conger's with each rater's own.

Fleiss, Psychol Bull 1971;76:378-382; Conger, Psychol Bull 1980;88:322-328. With missing ratings
and weights after Gwet, Handbook of Inter-Rater Reliability, 4th edition, 2014.
"""

import math
from collections import Counter

from reviews.agreement.chance import METHOD, corrected, prevalences, shares
from reviews.agreement.cohen import CONSTANT
from reviews.agreement.disagreements import Disagreements, unweighted
from reviews.agreement.estimates import Estimate, missing
from reviews.agreement.percent import NO_PAIRS
from reviews.agreement.ratings import Ratings

CONGER = "linearised variance over items as Gwet's, Student's t"


def fleiss_kappa(ratings: Ratings, weights: Disagreements | None = None) -> Estimate:
    """Whoever rated what: raters may differ from item to item. For two raters who both rated
    everything it is Scott's pi."""
    if not ratings.compared:
        return missing(NO_PAIRS)
    apart = unweighted(ratings.positions) if weights is None else weights
    used = prevalences(ratings)
    costs = [
        math.fsum((apart[a][b] + apart[b][a]) / 2 * share for b, share in enumerate(used))
        for a in range(len(used))
    ]
    expected = math.fsum(cost * share for cost, share in zip(costs, used, strict=True))
    if not expected:
        return missing(CONSTANT)
    influences = [
        2 * (math.fsum(costs[place] * part for place, part in share.items()) - expected)
        for share in shares(ratings)
    ]
    return corrected(ratings, apart, expected=expected, influences=influences, method=METHOD)


def fleiss_by_category(ratings: Ratings) -> dict[str, Estimate]:
    """Each category against all others."""
    return {
        category: fleiss_kappa(_one_against_others(ratings, place))
        for place, category in enumerate(ratings.categories)
    }


def conger_kappa(ratings: Ratings, weights: Disagreements | None = None) -> Estimate:
    """Also called exact: chance is the mean over pairs of raters. For two it is Cohen's."""
    if not ratings.compared:
        return missing(NO_PAIRS)
    apart = unweighted(ratings.positions) if weights is None else weights
    costs = _costs_of_habits(ratings, apart)
    habits = _habits(ratings)
    means = [
        math.fsum(cost[place] * share for place, share in habit.items())
        for cost, habit in zip(costs, habits, strict=True)
    ]
    expected = math.fsum(means) / len(means)
    if not expected:
        return missing(CONSTANT)
    rated = [sum(row[rater] is not None for row in ratings.cells) for rater in range(len(means))]
    scale = 2 * len(ratings.items) / len(means)
    influences = [
        scale
        * math.fsum(
            (costs[rater][place] - means[rater]) / rated[rater]
            for rater, place in enumerate(row)
            if place is not None
        )
        for row in ratings.cells
    ]
    return corrected(ratings, apart, expected=expected, influences=influences, method=CONGER)


def _one_against_others(ratings: Ratings, place: int) -> Ratings:
    cells = tuple(
        tuple(None if each is None else int(each == place) for each in row) for row in ratings.cells
    )
    return Ratings(ratings.items, ratings.raters, ("others", "this"), (0, 1), cells)


def _habits(ratings: Ratings) -> list[dict[int, float]]:
    """For each rater, which share of their ratings each category has."""
    columns = zip(*ratings.cells, strict=True)
    counts = [Counter(place for place in column if place is not None) for column in columns]
    return [{place: n / count.total() for place, n in count.items()} for count in counts]


def _costs_of_habits(ratings: Ratings, apart: Disagreements) -> list[list[float]]:
    """For each rater, what each category costs on average against the other raters' habits."""
    habits = _habits(ratings)
    places = range(len(ratings.categories))
    against = [
        [
            math.fsum((apart[a][b] + apart[b][a]) / 2 * share for b, share in habit.items())
            for a in places
        ]
        for habit in habits
    ]
    others = len(habits) - 1
    return [
        [
            math.fsum(cost[a] for number, cost in enumerate(against) if number != rater) / others
            for a in places
        ]
        for rater in range(len(habits))
    ]
