"""Quantiles of Student's t and Fisher's F, which the standard library does not have."""

import math
from functools import lru_cache

_STEPS = 500  # of the continued fraction; it converges in about the square root of its largest part
_TINY = 1e-300


def f_quantile(probability: float, above: float, below: float) -> float:
    """The value that an F variable with these degrees of freedom stays under so often.

    The degrees of freedom need not be whole. Found by halving the interval of the beta
    variable x = above * F / (above * F + below).
    """
    low, high = 0.0, 1.0
    for _ in range(200):
        middle = (low + high) / 2
        if not low < middle < high:
            break
        if beta_probability(middle, above / 2, below / 2) < probability:
            low = middle
        else:
            high = middle
    return below * high / (above * (1 - high)) if high < 1 else math.inf


@lru_cache(maxsize=64)
def t_quantile(probability: float, freedom: float) -> float:
    """The same for Student's t, with a probability of a half or more: its square is an F."""
    return math.sqrt(f_quantile(2 * probability - 1, 1, freedom))


def beta_probability(x: float, first: float, second: float) -> float:
    """The regularised incomplete beta function, by the continued fraction of Lentz's method."""
    if x <= 0 or x >= 1:
        return float(x >= 1)
    if x > (first + 1) / (first + second + 2):
        return 1 - beta_probability(1 - x, second, first)
    logarithm = (
        math.lgamma(first + second)
        - math.lgamma(first)
        - math.lgamma(second)
        + first * math.log(x)
        + second * math.log1p(-x)
    )
    return math.exp(logarithm) / (first * _fraction(x, first, second))


def _fraction(x: float, first: float, second: float) -> float:
    """1 + d1/(1 + d2/(1 + ...)), Abramowitz and Stegun 26.5.8."""
    value, numerator, denominator = 1.0, 1.0, 0.0
    for step in range(1, _STEPS):
        half = step // 2
        if step % 2:
            part = -(first + half) * (first + second + half) * x
        else:
            part = half * (second - half) * x
        part /= (first + step - 1) * (first + step)
        denominator = 1 / _away_from_zero(1 + part * denominator)
        numerator = _away_from_zero(1 + part / numerator)
        change = numerator * denominator
        value *= change
        if abs(change - 1) < 1e-15:
            break
    return value


def _away_from_zero(value: float) -> float:
    return value if abs(value) > _TINY else _TINY
