"""Every statistic that a scale allows, in the stable form that the `agreement` command prints."""

from collections.abc import Callable, Iterator, Mapping
from functools import partial

from reviews.agreement.cohen import cohen_kappa
from reviews.agreement.disagreements import Disagreements, linear, quadratic
from reviews.agreement.estimates import LEVEL, Estimate, missing
from reviews.agreement.fleiss import conger_kappa, fleiss_by_category, fleiss_kappa
from reviews.agreement.gwet import brennan_prediger, gwet_ac
from reviews.agreement.icc import icc_mean, icc_single
from reviews.agreement.krippendorff import krippendorff_alpha
from reviews.agreement.percent import percent_agreement
from reviews.agreement.ratings import Ratings
from reviews.vocabulary import Scale

FEW_ITEMS = 10
_MOST_CATEGORIES = 100
_DIGITS = 6
_SCALES = list(Scale)
_NAMES = {
    "percent_agreement": "Percent agreement",
    "cohen_kappa": "Cohen's kappa",
    "fleiss_kappa": "Fleiss' kappa",
    "krippendorff_alpha": "Krippendorff's alpha",
    "gwet": "Gwet's",
    "icc": "ICC",
    "conger_kappa": "Conger's kappa",
    "brennan_prediger": "Brennan-Prediger",
    "fleiss_kappa_by_category": "Fleiss' kappa of",
}

# By name, or by name and kind; None where a coefficient does not apply.
Estimates = Mapping[str, Estimate | None | Mapping[str, Estimate | None]]
_Coefficient = Callable[[Ratings, Disagreements | None], Estimate]


def summary(ratings: Ratings, scale: Scale, *, with_more: bool = False) -> dict[str, object]:
    """As docs/commands.md describes it; `with_more` adds the coefficients less often asked for."""
    estimates = {**estimates_of(ratings, scale), **(_more(ratings, scale) if with_more else {})}
    return {
        "items": len(ratings.items),
        "raters": len(ratings.raters),
        **{name: _each(found, value_of) for name, found in estimates.items()},
        "intervals": {name: _each(found, interval_of) for name, found in estimates.items()},
        "warnings": [*_cautions(ratings, estimates), *_reasons(estimates)],
    }


def estimates_of(ratings: Ratings, scale: Scale) -> Estimates:
    """The coefficients of the contract; each scale allows what those before it allow."""
    weighed = partial(_weighed, ratings, scale)
    allowed = _SCALES[: _SCALES.index(scale) + 1]
    is_measured = Scale.INTERVAL in allowed
    ac = dict(zip(("ac1", "ac2_linear", "ac2_quadratic"), weighed(gwet_ac).values(), strict=True))
    return {
        "percent_agreement": percent_agreement(ratings),
        "cohen_kappa": weighed(cohen_kappa) if len(ratings.raters) == 2 else None,
        "fleiss_kappa": _of_categories(fleiss_kappa, ratings, None),
        "krippendorff_alpha": {
            metric: krippendorff_alpha(ratings, metric) if metric in allowed else None
            for metric in _SCALES
        },
        "gwet": ac,
        "icc": {
            "2,1": icc_single(ratings) if is_measured else None,
            "2,k": icc_mean(ratings) if is_measured else None,
        },
    }


def _more(ratings: Ratings, scale: Scale) -> Estimates:
    is_listable = len(ratings.categories) <= _MOST_CATEGORIES
    return {
        "conger_kappa": _weighed(ratings, scale, conger_kappa),
        "brennan_prediger": _weighed(ratings, scale, brennan_prediger),
        "fleiss_kappa_by_category": fleiss_by_category(ratings) if is_listable else None,
    }


def _weighed(
    ratings: Ratings, scale: Scale, coefficient: _Coefficient
) -> dict[str, Estimate | None]:
    """Weights need an order, and categories that can be listed."""
    of = partial(_of_categories, coefficient, ratings)
    is_ordered = scale != Scale.NOMINAL and len(ratings.categories) <= _MOST_CATEGORIES
    return {
        "unweighted": of(None),
        "linear": of(linear(ratings.positions)) if is_ordered else None,
        "quadratic": of(quadratic(ratings.positions)) if is_ordered else None,
    }


def _of_categories(
    coefficient: _Coefficient, ratings: Ratings, weights: Disagreements | None
) -> Estimate:
    number = len(ratings.categories)
    if number > _MOST_CATEGORIES:
        return missing(f"it is for categories, and there are {number} different ratings")
    return coefficient(ratings, weights)


def _cautions(ratings: Ratings, estimates: Estimates) -> Iterator[str]:
    if ratings.compared < FEW_ITEMS:
        yield (
            f"Items with two ratings or more: {ratings.compared}. With fewer than {FEW_ITEMS} no "
            "coefficient says much."
        )
    left_out = len(ratings.items) - len(ratings.complete)
    names = [_NAMES[name] for name in ("cohen_kappa", "icc") if _is_told(estimates[name])]
    if left_out and names:
        yield f"{' and '.join(names)}: items that not everybody rated are left out: {left_out}."


def _reasons(estimates: Estimates) -> Iterator[str]:
    """A sentence for each reason why a value or an interval is missing."""
    values: dict[str, list[str]] = {}
    intervals: dict[str, list[str]] = {}
    for name, estimate in _named(estimates):
        if estimate.value is None:
            values.setdefault(estimate.why, []).append(name)
        elif estimate.interval is None:
            intervals.setdefault(estimate.why, []).append(name)
    for why, names in values.items():
        yield f"Not defined: {', '.join(names)}: {why}."
    for why, names in intervals.items():
        yield f"No interval: {', '.join(names)}: {why}."


def _named(estimates: Estimates) -> Iterator[tuple[str, Estimate]]:
    for name, found in estimates.items():
        kinds = found.items() if isinstance(found, Mapping) else [("", found)]
        for kind, estimate in kinds:
            if estimate is not None:
                yield f"{_NAMES[name]} {kind.replace('_', ' ')}".strip(), estimate


def _is_told(found: Estimate | None | Mapping[str, Estimate | None]) -> bool:
    estimates = found.values() if isinstance(found, Mapping) else [found]
    return any(each is not None and each.value is not None for each in estimates)


def _each(
    found: Estimate | None | Mapping[str, Estimate | None],
    told: Callable[[Estimate | None], object],
) -> object:
    if isinstance(found, Mapping):
        return {kind: told(estimate) for kind, estimate in found.items()}
    return told(found)


def value_of(estimate: Estimate | None) -> float | None:
    """To as many digits as are told."""
    return None if estimate is None or estimate.value is None else _rounded(estimate.value)


def interval_of(estimate: Estimate | None) -> dict[str, object] | None:
    """Its bounds and how they were found, or None."""
    if estimate is None or estimate.interval is None:
        return None
    found = estimate.interval
    error = found.standard_error
    return {
        "low": _rounded(found.low),
        "high": _rounded(found.high),
        "level": LEVEL,
        "standard_error": None if error is None else _rounded(error),
        "method": found.method,
    }


def _rounded(value: float) -> float:
    return round(value, _DIGITS) + 0.0  # so that -0 is 0
