"""Recomputing the audit: every guarded row, as the events tell of it."""

from collections import defaultdict
from itertools import islice
from uuid import UUID

from django.db.models import Exists, OuterRef

from reviews.exports.verify_events import BATCH, part
from reviews.instruments.loading import DEFINITIONS, shipped
from reviews.models import (
    Body,
    Comment,
    Event,
    FrozenClaim,
    ImportRecord,
    Instrument,
    Motion,
    Notice,
    OfficialTexts,
    Outcome,
    OverallChoice,
    Protocol,
    ProtocolInstrument,
    Question,
    Release,
    Result,
    Revision,
    Round,
    Source,
    Verdict,
    sealed,
)
from reviews.models.digests import canonical, digest, manifest, sha256
from reviews.models.motions import counts
from reviews.vocabulary import SourceKind

# Judgements, settlements, and what a protocol or a body lists are parts of the digests of their
# wholes.
GUARDED = {
    "source": Source.objects,
    "revision": Revision.objects,
    "instrument": Instrument.objects,
    "question": Question.objects,
    "outcome": Outcome.objects,
    "body": Body.objects,
    "result": Result.objects,
    "appraisal": sealed.appraisals,
    "verdict": Verdict.objects,
    "overallchoice": OverallChoice.objects,
    "vote": sealed.votes.exclude(motion__ended_at=None),
    "dissent": sealed.dissents.exclude(motion__ended_at=None),
    "notice": Notice.objects,
    "settlernote": sealed.notes,
    "comment": Comment.objects,
    "protocol": Protocol.objects.locked(),
    "frozenclaim": FrozenClaim.objects,
    "release": Release.objects,
    "officialtexts": OfficialTexts.objects,
}
# Before their digests were kept, events named rows of these models: {model: verbs}.
NAMED_BY = {
    "instrument": ("adopt", "make_instrument"),
    "question": ("write_question",),
    "outcome": ("write_outcome",),
    "body": ("freeze_body",),
    "result": ("write_result",),
    "comment": ("comment",),
}
# What may be written once after the row was made: {model: (column, verb of the event)}.
LATER = {
    "comment": ("withdrawn_by_id", "withdraw_comment"),
    "instrument": ("retired_by_id", "retire_instrument"),
}

# No event can tell these apart: what an older version of the program shipped and froze for a draft
# that was discarded, and what somebody put into the table.
_PERHAPS = (
    ", or a draft that came to nothing froze it when that had no event yet; if it is as it was"
    " shipped, adopt it again, which an event tells of"
)


def problems():
    """A sentence for each row that is not as the events made it."""
    yield from _import_problems()
    yield from _row_problems()
    yield from _vote_problems()
    for model, (column, verb) in LATER.items():
        yield from _later_problems(model, column, verb)


def _row_problems():
    """Guarded rows are as their events digested them, all are there, and none is in no event."""
    told, since = defaultdict(set), {}
    entries = _made()
    while batch := list(islice(entries, BATCH)):
        by_model = defaultdict(dict)
        for event, at, model, pk, written in batch:
            by_model[model][pk] = event, written
            since[model] = min(at, since.get(model, at))
        for model, digests in by_model.items():
            told[model] |= digests.keys()
            yield from _changed(model, digests)
    for model, rows in GUARDED.items():
        there = set(rows.values_list("pk", flat=True).iterator(BATCH))
        named = _named(model, since.get(model)) if model in NAMED_BY else set()
        known = told[model] | named
        if model == "instrument":
            known |= _listed(told["protocol"], since.get(model)) | _discarded(since.get(model))
        for pk in sorted(there - known):
            perhaps = _PERHAPS if model == "instrument" else ""
            yield f"{_noun(model)} {pk} is in no event: nobody made it by an action{perhaps}."
        for pk in sorted(named - told[model] - there):
            yield f"{_noun(model)} {pk}, of which an event tells, is missing."


def _made():
    """(event id, its time, model name, row id, digest) of every guarded row that events tell
    of."""
    for event in Event.objects.order_by("chain", "sequence").iterator(BATCH):
        for model, pk, written in part(event, "made"):
            yield event.pk, event.happened_at, model, UUID(pk), written
        if event.verb == "import" and _lists_its_texts(event):
            for pk, written in _imported_texts(event):
                yield event.pk, event.happened_at, "source", pk, written


def _before(since):
    """Events before the first that kept a digest of a model; all if none did."""
    return Event.objects.filter(happened_at__lt=since) if since else Event.objects.all()


