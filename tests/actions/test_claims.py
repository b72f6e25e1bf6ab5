"""Claims: verbatim, corrected beside the proposal, split, flagged."""

import uuid

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from reviews.actions import claim_exceptions, claims, flags, premises, rounds, wordings
from reviews.exceptions import Conflict
from reviews.models import Claim, Event, Flag, Wording
from reviews.models.facts import facts
from reviews.vocabulary import ClaimState, FlagState, Label, Role
from reviews.wording.labels import label
from tests import build

pytestmark = pytest.mark.django_db


def chair(claim):
    return build.chair(claim.source.paper.panel)


def codes(claim):
    return {row.code: (row.severity, row.state) for row in Flag.objects.filter(claim=claim)}


def loaded(claim):
    return Claim.objects.with_text().get(pk=claim.pk)


def test_a_quote_one_letter_off_is_refused_and_nothing_is_left():
    source = build.source()
    by = build.chair(source.paper.panel)
    with pytest.raises(ValidationError, match="differs from the text"):
        claims.propose(source, start=0, end=12, exact="Nome studies", by=by)
    assert Claim.objects.count() == 0


def test_a_span_outside_the_text_is_refused():
    source = build.source()
    by = build.chair(source.paper.panel)
    for start, end in [(-1, 3), (3, 3), (5, 4), (0, len(source.text) + 1)]:
        with pytest.raises(ValidationError):
            claims.propose(source, start=start, end=end, exact="x", by=by)
    assert Claim.objects.count() == 0


def test_suggesting_proposes_every_sentence_once():
    source = build.source()
    by = build.chair(source.paper.panel)
    first = claims.suggest(source, by=by)
    assert [claim.revision.exact for claim in first] == [
        build.TEXT[:79],
        build.STRONG,
    ]
    assert Event.objects.filter(verb="propose").count() == 1
    with pytest.raises(Conflict, match="already"):
        claims.suggest(source, by=by)


def test_an_observer_proposes_nothing():
    source = build.source()
    observer = build.member(source.paper.panel, Role.OBSERVER)
    with pytest.raises(PermissionDenied, match="only a"):
        claims.suggest(source, by=observer)


def test_the_same_id_again_is_the_same_claim():
    source = build.source()
    by = build.chair(source.paper.panel)
    span = {"start": 0, "end": 12, "exact": "Some studies"}
    first = claims.propose(source, id=uuid.UUID(int=10), **span, by=by)
    assert claims.propose(source, id=first.pk, **span, by=by) == first
    with pytest.raises(Conflict, match="this id"):
        claims.propose(source, id=first.pk, start=0, end=4, exact="Some", by=by)


def test_a_correction_stands_beside_the_proposal():
    claim = build.claim()
    read = {field: getattr(claim.wording, field) for field in wordings.READING}
    wordings.correct(claim, **read | {"advice": "weak"}, reason="It hedges.", by=chair(claim))
    proposed, settled = Wording.objects.filter(claim=claim).order_by("number")
    assert (proposed.advice, proposed.settled_by) == ("strong", None)
    assert (settled.advice, settled.settled_by) == ("weak", chair(claim))
    assert loaded(claim).wording == settled


def test_advice_without_a_direction_is_refused():
    claim = build.claim()
    read = {field: getattr(claim.wording, field) for field in wordings.READING}
    with pytest.raises(ValidationError, match="for or against"):
        wordings.correct(claim, **read | {"direction": ""}, by=chair(claim))


def test_a_split_makes_parts_and_puts_the_whole_aside():
    claim = build.claim()
    parts = [
        {"start": 86, "end": 120, "exact": claim.source.text[86:120], "reads_as": ""},
        {
            "start": 121,
            "end": 130,
            "exact": claim.source.text[121:130],
            "reads_as": "[Treatment A] " + claim.source.text[121:130],
        },
    ]
    made = claims.split(claim, parts=parts, by=chair(claim))
    claim.refresh_from_db()
    assert claim.state == ClaimState.REJECTED
    assert {part.split_from for part in made} == {claim}
    assert made[1].revision.reads_as.startswith("[Treatment A] ")


@pytest.mark.parametrize(
    ("result", "expected", "red"),
    [
        ("very_low", Label.WEAKLY_SUPPORTED, True),
        ("low", Label.WEAKLY_SUPPORTED, True),
        ("moderate", Label.IN_LINE, False),
        ("high", Label.IN_LINE, False),
    ],
)
def test_a_verdict_gives_a_strong_recommendation_its_label(result, expected, red):
    claim = build.claim(ClaimState.ACCEPTED)
    build.grade(claim, build.worksheet(result))
    assert label(facts(loaded(claim))) == expected
    assert ("STRONG_REC_WEAK_EVIDENCE" in codes(claim)) == red


def test_evidence_against_contradicts():
    claim = build.claim(ClaimState.ACCEPTED)
    build.grade(claim, build.worksheet("moderate", side="against"))
    assert label(facts(loaded(claim))) == Label.CONTRADICTED
    assert codes(claim)["CONTRADICTED"] == ("red", "confirmed")


def test_the_verdict_may_be_that_nothing_was_found():
    claim = build.claim(ClaimState.ACCEPTED)
    sheet = build.worksheet(side="none_found")
    wanted = {"evidence_side", "kind", "advice", "direction"}
    sheet["judgements"] = {k: v for k, v in sheet["judgements"].items() if k in wanted}
    build.grade(claim, sheet)
    assert loaded(claim).state == ClaimState.GRADED
    assert label(facts(loaded(claim))) == Label.NOT_GRADED


