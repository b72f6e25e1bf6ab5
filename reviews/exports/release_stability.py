"""What would change a claim's label, from its verdict and from each appraisal behind it."""

from dataclasses import dataclass, replace

from reviews.exports.words import word
from reviews.models import Appraisal
from reviews.models.facts import GradedOutcome, regraded
from reviews.vocabulary import Advice, Branch, Certainty, Direction, EvidenceSide, Kind, Label
from reviews.wording.labels import label
from reviews.wording.stability import stability


@dataclass(frozen=True)
class Held:
    """The label if one appraiser's worksheet were the verdict on this outcome, and what would
    change that."""

    outcome: str
    appraisal: Appraisal
    label: Label
    sentences: tuple[str, ...]


def sentences(known, outcomes, rounds):
    """For the page. Appraisers and worksheets are compared where one outcome alone decided, also
    if the panel named it; then the label at the lowest is told, too."""
    deciding = [each for each in outcomes if _decides(known, outcomes, each.round)]
    if not deciding:
        return list(stability(known).sentences)
    graded = deciding[0].round
    appraised = [
        as_judged(known, outcomes, graded, appraisal.result, answers)
        for appraisal, answers in rounds.answers_of_appraisals(graded)
    ]
    found = stability(
        known,
        appraised=appraised,
        instrument=graded.instrument.parsed,
        answers=rounds.answers_of_verdict(graded),
    )
    return [*_at_the_lowest(known, outcomes, graded), *found.sentences]


def _decides(known, outcomes, round):
    """Whether the certainty in this round alone is the overall one: there is no other, or the
    panel takes the highest, and named it."""
    if known.branch == Branch.HIGHEST:
        return known.choice.verdict == round.pk
    return all(each.outcome.pk == round.body.outcome_id for each in outcomes)


def _at_the_lowest(known, outcomes, named):
    if known.branch == Branch.LOWEST:
        return []
    found = label(regraded(replace(known, choice=None), outcomes))
    return [
        f"Were the lowest taken, it would be “{found.label.lower()}”.",
        f"For {named.body.outcome.name}:",
    ]


def held(known, outcomes, rounds):
    """[Held] of every appraisal behind the verdicts that stand."""
    return [
        hold(known, outcomes, graded.round, appraisal, answers)
        for graded in outcomes
        for appraisal, answers in rounds.answers_of_appraisals(graded.round)
    ]


def hold(known, outcomes, round, appraisal, answers):
    """One appraisal as if it were the verdict of its round, the others standing as they do."""
    judged = as_judged(known, outcomes, round, appraisal.result, answers)
    found = if_decided(judged, outcomes, round, answers)
    return Held(round.body.outcome.name, appraisal, found.label, found.sentences)


def if_decided(judged, outcomes, round, answers, appraised=()):
    """The stability of a label that these answers to the round would give."""
    decides = _decides(judged, outcomes, round)
    sheet = {"instrument": round.instrument.parsed, "answers": answers} if decides else {}
    return stability(judged, appraised=appraised, **sheet)


def content(found, letters, dissenting):
    """The same for an edition, in order of outcome and letter. `dissenting` are ids of people."""
    rows = [
        {
            "outcome": each.outcome,
            "letter": letters[each.appraisal.appraiser_id],
            "label": word(each.label),
            "dissents": each.appraisal.appraiser_id in dissenting,
            "sentences": list(each.sentences),
        }
        for each in found
    ]
    return sorted(rows, key=lambda row: (row["outcome"], len(row["letter"]), row["letter"]))


def as_judged(known, outcomes, round, result, answers):
    """The facts if this worksheet were the round's verdict. What it does not answer stays as it
    is known."""
    certainty = Certainty.from_word(result) if result else None
    side = EvidenceSide(answers.get("evidence_side") or EvidenceSide.UNCLEAR)
    others = [each for each in outcomes if each.outcome.pk != round.body.outcome_id]
    return regraded(_as_read(known, answers), [*others, GradedOutcome(round, certainty, side)])


def _as_read(known, answers):
    if "kind" not in answers or "advice" not in answers:
        return known
    kind = Kind(answers["kind"])
    level = answers.get("language_level")
    return replace(
        known,
        kind=kind,
        advice=Advice(answers["advice"]),
        direction=Direction(answers["direction"]) if answers.get("direction") else None,
        language_level=int(level) if level and kind != Kind.RECOMMENDATION else None,
    )
