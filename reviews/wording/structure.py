"""Structural flags that a sentence shows by itself, each with the words that justify it.

They are prompts: a person confirms or dismisses them.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from reviews.vocabulary import Causal, FlagCode, Kind, Population
from reviews.wording.causes import finite_verbs
from reviews.wording.levels import ASSERTIVE
from reviews.wording.lexicon import Found, Matches

_JOINS = (" and ", " while ", " whereas ", " but ", " because ", " since ", " although ", ";")


@dataclass(frozen=True, slots=True)
class Claim:
    """What is known of a sentence when its flags are asked for."""

    matches: Matches
    kind: Kind
    causal: Causal
    population: Population
    level: int | None

    @property
    def states_effect(self) -> bool:
        stated = self.causal not in (Causal.NONE, Causal.CORRELATIONAL)
        return stated and self.kind in (Kind.RESULT, Kind.CONCLUSION)


def structural_flags(claim: Claim) -> list[tuple[FlagCode, Sequence[Found]]]:
    """Each flag with the matches that justify it; background raises none."""
    if claim.kind == Kind.BACKGROUND:
        return []
    found = ((code, justify(claim)) for code, justify in _TABLE.items())
    return [(code, cues) for code, cues in found if cues]


def _animal(claim: Claim) -> Sequence[Found]:
    return claim.matches.of("species") if claim.population == Population.ANIMAL else []


def _surrogate(claim: Claim) -> Sequence[Found]:
    if not claim.states_effect or claim.matches.has("patient_outcome"):
        return []
    return claim.matches.of("surrogate")


def _compound(claim: Claim) -> Sequence[Found]:
    """Two or more statements with a joining word between them."""
    others = claim.matches.of("comparative", "recommendation_modal")
    stated = sorted([*finite_verbs(claim.matches), *others])
    text = claim.matches.folded
    joined = [
        (first, second)
        for first, second in zip(stated, stated[1:], strict=False)
        if any(join in text[first.end : second.start] for join in _JOINS)
    ]
    return stated if joined else []


def _vague(claim: Claim) -> Sequence[Found]:
    return claim.matches.apart(("vague_source",), "whole_evidence")


def _unpeopled(claim: Claim) -> Sequence[Found]:
    unstated = claim.population in (Population.HUMAN_IMPLIED, Population.NONE)
    if not (unstated and claim.states_effect):
        return []
    others = ("comparative", "causal_phrase", "strong_effect", "possible_effect")
    return [*finite_verbs(claim.matches), *claim.matches.of(*others)]


def _unsized(claim: Claim) -> Sequence[Found]:
    """Assertive verbs of quantity where neither a number nor a word of size stands."""
    if not claim.states_effect or claim.level != ASSERTIVE or claim.matches.has("magnitude"):
        return []
    quantities = claim.matches.of("quantity")
    return [verb for verb in finite_verbs(claim.matches) if verb.overlaps(quantities)]


def _subgroup(claim: Claim) -> Sequence[Found]:
    return claim.matches.of("subgroup") if claim.kind != Kind.RESULT else []


_TABLE: dict[FlagCode, Callable[[Claim], Sequence[Found]]] = {
    FlagCode.UNSUPPORTED_SUBGROUP: _subgroup,
    FlagCode.ANIMAL_EVIDENCE: _animal,
    FlagCode.SURROGATE_OUTCOME: _surrogate,
    FlagCode.COMPOUND_CLAIM: _compound,
    FlagCode.VAGUE_SOURCE: _vague,
    FlagCode.POPULATION_NOT_STATED: _unpeopled,
    FlagCode.NO_MAGNITUDE: _unsized,
}
