"""What would change a label: other appraisers, other certainties, the worksheets next door."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from reviews.instruments.definition import Instrument
from reviews.instruments.neighbours import neighbours, points
from reviews.vocabulary import Branch, Certainty, Effect, Label
from reviews.wording.facts import Facts, graded
from reviews.wording.labels import label
from reviews.wording.overall import JUSTIFIES

NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight")


@dataclass(frozen=True)
class Change:
    """A label that the claim would carry at another certainty. `steps` counts the levels
    from the worksheet's sum, before any clamp; None without a worksheet."""

    certainty: Certainty
    label: Label
    steps: int | None
    sentence: str


@dataclass(frozen=True)
class Stability:
    """`holds` of the `appraisers` would give the claim this label. `changes` has the nearest
    certainty on either side that would not; `single` tells each one answer that would do."""

    label: Label
    holds: int
    appraisers: int
    changes: tuple[Change, ...]
    single: tuple[str, ...]

    @property
    def sentences(self) -> tuple[str, ...]:
        """All of it in words, for the page."""
        found = [change.sentence for change in self.changes]
        if self.appraisers:
            found.insert(0, f"Holds for {self.holds} of {self.appraisers} appraisers.")
        if self.label != Label.NOT_GRADED and not self.changes:
            found.append("No other certainty would change it.")
        if self.single:
            found.append(f"One different judgement is enough: {'; or '.join(self.single)}.")
        return tuple(found)


def stability(
    facts: Facts,
    *,
    appraised: Sequence[Facts] = (),
    instrument: Instrument | None = None,
    answers: Mapping[str, object] | None = None,
) -> Stability:
    """How firmly the label stands.

    `appraised` are the facts as each appraiser judged them; `answers` to `instrument` are
    the settled worksheet behind the certainty, where one outcome decided it.
    """
    current = label(facts)
    sheet = (instrument, answers) if instrument is not None and answers is not None else None
    return Stability(
        label=current,
        holds=sum(label(each) == current for each in appraised),
        appraisers=len(appraised),
        changes=_changes(facts, current, points(*sheet) if sheet else None),
        single=_single(facts, current, *sheet) if sheet else (),
    )


def at(facts: Facts, certainty: Certainty) -> Facts:
    """The same claim on other evidence: outcomes that hold the overall certainty back are
    raised with it, those that set it are lowered with it. Where a panel takes the highest, the
    outcome that it named moves alone: others of its kind may lie below it, none of the other kind
    moves with it."""
    current = graded(facts)

    def moved(outcome: Certainty | None, effect: Effect) -> Certainty | None:
        if outcome is None or current is None:
            return outcome
        if facts.branch == Branch.HIGHEST:
            is_named = facts.direction is not None and effect == JUSTIFIES[facts.direction]
            return min(outcome, certainty) if is_named else outcome
        if certainty > current:
            return max(outcome, certainty)
        return certainty if outcome == current else outcome

    return replace(
        facts,
        certainty=certainty,
        benefit_certainty=moved(facts.benefit_certainty, Effect.BENEFIT),
        harm_certainty=moved(facts.harm_certainty, Effect.HARM),
    )


def _changes(facts: Facts, current: Label, steps: list[int] | None) -> tuple[Change, ...]:
    certainty = graded(facts)
    if certainty is None:
        return ()
    above = [other for other in Certainty if other > certainty]
    below = [other for other in reversed(Certainty) if other < certainty]
    found = []
    for others in (above, below):
        for other in others:
            changed = label(at(facts, other))
            if changed != current:
                found.append(_change(other, changed, steps))
                break
    return tuple(found)


def _change(certainty: Certainty, changed: Label, steps: list[int] | None) -> Change:
    sentence = f"Becomes “{changed.label.lower()}” at {certainty.label.lower()}"
    if steps is None:
        return Change(certainty, changed, None, f"{sentence}.")
    distance = certainty - sum(steps)
    downs = -sum(step for step in steps if step < 0)
    if 0 < distance <= downs:
        way = f"{NUMBERS[distance]} fewer {_plural('downgrade', distance)}"
    elif distance > 0:
        way = f"{NUMBERS[distance]} {_plural('level', distance)} higher"
    else:
        way = f"{NUMBERS[-distance]} more {_plural('downgrade', -distance)}"
    return Change(certainty, changed, distance, f"{sentence}: {way}.")


def _single(
    facts: Facts, current: Label, instrument: Instrument, answers: Mapping[str, object]
) -> tuple[str, ...]:
    if graded(facts) is None:
        return ()
    return tuple(
        f"{neighbour.item.label.lower()} {neighbour.option.label.lower()}"
        for neighbour in neighbours(instrument, answers)
        if label(at(facts, Certainty.from_word(str(neighbour.proposed)))) != current
    )


def _plural(noun: str, number: int) -> str:
    return noun if number == 1 else f"{noun}s"
