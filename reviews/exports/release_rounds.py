"""Decided rounds as editions show them: what was asked, every appraisal, the verdict, dissents.

Reads appraisals through `sealed`, of decided rounds only, and puts letters in place of people.
"""

from django.db.models import Count

from reviews.exports.letters import draw
from reviews.exports.reading_rounds import agreed
from reviews.exports.words import dated, grouped, pair, unknown, word
from reviews.instruments.definition import find
from reviews.integrity.matches import statuses
from reviews.models import (
    BodyPaper,
    Motion,
    Override,
    ProtocolOutcome,
    Round,
    Settlement,
    sealed,
)
from reviews.vocabulary import (
    Advice,
    Direction,
    EvidenceSide,
    JudgementBasis,
    Kind,
    MotionEnd,
    RoundState,
)

# What a claim's round asks beside the instrument's items.
CLAIM_ITEMS = {
    "evidence_side": ("On which side the evidence stands", EvidenceSide),
    "kind": ("Reads the claim as", Kind),
    "advice": ("Reads the advice as", Advice),
    "direction": ("Reads the direction as", Direction),
    "language_level": ("Reads the language as level, of 4", None),
}


class Rounds:
    """The decided rounds of some claims and of their papers, read in a constant number of
    queries."""

    def __init__(self, claims):
        papers = {claim.source.paper_id for claim in claims}
        decided = Round.objects.for_panel().filter(state=RoundState.DECIDED).with_subject()
        decided = decided.select_related("verdict__decided_by").order_by(
            "verdict__decided_at", "pk"
        )
        self.of_claim = grouped(decided.filter(claim__in=claims), "claim_id")
        self.of_paper = grouped(decided.filter(paper__in=papers), "paper_id")
        rounds = [*_flat(self.of_claim), *_flat(self.of_paper)]
        appraisals = sealed.appraisals.filter(round__in=rounds).select_related("appraiser")
        self.appraisals = grouped(appraisals, "round_id")
        self.judgements = grouped(
            sealed.judgements.filter(appraisal__in=_flat(self.appraisals)), "appraisal_id"
        )
        self.settlements = grouped(
            Settlement.objects.filter(verdict__round__in=rounds), "verdict_id"
        )
        carried = Motion.objects.filter(round__in=rounds, end=MotionEnd.CARRIED)
        carried = carried.annotate(present=Count("participants"))
        self.motions = {motion.round_id: motion for motion in carried}
        dissents = sealed.dissents.filter(motion__in=carried).select_related("stated_by")
        self.dissents = grouped(dissents, "motion_id")
        self.overrides = grouped(Override.objects.filter(round__in=rounds), "round_id")
        fixed = ProtocolOutcome.objects.filter(protocol__rounds__in=rounds).distinct()
        self.fixed = set(fixed.values_list("protocol_id", "outcome_id"))
        members = BodyPaper.objects.filter(body__rounds__in=rounds).distinct()
        members = list(members.select_related("paper").order_by("paper__year", "paper_id"))
        self.members = grouped(members, "body_id")
        self.statuses = statuses({member.paper_id for member in members})

    def letters(self, rounds, published, random=None):
        """{person id: letter} for the rounds of one claim or of one paper. Each has a draw of
        its own, so that letters tie no claim to another; `published` is {appraisal id: letter}
        of earlier editions."""
        appraisals = [a for round in rounds for a in self.appraisals.get(round.pk, [])]
        known = {
            appraisal.appraiser_id: published[str(appraisal.pk)]
            for appraisal in appraisals
            if str(appraisal.pk) in published
        }
        return draw({appraisal.appraiser_id for appraisal in appraisals}, known, random=random)

    def answers_of_appraisals(self, round):
        """[(appraisal, {item: answer})] of a decided round."""
        return [
            (appraisal, _by_item(self.judgements.get(appraisal.pk, [])))
            for appraisal in self.appraisals.get(round.pk, [])
        ]

    def dissenting(self, claim):
        """Ids of the people who dissent from a verdict on the claim (id)."""
        motions = [self.motions.get(round.pk) for round in self.of_claim.get(claim, [])]
        return {
            dissent.stated_by_id
            for motion in filter(None, motions)
            for dissent in self.dissents.get(motion.pk, [])
        }

    def answers_of_verdict(self, round):
        return _by_item(self.settlements.get(round.verdict.pk, []))

    def content(self, round, letters):
        """One round, ready to be frozen."""
        is_naming = round.is_naming_appraisers
        instrument = round.instrument.parsed
        appraisals = [
            self._appraisal(appraisal, instrument, letters, is_naming)
            for appraisal in self.appraisals.get(round.pk, [])
        ]
        content = {
            "id": str(round.pk),
            "about": "claim" if round.claim_id else "paper",
            "result_of_paper": round.result or None,
            "paper_result": round.paper_result and _paper_result(round.paper_result),
            "instrument": {
                "key": round.instrument.key,
                "name": round.instrument.name,
                "version": round.instrument.version,
                "sha256": round.instrument.sha256,
            },
            "protocol": round.protocol and self._protocol(round),
            "reopens": str(round.reopens_id) if round.reopens_id else None,
            "reopened_because": unknown(round.reason) if round.reopens_id else None,
            "body": round.body_id and self._body(round.body),
            "appraisals": sorted(appraisals, key=_by_letter),
            "overrides": len(self.overrides.get(round.pk, [])),
            "dissents": self._dissents(self.motions.get(round.pk), letters, is_naming),
            "verdict": self._verdict(round.verdict, instrument, is_naming),
        }
        return content | {"agreement": agreed(content)}

    def _protocol(self, round):
        """The version in force when it was opened, and whether that named the outcome."""
        outcome = round.body and (round.protocol_id, round.body.outcome_id)
        return {
            "number": round.protocol.number,
            "names_outcome": outcome and outcome in self.fixed,
        }

    def _appraisal(self, appraisal, instrument, letters, is_naming):
        judgements = self.judgements.get(appraisal.pk, [])
        return {
            "id": str(appraisal.pk),
            "letter": letters[appraisal.appraiser_id],
            "name": appraisal.appraiser.name if is_naming else None,
            **_outcome(appraisal, instrument, judgements),
        }

    def _dissents(self, motion, letters, is_naming):
        stated = [
            {
                "letter": letters[dissent.stated_by_id],
                "name": dissent.stated_by.name if is_naming else None,
                "statement": dissent.statement,
            }
            for dissent in (self.dissents.get(motion.pk, []) if motion else [])
        ]
        return sorted(stated, key=_by_letter)

    def _reached(self, motion):
        """What is told of a discussion or a vote: never who voted how."""
        if motion is None:
            return None
        return {
            "discussed_on": dated(motion.discussed_on),
            "participants": motion.present or None,
            "votes": motion.tally,
        }

    def _verdict(self, verdict, instrument, is_naming):
        return {
            "decided_on": dated(verdict.decided_at),
            "settled_by": pair(verdict, "settled_by"),
            "reached": self._reached(self.motions.get(verdict.round_id)),
            "decided_by": verdict.decided_by.name if is_naming else None,
            **_outcome(verdict, instrument, self.settlements.get(verdict.pk, [])),
        }

    def _body(self, body):
        outcome, question = body.outcome, body.outcome.question
        return {
            "question": {
                "population": question.population,
                "intervention": question.intervention,
                "comparator": question.comparator,
                "target": pair(question, "target"),
                "threshold": unknown(question.threshold),
                "as_of": dated(question.as_of),
            },
            "outcome": {
                "name": outcome.name,
                "importance": pair(outcome, "importance"),
                "effect": pair(outcome, "effect"),
                "surrogate_of": unknown(outcome.surrogate_of),
            },
            "basis": pair(body, "basis"),
            "description": body.description,
            "searched_on": dated(body.searched_on),
            "is_randomised": body.is_randomised,
            "papers": [
                {
                    "id": str(member.paper_id),
                    "short": member.paper.short,
                    "title": member.paper.title,
                    "status": word(self.statuses[member.paper_id]),
                    "kept_because": unknown(member.reason),
                }
                for member in self.members.get(body.pk, [])
            ],
        }


