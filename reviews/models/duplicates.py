"""Pairs of papers that may be one: found by comparison, decided by people."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from reviews.models.constraints import one_of, paired
from reviews.models.panels import Panel
from reviews.models.papers import Paper
from reviews.vocabulary import PairState, Relation, choices


class PairQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(panel__in=Panel.objects.visible_to(user))

    def waiting(self):
        """Those to be decided; one of a record that was merged meanwhile waits no more."""
        whole = {"first__merged_into": None, "second__merged_into": None}
        return self.filter(state=PairState.WAITING, **whole)

    def decided(self):
        return self.exclude(state=PairState.WAITING)


class Pair(models.Model):
    """Two papers of a panel that look alike, and why. `first` was in the panel earlier.

    Same: `second` was merged into `first`, or the other way round. Linked: they are two papers
    that belong together, such as a preprint and its article, and both stay. Until it is decided,
    `relation` is what the comparison suggests; nothing if they seem to be the same.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    panel = models.ForeignKey(Panel, models.PROTECT, related_name="pairs")
    first = models.ForeignKey(Paper, models.CASCADE, related_name="+")
    second = models.ForeignKey(Paper, models.CASCADE, related_name="+")
    likeness = models.PositiveSmallIntegerField("likeness in per cent")
    explanation = models.TextField()
    state = models.CharField(
        max_length=20, choices=choices(PairState), default=PairState.WAITING.value
    )
    relation = models.CharField(max_length=20, choices=choices(Relation), blank=True)
    found_at = models.DateTimeField(editable=False)
    decided_at = models.DateTimeField(null=True, editable=False)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, editable=False
    )

    objects = PairQuerySet.as_manager()

    class Meta:
        constraints = [
            one_of("state", PairState),
            paired("decided"),
            models.UniqueConstraint(
                fields=["first", "second"], name="%(app_label)s_%(class)s_is_found_once"
            ),
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_is_of_two",
                condition=~Q(first=models.F("second")),
            ),
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_link_says_how",
                condition=~Q(state=PairState.LINKED.value) | ~Q(relation=""),
                violation_error_message="Say how the two papers belong together.",
            ),
        ]
        indexes = [models.Index(fields=["panel", "state", "id"], name="reviews_pair_waiting")]

    def __str__(self):
        return self.explanation
