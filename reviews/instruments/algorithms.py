"""The ways in which parts become a proposal: the worst, the sum, the first rule, or nobody's
but people's."""

from collections.abc import Collection, Iterable, Mapping, Sequence

from reviews.instruments.definition import Algorithm, Condition, Option, Procedure, Rule

Parts = Sequence[tuple[str, Option]]  # label and answer of each part, in the order asked


def truth(
    condition: Condition,
    values: Mapping[str, str],
    counts: Mapping[str, int],
    unknown: Collection[str] = (),
) -> bool | None:
    """Whether any alternative holds in full; a condition without alternatives always does.

    None where that depends on answers still `unknown`.
    """
    alternatives = [
        _all(test.holds(values, counts, unknown) for test in alternative)
        for alternative in condition
    ]
    if not condition or True in alternatives:
        return True
    return None if None in alternatives else False


def holds(condition: Condition, values: Mapping[str, str], counts: Mapping[str, int]) -> bool:
    """Whether the condition holds where what was not answered counts as not given."""
    return truth(condition, values, counts) is True


def open_rules(
    procedure: Procedure,
    values: Mapping[str, str],
    counts: Mapping[str, int],
    unknown: Collection[str] = (),
) -> tuple[Rule, ...]:
    """The rules of which one will turn out to be the first that holds; one, if all is known."""
    found = []
    for rule in procedure.rules:
        is_true = truth(rule.when, values, counts, unknown)
        if is_true is not False:
            found.append(rule)
        if is_true:
            break
    return tuple(found)


def propose(
    procedure: Procedure, parts: Parts, rules: Sequence[Rule]
) -> tuple[str | int | None, tuple[str, ...]]:
    """The proposal and its trace, for parts that are all answered or `rules` that agree.

    It is None where it is left to people, or where rules do not agree yet.
    """
    if procedure.algorithm == Algorithm.PEOPLE:
        return None, (_left_to_people(procedure),)
    if procedure.algorithm == Algorithm.SUM:
        return _sum(procedure, parts)
    if procedure.algorithm == Algorithm.WORST:
        return _worst(procedure, parts)
    because = " or ".join(dict.fromkeys(rule.because for rule in rules))
    names = {rule.then for rule in rules}
    if len(names) > 1:
        return None, ()
    [name] = names
    if name is None:
        return None, (f"{because}.",)
    return _value(procedure, name), (f"{because}: {name}.",)


def _all(truths: Iterable[bool | None]) -> bool | None:
    found = set(truths)
    if False in found:
        return False
    return None if None in found else True


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