def _paper_result(result):
    return {
        "comparison": result.comparison,
        "outcome": result.outcome,
        "time_point": unknown(result.time_point),
        "analysis": unknown(result.analysis),
    }


def _outcome(made, instrument, judgements):
    """What an appraisal and a verdict have in common."""
    option = instrument.result(made.result)
    return {
        "result": {
            "value": made.result,
            "label": option.label if option else made.result or "No result",
            "symbol": option.symbol if option else "",
        },
        "proposed": made.proposed,
        "trace": made.trace,
        "rationale": unknown(made.rationale),
        "answers": _answers(instrument, {row.item: row for row in judgements}),
    }


def _answers(instrument, rows):
    """In the instrument's order, then what is asked of a claim beside it."""
    asked = [
        _answer(rows[item.id], item.label, item.domain, find(item.answers, rows[item.id].answer))
        for item in instrument.entries
        if item.id in rows
    ]
    for item, (label, words) in CLAIM_ITEMS.items():
        if item in rows:
            asked.append(_answer(rows[item], label, "", words and words(rows[item].answer)))
    return asked


def _answer(row, label, domain, option):
    """`step` is what the answer adds to a sum, None where nothing is summed."""
    return {
        "item": row.item,
        "label": label,
        "domain": domain,
        "answer": row.answer,
        "answer_label": option.label if option else row.answer,
        "step": getattr(option, "points", None),
        "basis": pair(row, "basis"),
        "note": unknown(row.note),
        "quote": {
            "source": str(row.source_id),
            "start": row.start,
            "end": row.end,
            "exact": row.exact,
        }
        if row.basis == JudgementBasis.QUOTE
        else None,
    }


def _by_item(judgements):
    return {row.item: row.answer for row in judgements}


def _by_letter(lettered):
    return len(lettered["letter"]), lettered["letter"]


def _flat(groups):
    return [row for rows in groups.values() for row in rows]
