"""Who is at work on a round's verdict, and what is typed of it so far."""

import uuid

from django.conf import settings
from django.db import models

from reviews.models.panels import Panel
from reviews.models.rounds import Round


class LeaseQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(round__panel__in=Panel.objects.visible_to(user))


class Lease(models.Model):
    """One person settles a revealed round; until `until`, nobody else does. There is no row
    while nobody is at it."""

    round = models.OneToOneField(Round, models.PROTECT, primary_key=True, related_name="lease")
    taken_at = models.DateTimeField()
    taken_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    until = models.DateTimeField()

    objects = LeaseQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_ends_after_it_begins",
                condition=models.Q(until__gt=models.F("taken_at")),
                violation_error_message="A lease ends after it begins.",
            )
        ]

    def __str__(self):
        return f"{self.taken_by_id} until {self.until:%H:%M}"


class VerdictDraftQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(round__panel__in=Panel.objects.visible_to(user))


class VerdictDraft(models.Model):
    """One save of a verdict that is being written, kept; the highest number is the draft.

    `content` is a worksheet's (see actions.worksheets), with "settled_by".
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    round = models.ForeignKey(Round, models.PROTECT, related_name="verdict_drafts")
    version = models.PositiveIntegerField()
    content = models.JSONField()
    saved_at = models.DateTimeField()
    saved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    objects = VerdictDraftQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["round", "version"], name="%(app_label)s_%(class)s_is_numbered_once"
            )
        ]

    def __str__(self):
        return f"Version {self.version}"
