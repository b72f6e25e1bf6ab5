"""Reading how parts become a proposal."""

from collections.abc import Sequence

import yaml

from reviews.instruments.conditions import Names, condition, known, options
from reviews.instruments.definition import Algorithm, Option, Procedure, Rule, find
from reviews.instruments.nodes import (
    Fields,
    InvalidInstrument,
    fields,
    one_of,
    sequence,
    text,
)

MOST_TOTALS = 1_000


def procedure(
    node: yaml.Node,
    found: Fields,
    parts: Names,
    default: tuple[Option, ...],
    names: Names,
    counts: Sequence[str] = (),
) -> Procedure:
    """How `parts` become a proposal; the results default to those given."""
    word = one_of(found["algorithm"], list(Algorithm)) if "algorithm" in found else "worst"
    algorithm = Algorithm(word)
    results = options(found["results"]) if "results" in found else default
    if ("rules" in found) != (algorithm == Algorithm.RULES):
        raise InvalidInstrument("rules and the algorithm rules go together.", node)
    remark, source = (text(found[n]) if n in found else "" for n in ("remark", "source"))
    if algorithm == Algorithm.RULES:
        rules = _rules(found["rules"], results, names, counts)
        return Procedure(algorithm, results, rules, remark, source=source)
    is_total = algorithm == Algorithm.SUM and not results
    if is_total:
        results = _totals(node, parts)
    _check_parts(node, algorithm, results, parts)
    return Procedure(algorithm, results, (), remark, source=source, is_total=is_total)


def _totals(node: yaml.Node, parts: Names) -> tuple[Option, ...]:
    """Every total that the parts can reach, where no results are given."""
    points = [[option.points or 0 for option in answers] for answers in parts.values()]
    lowest, highest = sum(map(min, points)), sum(map(max, points))
    if highest - lowest > MOST_TOTALS:
        raise InvalidInstrument(f"a sum has at most {MOST_TOTALS} different totals.", node)
    return tuple(Option(n, f"{n} of {highest}", points=n) for n in range(lowest, highest + 1))


def _check_parts(
    node: yaml.Node, algorithm: Algorithm, results: tuple[Option, ...], parts: Names
) -> None:
    if algorithm == Algorithm.SUM and not _are_consecutive(results):
        raise InvalidInstrument("the results of a sum need consecutive points.", node)
    for name, answers in parts.items():
        scored = {option.points is not None for option in answers if option.is_assessable}
        if algorithm == Algorithm.SUM and len(scored) > 1:
            raise InvalidInstrument(f"an answer of {name} has no points to sum.", node)
        for option in answers:
            if algorithm == Algorithm.WORST and find(results, option.value) is None:
                raise InvalidInstrument(f"{option.value} of {name} has no place here.", node)


def _are_consecutive(results: tuple[Option, ...]) -> bool:
    points = [option.points for option in results if option.points is not None]
    return sorted(points) == list(
        range(min(points, default=0), min(points, default=0) + len(results))
    )


def _rules(
    node: yaml.Node, results: tuple[Option, ...], names: Names, counts: Sequence[str]
) -> tuple[Rule, ...]:
    rules = []
    listed = sequence(node)
    for each in listed:
        found = fields(each, "because", "then when")
        if ("when" in found) == (each is listed[-1]):
            raise InvalidInstrument("the last rule, and only that, has no when.", each)
        when = condition(found["when"], names, counts) if "when" in found else ()
        then = known(text(found["then"]), found["then"], results) if "then" in found else None
        rules.append(Rule(when, then, text(found["because"])))
    return tuple(rules)
