"""The audit: appended events in chains of hashes."""

import uuid

from django.db import models
from django.db.models import Q

from reviews.models.panels import Panel
from reviews.models.rounds import Round

INSTALLATION = uuid.UUID("00000000-0000-4000-8000-000000000000")
# The chain of what was exported from and imported into this installation, which no archive
# holds, so that what is exported, imported and exported again is the same.
ARCHIVES = uuid.UUID("00000000-0000-4000-8000-000000000002")


class Chain(models.Model):
    """One line of events: the installation's, a panel's, a round's own while it is open, or that
    of archives.

    The id is the panel's or the round's, or INSTALLATION or ARCHIVES.
    """

    id = models.UUIDField(primary_key=True, editable=False)
    panel = models.ForeignKey(Panel, models.PROTECT, related_name="+", null=True)
    round = models.ForeignKey(Round, models.PROTECT, related_name="+", null=True)
    length = models.PositiveIntegerField(default=0)
    head = models.CharField(max_length=64, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_is_of_one_thing",
                condition=Q(panel=None) | Q(round=None),
            )
        ]

    def __str__(self):
        return f"{self.pk} at {self.length}"


class EventQuerySet(models.QuerySet):
    def visible_to(self, user):
        """One's panels' events; a round's own chain only once it is no longer blinded."""
        panels = Panel.objects.visible_to(user)
        return self.filter(
            Q(chain__panel__in=panels)
            | Q(chain__round__panel__in=panels) & (Q(chain__round__revealed_at__isnull=False))
        )


class Event(models.Model):
    """One act. `body` is the canonical text that was hashed, digests of the rows made included;
    `actor_id` is an opaque person id without a foreign key, empty for the system."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    chain = models.ForeignKey(Chain, models.PROTECT, related_name="events")
    sequence = models.PositiveIntegerField()
    verb = models.CharField(max_length=40)
    subject_type = models.CharField(max_length=40)
    subject_id = models.UUIDField(null=True)
    actor_id = models.UUIDField(null=True)
    happened_at = models.DateTimeField()
    body = models.TextField()
    previous = models.CharField(max_length=64, blank=True)
    hash = models.CharField(max_length=64)

    objects = EventQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["chain", "sequence"], name="%(app_label)s_%(class)s_has_one_place"
            )
        ]
        indexes = [
            models.Index(fields=["subject_id", "happened_at"], name="reviews_event_subject"),
            models.Index(fields=["-happened_at", "id"], name="reviews_event_newest"),
        ]

    def __str__(self):
        return f"{self.verb} {self.subject_type}"
