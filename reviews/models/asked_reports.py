"""Reports that somebody asked for: what was chosen, how far it is, and the file for a week."""

import uuid

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone

from reviews.models.constraints import one_of, paired
from reviews.models.panels import Panel
from reviews.models.releases import Release
from reviews.vocabulary import ReportLanguage, ReportOrder, ReportState, choices


class AskedReportQuerySet(models.QuerySet):
    def visible_to(self, user):
        """One's own, of panels in which one has a seat."""
        return self.filter(asked_by_id=user.pk, panel__in=Panel.objects.visible_to(user))

    def going(self):
        return self.filter(state__in=[ReportState.WAITING, ReportState.MAKING])

    def overdue(self):
        """Files whose time is over."""
        return self.filter(state=ReportState.READY, expires_at__lte=timezone.now())


class AskedReport(models.Model):
    """Of an edition, or of the working state where `release` is empty, as a file in one format.

    It is its asker's alone. `progress` counts claims that were read, of `total`, by the newest
    `attempt`: an older one that still runs must not write any more. `inputs` is a digest of all
    that the file is made of, `sha256` that of the file. No `claims` are all.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    panel = models.ForeignKey(Panel, models.PROTECT, related_name="+")
    release = models.ForeignKey(Release, models.PROTECT, related_name="+", null=True)
    kind = models.CharField("format", max_length=10)
    sections = models.JSONField(default=list)
    claims = models.JSONField(default=list, blank=True)
    order = models.CharField(max_length=10, choices=choices(ReportOrder))
    language = models.CharField(
        max_length=10, choices=choices(ReportLanguage), default=ReportLanguage.ENGLISH.value
    )
    state = models.CharField(
        max_length=10, choices=choices(ReportState), default=ReportState.WAITING.value
    )
    problem = models.TextField(blank=True)
    attempt = models.PositiveIntegerField(default=0)
    progress = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    inputs = models.CharField(max_length=64, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    size = models.PositiveBigIntegerField("size in bytes", default=0)
    asked_at = models.DateTimeField(editable=False)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True, editable=False)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, editable=False
    )
    expires_at = models.DateTimeField(null=True, editable=False)

    objects = AskedReportQuerySet.as_manager()

    class Meta:
        verbose_name = "report"
        constraints = [
            one_of("state", ReportState),
            one_of("order", ReportOrder),
            one_of("language", ReportLanguage),
            paired("ended"),
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_that_is_ready_has_a_digest_and_an_end",
                condition=~models.Q(state=ReportState.READY.value)
                | ~models.Q(sha256="") & models.Q(expires_at__isnull=False),
                violation_error_message="A file has a digest and a day on which it is deleted.",
            ),
        ]
        indexes = [
            models.Index(fields=["asked_by", "panel", "-asked_at"], name="reviews_report_newest"),
            models.Index(fields=["state", "expires_at"], name="reviews_report_overdue"),
        ]

    def __str__(self):
        return f"Report as {self.kind}"

    def get_absolute_url(self):
        return reverse("desk-report", args=[self.panel.slug, self.pk])

    @property
    def is_running(self):
        return self.state in (ReportState.WAITING, ReportState.MAKING)

    @property
    def is_there(self):
        """Whether its file may be fetched; a worker deletes it some time after it ran out."""
        return self.state == ReportState.READY and self.expires_at > timezone.now()


class ReportPiece(models.Model):
    """A piece of the file, kept in the database so that whoever answers can send what any worker
    made, and gone with the file."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    report = models.ForeignKey(AskedReport, models.CASCADE, related_name="pieces")
    number = models.PositiveIntegerField()
    data = models.BinaryField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["report", "number"], name="%(app_label)s_%(class)s_has_one_place"
            )
        ]

    def __str__(self):
        return f"Piece {self.number}"
