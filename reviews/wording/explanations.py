"""What each flag and label says to a reader, in plain words, and what it does not say."""

from dataclasses import dataclass

from reviews.vocabulary import FlagCode, Label


@dataclass(frozen=True)
class Explanation:
    """Two sentences for the public page."""

    means: str
    does_not_mean: str


FLAGS = {
    FlagCode.LANGUAGE_ABOVE_CERTAINTY: Explanation(
        "The sentence sounds surer than the evidence behind it allows.",
        "Not that the statement is false; only that it is put too firmly.",
    ),
    FlagCode.STRONG_REC_WEAK_EVIDENCE: Explanation(
        "The sentence asks nearly everyone to act, on evidence of low or very low certainty.",
        "Not that the treatment fails; only that this evidence does not carry this advice.",
    ),
    FlagCode.CONTRADICTED: Explanation(
        "The evidence that the panel graded points the other way.",
        "Not that the opposite is proven; read how certain the evidence is.",
    ),
    FlagCode.HEDGE_DROPPED: Explanation(
        "The text argues from a careful statement and ends with a firmer one.",
        "Not that anyone meant to mislead; hedges are easily lost on the way to a conclusion.",
    ),
    FlagCode.SPECIES_EXTRAPOLATION: Explanation(
        "Results from animals are carried over to people.",
        "Not that animal studies are worthless; people may respond differently.",
    ),
    FlagCode.CLASS_EXTRAPOLATION: Explanation(
        "Results for one drug are carried over to the whole group of drugs.",
        "Not that the other drugs differ; only that they were not the ones studied.",
    ),
    FlagCode.UNSUPPORTED_SUBGROUP: Explanation(
        "A particular group is singled out without evidence from that group.",
        "Not that the group would do worse; nothing was shown for it either way.",
    ),
    FlagCode.RATIONALE_INDIRECT: Explanation(
        "The reason given compares options that were hardly compared with each other.",
        "Not that the comparison is wrong; few studies made it directly.",
    ),
    FlagCode.DESIGN_NARRATIVE_REVIEW: Explanation(
        "The advice rests on a review that did not search for all studies by a stated method.",
        "Not that the review is careless; such a review cannot show what it left out.",
    ),
    FlagCode.CAUSAL_FROM_OBSERVATIONAL: Explanation(
        "The sentence says that one thing causes another; the studies could only observe both.",
        "Not that there is no effect; other causes could not be ruled out.",
    ),
    FlagCode.SURROGATE_OUTCOME: Explanation(
        "What was measured stands in for what matters to patients.",
        "Not that the measurement is poor; it may not carry over to how patients fare.",
    ),
    FlagCode.ANIMAL_EVIDENCE: Explanation(
        "The evidence comes from animals.",
        "Not a fault in itself; it tells whom the result is about.",
    ),
    FlagCode.COMPOUND_CLAIM: Explanation(
        "The sentence makes several claims, which may deserve different answers.",
        "Not a fault in itself; each part is judged on its own.",
    ),
    FlagCode.VAGUE_SOURCE: Explanation(
        "Studies are mentioned without saying which.",
        "Not that the studies do not exist; a reader cannot look them up from here.",
    ),
    FlagCode.POPULATION_NOT_STATED: Explanation(
        "The sentence does not say for whom it holds.",
        "Not that it holds for nobody; the people meant must be guessed.",
    ),
    FlagCode.NO_MAGNITUDE: Explanation(
        "An effect is claimed without saying how large it is.",
        "Not that the effect is small; its size cannot be judged from here.",
    ),
    FlagCode.NO_HARMS: Explanation(
        "Advice is given without a word about possible harms.",
        "Not that there are harms; they are not spoken of in what was read.",
    ),
    FlagCode.MISREPORTED: Explanation(
        "A result is reported differently from what its source says.",
        "Not a judgement on the source itself, nor on why they differ.",
    ),
    FlagCode.SIZE_NOT_SUPPORTED: Explanation(
        "Words such as large or slight go beyond what the figures show.",
        "Not that there is no effect; only that its size is put too boldly.",
    ),
}

LABELS = {
    Label.NOT_GRADED: Explanation(
        "No verdict compares this wording with the evidence.",
        "Neither support nor criticism of the claim.",
    ),
    Label.CONTRADICTED: Explanation(
        "The evidence that the panel graded points the other way.",
        "Not that the opposite is proven; read how certain the evidence is.",
    ),
    Label.WEAKLY_SUPPORTED: Explanation(
        "The claim is worded much more strongly than the evidence allows.",
        "Not that the claim is false, nor that a treatment fails.",
    ),
    Label.ABOVE_SUPPORT: Explanation(
        "The claim is worded one step more strongly than the evidence allows.",
        "Not a grave difference; careful readers differ by a step.",
    ),
    Label.STRONG_JUSTIFIED: Explanation(
        "The advice is strong although certainty is low, for a reason the panel recorded.",
        "Not that the evidence is better than it is.",
    ),
    Label.IN_LINE: Explanation(
        "The claim is worded no more strongly than the evidence allows.",
        "Not that the claim is well supported; a careful sentence may rest on little.",
    ),
}
