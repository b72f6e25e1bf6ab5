"""What a panel's next edition would hold, read without writing anything."""

import json

from reviews.exports import protocols, release_agreement
from reviews.exports.claim_flow import flow
from reviews.exports.releases import Freezer, letters_of, substance
from reviews.models import Claim, FrozenClaim, Instrument, Round, Standing
from reviews.models.digests import canonical, sha256
from reviews.vocabulary import Banner, ClaimState


def standing(panel, chosen, untouched=()):
    """Claims that stand and are to be looked at afresh, and standings that stay as they are:
    graded again but not chosen, being appraised again, or among the `untouched` (ids)."""
    standings = (
        Standing.objects.filter(panel=panel)
        .exclude(banner=Banner.WITHDRAWN)
        .exclude(claim__in=chosen)
        .select_related("frozen", "claim__revision", "claim__wording")
        .select_related("claim__source__paper__panel", "claim__overall_choice__outcome")
        .order_by("pk")
    )
    stay = running(panel) | set(untouched)
    renewed, kept = [], []
    for row in standings:
        is_settled = row.claim.state == ClaimState.PUBLISHED
        if is_settled and row.claim_id not in stay:
            renewed.append(row.claim)
        else:
            kept.append(row)
    return renewed, kept


def running(panel):
    """Ids of the panel's claims that are being appraised for it at present."""
    rounds = Round.objects.running().for_panel().filter(claim__source__paper__panel=panel)
    return set(rounds.values_list("claim_id", flat=True))


def appraised(panel, user):
    """Ids of the panel's claims whose flags, label and wording are kept from the user, who
    appraises them at present."""
    claims = Claim.objects.filter(source__paper__panel=panel).appraised_by(user)
    return set(claims.values_list("pk", flat=True))


def contents(panel, claims, randoms=None):
    """Of each claim (itself, its last frozen content or None, its content as it is now, the
    frozen claim that holds that already or None). `randoms` as `Freezer` takes it."""
    # Those of other claims of these papers too: a paper's rounds have one draw of letters.
    papers = {claim.source.paper_id for claim in claims}
    before = FrozenClaim.objects.filter(claim__source__paper__in=papers).order_by("frozen_at")
    latest = {row.claim_id: row for row in before}
    known = {(row.claim_id, row.digest): row for row in before}
    old = {pk: json.loads(row.content) for pk, row in latest.items()}
    letters = {}
    for content in old.values():
        letters |= letters_of(content)
    freezer = Freezer(panel, claims, letters, randoms)
    for claim in claims:
        content, last = freezer.content(claim), old.get(claim.pk)
        row = known.get((claim.pk, sha256(canonical(content))))
        if last and substance(last) == substance(content):
            row = latest[claim.pk]
        yield claim, last, content, row


def frozen(panel, claims, at, randoms=None):
    """(its frozen claim, its content) of each claim; equal content is shared, and what is new is
    not saved."""
    for claim, _, content, row in contents(panel, claims, randoms):
        if row is None:
            text = canonical(content)
            row = FrozenClaim(claim=claim, content=text, digest=sha256(text), frozen_at=at)
        yield row, content


def document(panel, rows, appraised=()):
    """What an edition of these frozen claims says as a whole, but for its format and number;
    `appraised` as `flow` takes them."""
    versions = list(panel.protocols.locked().with_parts().order_by("number"))
    fixed = [protocols.content(version) for version in versions]
    return {
        "panel": {"slug": panel.slug, "name": panel.name, "about": panel.about},
        "protocols": fixed,
        "flow": flow(
            panel, versions[-1] if versions else None, [r.claim_id for r in rows], appraised
        ),
        "agreement": _agreement(rows, fixed),
        "claims": sorted([str(row.claim_id), row.digest] for row in rows),
    }


def _agreement(rows, fixed):
    contents = [json.loads(row.content) for row in rows]
    used = {round["instrument"]["sha256"] for content in contents for round in content["rounds"]}
    instruments = Instrument.objects.filter(sha256__in=used)
    definitions = {instrument.sha256: instrument.parsed for instrument in instruments}
    return release_agreement.content(contents, fixed, definitions)
