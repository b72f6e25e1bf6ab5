"""Wording against certainty: which flags a claim raises, and how grave each is.

Santesso et al., GRADE guidelines 26, J Clin Epidemiol 2020;119:126, for the words that go
with each certainty; Andrews et al., GRADE 14 and 15, J Clin Epidemiol 2013;66:719 and 726,
for strong advice. RULES is the one table, `flags` the one function that reads it.
"""

from collections.abc import Callable
from dataclasses import dataclass

from reviews.vocabulary import Certainty, EvidenceSide, FlagCode, Scope, Severity
from reviews.wording.exceptions import FIRM, SITUATIONS, WEAK
from reviews.wording.explanations import FLAGS
from reviews.wording.facts import (
    Facts,
    advises,
    balance_is_graded,
    claim_gap,
    graded,
    is_strong_on_weak,
    is_undecided,
    standing_exception,
)


@dataclass(frozen=True)
class Flag:
    """One finding, with the sentence that says why it stands here. `situation` numbers the
    recorded exception that softened it."""

    code: FlagCode
    severity: Severity
    reason: str
    situation: int | None = None


@dataclass(frozen=True)
class Note:
    """A sentence beside the label; some are for the panel's eyes only."""

    text: str
    is_public: bool


@dataclass(frozen=True)
class Rule:
    """One row of the table.

    `severity` is what a proposal carries before anything is graded. `applies`, where the
    facts matter, gives the severity, or None if the flag does not stand. `says` explains a
    computed flag. A rule that is not computed stands only on a person's word.
    """

    code: FlagCode
    severity: Severity
    needs: str
    applies: Callable[[Facts], Severity | None] | None = None
    says: Callable[[Facts], str] | None = None

    @property
    def is_computed(self) -> bool:
        return self.says is not None


def flags(facts: Facts) -> tuple[Flag, ...]:
    """The flags that stand, in the order of the table."""
    found = []
    for rule in RULES:
        if not rule.is_computed and rule.code not in facts.confirmed:
            continue
        severity = rule.applies(facts) if rule.applies else rule.severity
        if severity is not None:
            reason = rule.says(facts) if rule.says else FLAGS[rule.code].means
            found.append(Flag(rule.code, severity, reason, _situation(rule.code, facts)))
    return tuple(found)


def default_severity(code: FlagCode) -> Severity:
    """The severity of a proposed flag: an abstract was read and nothing is graded."""
    return next(rule.severity for rule in RULES if rule.code == code)


def notes(facts: Facts) -> tuple[Note, ...]:
    """What to say beside the flags of a graded claim."""
    if graded(facts) is None:
        return ()
    steps = claim_gap(facts)
    found = []
    if advises(facts) and not balance_is_graded(facts):
        missing = "Harms" if facts.harm_certainty is None else "Benefits"
        found.append(Note(f"{missing} not graded.", is_public=True))
    if steps is not None and steps <= -2:
        found.append(Note("Worded well below the certainty: under-stated.", is_public=False))
    if facts.evidence_side == EvidenceSide.UNCLEAR and facts.certainty != Certainty.VERY_LOW:
        found.append(
            Note("Say why the evidence is unclear although its certainty is not very low.", False)
        )
    return tuple(found)


def _situation(code: FlagCode, facts: Facts) -> int | None:
    exception = standing_exception(facts)
    if code != FlagCode.STRONG_REC_WEAK_EVIDENCE or exception is None:
        return None
    return exception.situation


def _language(facts: Facts) -> Severity | None:
    steps = claim_gap(facts)
    if steps is None or steps <= 0:
        return None
    return Severity.AMBER if steps == 1 else Severity.RED


def _says_language(facts: Facts) -> str:
    steps = claim_gap(facts)
    return (
        f"Worded at level {facts.language_level} of 4 on evidence of {_certainty(facts)}"
        f" certainty: {steps} {'step' if steps == 1 else 'steps'} above."
    )


def _strong(facts: Facts) -> Severity | None:
    if not is_strong_on_weak(facts) or is_undecided(facts):
        return None
    return Severity.AMBER if standing_exception(facts) else Severity.RED


