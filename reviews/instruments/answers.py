"""Reading what somebody answered: which questions were reached, answered, or may not stand."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from reviews.instruments.algorithms import truth
from reviews.instruments.definition import (
    NOT_REACHED,
    Caution,
    Instrument,
    Item,
    Option,
    find,
    folded,
)

NO_ANSWER = (None, "")


@dataclass
class Answers:
    """Usable answers to questions that were reached, by item id, and decided judgements by
    domain id. `values` adds the items that were led past. An answer to a question that may
    yet be led past waits: it is in neither."""

    options: dict[str, Option] = field(default_factory=dict)
    decided: dict[str, Option] = field(default_factory=dict)
    values: dict[str, str] = field(default_factory=dict)
    refusals: list[str] = field(default_factory=list)
    warnings: list[Caution] = field(default_factory=list)

    def refuse(self, sentence: str) -> None:
        """One sentence is said once, however many answers it is about."""
        if sentence not in self.refusals:
            self.refusals.append(sentence)

    def is_open(self, item: Item) -> bool:
        """Whether the item still needs an answer: reached, required and not assessed."""
        if item.id in self.options:
            return not self.options[item.id].is_assessable
        return not item.is_optional and item.id not in self.values and bool(self.reaches(item))

    def is_unknown(self, item: Item) -> bool:
        """Whether rules must not yet rest on the item: it is open, or may yet be asked."""
        if item.id in self.options or item.is_optional:
            return item.id in self.options and not self.options[item.id].is_assessable
        return item.id not in self.values

    def reaches(self, item: Item) -> bool | None:
        """Whether the answers before the item lead to it (True) or past it (False); None where
        that depends on questions still open."""
        named = {test.name for tests in item.asked_if for test in tests}
        return truth(item.asked_if, self.values, {}, named - self.values.keys())


def read(
    instrument: Instrument, given: Mapping[str, object], decided: Mapping[str, object]
) -> Answers:
    """Sort answers into usable ones, refusals and warnings, whatever their order.

    The number of a question that has several parts answers all parts not answered apart.
    """
    answers = Answers()
    spread = _spread(instrument, given)
    for item in instrument.items:
        value = spread.pop(item.id, None)
        if answers.reaches(item) is not False:
            _take(answers, instrument, item, value)
            continue
        answers.values[item.id] = NOT_REACHED
        if value not in (*NO_ANSWER, NOT_REACHED):
            _ignore(answers, f"{item.id} is not asked after these answers")
    for name in spread:
        _ignore(answers, f"{name!r:.60} is not a question of {instrument.name}")
    _read_decided(answers, instrument, dict(decided))
    return answers


def _spread(instrument: Instrument, given: Mapping[str, object]) -> dict[str, object]:
    spread = dict(given)
    for domain in instrument.domains:
        parts = [item.id for item in domain.items]
        if domain.id in spread and domain.id not in parts:
            whole = spread.pop(domain.id)
            spread = {**dict.fromkeys(parts, whole), **spread}
    return spread


def _take(answers: Answers, instrument: Instrument, item: Item, value: object) -> None:
    if value in NO_ANSWER:
        return
    option = find(item.answers, value)
    is_reached = answers.reaches(item)
    if option is None and (is_reached or value != NOT_REACHED):
        answers.refuse(_refusal(instrument, item.id, value, item.answers))
    elif option is not None and is_reached:
        answers.options[item.id] = option
        answers.values[item.id] = str(option.value)


def _read_decided(answers: Answers, instrument: Instrument, decided: dict[str, object]) -> None:
    for domain in instrument.domains:
        value = decided.pop(domain.id, None)
        if value in NO_ANSWER:
            continue
        results = domain.procedure.results
        option = find(results, value)
        if option is None:
            answers.refuse(_refusal(instrument, domain.id, value, results))
        elif option.is_assessable:
            answers.decided[domain.id] = option
    for name in decided:
        _ignore(answers, f"{name!r:.60} is not a domain of {instrument.name}")


def _ignore(answers: Answers, why: str) -> None:
    answers.warnings.append(Caution(f"{why}; what was given for it is ignored."))


def _refusal(instrument: Instrument, name: str, value: object, options: tuple[Option, ...]) -> str:
    for mistake in instrument.not_answers:
        if folded(value) in map(folded, mistake.values):
            return mistake.text
    allowed = ", ".join(str(option.value) for option in options)
    return f"{name} cannot be {value!r:.60}; it takes {allowed}."
