"""What a panel settles."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from reviews.models.constraints import one_of, quote_has_a_place
from reviews.models.panels import Panel
from reviews.models.papers import Source
from reviews.models.rounds import Round
from reviews.vocabulary import JudgementBasis, SettledBy, choices


class VerdictQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(round__panel__in=Panel.objects.visible_to(user))


class Verdict(models.Model):
    """The result of a round: computed from the settlements by the instrument, decided
    otherwise only with a rationale. Never an average of appraisers."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    round = models.OneToOneField(Round, models.PROTECT, related_name="verdict")
    settled_by = models.CharField("settled by", max_length=20, choices=choices(SettledBy))
    proposed = models.CharField(max_length=60, blank=True)
    result = models.CharField(max_length=60, blank=True)
    trace = models.JSONField(default=list)
    rationale = models.TextField(blank=True)
    decided_at = models.DateTimeField()
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    objects = VerdictQuerySet.as_manager()

    class Meta:
        constraints = [
            one_of("settled_by", SettledBy),
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_departure_has_a_rationale",
                condition=Q(result=models.F("proposed")) | ~Q(rationale=""),
                violation_error_message="Say why the verdict departs from the instrument's.",
            ),
        ]

    def __str__(self):
        return self.result or "No result"


class SettlementQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(verdict__in=Verdict.objects.visible_to(user))


class Settlement(models.Model):
    """One settled item, in the shape of a judgement."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    verdict = models.ForeignKey(Verdict, models.PROTECT, related_name="settlements")
    item = models.CharField(max_length=60)
    answer = models.CharField(max_length=60)
    basis = models.CharField(max_length=20, choices=choices(JudgementBasis))
    note = models.TextField(blank=True)
    source = models.ForeignKey(Source, models.PROTECT, related_name="+", null=True)
    start = models.PositiveIntegerField(null=True)
    end = models.PositiveIntegerField(null=True)
    exact = models.TextField(blank=True)

    objects = SettlementQuerySet.as_manager()

    class Meta:
        constraints = [
            one_of("basis", JudgementBasis),
            models.UniqueConstraint(
                fields=["verdict", "item"], name="%(app_label)s_%(class)s_is_one_an_item"
            ),
            quote_has_a_place(),
        ]

    def __str__(self):
        return f"{self.item}: {self.answer}"