def _says_strong(facts: Facts) -> str:
    exception = standing_exception(facts)
    sentence = f"Advises strongly on evidence of {_certainty(facts)} certainty"
    if exception is None:
        return f"{sentence}, and no accepted exception is recorded."
    summary = SITUATIONS[exception.situation].summary
    return f"{sentence}; justified, situation {exception.situation}: {summary}"


def _contradicted(facts: Facts) -> Severity | None:
    certainty = graded(facts)
    if certainty is None or facts.evidence_side != EvidenceSide.AGAINST:
        return None
    return Severity.RED if certainty in FIRM else Severity.AMBER


def _says_contradicted(facts: Facts) -> str:
    return f"The evidence, of {_certainty(facts)} certainty, stands against the claim."


def _certainty(facts: Facts) -> str:
    return facts.certainty.label.lower() if facts.certainty is not None else "no"


def _hedge(facts: Facts) -> Severity:
    return Severity.AMBER if graded(facts) in FIRM else Severity.RED


def _causal(facts: Facts) -> Severity | None:
    certainty = graded(facts)
    if facts.body_is_randomised is False and certainty in WEAK:
        return Severity.AMBER
    return None


def _surrogate(facts: Facts) -> Severity:
    return Severity.AMBER if facts.surrogate_worded_as_patient_outcome else Severity.INFO


def _harms(facts: Facts) -> Severity:
    return Severity.INFO if facts.only_abstract_read else Severity.AMBER


def _misreported(facts: Facts) -> Severity | None:
    return Severity.AMBER if facts.scope == Scope.REPORTED_RESULT else None


RULES = (
    Rule(
        FlagCode.CONTRADICTED,
        Severity.RED,
        "evidence against the claim",
        _contradicted,
        _says_contradicted,
    ),
    Rule(
        FlagCode.STRONG_REC_WEAK_EVIDENCE,
        Severity.RED,
        "strong advice and low or very low overall certainty",
        _strong,
        _says_strong,
    ),
    Rule(
        FlagCode.LANGUAGE_ABOVE_CERTAINTY,
        Severity.RED,
        "a general claim worded above its certainty",
        _language,
        _says_language,
    ),
    Rule(FlagCode.HEDGE_DROPPED, Severity.RED, "a premise worded more carefully", _hedge),
    Rule(
        FlagCode.MISREPORTED, Severity.AMBER, "a reported result, and its source read", _misreported
    ),
    Rule(FlagCode.SPECIES_EXTRAPOLATION, Severity.AMBER, "animal evidence, a claim about people"),
    Rule(
        FlagCode.CLASS_EXTRAPOLATION,
        Severity.AMBER,
        "evidence on one drug, a claim about its class",
    ),
    Rule(FlagCode.UNSUPPORTED_SUBGROUP, Severity.AMBER, "a subgroup named, no evidence of its own"),
    Rule(FlagCode.RATIONALE_INDIRECT, Severity.AMBER, "a reason that compares only indirectly"),
    Rule(FlagCode.DESIGN_NARRATIVE_REVIEW, Severity.AMBER, "advice in a narrative review"),
    Rule(
        FlagCode.CAUSAL_FROM_OBSERVATIONAL,
        Severity.AMBER,
        "causal words, a non-randomised body below moderate",
        _causal,
    ),
    Rule(
        FlagCode.SURROGATE_OUTCOME, Severity.INFO, "an outcome that stands for another", _surrogate
    ),
    Rule(FlagCode.NO_HARMS, Severity.INFO, "advice without a word on harms", _harms),
    Rule(FlagCode.ANIMAL_EVIDENCE, Severity.INFO, "evidence from animals"),
    Rule(FlagCode.COMPOUND_CLAIM, Severity.INFO, "several claims in one sentence"),
    Rule(FlagCode.VAGUE_SOURCE, Severity.INFO, "studies mentioned, none named"),
    Rule(FlagCode.POPULATION_NOT_STATED, Severity.INFO, "no population in the claim"),
    Rule(FlagCode.NO_MAGNITUDE, Severity.INFO, "an effect without its size"),
    Rule(FlagCode.SIZE_NOT_SUPPORTED, Severity.INFO, "a size in words, and a person's reading"),
)
