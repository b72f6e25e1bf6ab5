"""Reading a file of records in a process of its own, and keeping what each record would become."""

import tempfile
import uuid
import zlib
from contextlib import contextmanager
from itertools import islice

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from reviews.actions import bulk
from reviews.actions.events import record as record_event
from reviews.actions.repeats import settle_repeats
from reviews.exceptions import Conflict, Unreadable
from reviews.importers.apart import Apart
from reviews.importers.cited import numbered
from reviews.importers.likeness import same_key
from reviews.importers.records import Rejection
from reviews.models import Identifier, Import, ImportContent, ImportRecord, Paper
from reviews.models.digests import sha256
from reviews.permissions import can
from reviews.vocabulary import ImportState, RecordOutcome

BATCH = 1000  # records that are in memory at a time
MOST_RECORDS = 500_000
_KEPT = (
    "id", "upload", "index", "line", "outcome", "reason", "title", "first_author", "year",
    "doi", "pmid", "pmcid", "same_key", "notices", "paper_id", "repeats", "text_sha256", "raw",
)  # fmt: skip
_CONTENT = (
    "id", "upload", "authors", "affiliation", "journal", "published", "volume", "issue", "pages",
    "abstract", "raw", "references",
)  # fmt: skip
_LIMITS = {
    name: Paper._meta.get_field(name).max_length
    for name in ("published", "volume", "issue", "pages")
}
_LONGEST_IDENTIFIER = Identifier._meta.get_field("value").max_length
_YEARS = range(1, 2**15)  # what the column holds


class _Superseded(Exception):
    """The import was cancelled, or another worker reads it by now."""


def read(upload, *, by):
    """Read the file, from its beginning, whatever an earlier attempt left behind.

    It ends in a preview or, if the file cannot be read, has failed and says why. Conflict if
    it was read already.
    """
    can(by, "import", upload.panel).enforce()
    attempt = _begin(upload)
    try:
        with _spooled(upload) as file, Apart(file) as apart:
            _keep_all(attempt, apart)
            _finish(attempt, apart, by)
    except Unreadable as refusal:
        _fail(attempt, str(refusal), by)
    except _Superseded:
        pass
    upload.refresh_from_db()
    return upload


@contextmanager
def _spooled(upload):
    """The file as an open file on disk, from the pieces in the database."""
    with tempfile.TemporaryFile() as file:
        numbers = upload.pieces.order_by("number").values_list("number", flat=True)
        for number in list(numbers):
            file.write(zlib.decompress(upload.pieces.get(number=number).data))
        file.seek(0)
        yield file


def _begin(upload):
    with transaction.atomic():
        unread = Import.objects.filter(
            pk=upload.pk, state__in=[ImportState.WAITING, ImportState.READING]
        )
        if not unread.update(state=ImportState.READING, attempt=F("attempt") + 1, progress=0):
            raise Conflict("This file is read already, or was cancelled.")
        _forget_records(upload)
        return Import.objects.select_related("panel").get(pk=upload.pk)


def _move(attempt, **changes):
    """Change the import if this attempt is still the one that reads it."""
    mine = Import.objects.filter(pk=attempt.pk, state=ImportState.READING, attempt=attempt.attempt)
    if not mine.update(**changes):
        raise _Superseded


def _keep_all(attempt, apart):
    items = apart.items()
    kept = 0
    while batch := list(islice(items, BATCH)):
        kept += len(batch)
        if kept > MOST_RECORDS:
            raise Unreadable(f"It has more than {MOST_RECORDS:,} records: split it and try again.")
        with transaction.atomic():
            _move(attempt, progress=apart.position())
            rows = [(_row(attempt, item), item) for item in batch]
            bulk.insert(ImportRecord, _KEPT, [row for row, _ in rows])
            bulk.insert(ImportContent, _CONTENT, list(_contents(attempt, rows)))
    if not kept:
        raise Unreadable("No record is in it: give a file with at least one record.")


