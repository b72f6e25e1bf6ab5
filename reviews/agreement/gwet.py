"""Gwet's AC1 and AC2, and the coefficient of Brennan and Prediger: chance that does not grow
when raters agree on a common category, as kappa's does.

Gwet, Br J Math Stat Psychol 2008;61:29-48; weights and missing ratings after his Handbook of
Inter-Rater Reliability, 4th edition, 2014. Brennan and Prediger, Educ Psychol Meas
1981;41:687-699. Both depend on how many categories the scale has, used or not.
"""

import math

from reviews.agreement.chance import corrected, prevalences, shares
from reviews.agreement.disagreements import Disagreements, unweighted
from reviews.agreement.estimates import Estimate, missing
from reviews.agreement.percent import NO_PAIRS
from reviews.agreement.ratings import Ratings

ONE_CATEGORY = "only one category is known: name those that were possible"


def gwet_ac(ratings: Ratings, weights: Disagreements | None = None) -> Estimate:
    """AC1, or AC2 with `weights`: disagreements by category, of which the largest is 1."""
    categories = len(ratings.categories)
    if not ratings.compared:
        return missing(NO_PAIRS)
    if categories < 2:
        return missing(ONE_CATEGORY)
    apart = unweighted(ratings.positions) if weights is None else weights
    used = prevalences(ratings)
    scale = _agreement(apart) / (categories * (categories - 1))
    by_chance = scale * math.fsum(share * (1 - share) for share in used)
    influences = [
        -2 * (scale * math.fsum(part * (1 - used[p]) for p, part in share.items()) - by_chance)
        for share in shares(ratings)
    ]
    return corrected(ratings, apart, expected=1 - by_chance, influences=influences)


def brennan_prediger(ratings: Ratings, weights: Disagreements | None = None) -> Estimate:
    """Chance as if every category were used equally often."""
    categories = len(ratings.categories)
    if not ratings.compared:
        return missing(NO_PAIRS)
    if categories < 2:
        return missing(ONE_CATEGORY)
    apart = unweighted(ratings.positions) if weights is None else weights
    expected = 1 - _agreement(apart) / categories**2
    return corrected(ratings, apart, expected=expected, influences=[0.0] * len(ratings.items))


def _agreement(apart: Disagreements) -> float:
    """The sum of the agreements of all pairs of categories."""
    return math.fsum(1 - each for row in apart for each in row)
