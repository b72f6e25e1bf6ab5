"""The ways in which parts become a proposal: the worst, the sum, the first rule, or nobody's
but people's."""

from collections.abc import Mapping, Sequence

from reviews.instruments.definition import Algorithm, Condition, Option, Procedure

Parts = Sequence[tuple[str, Option]]  # label and answer of each part, in the order asked


def holds(condition: Condition, values: Mapping[str, str], counts: Mapping[str, int]) -> bool:
    """Whether any alternative holds in full; a condition without alternatives always does."""
    return not condition or any(
        all(test.holds(values, counts) for test in alternative) for alternative in condition
    )


def propose(
    procedure: Procedure, parts: Parts, values: Mapping[str, str], counts: Mapping[str, int]
) -> tuple[str | int | None, tuple[str, ...]]:
    """The proposal and its trace, for parts that are all answered."""
    if procedure.algorithm == Algorithm.PEOPLE:
        return None, (_left_to_people(procedure),)
    if procedure.algorithm == Algorithm.SUM:
        return _sum(procedure, parts)
    if procedure.algorithm == Algorithm.WORST:
        return _worst(procedure, parts)
    rule = next(rule for rule in procedure.rules if holds(rule.when, values, counts))
    return _value(procedure, rule.then), (f"{rule.because}: {rule.then}.",)


def _left_to_people(procedure: Procedure) -> str:
    choices = ", ".join(option.label.lower() for option in procedure.results)
    return f"People judge: {choices}." if choices else "There is no overall result."


def _value(procedure: Procedure, name: str) -> str | int:
    return next(option.value for option in procedure.results if str(option.value) == name)


def _worst(procedure: Procedure, parts: Parts) -> tuple[str | int, tuple[str, ...]]:
    order = [option.value for option in procedure.results]
    worst = max((option.value for _, option in parts), key=order.index)
    trace = tuple(f"{label}: {option.label}." for label, option in parts)
    return worst, trace if len(parts) == 1 else (*trace, f"The worst counts: {worst}.")


def _sum(procedure: Procedure, parts: Parts) -> tuple[str | int, tuple[str, ...]]:
    steps = [(label, option.label, option.points) for label, option in parts]
    counted = [(label, word, points) for label, word, points in steps if points is not None]
    total = sum(points for _, _, points in counted)
    first, *rest = [points for _, _, points in counted if points] or [0]
    terms = "".join(f" {'+' if points > 0 else '-'} {abs(points)}" for points in rest)
    trace = (
        *(f"{label}: {word.lower()}, {points}." for label, word, points in counted),
        f"Sum: {first}{terms} = {total}.",
    )
    by_points = {o.points: o for o in procedure.results if o.points is not None}
    lowest, highest = min(by_points), max(by_points)
    result = by_points[min(max(total, lowest), highest)]
    return result.value, (*trace, f"Clamped to {lowest}-{highest}: {result.label.lower()}.")
