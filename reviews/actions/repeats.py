"""Which records of a file repeat a paper of the panel, or an earlier record of the file.

A record repeats a paper that has its DOI, PMID or PMCID, or else the same title, year and first
author, unless their identifiers contradict that. Each step is one statement for any number of
records. This is a part of reading a file and, because the panel has moved on, of storing it.
"""

from django.db import connection
from django.db.models import F

from reviews.models import Import, ImportRecord
from reviews.vocabulary import RecordOutcome, Scheme

_SCHEMES = ("doi", "pmid", "pmcid")
_PAPER_WITH_IDENTIFIER = """
    UPDATE reviews_importrecord AS r
    SET outcome = 'duplicate', paper_id = i.paper_id,
        reason = 'A paper of this panel has the {label} ' || r.{scheme} || ' already.'
    FROM reviews_identifier i
    WHERE r.upload_id = %(upload)s AND r.outcome = 'imported' AND r.{scheme} <> ''
    AND i.panel_id = %(panel)s AND i.scheme = '{scheme}' AND i.value = r.{scheme}
"""
_CONTRADICTED_BY_PAPER = """
    SELECT 1 FROM reviews_identifier i WHERE i.paper_id = COALESCE(p.merged_into_id, p.id)
    AND (i.scheme = 'doi' AND r.doi <> '' AND i.value <> r.doi
         OR i.scheme = 'pmid' AND r.pmid <> '' AND i.value <> r.pmid)
"""
_PAPER_OF_THE_SAME_NAME = f"""
    UPDATE reviews_importrecord AS r
    SET outcome = 'duplicate', paper_id = COALESCE(p.merged_into_id, p.id),
        reason = 'A paper of this panel has the same title, year and first author ('
            || r.first_author || ').'
    FROM reviews_paper p
    WHERE r.upload_id = %(upload)s AND r.outcome = 'imported' AND r.same_key <> ''
    AND p.panel_id = %(panel)s AND p.same_key = r.same_key
    AND NOT EXISTS ({_CONTRADICTED_BY_PAPER})
"""  # noqa: S608 - joins one constant of this module into another; every value is a parameter
_RECORD_WITH_IDENTIFIER = """
    UPDATE reviews_importrecord AS r
    SET outcome = 'duplicate', repeats = f.first,
        reason = 'Record ' || f.first || ' of this file has the {label} ' || r.{scheme} || '.'
    FROM (SELECT {scheme} AS value, MIN("index") AS first FROM reviews_importrecord
          WHERE upload_id = %(upload)s AND {scheme} <> '' AND outcome <> 'rejected'
          GROUP BY {scheme} HAVING COUNT(*) > 1) f
    WHERE r.upload_id = %(upload)s AND r.outcome = 'imported'
    AND r.{scheme} = f.value AND r."index" > f.first
"""
_RECORD_OF_THE_SAME_NAME = """
    UPDATE reviews_importrecord AS r
    SET outcome = 'duplicate', repeats = o."index",
        reason = 'Record ' || o."index" || ' of this file has the same title, year and first '
            || 'author (' || r.first_author || ').'
    FROM (SELECT same_key, MIN("index") AS first FROM reviews_importrecord
          WHERE upload_id = %(upload)s AND same_key <> '' AND outcome <> 'rejected'
          GROUP BY same_key HAVING COUNT(*) > 1) f
    JOIN reviews_importrecord o ON o.upload_id = %(upload)s AND o."index" = f.first
    WHERE r.upload_id = %(upload)s AND r.outcome = 'imported'
    AND r.same_key = f.same_key AND r."index" > f.first
    AND NOT (r.doi <> '' AND o.doi <> '' AND r.doi <> o.doi)
    AND NOT (r.pmid <> '' AND o.pmid <> '' AND r.pmid <> o.pmid)
"""
# Halves every chain of records that repeat one another, so that a few rounds end them all.
_SHORTEN = """
    UPDATE reviews_importrecord AS r SET repeats = o.repeats FROM reviews_importrecord o
    WHERE r.upload_id = %(upload)s AND o.upload_id = %(upload)s
    AND o."index" = r.repeats AND o.repeats IS NOT NULL
"""
_TAKE_THE_PAPER = """
    UPDATE reviews_importrecord AS r SET paper_id = o.paper_id FROM reviews_importrecord o
    WHERE r.upload_id = %(upload)s AND o.upload_id = %(upload)s AND o."index" = r.repeats
"""


def settle_repeats(upload: Import) -> dict:
    """Decide anew which records of the file are duplicates, and count the outcomes:
    {"seen", "imported", "duplicates", "rejected"}."""
    records = ImportRecord.objects.filter(upload=upload)
    records.filter(outcome=RecordOutcome.DUPLICATE).update(
        outcome=RecordOutcome.IMPORTED, paper_id=F("id"), repeats=None, reason=""
    )
    with connection.cursor() as cursor:
        for statement in _statements():
            _run(cursor, statement, upload)
        while _run(cursor, _SHORTEN, upload):
            pass
        _run(cursor, _TAKE_THE_PAPER, upload)
    found = {outcome: records.filter(outcome=outcome).count() for outcome in RecordOutcome}
    return {
        "seen": sum(found.values()),
        "imported": found[RecordOutcome.IMPORTED],
        "duplicates": found[RecordOutcome.DUPLICATE],
        "rejected": found[RecordOutcome.REJECTED],
    }


def _statements():
    for scheme in _SCHEMES:
        yield _PAPER_WITH_IDENTIFIER.format(scheme=scheme, label=Scheme(scheme).label)
    yield _PAPER_OF_THE_SAME_NAME
    for scheme in _SCHEMES:
        yield _RECORD_WITH_IDENTIFIER.format(scheme=scheme, label=Scheme(scheme).label)
    yield _RECORD_OF_THE_SAME_NAME


def _run(cursor, statement, upload):
    """How many rows a statement changed."""
    native = connection.features.has_native_uuid_field
    keys = {"upload": upload.pk, "panel": upload.panel_id}
    cursor.execute(statement, {k: v if native else v.hex for k, v in keys.items()})
    return cursor.rowcount
