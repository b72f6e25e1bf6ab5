"""Which wording each certainty would support, and what a sentence as worded would need.

Santesso et al., GRADE guidelines 26, J Clin Epidemiol 2020;119:126, for statements of effects;
Andrews et al., GRADE 14 and 15, J Clin Epidemiol 2013;66:719 and 726, for advice; both
paraphrased. Nothing here says which certainty there is: that takes a body of evidence.
"""

from dataclasses import dataclass

from reviews.vocabulary import Advice, Certainty, Kind, Scope
from reviews.wording.readings import Reading


@dataclass(frozen=True)
class Supported:
    """What one certainty would support: how an effect is put, and which advice."""

    effect: str
    advice: str


_STRONG_OR_WEAK = "strong or weak"
_WEAK = "weak; strong in five known situations alone"

# Language levels have the same order: each is supported by the certainty of its number.
WORDINGS = {
    Certainty.HIGH: Supported("said plainly: “reduces”", _STRONG_OR_WEAK),
    Certainty.MODERATE: Supported("“probably” or “likely”: “probably reduces”", _STRONG_OR_WEAK),
    Certainty.LOW: Supported("“may” or “the evidence suggests”: “may reduce”", _WEAK),
    Certainty.VERY_LOW: Supported(
        "“may”, and that it is not known: “may reduce, but the evidence is very uncertain”", _WEAK
    ),
}
_ADVICE = {
    Advice.STRONG: (
        "Advice as strong as this would need high or moderate certainty over the critical"
        " outcomes, or one of five known situations."
    ),
    Advice.WEAK: "Advice as weak as this would be supported at every certainty.",
}
_BACKGROUND = "Background is not held against a certainty by itself."
_REPORTED = "This reports what a study found, so it is held against that study, not a certainty."
_ALWAYS = "An effect put like this would be supported at every certainty."


def supports(reading: Reading) -> list[str]:
    """What a sentence that is worded like this would need, a sentence each."""
    found = [_ADVICE[reading.advice]] if reading.advice in _ADVICE else []
    if reading.kind == Kind.BACKGROUND:
        return [*found, _BACKGROUND]
    if reading.language_level is None:
        return found
    if reading.scope == Scope.REPORTED_RESULT:
        return [*found, _REPORTED]
    return [*found, _needed(Certainty(reading.language_level))]


def _needed(certainty: Certainty) -> str:
    if certainty == Certainty.VERY_LOW:
        return _ALWAYS
    above = "" if certainty == Certainty.HIGH else " or higher"
    return f"An effect put like this would need {certainty.label.lower()} certainty{above}."
