"""The public label of a claim: six of them, the first that fits. "Weakly supported" is
defined here and only here, and nothing about the paper's publication status enters.
"""

from dataclasses import dataclass

from reviews.vocabulary import EvidenceSide, FlagCode, Kind, Label, Severity
from reviews.wording.facts import Facts, compared, graded, is_undecided
from reviews.wording.rules import flags


@dataclass(frozen=True)
class Reading:
    """A label and the sentence that says why."""

    label: Label
    why: str


def label(facts: Facts) -> Label:
    return read(facts).label


def read(facts: Facts) -> Reading:
    """The first of the six labels that fits.

    Where wording was not held against the evidence the label stays "not graded": saying
    "in line" of a comparison nobody made would be support that was never found.
    """
    if graded(facts) is None:
        return Reading(Label.NOT_GRADED, _why_not_graded(facts))
    severities = {flag.code: flag.severity for flag in flags(facts)}
    strong = severities.get(FlagCode.STRONG_REC_WEAK_EVIDENCE)
    language = severities.get(FlagCode.LANGUAGE_ABOVE_CERTAINTY)
    if FlagCode.CONTRADICTED in severities:
        return Reading(Label.CONTRADICTED, "The evidence stands against the claim.")
    if Severity.RED in (strong, language):
        return Reading(Label.WEAKLY_SUPPORTED, "Worded far above the certainty of the evidence.")
    if language == Severity.AMBER:
        return Reading(Label.ABOVE_SUPPORT, "Worded one step above the certainty.")
    if strong == Severity.AMBER:
        return Reading(Label.STRONG_JUSTIFIED, "A recorded exception justifies strong advice.")
    if compared(facts) is None or is_undecided(facts):
        return Reading(Label.NOT_GRADED, _why_not_graded(facts))
    return Reading(Label.IN_LINE, "The wording claims no more than the certainty allows.")


def _why_not_graded(facts: Facts) -> str:
    if facts.kind == Kind.BACKGROUND:
        return "Background is not graded by itself."
    if facts.evidence_side == EvidenceSide.NONE_FOUND:
        return "No evidence was found; that is not the same as very low certainty."
    if graded(facts) is None:
        return "The panel has not graded the evidence."
    if is_undecided(facts):
        return "Strong advice cannot be weighed until a benefit and a harm are graded."
    return "It is unclear on which side the evidence stands, so the wording was not compared."
