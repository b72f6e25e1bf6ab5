"""Flags on claims, and the recorded exceptions that soften one of them."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from reviews.models.claims import Claim
from reviews.models.constraints import one_of, paired
from reviews.vocabulary import Direction, FlagCode, FlagState, Severity, choices


class FlagQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(claim__in=Claim.objects.visible_to(user))

    def confirmed(self):
        return self.filter(state=FlagState.CONFIRMED)


class Flag(models.Model):
    """One finding on one claim. Computed flags are confirmed as they are made; structural
    ones wait for a person. `severity` is rewritten when its grounds change."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    claim = models.ForeignKey(Claim, models.CASCADE, related_name="flags")
    code = models.CharField(max_length=40, choices=choices(FlagCode))
    severity = models.CharField(max_length=10, choices=choices(Severity))
    state = models.CharField(
        max_length=20, choices=choices(FlagState), default=FlagState.PROPOSED.value
    )
    is_computed = models.BooleanField(default=False)
    cues = models.JSONField(default=list, blank=True)
    explanation = models.TextField(blank=True)
    reason = models.TextField(blank=True)
    decided_at = models.DateTimeField(null=True, editable=False)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, editable=False
    )

    objects = FlagQuerySet.as_manager()

    class Meta:
        constraints = [
            one_of("code", FlagCode),
            one_of("severity", Severity),
            one_of("state", FlagState),
            paired("decided"),
            models.UniqueConstraint(
                fields=["claim", "code"], name="%(app_label)s_%(class)s_stands_once"
            ),
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_dismissal_has_a_reason",
                condition=~Q(state=FlagState.DISMISSED.value) | ~Q(reason=""),
                violation_error_message="Say why the flag is dismissed.",
            ),
        ]

    def __str__(self):
        return self.get_code_display()


class ClaimExceptionQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(claim__in=Claim.objects.visible_to(user))

    def current(self):
        return self.filter(withdrawn_at=None)


class ClaimException(models.Model):
    """A situation of Andrews 2013 (GRADE 14, 15) in which strong advice on low certainty is
    defensible. The numbers and directions are those of wording.exceptions."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    claim = models.ForeignKey(Claim, models.PROTECT, related_name="exceptions")
    situation = models.PositiveSmallIntegerField()
    direction = models.CharField(max_length=10, choices=choices(Direction))
    reason = models.TextField()
    benefit_certainty = models.PositiveSmallIntegerField(null=True, blank=True)
    harm_certainty = models.PositiveSmallIntegerField(null=True, blank=True)
    recorded_at = models.DateTimeField(editable=False)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, editable=False)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, editable=False
    )

    objects = ClaimExceptionQuerySet.as_manager()

    class Meta:
        verbose_name = "exception"
        constraints = [
            one_of("direction", Direction),
            paired("withdrawn"),
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_has_a_reason",
                condition=~Q(reason=""),
                violation_error_message="Say why the exception holds here.",
            ),
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_situation_fits_direction",
                condition=Q(situation=1, direction=Direction.FOR.value)
                | Q(situation__in=[2, 5], direction=Direction.AGAINST.value)
                | Q(situation__in=[3, 4]),
                violation_error_message="This situation does not fit advice in this direction.",
            ),
            models.UniqueConstraint(
                fields=["claim"],
                condition=Q(withdrawn_at=None),
                name="%(app_label)s_%(class)s_stands_alone",
                violation_error_message="The claim has an exception already; withdraw it first.",
            ),
        ]

    def __str__(self):
        return f"Exception {self.situation}"
