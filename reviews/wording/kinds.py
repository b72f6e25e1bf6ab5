"""What a sentence is in its paper, how far it reaches, and of whom it speaks."""

from reviews.vocabulary import Advice, Causal, Kind, Population, Scope
from reviews.wording.causes import finite_verbs
from reviews.wording.lexicon import Matches

_ACTS = ("recommendation_modal", "recommendation_verb", "tentative_advice", "necessity")
_FOUND = ("evidential", "vague_source")


def kind(matches: Matches, advice: Advice, causal: Causal, section: Kind | None) -> Kind:
    """Strong advice is a recommendation wherever it stands; then the section's heading tells;
    then the words do."""
    acts = matches.apart((*_ACTS, "possible_use", "support_use"), "research", "reported_advice")
    if advice == Advice.STRONG or (advice == Advice.WEAK and acts and section is None):
        return Kind.RECOMMENDATION
    if section is not None:
        concludes = section == Kind.CONCLUSION and advice == Advice.WEAK
        return Kind.RECOMMENDATION if concludes else section
    if matches.has("inference"):
        return Kind.CONCLUSION
    if matches.has(*_FOUND):
        own = matches.has("own_finding") and matches.has("hedge.2")
        return Kind.CONCLUSION if own else Kind.RESULT
    if matches.has("usage", "background_word") and causal in (Causal.NONE, Causal.CORRELATIONAL):
        return Kind.BACKGROUND
    if causal == Causal.CONDITIONAL or matches.has("hedge.2") or advice == Advice.WEAK:
        return Kind.CONCLUSION
    return Kind.RESULT if causal != Causal.NONE or matches.has("past") else Kind.BACKGROUND


def scope(matches: Matches) -> Scope:
    """A reported result if the first verb after any "we found that" is in the past tense."""
    reports = [found.end for found in matches.of("evidential")]
    start = min((end for end in reports if matches.folded.startswith(" that", end)), default=0)
    past = [found.start for found in matches.apart(("past",), "not_a_verb")]
    present = [found.start for found in matches.of("present")]
    present += [verb.start for verb in finite_verbs(matches) if verb.start not in past]
    first = min((at for at in [*past, *present] if at >= start), default=None)
    return Scope.REPORTED_RESULT if first in past else Scope.GENERAL_CLAIM


def population(matches: Matches) -> Population:
    """Animals and cells only where no people are named; diseases alone imply people."""
    if matches.has("subgroup"):
        return Population.HUMAN_SUBGROUP
    if matches.has("population"):
        return Population.HUMAN
    if matches.has("species"):
        return Population.ANIMAL
    if matches.has("in_vitro"):
        return Population.IN_VITRO
    if matches.has("indication"):
        return Population.HUMAN
    return Population.HUMAN_IMPLIED if matches.has("clinical") else Population.NONE
