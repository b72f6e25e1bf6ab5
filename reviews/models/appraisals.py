"""What one appraiser thinks. Hidden from everyone else until the round is revealed.

`objects` offers `visible_to` and nothing else, and no reverse accessor leads here, so that
no page, list or count can reach these rows by accident. Writers import `models.sealed`.
"""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from reviews.models.constraints import one_of, quote_has_a_place
from reviews.models.panels import Panel
from reviews.models.papers import Source
from reviews.models.rounds import Assignment, Round
from reviews.vocabulary import JudgementBasis, choices


class BlindedManager(models.Manager):
    """Empty but for `visible_to(user)`: one's own rows, and others' once revealed."""

    def __init__(self, path=""):
        super().__init__()
        self.path = path

    def get_queryset(self):
        return super().get_queryset().none()

    def visible_to(self, user):
        path = self.path
        own = Q(**{f"{path}appraiser_id": user.pk})
        revealed = Q(
            **{
                f"{path}round__revealed_at__isnull": False,
                f"{path}round__panel__in": Panel.objects.visible_to(user),
            }
        )
        return super().get_queryset().filter(own | revealed)


class DraftManager(models.Manager):
    """Empty but for `visible_to(user)`: a draft is its writer's alone, for ever."""

    def __init__(self, path=""):
        super().__init__()
        self.path = path

    def get_queryset(self):
        return super().get_queryset().none()

    def visible_to(self, user):
        return super().get_queryset().filter(**{f"{self.path}assignment__user_id": user.pk})


class Draft(models.Model):
    """Autosaved unfinished work; `version` counts saves, and a save must name the last one.

    `content` is {"judgements": {item: {"answer", "basis", "note", "quote"?}}, "rationale"}.
    """

    assignment = models.OneToOneField(
        Assignment, models.CASCADE, primary_key=True, related_name="+"
    )
    version = models.PositiveIntegerField(default=0)
    content = models.JSONField(default=dict)
    saved_at = models.DateTimeField()

    objects = DraftManager()

    def __str__(self):
        return f"Draft {self.version}"


class DraftVersion(models.Model):
    """One save of a draft, kept, so that a stale tab loses nothing."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    draft = models.ForeignKey(Draft, models.CASCADE, related_name="+")
    version = models.PositiveIntegerField()
    content = models.JSONField()
    saved_at = models.DateTimeField()

    objects = DraftManager("draft__")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["draft", "version"], name="%(app_label)s_%(class)s_is_numbered_once"
            )
        ]

    def __str__(self):
        return f"Version {self.version}"


class Appraisal(models.Model):
    """One submitted appraisal, immutable: what the instrument proposed, what the appraiser
    decided, and why if they differ."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    assignment = models.OneToOneField(Assignment, models.PROTECT, related_name="+")
    round = models.ForeignKey(Round, models.PROTECT, related_name="+")
    appraiser = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    proposed = models.CharField(max_length=60, blank=True)
    result = models.CharField(max_length=60, blank=True)
    trace = models.JSONField(default=list)
    rationale = models.TextField(blank=True)
    submitted_at = models.DateTimeField()

    objects = BlindedManager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_departure_has_a_rationale",
                condition=Q(result=models.F("proposed")) | ~Q(rationale=""),
                violation_error_message="Say why the result departs from the instrument's.",
            )
        ]

    def __str__(self):
        return f"Appraisal {self.pk}"


class Judgement(models.Model):
    """One item of an appraisal and what it rests on."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    appraisal = models.ForeignKey(Appraisal, models.PROTECT, related_name="+")
    item = models.CharField(max_length=60)
    answer = models.CharField(max_length=60)
    basis = models.CharField(max_length=20, choices=choices(JudgementBasis))
    note = models.TextField(blank=True)
    source = models.ForeignKey(Source, models.PROTECT, related_name="+", null=True)
    start = models.PositiveIntegerField(null=True)
    end = models.PositiveIntegerField(null=True)
    exact = models.TextField(blank=True)

    objects = BlindedManager("appraisal__")

    class Meta:
        constraints = [
            one_of("basis", JudgementBasis),
            models.UniqueConstraint(
                fields=["appraisal", "item"], name="%(app_label)s_%(class)s_is_one_an_item"
            ),
            quote_has_a_place(),
        ]

    def __str__(self):
        return f"{self.item}: {self.answer}"