def _named(model, since):
    """Ids of rows that were made before their digests were kept."""
    events = _before(since).filter(verb__in=NAMED_BY[model], subject_type=model)
    return set(events.values_list("subject_id", flat=True))


def _listed(locked, since):
    """Ids of instruments that protocols drafted at that time list: freezing one had no event
    then. Only the events that locked a protocol (`locked`, ids) digested what it lists; what
    drafts list anybody might have put there."""
    drafted = _before(since).filter(verb="draft_protocol").values("subject_id")
    listed = ProtocolInstrument.objects.filter(protocol__in=drafted)
    pairs = listed.values_list("protocol_id", "instrument_id")
    return {instrument for protocol, instrument in pairs if protocol in locked}


def _discarded(since):
    """Ids of instruments as they are shipped on which nothing rests, if a draft was discarded
    while freezing one had no event. Such a draft froze nothing: if somebody else put the row
    there, nothing was judged by it, and it says what adopting the instrument would."""
    if not _before(since).filter(verb="discard_protocol").exists():
        return set()
    rows = Instrument.objects.filter(is_own=False, retired_at=None).exclude(
        Exists(ProtocolInstrument.objects.filter(instrument=OuterRef("pk")))
        | Exists(Round.objects.filter(instrument=OuterRef("pk")))
    )
    rows = rows.filter(adopted_at__lt=since) if since else rows
    return {row.pk for row in rows if _is_shipped(row)}


def _is_shipped(row):
    found = shipped().get(row.key)
    if found is None or (found.version, found.name) != (row.version, row.name):
        return False
    text = (DEFINITIONS / f"{row.key}.yaml").read_text("utf-8")
    return (row.definition, row.sha256) == (text, sha256(text))


def _import_problems():
    """The lists of imported texts are those that the events hashed."""
    for event in Event.objects.filter(verb="import").order_by("chain", "sequence").iterator(BATCH):
        if part(event, "detail") and not _lists_its_texts(event):
            yield (
                f"The list of texts of import {event.subject_id} was changed: it does not give "
                f"the hash of event {event.pk}."
            )


def _lists_its_texts(event):
    """Whether the digests kept of an import's texts are the ones that its event hashed."""
    written = part(event, "detail").get("texts")
    listed = manifest(_listed_texts(event))
    return bool(written) and written == listed | {"at": written["at"]}


def _listed_texts(event):
    records = ImportRecord.objects.filter(upload=event.subject_id)
    return records.texts()


def _imported_texts(event):
    """(id, digest) of each source that an import made, in the file's order."""
    at = part(event, "detail")["texts"]["at"]
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


def _vote_problems():
    """Every closed vote says what its votes give, but for those that its event leaves out."""
    ends = Event.objects.filter(verb__in=["settle", "close_vote"])
    for event in ends.order_by("chain", "sequence").iterator(BATCH):
        told = part(event, "detail")
        if "not_counted" in told:
            motion = Motion.objects.filter(pk=told["motion"]).first()
            if motion is None:
                yield f"Motion {told['motion']}, which event {event.pk} closed, is missing."
                continue
            votes = sealed.votes.filter(motion=motion).exclude(pk__in=told["not_counted"])
            given = counts(votes.values_list("choice", flat=True), len(told["not_counted"]))
            if any(getattr(motion, name) != value for name, value in given.items()):
                yield f"Motion {motion.pk} was changed: its votes do not give what it says of them."


def _later_problems(model, column, verb):
    """What was written later is told by an event of the same person, and the other way round."""
    done = column.removesuffix("_by_id")
    events = Event.objects.filter(verb=verb, subject_type=model)
    told = dict(events.order_by("pk").values_list("subject_id", "actor_id"))
    rows = GUARDED[model].exclude(**{column: None}).order_by("pk")
    written = dict(rows.values_list("pk", column))
    for pk, person in written.items():
        if told.get(pk) != person:
            yield f"{_noun(model)} {pk} is {done}, but no event tells so of this person."
    for pk in told.keys() - written.keys():
        yield f"{_noun(model)} {pk} is not {done}, although an event tells so."


def _changed(model, digests):
    rows = GUARDED[model].in_bulk(list(digests))
    for pk, (event, written) in digests.items():
        if pk not in rows:
            yield f"{_noun(model)} {pk}, which event {event} made, is missing."
        elif digest(rows[pk]) != written:
            yield f"{_noun(model)} {pk}, which event {event} made, was changed since."


def _noun(model):
    return str(GUARDED[model].model._meta.verbose_name).capitalize()
