"""What the over-claim rules need to know about claims, read in a constant number of queries."""

from dataclasses import dataclass, replace

from reviews.models.flags import ClaimException, Flag
from reviews.models.rounds import Round
from reviews.models.verdicts import Settlement
from reviews.vocabulary import (
    Advice,
    Certainty,
    Direction,
    Effect,
    EvidenceSide,
    FlagCode,
    FlagState,
    Importance,
    Kind,
    RoundState,
    Scope,
    SourceKind,
)
from reviews.wording.exceptions import RecordedException
from reviews.wording.facts import Facts


@dataclass(frozen=True)
class GradedOutcome:
    """The latest verdict on one outcome of a claim. `certainty` is None if none was found."""

    round: Round
    certainty: Certainty | None
    side: EvidenceSide

    @property
    def outcome(self):
        return self.round.body.outcome


def facts(claim):
    return facts_of([claim])[claim.pk]


def facts_of(claims):
    """{claim id: Facts} for claims loaded `with_text`; four queries, however many."""
    claims = list(claims)
    outcomes = graded_outcomes(claims)
    exceptions = {
        row.claim_id: row for row in ClaimException.objects.current().filter(claim__in=claims)
    }
    confirmed = {}
    rows = Flag.objects.filter(claim__in=claims, state=FlagState.CONFIRMED, is_computed=False)
    for claim_id, code in rows.values_list("claim_id", "code"):
        confirmed.setdefault(claim_id, set()).add(FlagCode(code))
    return {
        claim.pk: _facts(
            claim,
            outcomes.get(claim.pk, []),
            exceptions.get(claim.pk),
            frozenset(confirmed.get(claim.pk, ())),
        )
        for claim in claims
    }


def graded_outcomes(claims):
    """{claim id: [GradedOutcome, ...]}, the latest decided GRADE round of each outcome."""
    rounds = (
        Round.objects.for_panel()
        .filter(claim__in=claims, state=RoundState.DECIDED, instrument__key="grade")
        .select_related("verdict", "instrument", "body__outcome__question")
        .order_by("verdict__decided_at")
    )
    latest = {(row.claim_id, row.body.outcome_id): row for row in rounds}
    sides = dict(
        Settlement.objects.filter(
            verdict__round__in=[row.pk for row in latest.values()], item="evidence_side"
        ).values_list("verdict__round_id", "answer")
    )
    found = {}
    for (claim_id, _), row in latest.items():
        result = row.verdict.result
        found.setdefault(claim_id, []).append(
            GradedOutcome(
                round=row,
                certainty=Certainty.from_word(result) if result else None,
                side=EvidenceSide(sides[row.pk]),
            )
        )
    return found


def _facts(claim, outcomes, exception, confirmed):
    wording = claim.wording
    worded = Facts(
        kind=Kind(wording.kind),
        scope=Scope(wording.scope),
        advice=Advice(wording.advice),
        direction=Direction(wording.direction) if wording.direction else None,
        language_level=wording.language_level,
        exception=exception and _recorded(exception),
        confirmed=confirmed,
        only_abstract_read=claim.source.kind == SourceKind.ABSTRACT,
    )
    return regraded(worded, outcomes)


def regraded(known, outcomes):
    """The same claim, if these were its graded outcomes."""
    critical = [o for o in outcomes if o.outcome.importance == Importance.CRITICAL]
    deciding = critical or outcomes
    return replace(
        known,
        certainty=_lowest(deciding),
        evidence_side=_side(deciding),
        benefit_certainty=_lowest(o for o in outcomes if o.outcome.effect == Effect.BENEFIT),
        harm_certainty=_lowest(o for o in outcomes if o.outcome.effect == Effect.HARM),
        body_is_randomised=all(o.round.body.is_randomised for o in deciding) if deciding else None,
    )


def _lowest(outcomes):
    return min((o.certainty for o in outcomes if o.certainty is not None), default=None)


def _side(outcomes):
    """The side on which all graded outcomes stand; unclear when they stand on several."""
    sides = {o.side for o in outcomes}
    if len(sides) > 1:
        sides.discard(EvidenceSide.NONE_FOUND)
    return sides.pop() if len(sides) == 1 else EvidenceSide.UNCLEAR if sides else None


def _recorded(exception):
    def certainty(step):
        return Certainty(step) if step else None

    return RecordedException(
        situation=exception.situation,
        direction=Direction(exception.direction),
        reason=exception.reason,
        benefit_certainty=certainty(exception.benefit_certainty),
        harm_certainty=certainty(exception.harm_certainty),
    )
