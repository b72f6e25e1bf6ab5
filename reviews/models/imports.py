"""Files of records that come in: the file itself, how far it is, and what became of each record."""

import uuid

from django.conf import settings
from django.db import models
from django.urls import reverse

from reviews.models.constraints import one_of, paired
from reviews.models.panels import Panel
from reviews.vocabulary import ImportState, RecordOutcome, choices


class ImportQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(panel__in=Panel.objects.visible_to(user))


class Import(models.Model):
    """One uploaded file or pasted text, read in the background, previewed, then stored at once.

    `progress` counts the bytes that have been read, by the newest `attempt`: an older one that
    still runs must not write any more. `counted` is what the independent counter found in it.
    The counts are empty until it has been read. `heading` is what has to stand above rejected
    records when they are handed in again: the header of a table.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    panel = models.ForeignKey(Panel, models.PROTECT, related_name="imports")
    name = models.CharField("file name", max_length=200, blank=True)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField("size in bytes")
    state = models.CharField(
        max_length=20, choices=choices(ImportState), default=ImportState.WAITING.value
    )
    problem = models.TextField(blank=True)
    attempt = models.PositiveIntegerField(default=0)
    progress = models.PositiveBigIntegerField(default=0)
    format = models.CharField(max_length=20, blank=True)
    encoding = models.CharField(max_length=40, blank=True)
    heading = models.TextField(blank=True)
    seen = models.PositiveIntegerField(null=True)
    counted = models.PositiveIntegerField(null=True)
    imported = models.PositiveIntegerField(null=True)
    duplicates = models.PositiveIntegerField(null=True)
    rejected = models.PositiveIntegerField(null=True)
    added_at = models.DateTimeField(editable=False)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True, editable=False)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, editable=False
    )

    objects = ImportQuerySet.as_manager()

    class Meta:
        constraints = [one_of("state", ImportState), paired("ended")]
        indexes = [models.Index(fields=["panel", "-added_at"], name="reviews_import_newest")]

    def __str__(self):
        return self.name or "Pasted text"

    def get_absolute_url(self):
        return reverse("desk-import", args=[self.panel.slug, self.pk])

    @property
    def counts(self):
        """seen = imported + duplicates + rejected, once the file was read."""
        names = ("seen", "imported", "duplicates", "rejected")
        return {name: getattr(self, name) for name in names}

    @property
    def is_running(self):
        return self.state in (ImportState.WAITING, ImportState.READING, ImportState.STORING)


class ImportPiece(models.Model):
    """A piece of the file, kept in the database until the file has been read, so that any worker
    can read it. `data` is compressed by zlib."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    upload = models.ForeignKey(Import, models.CASCADE, related_name="pieces")
    number = models.PositiveIntegerField()
    data = models.BinaryField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["upload", "number"], name="%(app_label)s_%(class)s_has_one_place"
            )
        ]

    def __str__(self):
        return f"{self.upload_id}, piece {self.number}"


class ImportRecordQuerySet(models.QuerySet):
    def texts(self):
        """Iterates over (id, SHA-256 of the text) of each record that gave its new paper a text,
        in the file's order; there may be very many."""
        new = self.filter(outcome=RecordOutcome.IMPORTED).exclude(text_sha256="")
        return new.order_by("index").values_list("pk", "text_sha256").iterator(500)


class ImportRecord(models.Model):
    """What becomes of one record of a file. Its own id becomes the id of the new paper.

    `paper_id` is that id, or of a duplicate the paper that it repeats; `repeats` is the index of
    the record of the same file that it repeats. `raw` is kept of rejected records, to be mended.
    `text_sha256` is the digest of its abstract, if it has one: the event of the import hashes
    those of the new papers in the order of the file.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    upload = models.ForeignKey(Import, models.CASCADE, related_name="records")
    index = models.PositiveIntegerField()
    line = models.PositiveIntegerField()
    outcome = models.CharField(max_length=20, choices=choices(RecordOutcome))
    reason = models.TextField(blank=True)
    title = models.TextField(blank=True)
    first_author = models.TextField(blank=True)
    year = models.PositiveSmallIntegerField(null=True)
    doi = models.CharField("DOI", max_length=500, blank=True)
    pmid = models.CharField("PMID", max_length=20, blank=True)
    pmcid = models.CharField("PMCID", max_length=20, blank=True)
    same_key = models.CharField(max_length=64, blank=True)
    notices = models.JSONField(default=list)
    paper_id = models.UUIDField(null=True)
    repeats = models.PositiveIntegerField(null=True)
    text_sha256 = models.CharField(max_length=64, blank=True)
    raw = models.TextField(blank=True)

    objects = ImportRecordQuerySet.as_manager()

    class Meta:
        constraints = [
            one_of("outcome", RecordOutcome),
            models.UniqueConstraint(
                fields=["upload", "index"], name="%(app_label)s_%(class)s_has_one_place"
            ),
        ]
        indexes = [models.Index(fields=["paper_id"], name="reviews_importrecord_paper")]

    def __str__(self):
        return self.title or f"Record {self.index}"


class ImportContent(models.Model):
    """What else of a record goes into its paper, under the id of the record, from the preview
    until the import has ended. `references` are rows of [position, text, DOI, PMID, title, year].
    """

    id = models.UUIDField(primary_key=True, editable=False)
    upload = models.ForeignKey(Import, models.CASCADE, related_name="contents")
    authors = models.JSONField(default=list)
    affiliation = models.TextField(blank=True)
    journal = models.TextField(blank=True)
    published = models.TextField(blank=True)
    volume = models.TextField(blank=True)
    issue = models.TextField(blank=True)
    pages = models.TextField(blank=True)
    abstract = models.TextField(blank=True)
    raw = models.TextField()
    references = models.JSONField(default=list)

    def __str__(self):
        return f"Content of record {self.pk}"
