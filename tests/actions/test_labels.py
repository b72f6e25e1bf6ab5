"""The label that is kept on a claim is the one that is defined, whatever happens to it."""

from importlib import import_module

import pytest
from django.apps import apps
from django.utils import timezone

from reviews.actions import claim_exceptions, flags, wordings
from reviews.models import Claim, OverallChoice
from reviews.models.facts import facts
from reviews.vocabulary import ClaimState, Label
from reviews.wording.labels import label
from tests import build

pytestmark = pytest.mark.django_db


def kept(claim):
    """The label in the database, which has to be what the definition says."""
    row = Claim.objects.with_text().get(pk=claim.pk)
    assert row.label == label(facts(row))
    return row.label


def test_a_claim_is_labelled_with_each_verdict():
    claim = build.claim(ClaimState.ACCEPTED)
    assert kept(claim) == Label.NOT_GRADED
    for sheet, expected in (
        (build.worksheet(), Label.WEAKLY_SUPPORTED),
        (build.worksheet("high"), Label.IN_LINE),
        (build.worksheet(side="against"), Label.CONTRADICTED),
    ):
        claim.refresh_from_db()
        body = claim.rounds.first().body if claim.rounds.exists() else None
        round = build.submit_all(build.open_round(claim, body=body), sheet)
        build.settle(round, sheet)
        assert kept(claim) == expected


def test_an_exception_a_correction_and_a_flag_keep_it_true():
    claim = build.claim(ClaimState.GRADED)
    chair = build.chair(claim.source.paper.panel)
    recorded = claim_exceptions.record_exception(
        claim, situation=1, direction="for", reason="Life is at stake.", benefit_certainty=1,
        by=chair,
    )  # fmt: skip
    assert kept(claim) == Label.STRONG_JUSTIFIED
    claim_exceptions.withdraw_exception(recorded, by=chair)
    assert kept(claim) == Label.WEAKLY_SUPPORTED
    for flag in claim.flags.filter(is_computed=False):
        flags.decide(flag, state="confirmed", by=chair)
        kept(claim)
    reading = {field: getattr(claim.wording, field) for field in wordings.READING}
    wordings.correct(claim, **reading | {"advice": "weak"}, by=chair)
    assert kept(claim) == Label.IN_LINE


def test_what_was_kept_before_the_rule_became_stricter_is_made_true_by_the_migration():
    """As an older version left it: a choice of the highest that holds no longer is followed."""
    claim = build.claim(ClaimState.GRADED)
    outcome = claim.rounds.get().body.outcome
    by = build.chair(claim.source.paper.panel)
    OverallChoice.objects.create(
        claim=claim, number=1, branch="highest", outcome=outcome, round=claim.rounds.get(),
        reason="It decides.", chosen_at=timezone.now(), chosen_by=by,
    )  # fmt: skip
    choice = OverallChoice.objects.get()
    Claim.objects.filter(pk=claim.pk).update(overall_choice=choice, label=Label.IN_LINE)
    true = list(claim.flags.order_by("code").values("code", "state", "severity", "explanation"))
    assert {row["code"] for row in true} > {row.code for row in claim.flags.filter(is_computed=0)}
    claim.flags.filter(is_computed=True).delete()
    claim.flags.create(code="CONTRADICTED", severity="red", state="confirmed", is_computed=True)
    claim.flags.filter(is_computed=False).update(severity="info")
    import_module("reviews.migrations.0029_frozen_papers").relabel(apps, None)
    assert kept(claim) == Label.WEAKLY_SUPPORTED
    after = claim.flags.order_by("code").values("code", "state", "severity", "explanation")
    assert list(after) == true
