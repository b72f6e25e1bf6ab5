"""Rows of an archive into an empty database. A part of importing one: the transaction, and what
is checked before and after, are its own."""

import json
from base64 import b64decode
from contextlib import contextmanager
from datetime import date, datetime
from uuid import UUID

from django.contrib.auth.hashers import make_password
from django.core.exceptions import ValidationError
from django.core.management.color import no_style
from django.db import DatabaseError, connection

from reviews.actions import bulk
from reviews.actions.standings import document
from reviews.exceptions import Conflict, Unreadable
from reviews.models import Paper, Standing
from reviews.models.archived import ARCHIVED
from reviews.models.promises import broken_promise
from reviews.search import claims as claim_index
from reviews.search import papers as paper_index

BATCH = 500  # rows that are stored at a time
LARGE = 2**22  # bytes after which fewer are
INDEXED = 200  # rows that are indexed at a time
# What stands in columns that an archive leaves out and that may not be empty.
_INSTEAD = {
    "reviews.User": {"password": lambda row: make_password(None)},
    "reviews.Invitation": {"digest": lambda row: f"no link {row['id']}"},
}
_READ = {
    "UUIDField": UUID,
    "DateTimeField": datetime.fromisoformat,
    "DateField": date.fromisoformat,
    "BinaryField": b64decode,
    "JSONField": lambda value: value,
}
_TYPES = {"BooleanField": bool, "CharField": str, "SlugField": str, "TextField": str}


def restore(part, rows, told):
    """Store the rows of a model, [(row, its size in bytes)], as they are. Unreadable, with the
    place, for what does not fit."""
    reading = {name: _reader(part, name) for name in part.names}
    instead = _INSTEAD.get(part.label, {})
    done = 0
    for batch in _batches(rows):
        with _fitting(f"Lines {done + 1} to {done + len(batch)} of {part.name}.ndjson"):
            if any(row.keys() != reading.keys() for row in batch):
                raise ValueError("they have other columns")
            values = [
                [
                    *(read(row[name]) for name, read in reading.items()),
                    *(make(row) for make in instead.values()),
                ]
                for row in batch
            ]
            bulk.insert(part.model, [*reading, *instead], values)
        done += len(batch)
        told(part.name, done)


def hold_together():
    """What rows name is there, and new rows are numbered after those that were restored.
    Unreadable if not."""
    with _fitting("Rows of the archive name others that are missing, and"):
        connection.check_constraints()
    models = [part.model for part in ARCHIVED]
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), models):
            cursor.execute(statement)


def index(told):
    """Write the words by which papers and published claims are found."""
    papers = Paper.objects.order_by("pk").values_list("pk", flat=True)
    for done, batch in _counted(papers):
        paper_index.index(Paper.objects.filter(pk__in=batch))
        told("Indexing papers", done)
    contents = Standing.objects.listed().order_by("published_at", "-pk")
    for done, batch in _counted(contents.values_list("pk", "status", "frozen__content")):
        claim_index.index({pk: document(json.loads(content)) for pk, _, content in batch})
        claim_index.restate({pk: status for pk, status, _ in batch})
        told("Indexing claims", done)


def _reader(part, name):
    """What makes a column's value of one of a row's: None stays, and nothing is taken for what
    it is not, because SQLite would keep it."""
    field = part.model._meta.get_field(name)
    while field.remote_field:
        field = field.target_field
    kind = field.get_internal_type()
    read = _READ.get(kind) or _only(_TYPES.get(kind, int))
    return lambda value: None if value is None else read(value)


def _only(kind):
    def read(value):
        if type(value) is not kind:
            raise TypeError(f"{value!r:.40} is none of the values of its column")
        return value

    return read


def _batches(rows):
    batch, size = [], 0
    for row, length in rows:
        batch.append(row)
        size += length
        if len(batch) == BATCH or size >= LARGE:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _counted(rows):
    """(how many so far, the next of them)"""
    done, batch = 0, []
    for row in rows.iterator(INDEXED):
        batch.append(row)
        if len(batch) == INDEXED:
            done += len(batch)
            yield done, batch
            batch = []
    if batch:
        yield done + len(batch), batch


@contextmanager
def _fitting(place):
    """Inside, what the database or its columns do not take becomes Unreadable."""
    try:
        yield
    except ValidationError as error:
        raise Unreadable(f"{place} do not fit: {' '.join(error.messages)}") from error
    except (Conflict, ValueError, TypeError, AttributeError, OverflowError) as error:
        raise Unreadable(f"{place} do not fit: {error}") from error
    except DatabaseError as error:
        what = broken_promise(error) or str(error).splitlines()[0]
        raise Unreadable(f"{place} do not fit: {what}") from error
