"""Canonical text and digests: the same row gives the same text on both databases."""

import hashlib
import json
from datetime import UTC, date, datetime
from uuid import UUID

from reviews.models import sealed
from reviews.models.appraisals import Appraisal
from reviews.models.discussions import Comment
from reviews.models.instruments import Instrument
from reviews.models.papers import Source
from reviews.models.protocols import Protocol, ProtocolInstrument, ProtocolOutcome
from reviews.models.questions import Body, BodyPaper
from reviews.models.verdicts import Settlement, Verdict


def canonical(value):
    """JSON with sorted keys, no spaces, Unicode as itself; dates in UTC to the microsecond."""
    return json.dumps(
        value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, default=_plain
    )


def sha256(text):
    return hashlib.sha256(text.encode()).hexdigest()


def _plain(value):
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, UUID):
        return str(value)
    raise TypeError(f"{type(value).__name__} has no canonical form.")


def columns(row):
    """{column: value} of what was written; what the database derives of it is left out."""
    written = (field for field in row._meta.concrete_fields if not field.generated)
    return {field.attname: getattr(row, field.attname) for field in written}


# Rows whose parts are frozen with them: the parts go into the whole's digest.
PARTS = {
    Appraisal: ((sealed.judgements, "appraisal_id", "item"),),
    Verdict: ((Settlement.objects, "verdict_id", "item"),),
    Protocol: (
        (ProtocolInstrument.objects, "protocol_id", "instrument_id"),
        (ProtocolOutcome.objects, "protocol_id", "outcome_id"),
    ),
    Body: ((BodyPaper.objects, "body_id", "paper_id"),),
}
# Columns that are written after the row was made, each with an event of its own.
AFTERWARDS = {
    Comment: ("withdrawn_at", "withdrawn_by_id"),
    Instrument: ("retired_at", "retired_by_id"),
}


def digest(row):
    """SHA-256 of the row's canonical columns as it was made, with its frozen parts in a fixed
    order.

    A source's text goes in by its own digest, so that an import's need not be at hand.
    """
    later = AFTERWARDS.get(type(row), ())
    content = {name: value for name, value in columns(row).items() if name not in later}
    if isinstance(row, Source):
        content["text"] = sha256(row.text)
    if type(row) in PARTS:
        content["parts"] = [
            columns(part)
            for rows, key, order in PARTS[type(row)]
            for part in rows.filter(**{key: row.pk}).order_by(order)
        ]
    return sha256(canonical(content))


def manifest(texts):
    """What the event of an import keeps of the texts that it made, [(id, SHA-256 of the text)]
    in the order of the file: how many, and one hash over all."""
    count, lines = 0, hashlib.sha256()
    for pk, sha in texts:
        count += 1
        lines.update(f"{pk} {sha}\n".encode())
    return {"count": count, "sha256": lines.hexdigest()}
