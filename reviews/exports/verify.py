"""Recomputing the audit: every chain of events, and every guarded row that events tell of.

What agrees up to a hash that was kept outside (a printed release, an archive) has not been
changed before that hash was written, not even by the owner of the database.
"""

import json

from reviews.exports import verify_papers, verify_rows
from reviews.exports.verify_events import BATCH, part, told
from reviews.models import Chain, Event, Panel, Release, Round
from reviews.models.digests import sha256
from reviews.models.events import ARCHIVES


def problems(heads=()):
    """A sentence for everything that does not agree; nothing if all does.

    `heads` are hashes of events that were kept outside.
    """
    for chain in Chain.objects.order_by("pk").select_related("panel", "round__panel"):
        yield from _chain_problems(chain)
    yield from _missing_chains()
    yield from _round_problems()
    yield from verify_rows.problems()
    yield from _release_problems()
    yield from verify_papers.problems()
    yield from _head_problems(heads)


def heads():
    """{name of a chain: its newest hash} of the installation, archives and every panel: what to
    keep."""
    chains = (
        Chain.objects.filter(round=None, length__gt=0)
        .select_related("panel")
        .order_by("panel__slug")
    )
    return {_name(chain): chain.head for chain in chains}


def _name(chain):
    if chain.panel_id:
        return f"panel {chain.panel.slug}"
    if chain.pk == ARCHIVES:
        return "archives"
    return f"round {chain.pk}" if chain.round_id else "the installation"


def _chain_problems(chain):
    name, expected, previous = _name(chain), 1, ""
    for event in chain.events.order_by("sequence").iterator(BATCH):
        where = f"Event {event.sequence} of {name} ({event.pk})"
        if event.sequence != expected:
            yield f"In the chain of {name}, {_numbers(expected, event.sequence)} missing."
        elif event.previous != previous:
            yield f"{where} does not follow the event before it."
        if sha256(event.body) != event.hash:
            yield f"{where} was changed: its text does not give its hash."
        elif told(event) != event.body:
            yield f"{where} was changed: its columns do not say what its text says."
        expected, previous = event.sequence + 1, event.hash
    if (chain.length, chain.head) != (expected - 1, previous):
        yield (
            f"The chain of {name} should end with event {chain.length} and hash {chain.head}, "
            f"but ends with event {expected - 1} and hash {previous}."
        )


def _numbers(start, end):
    """Which of the half-open range, for a sentence."""
    return f"event {start} is" if end == start + 1 else f"events {start} to {end - 1} are"


def _missing_chains():
    """Every panel and round began with an event, and every event stands in a chain."""
    chains = Chain.objects.filter(length__gt=0).values("pk")
    for panel in Panel.objects.exclude(pk__in=chains).order_by("slug"):
        yield f"The chain of panel {panel.slug} is missing."
    for pk in Round.objects.exclude(pk__in=chains).values_list("pk", flat=True):
        yield f"The chain of round {pk} is missing."
    for event in Event.objects.exclude(chain__in=Chain.objects.values("pk")).iterator(BATCH):
        yield f"Event {event.pk} stands in a chain that is missing."


def _round_problems():
    """The panel's chain took in how a round's own chain ended, and nothing came after."""
    chains = Chain.objects.exclude(round=None).values("pk", "head", "length")
    newest = {chain.pop("pk"): chain for chain in chains.iterator(BATCH)}
    taken = set()
    ends = Event.objects.filter(verb__in=["reveal", "void"], subject_type="round")
    for event in ends.filter(chain__round=None).order_by("pk").iterator(BATCH):
        taken.add(event.subject_id)
        if part(event, "detail").get("round_chain") != newest.get(event.subject_id):
            yield (
                f"The chain of round {event.subject_id} does not end as event {event.pk} "
                "of its panel says."
            )
    ended = Round.objects.exclude(revealed_at=None, voided_at=None)
    for pk in ended.order_by("pk").values_list("pk", flat=True):
        if pk not in taken:
            yield f"No event tells how round {pk} ended."


def _release_problems():
    """Every edition holds the frozen claims that its own text lists, and no others."""
    for release in Release.objects.select_related("panel").order_by("panel__slug", "number"):
        # That its text was changed is told already.
        if sha256(release.content) == release.digest:
            yield from _holding_problems(release)


def _holding_problems(release):
    name = f"{release} of panel {release.panel.slug}"
    listed = {tuple(pair) for pair in json.loads(release.content)["claims"]}
    rows = release.frozen_claims.values_list("claim_id", "digest")
    held = {(str(claim), written) for claim, written in rows}
    for claim, written in sorted(listed - held):
        yield f"{name} lists claim {claim} with digest {written}, but does not hold it."
    for claim, written in sorted(held - listed):
        yield f"{name} holds claim {claim} with digest {written}, but does not list it."


def _head_problems(heads):
    printed = {
        release.audit_head: f"{release} of panel {release.panel.slug}"
        for release in Release.objects.select_related("panel").order_by("panel__slug", "number")
    }
    given = dict.fromkeys(heads, "the list of hashes kept outside")
    for head, place in (printed | given).items():
        if not Event.objects.filter(hash=head).exists():
            yield f"No event has the hash {head} of {place}: events are missing or changed."
