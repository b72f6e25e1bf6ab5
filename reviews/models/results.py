"""What a paper reports: instruments for risk of bias judge one result, not the paper."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from reviews.models.panels import Panel
from reviews.models.papers import Paper


class ResultQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(paper__panel__in=Panel.objects.visible_to(user))


class Result(models.Model):
    """One result of a paper, as the panel tells it apart from the paper's others; never edited,
    another is written. What the paper does not state stays empty."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    paper = models.ForeignKey(Paper, models.PROTECT, related_name="results")
    comparison = models.CharField(max_length=200)
    outcome = models.CharField(max_length=120)
    time_point = models.CharField("time point", max_length=60, blank=True)
    analysis = models.CharField(max_length=100, blank=True)
    written_at = models.DateTimeField(editable=False)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    objects = ResultQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_names_comparison_and_outcome",
                condition=~Q(comparison="") & ~Q(outcome=""),
                violation_error_message="Name the comparison and the outcome.",
            ),
            models.UniqueConstraint(
                fields=["paper", "comparison", "outcome", "time_point", "analysis"],
                name="%(app_label)s_%(class)s_is_written_once",
                violation_error_message="This result of the paper is written already.",
            ),
        ]

    def __str__(self):
        parts = [self.outcome, self.comparison, self.time_point, self.analysis]
        return ", ".join(filter(None, parts))
