"""What a claim's label would be with the verdict that is being written, and with each appraisal."""

from dataclasses import dataclass

from reviews.actions.worksheets import preview, readable
from reviews.exports.release_stability import Held, as_judged, hold, if_decided
from reviews.models.facts import facts, graded_outcomes
from reviews.vocabulary import EvidenceSide, Label, Purpose


@dataclass(frozen=True)
class WouldBe:
    """`label` is None while the worksheet has no result; `each` has (letter, Held)."""

    label: Label | None
    sentences: tuple[str, ...]
    each: list[tuple[str, Held]]


def would_be(round, content, found):
    """WouldBe for a claim's GRADE round that the panel settles, else None; `found` is the
    round's comparison."""
    if not round.claim_id or round.instrument.key != "grade" or round.purpose != Purpose.PANEL:
        return None
    known = facts(round.claim)
    outcomes = graded_outcomes([round.claim]).get(round.claim_id, [])
    given = [_answers(found, place) for place, _ in enumerate(found.outcomes)]
    each = [
        (outcome.who, hold(known, outcomes, round, outcome.appraisal, answers))
        for outcome, answers in zip(found.outcomes, given, strict=True)
    ]
    appraised = [
        as_judged(known, outcomes, round, outcome.appraisal.result, answers)
        for outcome, answers in zip(found.outcomes, given, strict=True)
    ]
    result, answers = _written(round, content)
    if result is None:
        return WouldBe(None, (), each)
    judged = as_judged(known, outcomes, round, result, answers)
    decided = if_decided(judged, outcomes, round, answers, appraised)
    return WouldBe(decided.label, decided.sentences, each)


def _answers(found, place):
    """{item: answer} of the appraisal at this place of the comparison."""
    judged = {row.item: row.cells[place].judgement for row in found.rows}
    return {item: judgement.answer for item, judgement in judged.items() if judgement}


def _written(round, content):
    """(result, or None as long as there is none, {item: answer}) of the draft."""
    judgements, chosen, _ = readable(content)
    answers = {item: values["answer"] for item, values in judgements.items()}
    if answers.get("evidence_side") == EvidenceSide.NONE_FOUND:
        return "", answers
    proposed = preview(round, content).overall.proposed
    return chosen or (None if proposed is None else str(proposed)), answers
