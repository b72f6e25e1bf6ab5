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
from reviews.wording.arguments import premise
from reviews.wording.documents import read_text
from reviews.wording.readings import read

READING = ("kind", "scope", "advice", "direction", "language_level", "causal", "population")
CORRECTABLE = (ClaimState.PROPOSED, ClaimState.ACCEPTED, ClaimState.GRADED, ClaimState.PUBLISHED)


@transaction.atomic
def correct(
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
    """Propose wording, flags and premises for claims of one source, in a few statements.

    A whole sentence is read in its place in the text, a part of one by itself.
    """
    text = claims[0].source.text
    sentences = read_text(text)
    places = {(sentence.start, sentence.end): at for at, sentence in enumerate(sentences)}
    numbers = dict(
        Wording.objects.filter(claim__in=claims).values_list("claim_id").annotate(Max("number"))
    )
    wordings, findings, arguments = [], [], []
    for claim in claims:
        extent = (claim.revision.start, claim.revision.end)
        at = places.get(extent)
        reading = read(text, *extent) if at is None else sentences[at]
        wordings.append(_proposed(claim, reading, numbers.get(claim.pk, 0) + 1))
        findings += _findings(claim, reading)
        grounds = None if at is None else premise(sentences, at)
        if grounds is not None:
            arguments.append((claim, sentences[grounds]))
    Wording.objects.bulk_create(wordings)
    for claim, wording in zip(claims, wordings, strict=True):
        claim.wording = wording
    Claim.objects.bulk_update(claims, ["wording"])
    propose_flags(findings)
    propose_premises(arguments)


def _proposed(claim, reading, number):
    values = {field: getattr(reading, field) for field in READING}
    return Wording(
        claim=claim,
        number=number,
        cues=[asdict(cue) for cue in reading.cues],
        **values | {"direction": reading.direction or ""},
    )


def _findings(claim, reading):
    """(claim, code, cues) for what the detector points at and what the paper's design says."""
    found = [(claim, flag.code, [asdict(cue) for cue in flag.cues]) for flag in reading.flags]
    is_narrative = claim.source.paper.design == StudyDesign.NARRATIVE_REVIEW
    if is_narrative and reading.kind == Kind.RECOMMENDATION:
        found.append((claim, FlagCode.DESIGN_NARRATIVE_REVIEW, []))
    return found
