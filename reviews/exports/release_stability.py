"""What would change a claim's label, from its verdict and from each appraisal behind it."""

from dataclasses import replace

from reviews.vocabulary import Advice, Certainty, Direction, Effect, EvidenceSide, Kind
from reviews.wording.stability import stability


def sentences(known, outcomes, rounds):
    """For the page. Appraisers and worksheets are compared where one outcome alone decided."""
    if len(outcomes) != 1:
        return list(stability(known).sentences)
    graded = outcomes[0].round
    appraised = [
        _as_judged(known, graded.body.outcome, appraisal.result, answers)
        for appraisal, answers in rounds.answers_of_appraisals(graded)
    ]
    found = stability(
        known,
        appraised=appraised,
        instrument=graded.instrument.parsed,
        answers=rounds.answers_of_verdict(graded),
    )
    return list(found.sentences)


def _as_judged(known, outcome, result, answers):
    """The facts if this appraiser's worksheet had been the verdict."""
    certainty = Certainty.from_word(result) if result else None
    effect = "benefit" if outcome.effect == Effect.BENEFIT else "harm"
    kind = Kind(answers["kind"])
    level = answers.get("language_level")
    return replace(
        known,
        kind=kind,
        advice=Advice(answers["advice"]),
        direction=Direction(answers["direction"]) if answers.get("direction") else None,
        language_level=int(level) if level and kind != Kind.RECOMMENDATION else None,
        evidence_side=EvidenceSide(answers["evidence_side"]),
        certainty=certainty,
        **{f"{effect}_certainty": certainty},
    )
