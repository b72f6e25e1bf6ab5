"""What claims rest on: other papers of the panel, and each paper's own list of references."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Case, Exists, OuterRef, Q, Subquery, When
from django.db.models.functions import Coalesce

from reviews.models.claims import Claim
from reviews.models.constraints import one_of, paired
from reviews.models.panels import Panel
from reviews.models.papers import Identifier, Paper
from reviews.vocabulary import Directness, Scheme, Stance, choices

# The parts of a question, for each of which a citation says how directly the paper speaks to it.
PARTS = ("population", "intervention", "comparator", "outcome")


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
            *(one_of(field, Directness) for field in PARTS),
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

    def with_found(self):
        """`found` is the id of the paper of the same panel that an entry names, or None: by its
        DOI, then by its PMID where no DOI says otherwise."""
        named = Identifier.objects.filter(panel=OuterRef("paper__panel"))
        by_doi = named.filter(scheme=Scheme.DOI, value=OuterRef("doi"))
        by_pmid = named.filter(scheme=Scheme.PMID, value=OuterRef("pmid"))
        with_doi = Identifier.objects.filter(paper=OuterRef("paper"), scheme=Scheme.DOI)
        return self.annotate(
            found=Coalesce(
                _paper(by_doi),
                Case(
                    When(doi="", then=_paper(by_pmid)),
                    default=_paper(by_pmid.exclude(Exists(with_doi))),
                ),
            )
        )


def _paper(identifiers):
    kept = Coalesce("paper__merged_into", "paper")
    return Subquery(identifiers.annotate(kept=kept).values("kept")[:1])


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
