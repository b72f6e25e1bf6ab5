"""Cohen's kappa for two raters, who keep their own habits.

Cohen, Educ Psychol Meas 1960;20:37-46; weighted, Psychol Bull 1968;70:213-220. Standard errors
after Fleiss, Cohen and Everitt, Psychol Bull 1969;72:323-327.
"""

import math
from collections import Counter

from reviews.agreement.disagreements import Disagreements, unweighted
from reviews.agreement.estimates import Estimate, linearised, missing
from reviews.agreement.ratings import Ratings

METHOD = "Fleiss, Cohen and Everitt 1969, large sample"
CONSTANT = "all ratings are the same, so nothing tells agreement from chance"
NO_COMMON_ITEM = "no item was rated by both raters"


def cohen_kappa(ratings: Ratings, weights: Disagreements | None = None) -> Estimate:
    """1 - observed / expected disagreement, over the items that both raters rated.

    `weights` are disagreements by category, whatever their unit; without them every
    disagreement counts the same.
    """
    if len(ratings.raters) != 2:
        return missing(f"it compares two raters, and there are {len(ratings.raters)}")
    if not ratings.complete:
        return missing(NO_COMMON_ITEM)
    apart = unweighted(ratings.positions) if weights is None else weights
    size = len(ratings.complete)
    firsts, seconds = (Counter(places) for places in zip(*ratings.complete, strict=True))
    # What a rating of either rater costs on average against the other rater's habits.
    of_first = {a: _mean([(n, apart[a][b]) for b, n in seconds.items()], size) for a in firsts}
    of_second = {b: _mean([(n, apart[a][b]) for a, n in firsts.items()], size) for b in seconds}
    expected = _mean([(n, of_first[a]) for a, n in firsts.items()], size)
    if not expected:
        return missing(CONSTANT)
    ratio = math.fsum(apart[a][b] for a, b in ratings.complete) / size / expected
    influences = [
        ratio * (of_first[a] + of_second[b] - expected) / expected - apart[a][b] / expected
        for a, b in ratings.complete
    ]
    return linearised(1 - ratio, influences, method=METHOD, is_large_sample=True)


def _mean(weighed: list[tuple[int, float]], size: int) -> float:
    return math.fsum(number * value for number, value in weighed) / size
