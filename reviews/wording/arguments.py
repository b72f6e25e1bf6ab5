"""Which earlier sentence a conclusion is argued from, and what the step drops or stretches."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import chain
from re import Pattern

from reviews.vocabulary import Advice, FlagCode, Kind, Population
from reviews.wording.levels import ASSERTIVE
from reviews.wording.lexicon import Cue, Matches, drug_classes
from reviews.wording.readings import Proposal, Reading, cue, propose

_ARGUED = (Kind.CONCLUSION, Kind.RECOMMENDATION)
_PEOPLE = (Population.HUMAN, Population.HUMAN_IMPLIED, Population.HUMAN_SUBGROUP)


@dataclass(frozen=True, slots=True)
class Argument:
    """A reading, its premise with the results that run up to it, and the premise's flags."""

    text: str
    reading: Reading
    premise: Reading
    grounds: tuple[Reading, ...]
    inherited: tuple[Proposal, ...]


def premise(readings: Sequence[Reading], index: int) -> int | None:
    """The place of the sentence that number `index` is argued from: the nearest earlier
    result or conclusion, where words such as "Thus" or "Based on" open the inference."""
    reading = readings[index]
    if reading.kind not in _ARGUED or not _cues(reading, "inference"):
        return None
    claims = (Kind.RESULT, Kind.CONCLUSION)
    return next((at for at in range(index - 1, -1, -1) if readings[at].kind in claims), None)


def argued_flags(text: str, readings: Sequence[Reading]) -> list[tuple[Proposal, ...]]:
    """For each reading the flags that its argument raises."""
    added: list[tuple[Proposal, ...]] = []
    for index, reading in enumerate(readings):
        source = premise(readings, index)
        if source is None:
            added.append(())
            continue
        first = source
        while first and readings[first - 1].kind == Kind.RESULT:
            first -= 1
        grounds = tuple(readings[first : source + 1])
        argument = Argument(text, reading, readings[source], grounds, added[source])
        found = [(code, justify(argument)) for code, justify in _TABLE.items()]
        added.append(tuple(propose(code, cues) for code, cues in found if cues))
    return added


def _hedge_dropped(argument: Argument) -> list[Cue]:
    """The premise is hedged; the reading advises strongly or states more firmly."""
    level = argument.premise.language_level
    if level is None or level == ASSERTIVE:
        return []
    firmer = (argument.reading.language_level or 0) > level
    if not firmer and argument.reading.advice != Advice.STRONG:
        return []
    return _cues(argument.premise, "hedge") + _advising(argument.reading)


def _species(argument: Argument) -> list[Cue]:
    if argument.reading.population not in _PEOPLE:
        return []
    animals = [found for found in argument.grounds if found.population == Population.ANIMAL]
    cues = [one for found in animals for one in _cues(found, "species")]
    return cues or _inherited(argument, FlagCode.SPECIES_EXTRAPOLATION)


def _class(argument: Argument) -> list[Cue]:
    """The reading names a class of drugs; its grounds name members, never the class."""
    for named, member in drug_classes():
        classes = _named(argument.text, argument.reading, named, "drug_class")
        broad = [_named(argument.text, found, named, "drug_class") for found in argument.grounds]
        members = [_named(argument.text, found, member, "drug") for found in argument.grounds]
        if classes and any(members) and not any(broad):
            return [*classes, *chain.from_iterable(members)]
    return _inherited(argument, FlagCode.CLASS_EXTRAPOLATION)


def _no_harms(argument: Argument) -> list[Cue]:
    """A recommendation argued in a text that says nothing of harms."""
    if argument.reading.kind != Kind.RECOMMENDATION or Matches(argument.text).has("harm"):
        return []
    return _advising(argument.reading)


def _inherited(argument: Argument, code: FlagCode) -> list[Cue]:
    return [one for flag in argument.inherited if flag.code == code for one in flag.cues]


def _advising(reading: Reading) -> list[Cue]:
    return _cues(reading, "recommendation_modal", "recommendation_verb", "necessity", "caution")


def _cues(reading: Reading, *groups: str) -> list[Cue]:
    return [one for one in reading.cues if one.group in groups]


def _named(text: str, reading: Reading, name: Pattern[str], group: str) -> list[Cue]:
    matches = Matches(text[reading.start : reading.end])
    return [cue(found, matches, text, reading.start) for found in matches.find(name, group)]


_TABLE: dict[FlagCode, Callable[[Argument], list[Cue]]] = {
    FlagCode.HEDGE_DROPPED: _hedge_dropped,
    FlagCode.SPECIES_EXTRAPOLATION: _species,
    FlagCode.CLASS_EXTRAPOLATION: _class,
    FlagCode.NO_HARMS: _no_harms,
}
