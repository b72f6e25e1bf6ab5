"""How claims are put: the detector's proposal, and the correction that stands beside it."""

from dataclasses import asdict

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from reviews.actions.events import record
from reviews.actions.flags import propose_flags, refresh
from reviews.actions.moves import hold_unappraised, panel_of
from reviews.actions.premises import propose_premises
from reviews.models import Claim, Wording
from reviews.permissions import can
from reviews.vocabulary import ClaimState, FlagCode, Kind, StudyDesign
from reviews.wording.readings import read

READING = ("kind", "scope", "advice", "direction", "language_level", "causal", "population")
CORRECTABLE = (ClaimState.PROPOSED, ClaimState.ACCEPTED, ClaimState.GRADED, ClaimState.PUBLISHED)


@transaction.atomic
def correct_wording(
    claim, *, kind, scope, advice, direction, language_level, causal, population, by, reason=""
):
    """A person's reading, in a new row; the proposal is kept. Raises Conflict in a round."""
    can(by, "correct", panel_of(claim)).enforce()
    hold_unappraised(claim, states=CORRECTABLE)
    given = dict(zip(READING, (kind, scope, advice, direction, language_level, causal, population),
                     strict=True))  # fmt: skip
    wording = settle_wording(claim, given, reason=reason, by=by)
    record("correct_wording", claim, by=by, panel=panel_of(claim), wording=wording.pk, **given)
    return claim


def settle_wording(claim, given, *, by, reason=""):
    """Append a settled wording; what `given` leaves out stays as it was read."""
    current = claim.wording
    kept = {field: getattr(current, field) for field in READING}
    wording = Wording(
        claim=claim,
        number=claim.wordings.count() + 1,
        cues=current.cues,
        reason=reason,
        settled_at=timezone.now(),
        settled_by=by,
        **kept | given,
    )
    if wording.kind == Kind.RECOMMENDATION:
        wording.language_level = None
    wording.full_clean(exclude=["claim", "settled_by"])
    wording.save()
    claim.wording = wording
    Claim.objects.filter(pk=claim.pk).update(wording=wording)
    refresh(claim)
    return wording


def read_afresh(claims):
    """Propose wording, flags and premises for claims of one source, in a few statements."""
    source = claims[0].source
    readings = [read(source.text, claim.revision.start, claim.revision.end) for claim in claims]
    numbers = dict(
        Wording.objects.filter(claim__in=claims)
        .values_list("claim_id")
        .annotate(last=Max("number"))
    )
    wordings = Wording.objects.bulk_create(
        Wording(
            claim=claim,
            number=numbers.get(claim.pk, 0) + 1,
            cues=[asdict(cue) for cue in reading.cues],
            **{field: getattr(reading, field) for field in READING}
            | {"direction": reading.direction or ""},
        )
        for claim, reading in zip(claims, readings, strict=True)
    )
    for claim, wording in zip(claims, wordings, strict=True):
        claim.wording = wording
    Claim.objects.bulk_update(claims, ["wording"])
    propose_flags(_findings(claims, readings))
    propose_premises(claims)


def _findings(claims, readings):
    """(claim, code, cues) for what the detector points at and for what the paper's design says."""
    for claim, reading in zip(claims, readings, strict=True):
        for finding in reading.flags:
            yield claim, finding.code, [asdict(cue) for cue in finding.cues]
        is_narrative = claim.source.paper.design == StudyDesign.NARRATIVE_REVIEW
        if is_narrative and reading.kind == Kind.RECOMMENDATION:
            yield claim, FlagCode.DESIGN_NARRATIVE_REVIEW, []
