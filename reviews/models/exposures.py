"""Where notices reach: the claims that rest on a listed paper, by which path, and what is open."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from reviews.models.claims import Claim
from reviews.models.constraints import one_of, paired
from reviews.models.papers import Paper
from reviews.vocabulary import PublicationStatus, choices


class ExposureQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(claim__in=Claim.objects.visible_to(user))

    def current(self):
        return self.filter(ended_at=None)


class Exposure(models.Model):
    """A claim stands in a listed paper or rests on it, directly or through other claims.

    `path` leads from the claim to the listed paper: ids of claims and papers in turn, the
    claim's own first. `steps` counts the citations on it: 0 for the paper's own claims. It ends
    when the paper is reinstated or the path is gone.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    claim = models.ForeignKey(Claim, models.CASCADE, related_name="exposures")
    paper = models.ForeignKey(Paper, models.CASCADE, related_name="exposures")
    status = models.CharField(max_length=20, choices=choices(PublicationStatus))
    steps = models.PositiveSmallIntegerField()
    path = models.JSONField()
    found_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    objects = ExposureQuerySet.as_manager()

    class Meta:
        constraints = [
            one_of("status", PublicationStatus),
            models.UniqueConstraint(
                fields=["claim", "paper"],
                condition=Q(ended_at=None),
                name="%(app_label)s_%(class)s_stands_once",
            ),
        ]

    def __str__(self):
        return f"{self.claim_id} by {self.paper_id}"


class ReevaluationQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(claim__in=Claim.objects.visible_to(user))

    def current(self):
        return self.filter(closed_at=None)


class Reevaluation(models.Model):
    """A task: look at a published claim again, because something it rests on was listed.

    At most one is open for a claim. The system closes what a reinstatement answers; a person
    closes it with a reason, or by publishing the claim anew.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    claim = models.ForeignKey(Claim, models.CASCADE, related_name="reevaluations")
    reason = models.TextField()
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, editable=False)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, editable=False
    )
    decision = models.TextField("why it was closed", blank=True)

    objects = ReevaluationQuerySet.as_manager()

    class Meta:
        verbose_name = "re-evaluation"
        constraints = [
            paired("closed"),
            models.UniqueConstraint(
                fields=["claim"],
                condition=Q(closed_at=None),
                name="%(app_label)s_%(class)s_is_open_once",
            ),
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_closing_has_a_reason",
                condition=Q(closed_at=None) | ~Q(decision=""),
                violation_error_message="Say why the task is closed.",
            ),
        ]

    def __str__(self):
        return self.reason