def _finish(attempt, apart, by):
    with transaction.atomic():
        _move(attempt, progress=attempt.size)  # the import before its records, as when cancelling
        counts = settle_repeats(attempt)
        _move(
            attempt,
            state=ImportState.PREVIEW,
            format=apart.format,
            encoding=apart.encoding,
            heading=apart.heading,
            counted=apart.counted,
            problem=" ".join([*_difference(apart.counted, counts["seen"]), *apart.remarks]),
            **counts,
        )
        attempt.pieces.all().delete()
        record_event("read", attempt, by=by, panel=attempt.panel, format=apart.format, **counts)


def give_up(upload, problem, by):
    """Whatever stopped the reading, or kept it from beginning, nobody waits for nothing."""
    unread = Import.objects.filter(pk=upload.pk, state=ImportState.WAITING)
    unread.update(state=ImportState.READING)
    current = Import.objects.get(pk=upload.pk)
    if current.state == ImportState.READING:
        _fail(current, problem, by)


def _difference(counted, seen):
    if counted not in (None, seen):
        yield (
            f"Counted in another way, the file holds {counted:,} records, but {seen:,} were read: "
            "compare the list with the file before you store it."
        )


def _fail(attempt, problem, by):
    try:
        with transaction.atomic():
            _move(
                attempt,
                state=ImportState.FAILED,
                problem=problem,
                ended_at=timezone.now(),
                ended_by=by,
            )
            forget(attempt)
            record_event("read", attempt, by=by, panel=attempt.panel, problem=problem)
    except _Superseded:
        pass


def forget(upload):
    """Keep nothing of a file but that it was there."""
    upload.pieces.all().delete()
    _forget_records(upload)


def _forget_records(upload):
    upload.contents.all().delete()
    upload.records.all().delete()


def _row(attempt, item):
    pk = uuid.uuid4()
    if isinstance(item, Rejection):
        return _rejected(pk, attempt, item, item.reason)
    if sentence := misfit(item):
        return _rejected(pk, attempt, item, sentence, item.title)
    author = first_author(item)
    return (
        pk, attempt.pk, item.index, item.line, RecordOutcome.IMPORTED.value, "", item.title,
        author, item.year, item.doi, item.pmid, item.pmcid,
        same_key(item.title, item.year, author), [_notice(notice) for notice in item.notices],
        pk, None, sha256(item.abstract) if item.abstract else "", "",
    )  # fmt: skip


def _rejected(pk, attempt, item, reason, title=""):
    return (
        pk, attempt.pk, item.index, item.line, RecordOutcome.REJECTED.value, reason, title,
        "", None, "", "", "", "", [], None, None, "", item.raw,
    )  # fmt: skip


def _contents(attempt, rows):
    """What goes into the papers of those records, [(row, item)], that may become papers."""
    for (pk, *_, paper_id, _, _, _), item in rows:
        if paper_id:
            yield (
                pk, attempt.pk, [_author(author) for author in item.authors], item.affiliation,
                item.journal, item.published, item.volume, item.issue, item.pages, item.abstract,
                item.raw, [[place, *vars(cited).values()] for place, cited in
                           numbered(item.references)],
            )  # fmt: skip


def _author(author):
    if author.collective:
        return {"collective": author.collective}
    given = author.given or author.initials
    if author.suffix:
        given = f"{given} {author.suffix}".lstrip()
    return {"family": author.family, "given": given, "orcid": author.orcid}


def first_author(item):
    author = item.authors[0] if item.authors else None
    return (author.family or author.collective) if author else ""


def misfit(item):
    """Why a record does not fit the columns of a paper, or ""."""
    for name, longest in _LIMITS.items():
        if len(getattr(item, name)) > longest:
            return f"Its {name} has more than {longest} characters: shorten it and try again."
    if not item.title:
        return "It has no title: give it one and try again."
    if item.year is not None and item.year not in _YEARS:
        return f"Its year, {item.year}, is no year: correct it and try again."
    if any(len(value) > _LONGEST_IDENTIFIER for value in (item.doi, item.pmid, item.pmcid)):
        return "One of its identifiers is too long to be one: correct it and try again."
    return ""


def _notice(notice):
    """As docs/commands.md describes it."""
    return {
        "nature": notice.nature,
        "heading": notice.heading,
        "reference": notice.reference or None,
        "date": notice.published or None,
        "doi": notice.doi or None,
        "pmid": notice.pmid or None,
    }
