"""What the over-claim rules look at, and the questions they ask of it."""

from dataclasses import dataclass

from reviews.vocabulary import (
    Advice,
    Branch,
    Certainty,
    Direction,
    EvidenceSide,
    FlagCode,
    Kind,
    Scope,
)
from reviews.wording.exceptions import WEAK, RecordedException, exception_refusals
from reviews.wording.overall import Choice


@dataclass(frozen=True)
class Facts:
    """One claim as settled. What the publisher did to its paper is deliberately not here.

    `certainty` is the overall one over the critical outcomes, None while ungraded; `choice` is
    what the panel recorded on how it is taken, `branch` how it is taken, and `lapsed` has
    sentences on why the two differ, if they do (wording.overall).
    `benefit_certainty` and `harm_certainty` are the lowest among the graded outcomes of that
    kind. `language_level` is 1 (said to be unknown) to 4 (assertive), None for advice.
    `confirmed` holds the flags that a person confirmed or set. `body_is_randomised` is None
    while no body is graded.
    """

    kind: Kind
    scope: Scope = Scope.GENERAL_CLAIM
    advice: Advice = Advice.NONE
    direction: Direction | None = None
    language_level: int | None = None
    certainty: Certainty | None = None
    evidence_side: EvidenceSide | None = None
    benefit_certainty: Certainty | None = None
    harm_certainty: Certainty | None = None
    exception: RecordedException | None = None
    confirmed: frozenset[FlagCode] = frozenset()
    body_is_randomised: bool | None = None
    only_abstract_read: bool = True
    surrogate_worded_as_patient_outcome: bool = False
    choice: Choice | None = None
    branch: Branch = Branch.LOWEST
    lapsed: tuple[str, ...] = ()


def gap(language_level: int, certainty: Certainty) -> int:
    """Ordered steps by which wording stands above certainty, -3 to 3; not a measurement."""
    return language_level - certainty


def graded(facts: Facts) -> Certainty | None:
    """The certainty, if evidence was found and judged; background is never graded alone."""
    if facts.kind == Kind.BACKGROUND or facts.evidence_side in (None, EvidenceSide.NONE_FOUND):
        return None
    return facts.certainty


def compared(facts: Facts) -> Certainty | None:
    """The certainty that the wording is held against: only of evidence on the claim's side,
    or unclear and very low. Certainty by itself says nothing about sides."""
    certainty = graded(facts)
    if facts.evidence_side == EvidenceSide.WITH or (
        facts.evidence_side == EvidenceSide.UNCLEAR and certainty == Certainty.VERY_LOW
    ):
        return certainty
    return None


def claim_gap(facts: Facts) -> int | None:
    """The gap of a general factual claim whose wording is compared, else None."""
    certainty = compared(facts)
    if (
        facts.kind == Kind.RECOMMENDATION
        or facts.scope != Scope.GENERAL_CLAIM
        or facts.language_level is None
        or certainty is None
    ):
        return None
    return gap(facts.language_level, certainty)


def advises(facts: Facts) -> bool:
    return facts.kind == Kind.RECOMMENDATION or facts.advice != Advice.NONE


def balance_is_graded(facts: Facts) -> bool:
    """Whether at least one benefit and one harm were graded, as advice needs."""
    return facts.benefit_certainty is not None and facts.harm_certainty is not None


def is_strong_on_weak(facts: Facts) -> bool:
    """Strong advice while the overall certainty is low or very low."""
    return facts.advice == Advice.STRONG and compared(facts) in WEAK


def is_undecided(facts: Facts) -> bool:
    """Strong advice on weak evidence that cannot be held against it: only one side of the
    balance was graded, and that is not a weak benefit."""
    return (
        is_strong_on_weak(facts)
        and not balance_is_graded(facts)
        and facts.benefit_certainty not in WEAK
    )


def standing_exception(facts: Facts) -> RecordedException | None:
    """The recorded exception, if it may soften advice in the claim's direction."""
    recorded = facts.exception
    if recorded is None or facts.direction not in (None, recorded.direction):
        return None
    refused = exception_refusals(
        recorded.situation,
        recorded.direction,
        recorded.reason,
        recorded.benefit_certainty,
        recorded.harm_certainty,
    )
    return None if refused else recorded


def drops_hedge(
    advice: Advice,
    language_level: int | None,
    premise_advice: Advice,
    premise_language_level: int | None,
) -> bool:
    """Whether a claim is worded stronger than the premise it rests on.

    Strong advice counts as assertive, weak advice as hedged. Wording that has neither
    advice nor a level drops nothing.
    """
    claim = _strength(advice, language_level)
    premise = _strength(premise_advice, premise_language_level)
    return claim is not None and premise is not None and claim > premise


def _strength(advice: Advice, language_level: int | None) -> int | None:
    return {Advice.STRONG: 4, Advice.WEAK: 2}.get(advice, language_level)
