"""What publishers did to papers, as sources list it, and each dated look-up."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Case, Exists, F, OuterRef, Value, When
from django.db.models.functions import Left, StrIndex

from reviews.models.constraints import one_of
from reviews.models.panels import Panel
from reviews.models.papers import Paper
from reviews.vocabulary import Nature, PublicationStatus, choices


class NoticeQuerySet(models.QuerySet):
    def standing(self):
        """Without those whose record the source has changed since, whatever paper it names now."""
        return self.filter(~_changed_since(""))


class Notice(models.Model):
    """One row of one source, for the whole installation. `key` is the source's record id, or
    the digest of the row; a later state of the same record has # and a digest after the id,
    which `record` leaves out. An empty date or reason is unknown, and stays so."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    origin = models.CharField("source", max_length=40)
    key = models.CharField(max_length=80)
    record = models.GeneratedField(
        expression=Case(
            When(key__contains="#", then=Left("key", StrIndex("key", Value("#")) - 1)),
            default=F("key"),
        ),
        output_field=models.CharField(max_length=80),
        db_persist=True,
    )
    nature = models.CharField(max_length=30, choices=choices(Nature))
    doi = models.CharField("DOI", max_length=500, blank=True)
    pmid = models.CharField("PMID", max_length=20, blank=True)
    dated = models.DateField(null=True)
    reasons = models.TextField(blank=True)
    reference = models.TextField("the notice itself", blank=True)
    row = models.JSONField("as listed", default=dict)
    extract_on = models.DateField("extract of", null=True)
    loaded_at = models.DateTimeField()

    objects = NoticeQuerySet.as_manager()

    class Meta:
        constraints = [
            one_of("nature", Nature),
            models.UniqueConstraint(
                fields=["origin", "key"], name="%(app_label)s_%(class)s_is_kept_once_a_source"
            ),
        ]
        indexes = [
            models.Index(fields=["doi"], name="reviews_notice_doi"),
            models.Index(fields=["pmid"], name="reviews_notice_pmid"),
            # For what was loaded last, which public pages ask of all there is.
            models.Index(
                fields=["origin", "extract_on", "loaded_at"], name="reviews_notice_loaded"
            ),
            models.Index(fields=["record", "origin", "loaded_at"], name="reviews_notice_record"),
        ]

    def __str__(self):
        return f"{self.get_nature_display()} ({self.origin})"


def _changed_since(notice):
    """For rows from which this path leads to a notice."""
    return Exists(
        Notice.objects.filter(
            origin=OuterRef(f"{notice}origin"),
            record=OuterRef(f"{notice}record"),
            loaded_at__gt=OuterRef(f"{notice}loaded_at"),
        )
    )


class MatchQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(paper__panel__in=Panel.objects.visible_to(user))

    def standing(self):
        """Those with notices that stand."""
        return self.filter(~_changed_since("notice__"))

    def changed_since(self):
        """Those with notices that the source tells otherwise now."""
        return self.filter(_changed_since("notice__"))

    def unacknowledged(self):
        """What stands and no panel has seen."""
        return self.standing().filter(acknowledgement=None)


class Match(models.Model):
    """A notice is about a paper of a panel, by this identifier."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    notice = models.ForeignKey(Notice, models.PROTECT, related_name="matches")
    paper = models.ForeignKey(Paper, models.CASCADE, related_name="matches")
    matched_by = models.CharField(max_length=10)
    matched_at = models.DateTimeField()

    objects = MatchQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "matches"
        constraints = [
            models.UniqueConstraint(
                fields=["notice", "paper"], name="%(app_label)s_%(class)s_is_made_once"
            )
        ]

    def __str__(self):
        return f"{self.notice_id} matches {self.paper_id}"


class Acknowledgement(models.Model):
    """The panel has seen a match; publishing needs one for each."""

    match = models.OneToOneField(
        Match, models.CASCADE, primary_key=True, related_name="acknowledgement"
    )
    note = models.TextField(blank=True)
    acknowledged_at = models.DateTimeField()
    acknowledged_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    def __str__(self):
        return self.note


class IntegrityCheckQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(paper__panel__in=Panel.objects.visible_to(user))


class IntegrityCheck(models.Model):
    """The last look-up of one paper in one source; "not listed" is a finding too."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    paper = models.ForeignKey(Paper, models.CASCADE, related_name="integrity_checks")
    origin = models.CharField("source", max_length=40)
    status = models.CharField(max_length=20, choices=choices(PublicationStatus))
    extract_on = models.DateField(null=True)
    sha256 = models.CharField(max_length=64)
    checked_at = models.DateTimeField()

    objects = IntegrityCheckQuerySet.as_manager()

    class Meta:
        constraints = [
            one_of("status", PublicationStatus),
            models.UniqueConstraint(
                fields=["paper", "origin", "sha256"], name="%(app_label)s_%(class)s_is_one_a_file"
            ),
        ]

    def __str__(self):
        return f"{self.get_status_display()} in {self.origin}"
