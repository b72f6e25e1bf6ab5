"""Publishing: a panel's next numbered edition, all of it or nothing."""

import uuid
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F, Max, Q
from django.urls import reverse
from django.utils import timezone

from reviews.actions.blockers import blockers
from reviews.actions.cascade import close_by_publishing
from reviews.actions.events import head, hold_installation, record
from reviews.actions.frozen_papers import keep
from reviews.actions.notices_since import tell
from reviews.actions.panels import hold_panel
from reviews.actions.refusals import same
from reviews.actions.standings import stand
from reviews.exceptions import Conflict
from reviews.exports import next_edition
from reviews.exports.claim_changes import changes
from reviews.exports.claim_flow import flow
from reviews.models import Claim, FrozenClaim, Protocol, Release, Standing
from reviews.models.digests import canonical, sha256
from reviews.permissions import can
from reviews.vocabulary import ClaimState
from reviews.workflow import CLAIM_MOVES


@dataclass(frozen=True)
class Preview:
    """What the next edition would hold. `changed` are those of the standing claims that it shows
    otherwise than the last one, each with what is changed. `blockers` are (sentence, link to where
    it is mended); while there is one, publishing answers with a conflict."""

    number: int
    claims: list[Claim]
    standing: list[Claim]
    changed: list[tuple[Claim, list[str]]]
    flow: list[dict]
    blockers: list[tuple[str, str]]


def preview(panel, claims, *, by):
    """Look before publishing; changes nothing."""
    can(by, "publish", panel).enforce()
    chosen = _chosen(panel, claims)
    renewed, kept = next_edition.standing(panel, chosen)
    standing = [*renewed, *(standing.claim for standing in kept)]
    own = next_edition.appraised(panel, by)
    return Preview(
        number=_next_number(panel),
        claims=chosen,
        standing=standing,
        changed=[
            (claim, changed)
            for claim, last, content, _ in next_edition.contents(panel, renewed)
            if claim.pk not in own and (changed := changes(last, content))
        ],
        flow=flow(
            panel,
            Protocol.objects.in_force(panel),
            {claim.pk for claim in [*chosen, *standing]},
            own,
        ),
        blockers=[*_not_graded(chosen), *blockers(chosen, renewed, own)],
    )


@transaction.atomic
def publish(panel, claims, *, by, id=None):
    """The next edition: the chosen graded claims and every standing one. The same id with claims
    of that edition again is the same edition.

    Raises Conflict, and then publishes nothing, if any chosen claim is not graded by now or
    anything else blocks. A standing claim is frozen anew if what is known of it changed and
    nobody appraises it at present; otherwise editions share its frozen content.
    """
    can(by, "publish", panel).enforce()
    # What comes meanwhile waits for the edition: a notice, another edition, a withdrawal.
    hold_installation()
    hold_panel(panel)
    if known := same(Release, id, panel_id=panel.pk):
        return _with(known, claims)
    _hold_claims(panel, claims)
    chosen = _chosen(panel, claims)
    _move(chosen)
    renewed, kept = next_edition.standing(panel, chosen)
    for sentence, _ in blockers(chosen, renewed, next_edition.appraised(panel, by)):
        raise Conflict(sentence)
    pairs = list(next_edition.frozen(panel, [*chosen, *renewed], timezone.now()))
    new = [(row, content) for row, content in pairs if row._state.adding]
    frozen, made = [row for row, _ in pairs], [row for row, _ in new]
    FrozenClaim.objects.bulk_create(made)
    keep(new)
    if not chosen and not made:
        raise Conflict("Nothing has changed since the last edition.")
    everything = [*frozen, *(standing.frozen for standing in kept)]
    release = _release(panel, everything, by=by, id=id)
    close_by_publishing(chosen, release)
    tell(stand(release, frozen, chosen, kept))
    record("publish", release, by=by, panel=panel, made=[*made, release], number=release.number,
           claims=[claim.pk for claim in chosen])  # fmt: skip
    for claim in claims:
        claim.state = ClaimState.PUBLISHED
    return release


def _with(release, claims):
    """The edition; raises Conflict if it has not all of the claims."""
    wanted = {claim.pk for claim in claims}
    if release.frozen_claims.filter(claim__in=wanted).count() < len(wanted):
        raise Conflict("Another release has this id.")
    return release


def _hold_claims(panel, claims):
    """Take the claims that the edition may show, then their public rows, as a withdrawal does;
    what is read of them afterwards stays so."""
    shown = Q(pk__in=[claim.pk for claim in claims]) | Q(standing__isnull=False)
    held = Claim.objects.filter(shown, source__paper__panel=panel).values("pk")
    Claim.objects.filter(pk__in=held).update(state=F("state"))
    Standing.objects.filter(panel=panel).update(banner=F("banner"))


def _chosen(panel, claims):
    """The claims as they are now, in their texts' order; raises ValidationError for a
    stranger among them."""
    wanted = {claim.pk for claim in claims}
    found = Claim.objects.filter(pk__in=wanted, source__paper__panel=panel)
    found = list(found.with_text().in_source_order())
    if len(found) != len(wanted):
        raise ValidationError("Choose claims of this panel only.")
    return found


def _not_graded(chosen):
    sources = CLAIM_MOVES["publish"].sources
    for claim in chosen:
        if claim.state not in sources:
            state = claim.get_state_display().lower()
            yield f"“{claim}” is {state}; only graded claims are published.", _desk(claim)


def _move(chosen):
    """All chosen claims to published by one guarded update, or Conflict."""
    move = CLAIM_MOVES["publish"]
    graded = Claim.objects.filter(pk__in=[c.pk for c in chosen], state__in=move.sources)
    if graded.update(state=move.target) != len(chosen):
        for sentence, _ in _not_graded(chosen):
            raise Conflict(sentence)
        raise Conflict("One of these claims is no longer graded: too late to publish it.")


def _release(panel, frozen, *, by, id=None):
    number = _next_number(panel)
    held = next_edition.document(panel, frozen)
    content = canonical({"format": "evidence-release-1", "number": number, **held})
    release = Release.objects.create(
        id=id or uuid.uuid4(),
        panel=panel,
        number=number,
        content=content,
        digest=sha256(content),
        audit_head=head(panel),
        published_at=timezone.now(),
        published_by=by,
    )
    release.frozen_claims.set(frozen)
    return release


def _next_number(panel):
    return (panel.releases.aggregate(last=Max("number"))["last"] or 0) + 1


def _desk(claim):
    return reverse("desk-claim", args=[claim.pk])
