"""A coefficient as it is told: its value, how sure it is, or why there is none."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import NormalDist

from reviews.agreement.distributions import t_quantile

LEVEL = 0.95  # of every interval
NORMAL = NormalDist().inv_cdf((1 + LEVEL) / 2)
NO_SPREAD = "the ratings leave no spread to tell from how sure it is"
# Below it a standard error is what rounding left of zero.
_SMALLEST = 1e-9


@dataclass(frozen=True)
class Interval:
    """Bounds at LEVEL and how they were found; the standard error where the method has one."""

    low: float
    high: float
    method: str
    standard_error: float | None = None


@dataclass(frozen=True)
class Estimate:
    """`value` is None where the coefficient is not defined, `interval` where its method fails;
    `why` says the reason in words that follow a colon."""

    value: float | None
    interval: Interval | None = None
    why: str = ""


def missing(why: str) -> Estimate:
    return Estimate(None, None, why)


def linearised(
    value: float, influences: Sequence[float], *, method: str, is_large_sample: bool = False
) -> Estimate:
    """The value with the interval of its linearised variance.

    `influences` holds for each item what it adds to the value's error; they sum to zero. With
    `is_large_sample` the variance is divided by n twice and the quantile is the normal one, as
    Fleiss, Cohen and Everitt have it; otherwise by n and n - 1, with Student's t, as Gwet has it.
    """
    size = len(influences)
    if size < 2:
        return Estimate(value, None, "an interval needs two items or more")
    squares = math.fsum(influence * influence for influence in influences)
    error = math.sqrt(squares / size / (size if is_large_sample else size - 1))
    if error < _SMALLEST:
        return Estimate(value, None, NO_SPREAD)
    reach = error * (NORMAL if is_large_sample else t_quantile((1 + LEVEL) / 2, size - 1))
    low, high = max(value - reach, min(value, -1.0)), min(value + reach, 1.0)
    return Estimate(value, Interval(low, high, method, error))
