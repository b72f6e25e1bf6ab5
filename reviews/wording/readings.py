"""How one sentence is worded: what the detector proposes and a person settles."""

from collections.abc import Iterable
from dataclasses import dataclass

from reviews.vocabulary import (
    Advice,
    Causal,
    Direction,
    FlagCode,
    Kind,
    Population,
    Scope,
    Severity,
)
from reviews.wording.advice import advice
from reviews.wording.causes import causal, finite_verbs
from reviews.wording.kinds import kind, population, scope
from reviews.wording.levels import language_level
from reviews.wording.lexicon import Cue, Found, Matches, lexicon
from reviews.wording.rules import default_severity
from reviews.wording.structure import Claim, structural_flags

_UNLEVELLED = (Kind.RECOMMENDATION, Kind.BACKGROUND)


@dataclass(frozen=True, slots=True)
class Proposal:
    """A structural flag, its severity before anything is graded, and what it points at."""

    code: FlagCode
    severity: Severity
    cues: tuple[Cue, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """The wording of `text[start:end]`.

    `language_level` is 1 to 4, None for recommendations and background. `cues` may overlap.
    `low_confidence` marks advice in the first half of an abstract without headings.
    """

    start: int
    end: int
    kind: Kind
    scope: Scope
    advice: Advice
    direction: Direction | None
    language_level: int | None
    causal: Causal
    population: Population
    cues: tuple[Cue, ...]
    flags: tuple[Proposal, ...]
    low_confidence: bool = False


def read(
    text: str,
    start: int = 0,
    end: int | None = None,
    *,
    position: float | None = None,
    section: Kind | None = None,
) -> Reading:
    """Read the sentence `text[start:end]`; offsets are code points of `text`.

    `position` is where it stands in an abstract without headings, 0 to 1; `section` the kind
    that its section's heading announces.
    """
    end = len(text) if end is None else end
    matches = Matches(text[start:end])
    strength, direction = advice(matches)
    cause = causal(matches, strength)
    role = kind(matches, strength, cause, section)
    people = population(matches)
    level = None if role in _UNLEVELLED else language_level(matches)
    claim = Claim(matches, role, cause, people, level)
    return Reading(
        start=start,
        end=end,
        kind=role,
        scope=scope(matches),
        advice=strength,
        direction=direction,
        language_level=level,
        causal=cause,
        population=people,
        cues=tuple(cue(found, matches, text, start) for found in _shown(matches)),
        flags=tuple(
            propose(code, (cue(found, matches, text, start) for found in grounds))
            for code, grounds in structural_flags(claim)
        ),
        low_confidence=strength != Advice.NONE and position is not None and position < 0.5,
    )


def propose(code: FlagCode, cues: Iterable[Cue]) -> Proposal:
    return Proposal(code, default_severity(code), tuple(cues))


def cue(found: Found, matches: Matches, text: str, start: int) -> Cue:
    """A match in the sentence that begins at `start`, as a stretch of `text`."""
    first, last = (start + place for place in matches.where(found))
    return Cue(first, last, text[first:last], found.group.partition(".")[0])


def _shown(matches: Matches) -> list[Found]:
    """The cues that readers are shown, in the order of the sentence."""
    verbs = finite_verbs(matches)
    found = [
        match
        for match in matches.of(*lexicon().shown)
        if match.group != "causal_verb" or match in verbs
    ]
    return sorted(found)
