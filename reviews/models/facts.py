"""What the over-claim rules need to know about claims, read in a constant number of queries."""

from dataclasses import dataclass, replace

from reviews.models.flags import ClaimException, Flag
from reviews.models.rounds import Round
from reviews.models.verdicts import Settlement
from reviews.vocabulary import (
    Advice,
    Branch,
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
from reviews.wording.overall import (
    Choice,
    Graded,
    hindrances,
    lowest,
    nothing_to_choose,
    overall,
)


@dataclass(frozen=True)
class GradedOutcome:
    """The latest verdict on one outcome of a claim. `certainty` is None if none was found."""

    round: Round
    certainty: Certainty | None
    side: EvidenceSide

    @property
    def outcome(self):
        return self.round.body.outcome

    @property
    def is_critical(self):
        return self.outcome.importance == Importance.CRITICAL


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
        claim.pk: gathered(
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


def gathered(claim, outcomes, exception, confirmed):
    """The facts of a claim from its rows: graded outcomes, the exception that stands or None, and
    the codes of the structural flags that were confirmed."""
    wording = claim.wording
    worded = Facts(
        kind=Kind(wording.kind),
        scope=Scope(wording.scope),
        advice=Advice(wording.advice),
        direction=Direction(wording.direction) if wording.direction else None,
        language_level=wording.language_level,
        exception=exception and _recorded(exception),
        choice=claim.overall_choice and _chosen(claim.overall_choice),
        confirmed=confirmed,
        only_abstract_read=claim.source.kind == SourceKind.ABSTRACT,
    )
    return regraded(worded, outcomes)


def regraded(known, outcomes):
    """The same claim, if these were its graded outcomes."""
    found = overall(weighed(outcomes), known.choice, direction=known.direction)
    deciding = [o for o in outcomes if o.is_critical] or outcomes
    return replace(
        known,
        certainty=found.certainty,
        branch=found.branch,
        lapsed=found.lapsed,
        evidence_side=found.side,
        benefit_certainty=_lowest(outcomes, Effect.BENEFIT),
        harm_certainty=_lowest(outcomes, Effect.HARM),
        body_is_randomised=all(o.round.body.is_randomised for o in deciding) if deciding else None,
    )


def taking_the_highest(known, outcomes):
    """([graded outcomes whose certainty could be the overall one], [sentences on why none is]).

    Where none could, the sentences are those on the outcome that fewest speak against.
    """
    found = weighed(outcomes)
    if missing := nothing_to_choose(found):
        return [], [missing]
    critical = [each for each in outcomes if each.is_critical and each.certainty is not None]
    refusals = {
        each.outcome.pk: hindrances(
            found,
            Choice(Branch.HIGHEST, each.outcome.pk, each.round.pk),
            direction=known.direction,
        )
        for each in critical
    }
    possible = [each for each in critical if not refusals[each.outcome.pk]]
    return possible, [] if possible else min(refusals.values(), key=len)


def weighed(outcomes):
    """Graded outcomes as the rule on the overall certainty takes them."""
    return [
        Graded(
            key=o.outcome.pk,
            name=o.outcome.name,
            verdict=o.round.pk,
            certainty=o.certainty,
            side=o.side,
            effect=Effect(o.outcome.effect),
            is_critical=o.is_critical,
        )
        for o in outcomes
    ]


def _lowest(outcomes, effect):
    return lowest(o.certainty for o in outcomes if o.outcome.effect == effect)


def _chosen(row):
    return Choice(Branch(row.branch), row.outcome_id, row.round_id)


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
