"""How strongly a sentence advises, and whether for or against what it names.

Three degrees after Li, Wang & Yu, EMNLP 2021: advice to those who treat or decide; calls
for more research advise nobody.
"""

from reviews.vocabulary import Advice, Direction
from reviews.wording.lexicon import Found, Matches

_STRONG = ("recommendation_modal", "recommendation_verb", "necessity", "caution")
_WEAK = ("possible_use", "option", "usefulness", "support_use")
_CANCELLING = ("research", "research_talk", "meta", "reported_advice", "past_value")


def advice(matches: Matches) -> tuple[Advice, Direction | None]:
    """The first that holds: registration line, strong, strong made tentative, weak, none.

    Advice is against what it names if a negation touches the words that advise.
    """
    strength, deciding = _decide(matches)
    if not deciding:
        return strength, None
    negated = matches.of("negated")
    against = any(found.overlaps(negated) for found in deciding)
    return strength, Direction.AGAINST if against else Direction.FOR


def _decide(matches: Matches) -> tuple[Advice, list[Found]]:
    """The strength, and the matches that decide it."""
    if matches.has("registration"):
        return Advice.NONE, []
    strong = matches.apart(_STRONG, *_CANCELLING)
    tentative = matches.of("tentative_advice")
    firm = [found for found in strong if not found.overlaps(tentative)]
    if firm:
        return Advice.STRONG, firm
    softened = strong + matches.apart(("tentative_advice",), *_CANCELLING)
    weak = softened + matches.apart(_WEAK, *_CANCELLING)
    return (Advice.WEAK, weak) if weak else (Advice.NONE, [])
