"""Storing a file that was read: every record becomes a paper, a duplicate or a rejection, and
all of them at once or, whatever happens meanwhile, none."""

import hashlib
import uuid
from itertools import islice

from django.db import transaction
from django.utils import timezone

from reviews.actions import bulk
from reviews.actions.events import hold_installation
from reviews.actions.events import record as record_event
from reviews.actions.import_following import follow
from reviews.actions.import_reading import BATCH, spooled
from reviews.actions.matches import check_again, match
from reviews.actions.panels import hold_panel
from reviews.actions.record_notices import keep_notices
from reviews.actions.refusals import legible
from reviews.actions.repeats import settle_repeats
from reviews.exceptions import Conflict
from reviews.importers.apart import Apart
from reviews.importers.cited import numbered
from reviews.importers.records import Record
from reviews.models import Identifier, Import, ImportRecord, Paper, Reference, Source
from reviews.models.digests import digest, manifest_line, sha256
from reviews.permissions import can
from reviews.vocabulary import ImportState, RecordOutcome, Scheme, SourceKind, StudyDesign

_PAPER = (
    "id", "panel", "title", "authors", "affiliation", "journal", "year", "published", "volume",
    "issue", "pages", "design", "record", "same_key", "added_at", "added_by",
)  # fmt: skip
_IDENTIFIER = ("id", "paper", "panel", "scheme", "value", "basis", "added_at", "added_by")
_SOURCE = ("id", "paper", "kind", "text", "sha256", "replaces", "added_at", "added_by")
_REFERENCE = ("id", "paper", "position", "text", "doi", "pmid", "title", "year")
_KEPT = ("pk", "index", "outcome", "title", "same_key", "paper_id")
_ENDED = "This import was stored already, or was cancelled."
_DIFFERS = "The file reads otherwise than its preview showed: cancel, and import it again."


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
    if not ready.exists():
        raise Conflict(_ENDED)
    counts = settle_repeats(upload)
    storing = _Storing(upload, by)
    with legible(), spooled(upload) as file, Apart(file) as apart:
        items = apart.items()
        while batch := list(islice(items, BATCH)):
            storing.take(batch)
    now = storing.now
    made = keep_notices(storing.told, upload.format, now)
    match(Identifier.objects.filter(panel=panel, added_at=now))
    check_again(Paper.objects.filter(panel=panel, added_at=now))
    ended = {"ended_at": now, "ended_by": by}
    # Only now, so that a cancel has its chance to the end.
    if not ready.update(state=ImportState.STORED, **ended, **counts):
        raise Conflict(_ENDED)
    upload.pieces.all().delete()
    texts = {"count": storing.texts, "sha256": storing.manifest.hexdigest()}
    record_event("import", upload, by=by, panel=panel, made=made, texts=texts, **counts)
    upload.refresh_from_db()
    follow(upload)
    return upload


class _Storing:
    """One file while its records are inserted, batch by batch, with what is known so far."""

    def __init__(self, upload, by):
        self.upload, self.by, self.now = upload, by, timezone.now()
        self.last = 0
        self.told = []
        self.texts, self.manifest = 0, hashlib.sha256()

    def take(self, batch):
        """Insert the new papers among these items, which follow one another in the file."""
        kept = self._kept(len(batch))
        pairs = []
        for item, row in zip(batch, kept, strict=True):
            if item.index != row.index or getattr(item, "title", row.title) != row.title:
                raise Conflict(_DIFFERS)
            if row.outcome != RecordOutcome.REJECTED and item.notices:
                self.told.append((row.paper_id, item))
            if row.outcome == RecordOutcome.IMPORTED:
                pairs.append((row, item))
        bulk.insert(Paper, _PAPER, [self._paper(row, item) for row, item in pairs])
        bulk.insert(Identifier, _IDENTIFIER, [i for pair in pairs for i in self._names(*pair)])
        self._insert_texts([(row, item) for row, item in pairs if item.abstract])
        bulk.insert(Reference, _REFERENCE, [r for pair in pairs for r in _references(*pair)])

    def _kept(self, count):
        first, self.last = self.last + 1, self.last + count
        rows = ImportRecord.objects.filter(upload=self.upload, index__range=(first, self.last))
        rows = list(rows.order_by("index").values_list(*_KEPT, named=True))
        if len(rows) != count:
            raise Conflict(_DIFFERS)
        return rows

    def _paper(self, row, item: Record):
        return (
            row.pk, self.upload.panel_id, item.title, [_author(a) for a in item.authors],
            item.affiliation, item.journal, item.year, item.published, item.volume, item.issue,
            item.pages, StudyDesign.NOT_STATED.value, item.raw, row.same_key, self.now, self.by.pk,
        )  # fmt: skip

    def _names(self, row, item):
        named = ((Scheme.DOI, item.doi), (Scheme.PMID, item.pmid), (Scheme.PMCID, item.pmcid))
        for scheme, value in named:
            if value:
                yield (
                    uuid.uuid4(), row.pk, self.upload.panel_id, scheme.value, value,
                    "as imported", self.now, self.by.pk,
                )  # fmt: skip

    def _insert_texts(self, pairs):
        """The abstracts; each takes the id of its paper, and its digest is kept."""
        texts = [
            Source(
                id=row.pk,
                paper_id=row.pk,
                kind=SourceKind.ABSTRACT.value,
                text=item.abstract,
                sha256=sha256(item.abstract),
                added_at=self.now,
                added_by_id=self.by.pk,
            )
            for row, item in pairs
        ]
        columns = [Source._meta.get_field(name).attname for name in _SOURCE]
        bulk.insert(Source, _SOURCE, [[getattr(t, name) for name in columns] for t in texts])
        digests = [(text.pk, digest(text)) for text in texts]
        for pair in digests:
            self.manifest.update(manifest_line(*pair))
        self.texts += len(digests)
        bulk.update(ImportRecord, "source_digest", digests)


def _author(author):
    if author.collective:
        return {"collective": author.collective}
    given = " ".join(filter(None, [author.given or author.initials, author.suffix]))
    return {"family": author.family, "given": given, "orcid": author.orcid}


def _references(row, item):
    for position, cited in numbered(item.references):
        yield (
            uuid.uuid4(), row.pk, position, cited.text, cited.doi, cited.pmid, cited.title,
            cited.year,
        )  # fmt: skip
