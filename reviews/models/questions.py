"""What a certainty is certainty of: question, outcome, and the frozen body of evidence."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from reviews.models.constraints import one_of
from reviews.models.panels import Panel
from reviews.models.papers import Paper
from reviews.vocabulary import BodyBasis, Effect, Importance, Target, choices


class QuestionQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(panel__in=Panel.objects.visible_to(user))


class Question(models.Model):
    """One comparison and the target of the rating, as of a date."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    panel = models.ForeignKey(Panel, models.PROTECT, related_name="questions")
    population = models.TextField()
    intervention = models.TextField()
    comparator = models.TextField()
    target = models.CharField(max_length=30, choices=choices(Target))
    threshold = models.TextField(blank=True)
    as_of = models.DateField()
    written_at = models.DateTimeField(editable=False)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    objects = QuestionQuerySet.as_manager()

    class Meta:
        constraints = [
            one_of("target", Target),
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_names_its_parts",
                condition=~Q(population="") & ~Q(intervention="") & ~Q(comparator=""),
                violation_error_message="Name population, intervention and comparator.",
            ),
        ]

    def __str__(self):
        return f"{self.intervention} against {self.comparator} in {self.population}"


class OutcomeQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(question__panel__in=Panel.objects.visible_to(user))


class Outcome(models.Model):
    """One outcome of one question; `surrogate_of` names what it stands for, if anything."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    question = models.ForeignKey(Question, models.PROTECT, related_name="outcomes")
    name = models.TextField()
    importance = models.CharField(max_length=20, choices=choices(Importance))
    effect = models.CharField("benefit or harm", max_length=10, choices=choices(Effect))
    surrogate_of = models.TextField(blank=True)
    written_at = models.DateTimeField(editable=False)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    objects = OutcomeQuerySet.as_manager()

    class Meta:
        constraints = [
            one_of("importance", Importance),
            one_of("effect", Effect),
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_has_a_name",
                condition=~Q(name=""),
                violation_error_message="Name the outcome.",
            ),
            models.UniqueConstraint(
                fields=["question", "name"],
                name="%(app_label)s_%(class)s_is_named_once",
                violation_error_message="The question has an outcome of this name.",
            ),
        ]

    def __str__(self):
        return self.name


class BodyQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(outcome__question__panel__in=Panel.objects.visible_to(user))


class Body(models.Model):
    """The frozen list of what is graded for one outcome; a different list is a new body."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    outcome = models.ForeignKey(Outcome, models.PROTECT, related_name="bodies")
    basis = models.CharField(max_length=20, choices=choices(BodyBasis))
    description = models.TextField("what was read")
    searched_on = models.DateField(null=True, blank=True)
    is_randomised = models.BooleanField("holds randomised evidence", default=False)
    papers = models.ManyToManyField(Paper, through="BodyPaper", related_name="bodies")
    frozen_at = models.DateTimeField(editable=False)
    frozen_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    objects = BodyQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "bodies"
        constraints = [
            one_of("basis", BodyBasis),
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_says_what_was_read",
                condition=~Q(description=""),
                violation_error_message="Say what was read.",
            ),
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_search_has_a_date",
                condition=Q(basis=BodyBasis.AS_CITED.value) | Q(searched_on__isnull=False),
                violation_error_message="Give the date of the search.",
            ),
        ]

    def __str__(self):
        return self.description


class BodyPaper(models.Model):
    """A paper of a body; a retracted one is there only for a written reason."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    body = models.ForeignKey(Body, models.CASCADE, related_name="members")
    paper = models.ForeignKey(Paper, models.PROTECT, related_name="memberships_in_bodies")
    reason = models.TextField("why a retracted paper is kept", blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["body", "paper"], name="%(app_label)s_%(class)s_is_listed_once"
            )
        ]

    def __str__(self):
        return str(self.paper_id)
