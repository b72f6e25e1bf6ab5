"""Recomputing the audit: every chain of events, and every guarded row that events tell of.

What agrees up to a hash that was kept outside (a printed release, an archive) has not been
changed before that hash was written, not even by the owner of the database.
"""

import json
from collections import defaultdict
from itertools import islice
from uuid import UUID

from reviews.models import (
    Chain,
    Event,
    FrozenClaim,
    ImportRecord,
    Motion,
    Notice,
    OfficialTexts,
    Panel,
    Protocol,
    Release,
    Revision,
    Round,
    Source,
    Verdict,
    sealed,
)
from reviews.models.digests import canonical, digest, manifest, sha256
from reviews.models.motions import counts
from reviews.vocabulary import SourceKind

# Judgements, settlements and what a protocol lists are parts of the digests of their wholes.
GUARDED = {
    "source": Source.objects,
    "revision": Revision.objects,
    "appraisal": sealed.appraisals,
    "verdict": Verdict.objects,
    "vote": sealed.votes.exclude(motion__ended_at=None),
    "dissent": sealed.dissents.exclude(motion__ended_at=None),
    "notice": Notice.objects,
    "settlernote": sealed.notes,
    "protocol": Protocol.objects.locked(),
    "frozenclaim": FrozenClaim.objects,
    "release": Release.objects,
    "officialtexts": OfficialTexts.objects,
}
BATCH = 500


def problems(heads=()):
    """A sentence for everything that does not agree; nothing if all does.

    `heads` are hashes of events that were kept outside.
    """
    for chain in Chain.objects.order_by("pk").select_related("panel", "round__panel"):
        yield from _chain_problems(chain)
    yield from _missing_chains()
    yield from _round_problems()
    yield from _import_problems()
    yield from _row_problems()
    yield from _vote_problems()
    yield from _release_problems()
    yield from _head_problems(heads)


def heads():
    """{name of a chain: its newest hash} of the installation and every panel: what to keep."""
    chains = (
        Chain.objects.filter(round=None, length__gt=0)
        .select_related("panel")
        .order_by("panel__slug")
    )
    return {_name(chain): chain.head for chain in chains}


def _name(chain):
    if chain.panel_id:
        return f"panel {chain.panel.slug}"
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
        elif _told(event) != event.body:
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


def _told(event):
    """The text of an event as its columns tell it, or "" if its text is none of ours."""
    try:
        body = json.loads(event.body)
        return canonical(
            {
                "actor": event.actor_id,
                "at": event.happened_at,
                "chain": event.chain_id,
                "detail": body["detail"],
                "made": body["made"],
                "previous": event.previous,
                "sequence": event.sequence,
                "subject": [event.subject_type, event.subject_id],
                "verb": event.verb,
            }
        )
    except (ValueError, KeyError, TypeError):
        return ""


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
        if _part(event, "detail").get("round_chain") != newest.get(event.subject_id):
            yield (
                f"The chain of round {event.subject_id} does not end as event {event.pk} "
                "of its panel says."
            )
    ended = Round.objects.exclude(revealed_at=None, voided_at=None)
    for pk in ended.order_by("pk").values_list("pk", flat=True):
        if pk not in taken:
            yield f"No event tells how round {pk} ended."


def _row_problems():
    """Guarded rows are as their events digested them, all are there, and none is in no event."""
    told = defaultdict(set)
    entries = _made()
    while batch := list(islice(entries, BATCH)):
        by_model = defaultdict(dict)
        for event, model, pk, written in batch:
            by_model[model][pk] = event, written
        for model, digests in by_model.items():
            told[model] |= digests.keys()
            yield from _changed(model, digests)
    for model, rows in GUARDED.items():
        for pk in rows.order_by("pk").values_list("pk", flat=True).iterator(BATCH):
            if pk not in told[model]:
                yield f"{_noun(model)} {pk} is in no event: nobody made it by an action."


def _vote_problems():
    """Every closed vote says what its votes give, but for those that its event leaves out."""
    ends = Event.objects.filter(verb__in=["settle", "close_vote"])
    for event in ends.order_by("chain", "sequence").iterator(BATCH):
        told = _part(event, "detail")
        if "not_counted" in told:
            motion = Motion.objects.get(pk=told["motion"])
            votes = sealed.votes.filter(motion=motion).exclude(pk__in=told["not_counted"])
            given = counts(votes.values_list("choice", flat=True), len(told["not_counted"]))
            if any(getattr(motion, name) != value for name, value in given.items()):
                yield f"Motion {motion.pk} was changed: its votes do not give what it says of them."


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


def _made():
    """(event id, model name, row id, digest) of every guarded row that events tell of."""
    for event in Event.objects.order_by("chain", "sequence").iterator(BATCH):
        for model, pk, written in _part(event, "made"):
            yield event.pk, model, UUID(pk), written
        if event.verb == "import" and _lists_its_texts(event):
            for pk, written in _imported_texts(event):
                yield event.pk, "source", pk, written


def _import_problems():
    """The lists of imported texts are those that the events hashed."""
    for event in Event.objects.filter(verb="import").order_by("chain", "sequence").iterator(BATCH):
        if _part(event, "detail") and not _lists_its_texts(event):
            yield (
                f"The list of texts of import {event.subject_id} was changed: it does not give "
                f"the hash of event {event.pk}."
            )


def _lists_its_texts(event):
    """Whether the digests kept of an import's texts are the ones that its event hashed."""
    written = _part(event, "detail").get("texts")
    listed = manifest(_listed_texts(event))
    return bool(written) and written == listed | {"at": written["at"]}


def _listed_texts(event):
    records = ImportRecord.objects.filter(upload=event.subject_id)
    return records.texts()


def _imported_texts(event):
    """(id, digest) of each source that an import made, in the file's order."""
    at = _part(event, "detail")["texts"]["at"]
    for pk, text in _listed_texts(event):
        made = {
            "id": pk,
            "paper_id": pk,
            "kind": SourceKind.ABSTRACT,
            "text": text,
            "sha256": text,
            "replaces_id": None,
            "added_at": at,
            "added_by_id": event.actor_id,
        }
        yield pk, sha256(canonical(made))


def _part(event, name):
    """A part of the text of an event; empty if that text was changed, which is told already."""
    is_ours = sha256(event.body) == event.hash and _told(event) == event.body
    return json.loads(event.body)[name] if is_ours else {}


def _changed(model, digests):
    rows = GUARDED[model].in_bulk(list(digests))
    for pk, (event, written) in digests.items():
        if pk not in rows:
            yield f"{_noun(model)} {pk}, which event {event} made, is missing."
        elif digest(rows[pk]) != written:
            yield f"{_noun(model)} {pk}, which event {event} made, was changed since."


def _noun(model):
    return str(GUARDED[model].model._meta.verbose_name).capitalize()


def _head_problems(heads):
    printed = {
        release.audit_head: f"{release} of panel {release.panel.slug}"
        for release in Release.objects.select_related("panel").order_by("panel__slug", "number")
    }
    given = dict.fromkeys(heads, "the list of hashes kept outside")
    for head, place in (printed | given).items():
        if not Event.objects.filter(hash=head).exists():
            yield f"No event has the hash {head} of {place}: events are missing or changed."
