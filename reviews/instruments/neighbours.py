"""The worksheets next to a worksheet: what one different answer would propose."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from reviews.instruments.definition import Instrument, Item, Option, find
from reviews.instruments.engine import judge


@dataclass(frozen=True)
class Neighbour:
    """One answer moved to the one before or after it, and the overall proposal then."""

    item: Item
    option: Option
    proposed: str | int


def neighbours(instrument: Instrument, answers: Mapping[str, object]) -> tuple[Neighbour, ...]:
    """Every complete worksheet one answer away, in the instrument's order; not those that
    the instrument would warn of anew."""
    known = set(judge(instrument, answers).warnings)
    found = []
    for item in instrument.items:
        for option in _beside(item, answers.get(item.id)):
            judged = judge(instrument, {**answers, item.id: option.value})
            proposed = judged.overall.proposed
            if proposed is not None and known.issuperset(judged.warnings):
                found.append(Neighbour(item, option, proposed))
    return tuple(found)


def points(instrument: Instrument, answers: Mapping[str, object]) -> list[int]:
    """The signed points of each answer given, before any clamp."""
    options = [find(item.answers, answers.get(item.id)) for item in instrument.items]
    return [option.points for option in options if option is not None and option.points]


def _beside(item: Item, given: object) -> Iterator[Option]:
    option = find(item.answers, given)
    if option is None:
        return
    place = item.answers.index(option)
    for beside in (place - 1, place + 1):
        if 0 <= beside < len(item.answers):
            yield item.answers[beside]
