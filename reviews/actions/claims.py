"""Every change to a claim. Pages, API, admin and commands all come through here."""

import uuid
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from reviews.actions.cascade import follow, follow_claim
from reviews.actions.events import record
from reviews.actions.moves import (
    hold,
    hold_unappraised,
    hold_unmerged,
    needed_reason,
    panel_of,
    shift,
)
from reviews.actions.wordings import read_afresh
from reviews.exceptions import Conflict
from reviews.models import Claim, Revision, Standing
from reviews.models.promises import broken_promise
from reviews.permissions import can
from reviews.search.claims import forget
from reviews.vocabulary import Banner, ClaimState
from reviews.wording.sentences import spans

CONTEXT = 32  # code points of prefix and suffix, as the Web Annotation model suggests some
NOT_VERBATIM = "The quote differs from the text at this place. Select it again in the text."
UNAPPRAISED = (ClaimState.PROPOSED, ClaimState.ACCEPTED)


@dataclass(frozen=True)
class Extent:
    """A span of a source, half-open in code points, as someone gave it."""

    start: int
    end: int
    exact: str
    reads_as: str = ""
    reason: str = ""


@transaction.atomic
def suggest(source, *, by):
    """Propose every sentence that no claim of the source covers exactly yet."""
    can(by, "propose", source.paper.panel).enforce()
    hold_unmerged(source.paper)  # who proposes at the same time waits, and then sees
    known = set(source.claims.values_list("revision__start", "revision__end"))
    text = source.text
    extents = [
        Extent(span.start, span.end, text[span.start : span.end])
        for span in spans(text)
        if (span.start, span.end) not in known
    ]
    if not extents:
        raise Conflict("Every sentence of this text is a claim already.")
    claims, revisions = _create(source, extents, by=by)
    record("propose", source, by=by, panel=source.paper.panel, made=revisions)
    return claims


@transaction.atomic
def propose(source, *, start, end, exact, by, id=None, reads_as=""):
    """One claim. The same id with the same span again is the same claim."""
    can(by, "propose", source.paper.panel).enforce()
    hold_unmerged(source.paper)  # who proposes at the same time waits, and then sees
    extent = Extent(start, end, exact, reads_as)
    known = id and Claim.objects.filter(pk=id).select_related("revision").first()
    if known:
        return _same(known, source, extent)
    claims, revisions = _create(source, [extent], ids=[id or uuid.uuid4()], by=by)
    record("propose", claims[0], by=by, panel=source.paper.panel, made=revisions)
    return claims[0]


@transaction.atomic
def correct_extent(claim, *, start, end, exact, by, reads_as="", reason=""):
    """A new revision; the wording is read afresh by the detector at the new place."""
    can(by, "correct", panel_of(claim)).enforce()
    hold_unappraised(claim, states=UNAPPRAISED)
    extent = Extent(start, end, exact, reads_as, reason)
    number = claim.revisions.count() + 1
    [revision] = _revise([claim], [extent], number=number, by=by)
    read_afresh([claim])
    record("correct", claim, by=by, panel=panel_of(claim), made=[revision])
    return claim


@transaction.atomic
def split(claim, *, parts, by):
    """Several claims in place of a compound one. A part that lacks its subject carries
    `reads_as`. `parts` are dicts of start, end, exact and reads_as; two or more."""
    can(by, "split", panel_of(claim)).enforce()
    if len(parts) < 2:
        raise ValidationError("A split needs two parts or more.")
    hold_unappraised(claim, states=UNAPPRAISED)
    shift(claim, "split")
    extents = [Extent(**part) for part in parts]
    claims, revisions = _create(claim.source, extents, by=by, split_from=claim)
    record("split", claim, by=by, panel=panel_of(claim), made=revisions)
    return claims


@transaction.atomic
def _move(claim, verb, *, by, **detail):
    can(by, verb, panel_of(claim)).enforce()
    shift(claim, verb)
    if verb != "accept":
        follow_claim(claim)
    record(verb, claim, by=by, panel=panel_of(claim), **detail)
    return claim


def accept(claim, *, by):
    return _move(claim, "accept", by=by)


def reject(claim, *, by):
    return _move(claim, "reject", by=by)


@transaction.atomic
def undo(claim, *, by):
    """Back to proposed, while no round ever ran on the claim and no part was made of it."""
    can(by, "undo", panel_of(claim)).enforce()
    hold(claim)
    if claim.rounds.exists() or claim.parts.exists():
        raise Conflict("The claim was appraised or split since, so this cannot be undone.")
    return _move(claim, "undo", by=by)


@transaction.atomic
def withdraw(claim, *, reason, by):
    """Take the claim down; the reason stands on its public page."""
    can(by, "withdraw", panel_of(claim)).enforce()
    reason = needed_reason(reason, "Say why the claim is withdrawn.")
    _move(claim, "withdraw", by=by, reason=reason)
    Standing.objects.filter(claim=claim).update(banner=Banner.WITHDRAWN, reason=reason)
    forget([claim.pk])
    return claim


def restore(claim, *, reason, by):
    """Back to graded; the public page says withdrawn until the next edition."""
    return _move(
        claim, "restore", by=by, reason=needed_reason(reason, "Say why the claim is restored.")
    )


def _same(claim, source, extent):
    placed = claim.revision
    given = (source.pk, extent.start, extent.end, extent.exact)
    if (claim.source_id, placed.start, placed.end, placed.exact) != given:
        raise Conflict("Another claim has this id.")
    return claim


def _create(source, extents, *, by, ids=None, split_from=None):
    now = timezone.now()
    claims = Claim.objects.bulk_create(
        Claim(
            id=pk,
            source=source,
            split_from=split_from,
            proposed_at=now,
            proposed_by=by,
        )
        for pk in ids or [uuid.uuid4() for _ in extents]
    )
    revisions = _revise(claims, extents, number=1, by=by)
    read_afresh(claims)
    follow([source.paper_id])
    return claims, revisions


def _revise(claims, extents, *, number, by):
    """Append a revision to each claim; the database refuses one that is not verbatim."""
    text = claims[0].source.text
    now = timezone.now()
    revisions = [
        Revision(
            claim=claim,
            number=number,
            start=extent.start,
            end=extent.end,
            exact=extent.exact,
            prefix=text[max(0, extent.start - CONTEXT) : max(0, extent.start)],
            suffix=text[extent.end : extent.end + CONTEXT],
            reads_as=extent.reads_as,
            reason=extent.reason,
            made_at=now,
            made_by=by,
        )
        for claim, extent in zip(claims, extents, strict=True)
    ]
    for revision in revisions:
        if not 0 <= revision.start < revision.end <= len(text):
            raise ValidationError("The span lies outside the text. Select it again in the text.")
    try:
        with transaction.atomic():
            Revision.objects.bulk_create(revisions)
    except IntegrityError as error:
        if broken_promise(error) != "claim_is_verbatim":
            raise
        raise ValidationError(NOT_VERBATIM) from error
    for claim, revision in zip(claims, revisions, strict=True):
        claim.revision = revision
    Claim.objects.bulk_update(claims, ["revision"])
    return revisions
