"""What claims rest on: other papers of the panel, and each paper's own list of references."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from reviews.models.claims import Claim
from reviews.models.constraints import one_of, paired
from reviews.models.panels import Panel
from reviews.models.papers import Paper
from reviews.vocabulary import Directness, Stance, choices


class CitationQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(paper__panel__in=Panel.objects.visible_to(user))

    def current(self):
        return self.filter(removed_at=None)


def _directness():
    return models.CharField(
        max_length=20, choices=choices(Directness), default=Directness.NOT_JUDGED.value
    )


class Citation(models.Model):
    """A claim rests on a paper of its panel, is contradicted by it, or mentions it.

    How directly the cited paper speaks to the claim is told for population, intervention,
    comparator and outcome, one by one.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    claim = models.ForeignKey(Claim, models.PROTECT, related_name="citations")
    paper = models.ForeignKey(Paper, models.PROTECT, related_name="citations")
    stance = models.CharField(max_length=20, choices=choices(Stance))
    population = _directness()
    intervention = _directness()
    comparator = _directness()
    outcome = _directness()
    quote = models.TextField("quote from the cited paper", blank=True)
    cited_at = models.DateTimeField(editable=False)
    cited_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    removed_at = models.DateTimeField(null=True, editable=False)
    removed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, editable=False
    )

    objects = CitationQuerySet.as_manager()

    class Meta:
        constraints = [
            one_of("stance", Stance),
            *(one_of(field, Directness) for field in ("population", "intervention")),
            *(one_of(field, Directness) for field in ("comparator", "outcome")),
            paired("removed"),
            models.UniqueConstraint(
                fields=["claim", "paper"],
                condition=Q(removed_at=None),
                name="%(app_label)s_%(class)s_stands_once",
                violation_error_message="The claim cites this paper already.",
            ),
        ]

    def __str__(self):
        return f"{self.get_stance_display()}: {self.paper_id}"


class ReferenceQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(paper__panel__in=Panel.objects.visible_to(user))


class Reference(models.Model):
    """One entry of a paper's own list of references, as its imported record tells it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    paper = models.ForeignKey(Paper, models.CASCADE, related_name="references")
    position = models.PositiveIntegerField()
    text = models.TextField()
    doi = models.CharField("DOI", max_length=500, blank=True)
    pmid = models.CharField("PMID", max_length=20, blank=True)
    title = models.TextField(blank=True)
    year = models.PositiveSmallIntegerField(null=True)

    objects = ReferenceQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["paper", "position"], name="%(app_label)s_%(class)s_has_one_place"
            )
        ]

    def __str__(self):
        return self.text
