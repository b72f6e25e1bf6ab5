"""Storing a file that was read: every record becomes a paper, a duplicate or a rejection, and
all of them at once or, whatever happens meanwhile, none.

Reading kept all that the papers need, so each kind of row is made by one statement.
"""

import uuid

from django.db import connection, transaction
from django.db.models import F
from django.utils import timezone

from reviews.actions import bulk
from reviews.actions.events import hold_installation
from reviews.actions.events import record as record_event
from reviews.actions.import_following import follow
from reviews.actions.matches import check_again, match
from reviews.actions.panels import hold_panel
from reviews.actions.record_notices import keep_notices
from reviews.actions.refusals import refused
from reviews.actions.repeats import settle_repeats
from reviews.exceptions import Conflict
from reviews.integrity.dialects import key, moment, new_key
from reviews.models import Identifier, Import, ImportContent, ImportRecord, Paper, Reference
from reviews.models.digests import manifest
from reviews.permissions import can
from reviews.vocabulary import ImportState, RecordOutcome, Scheme

_ENDED = "This import was stored already, or was cancelled."
_NEW = """
    FROM reviews_importrecord r JOIN reviews_importcontent c ON c.id = r.id
    WHERE r.upload_id = %(upload)s AND r.outcome = 'imported'
"""
_PAPERS = f"""
    INSERT INTO reviews_paper (id, panel_id, title, authors, affiliation, journal, year,
        published, volume, issue, pages, design, record, same_key, added_at, added_by_id)
    SELECT r.id, %(panel)s, r.title, c.authors, c.affiliation, c.journal, r.year,
        c.published, c.volume, c.issue, c.pages, 'not_stated', c.raw, r.same_key, %(at)s, %(by)s
    {_NEW}
"""  # noqa: S608 - joins constants of this module; every value is a parameter
_SOURCES = f"""
    INSERT INTO reviews_source (id, paper_id, kind, text, sha256, added_at, added_by_id)
    SELECT r.id, r.id, 'abstract', c.abstract, r.text_sha256, %(at)s, %(by)s
    {_NEW} AND r.text_sha256 <> ''
"""  # noqa: S608 - joins constants of this module; every value is a parameter
_IDENTIFIERS = """
    INSERT INTO reviews_identifier (id, paper_id, panel_id, scheme, value, basis, added_at,
        added_by_id)
    SELECT {new_key}, r.id, %(panel)s, '{scheme}', r.{scheme}, 'as imported', %(at)s, %(by)s
    FROM reviews_importrecord r
    WHERE r.upload_id = %(upload)s AND r.outcome = 'imported' AND r.{scheme} <> ''
"""
_REFERENCE = ("id", "paper", "position", "text", "doi", "pmid", "title", "year")
BATCH = 500  # papers whose references are inserted at a time


@transaction.atomic
def store(upload, *, by):
    """Store a file whose preview stands. Conflict if it has ended otherwise meanwhile."""
    panel = upload.panel
    can(by, "import", panel).enforce()
    # Notices that are being loaded are all there, or find these papers afterwards.
    hold_installation()
    hold_panel(panel)
    ready = Import.objects.filter(
        pk=upload.pk, state__in=[ImportState.PREVIEW, ImportState.STORING]
    )
    # Before its records, as whoever reads or cancels it does: nobody waits in a ring.
    if not ready.update(state=F("state")):
        raise Conflict(_ENDED)
    counts = settle_repeats(upload)
    now = timezone.now()
    _insert(upload, by, now)
    told = upload.records.exclude(outcome=RecordOutcome.REJECTED).exclude(notices=[])
    made = keep_notices(told.order_by("index"), upload.format, now)
    match(Identifier.objects.filter(panel=panel, added_at=now))
    check_again(Paper.objects.filter(panel=panel, added_at=now))
    ready.update(state=ImportState.STORED, ended_at=now, ended_by=by, **counts)
    upload.contents.all().delete()
    texts = manifest(upload.records.texts()) | {"at": now}
    record_event("import", upload, by=by, panel=panel, made=made, texts=texts, **counts)
    upload.refresh_from_db()
    follow(upload)
    return upload


def _insert(upload, by, now):
    """The new papers with their texts, identifiers and lists of references."""
    keys = {
        "upload": key(upload.pk),
        "panel": key(upload.panel_id),
        "at": moment(now),
        "by": key(by.pk),
    }
    names = [_IDENTIFIERS.format(new_key=new_key(), scheme=scheme) for scheme in Scheme]
    with refused(), connection.cursor() as cursor:
        for statement in (_PAPERS, _SOURCES, *names):
            cursor.execute(statement, keys)
    _insert_references(upload)


def _insert_references(upload):
    new = ImportRecord.objects.filter(upload=upload, outcome=RecordOutcome.IMPORTED)
    listed = ImportContent.objects.filter(upload=upload, pk__in=new.values("pk"))
    lists = listed.exclude(references=[]).values_list("pk", "references")
    rows = []
    for number, (pk, references) in enumerate(lists.iterator(BATCH), start=1):
        rows += [(uuid.uuid4(), pk, *reference) for reference in references]
        if number % BATCH == 0:
            bulk.insert(Reference, _REFERENCE, rows)
            rows = []
    bulk.insert(Reference, _REFERENCE, rows)
