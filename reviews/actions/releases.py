"""Publishing: a panel's next numbered edition, all of it or nothing."""

import json
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
from reviews.exports import protocols, release_agreement
from reviews.exports.claim_changes import changes
from reviews.exports.claim_flow import flow
from reviews.exports.releases import Freezer, letters_of, substance
from reviews.models import Claim, FrozenClaim, Instrument, Protocol, Release, Round, Standing
from reviews.models.digests import canonical, sha256
from reviews.permissions import can
from reviews.vocabulary import Banner, ClaimState
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
    renewed, kept = _standing(panel, chosen)
    standing = [*renewed, *(standing.claim for standing in kept)]
    return Preview(
        number=_next_number(panel),
        claims=chosen,
        standing=standing,
        changed=[
            (claim, changed)
            for claim, last, content, _ in _contents(panel, renewed)
            if (changed := changes(last, content))
        ],
        flow=flow(
            panel,
            Protocol.objects.in_force(panel),
            {claim.pk for claim in [*chosen, *standing]},
        ),
        blockers=[*_not_graded(chosen), *blockers(chosen, renewed)],
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
    renewed, kept = _standing(panel, chosen)
    for sentence, _ in blockers(chosen, renewed):
        raise Conflict(sentence)
    frozen, made = _freeze(panel, [*chosen, *renewed])
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
    found = list(found.with_text().order_by("source_id", "revision__start", "revision__end", "pk"))
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


def _standing(panel, chosen):
    """Claims that stand and are to be looked at afresh, and standings that stay as they are:
    graded again but not chosen, or being appraised again."""
    standings = (
        Standing.objects.filter(panel=panel)
        .exclude(banner=Banner.WITHDRAWN)
        .exclude(claim__in=chosen)
        .select_related("frozen", "claim__revision", "claim__wording")
        .select_related("claim__source__paper__panel", "claim__overall_choice__outcome")
        .order_by("pk")
    )
    running = set(
        Round.objects.running()
        .for_panel()
        .filter(claim__standing__panel=panel)
        .values_list("claim_id", flat=True)
    )
    renewed, kept = [], []
    for standing in standings:
        is_settled = standing.claim.state == ClaimState.PUBLISHED
        if is_settled and standing.claim_id not in running:
            renewed.append(standing.claim)
        else:
            kept.append(standing)
    return renewed, kept


def _freeze(panel, claims):
    """([frozen claim for each claim], [those made now]); equal content is shared."""
    now = timezone.now()
    frozen, made = [], []
    for claim, _, content, row in _contents(panel, claims):
        if row is None:
            text = canonical(content)
            row = FrozenClaim(claim=claim, content=text, digest=sha256(text), frozen_at=now)
            made.append((row, content))
        frozen.append(row)
    rows = FrozenClaim.objects.bulk_create(row for row, _ in made)
    keep(made)
    return frozen, rows


def _contents(panel, claims):
    """Of each claim (itself, its last frozen content or None, its content as it is now, the
    frozen claim that holds that already or None)."""
    # Those of other claims of these papers too: a paper's rounds have one draw of letters.
    papers = {claim.source.paper_id for claim in claims}
    before = FrozenClaim.objects.filter(claim__source__paper__in=papers).order_by("frozen_at")
    latest = {row.claim_id: row for row in before}
    known = {(row.claim_id, row.digest): row for row in before}
    old = {pk: json.loads(row.content) for pk, row in latest.items()}
    letters = {}
    for content in old.values():
        letters |= letters_of(content)
    contents = Freezer(panel, claims, letters).contents()
    for claim in claims:
        content, last = contents[claim.pk], old.get(claim.pk)
        row = known.get((claim.pk, sha256(canonical(content))))
        if last and substance(last) == substance(content):
            row = latest[claim.pk]
        yield claim, last, content, row


def _release(panel, frozen, *, by, id=None):
    number = _next_number(panel)
    versions = list(panel.protocols.locked().with_parts().order_by("number"))
    fixed = [protocols.content(version) for version in versions]
    content = canonical(
        {
            "format": "evidence-release-1",
            "panel": {"slug": panel.slug, "name": panel.name, "about": panel.about},
            "number": number,
            "protocols": fixed,
            "flow": flow(panel, versions[-1] if versions else None, [c.claim_id for c in frozen]),
            "agreement": _agreement(frozen, fixed),
            "claims": sorted([str(row.claim_id), row.digest] for row in frozen),
        }
    )
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


def _agreement(frozen, fixed):
    contents = [json.loads(row.content) for row in frozen]
    used = {round["instrument"]["sha256"] for content in contents for round in content["rounds"]}
    instruments = Instrument.objects.filter(sha256__in=used)
    definitions = {instrument.sha256: instrument.parsed for instrument in instruments}
    return release_agreement.content(contents, fixed, definitions)


def _next_number(panel):
    return (panel.releases.aggregate(last=Max("number"))["last"] or 0) + 1


def _desk(claim):
    return reverse("desk-claim", args=[claim.pk])
