"""The causal language of a sentence, after Yu, Li & Wang, EMNLP 2019, comparison told apart."""

from reviews.vocabulary import Advice, Causal
from reviews.wording.lexicon import Found, Matches

_EFFECT = ("causal_phrase", "strong_effect")


def causal(matches: Matches, advice: Advice) -> Causal:
    """The first that holds: guarded effect, association, causal verb, comparison,
    other words of effect, difference.

    Registration lines and calls for research claim nothing; of advice only a stated
    comparison counts.
    """
    comparison = bool(matches.apart(("comparative",), "research_talk"))
    if matches.has("registration", "research"):
        return Causal.NONE
    if advice == Advice.STRONG:
        return Causal.COMPARATIVE if comparison else Causal.NONE
    if matches.apart(("possible_effect",), "research_talk", "finding_talk"):
        return Causal.CONDITIONAL
    if matches.apart(("association",), "research_talk"):
        return Causal.CORRELATIONAL
    if finite_verbs(matches):
        return Causal.DIRECT
    if comparison:
        return Causal.COMPARATIVE
    if matches.apart(_EFFECT, "research_talk"):
        return Causal.DIRECT
    if advice == Advice.NONE and matches.apart(("difference",), "research_talk"):
        return Causal.CORRELATIONAL
    return Causal.NONE


def finite_verbs(matches: Matches) -> list[Found]:
    """Causal verbs that state something, calls for research left out."""
    return matches.apart(("causal_verb",), "research", "research_talk", "not_a_verb")