def test_an_exception_turns_red_to_amber_and_its_withdrawal_back():
    claim = build.claim(ClaimState.GRADED)
    exception = claim_exceptions.record_exception(
        claim,
        situation=1,
        direction="for",
        reason="Life is at stake.",
        benefit_certainty=1,
        by=chair(claim),
    )
    assert codes(claim)["STRONG_REC_WEAK_EVIDENCE"] == ("amber", "confirmed")
    assert label(facts(loaded(claim))) == Label.STRONG_JUSTIFIED
    claim_exceptions.withdraw_exception(exception, by=chair(claim))
    assert codes(claim)["STRONG_REC_WEAK_EVIDENCE"] == ("red", "confirmed")


@pytest.mark.parametrize(
    "given",
    [
        {"situation": 1, "direction": "for", "reason": " "},
        {"situation": 2, "direction": "for", "reason": "Harm is certain.", "harm_certainty": 4},
        {"situation": 1, "direction": "against", "reason": "Life is at stake."},
        {"situation": 6, "direction": "for", "reason": "There is no sixth."},
    ],
)
def test_an_exception_that_cannot_stand_is_refused(given):
    claim = build.claim(ClaimState.GRADED)
    with pytest.raises(ValidationError):
        claim_exceptions.record_exception(
            claim, **{"benefit_certainty": 1} | given, by=chair(claim)
        )
    assert codes(claim)["STRONG_REC_WEAK_EVIDENCE"] == ("red", "confirmed")


def test_a_confirmed_premise_shows_the_dropped_hedge():
    claim = build.claim()
    hedged = build.TEXT[:79]
    if not claim.premises.filter(start=0, end=79).exists():
        premises.propose(claim, start=0, end=79, exact=hedged, by=chair(claim))
    else:
        premises.decide(claim.premises.get(), state=FlagState.CONFIRMED, by=chair(claim))
    assert codes(claim)["HEDGE_DROPPED"] == ("red", "proposed")


def test_a_structural_flag_waits_for_a_person_and_a_dismissal_for_a_reason():
    claim = build.claim(source=build.source(design="narrative_review"))
    flag = Flag.objects.get(claim=claim, code="DESIGN_NARRATIVE_REVIEW")
    assert flag.state == FlagState.PROPOSED
    with pytest.raises(ValidationError, match="Say why"):
        flags.decide(flag, state=FlagState.DISMISSED, by=chair(claim))
    flags.decide(flag, state=FlagState.DISMISSED, reason="It is not.", by=chair(claim))
    assert codes(claim)["DESIGN_NARRATIVE_REVIEW"] == ("amber", "dismissed")


def test_a_computed_flag_cannot_be_dismissed():
    claim = build.claim(ClaimState.GRADED)
    flag = Flag.objects.get(claim=claim, code="STRONG_REC_WEAK_EVIDENCE")
    with pytest.raises(Conflict, match="computed"):
        flags.decide(flag, state=FlagState.DISMISSED, reason="No.", by=chair(claim))


def test_hedge_dropped_is_amber_once_certainty_is_moderate():
    claim = build.claim(ClaimState.ACCEPTED)
    test = "HEDGE_DROPPED"
    flags.raise_flag(claim, code=test, reason="May became should.", by=chair(claim))
    assert codes(claim)[test] == ("red", "confirmed")
    build.grade(claim, build.worksheet("moderate"))
    assert codes(claim)[test] == ("amber", "confirmed")


def test_withdrawing_needs_a_reason():
    claim = build.claim(ClaimState.GRADED)
    with pytest.raises(ValidationError, match="Say why"):
        claims.withdraw(claim, reason="  ", by=chair(claim))
    claims.withdraw(claim, reason="An error of ours.", by=chair(claim))
    claims.restore(claim, reason="It was none.", by=chair(claim))
    assert claim.state == ClaimState.GRADED


def test_undo_is_refused_once_a_round_ran():
    claim = build.claim(ClaimState.ACCEPTED)
    build.open_round(claim)
    with pytest.raises(Conflict, match="cannot be undone"):
        claims.undo(claim, by=chair(claim))


def test_flags_follow_the_wording_as_it_is_by_now():
    claim = build.claim(ClaimState.GRADED)
    before = loaded(claim)
    read = {field: getattr(claim.wording, field) for field in wordings.READING}
    wordings.correct(claim, **read | {"advice": "weak"}, by=chair(claim))
    flags.raise_flag(before, code="SIZE_NOT_SUPPORTED", reason="Larger.", by=chair(claim))
    assert set(codes(claim)) == {"SIZE_NOT_SUPPORTED"}


def test_an_appraiser_of_a_running_round_records_no_exception():
    claim = build.claim(ClaimState.GRADED)
    round = build.open_round(claim, appraisers=1)
    adjudicator = build.member(round.panel, Role.ADJUDICATOR)
    rounds.assign(round, adjudicator, by=chair(claim))
    with pytest.raises(PermissionDenied, match="someone else"):
        claim_exceptions.record_exception(
            claim, situation=1, direction="for", reason="Life.", benefit_certainty=1,
            by=adjudicator,
        )  # fmt: skip
