"""Papers, how we know which they are, and their immutable texts."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from reviews.models.constraints import one_of, paired
from reviews.models.panels import Panel
from reviews.vocabulary import Scheme, SourceKind, StudyDesign, choices


class PaperQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(panel__in=Panel.objects.visible_to(user))

    def unmerged(self):
        """Without the records that were found to repeat another."""
        return self.filter(merged_into=None)


class Paper(models.Model):
    """A bibliographic record in one panel, with the record it was imported from.

    A record that repeats another stays, and says into which it was merged.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    panel = models.ForeignKey(Panel, models.PROTECT, related_name="papers")
    title = models.TextField()
    # [{"family": "", "given": "", "orcid": ""}] or [{"collective": ""}], in the paper's order
    authors = models.JSONField(default=list, blank=True)
    affiliation = models.TextField(blank=True)
    journal = models.TextField(blank=True)
    year = models.PositiveSmallIntegerField(null=True, blank=True)
    published = models.CharField("published", max_length=60, blank=True)
    volume = models.CharField(max_length=40, blank=True)
    issue = models.CharField(max_length=40, blank=True)
    pages = models.CharField(max_length=60, blank=True)
    design = models.CharField(
        "study design",
        max_length=30,
        choices=choices(StudyDesign),
        default=StudyDesign.NOT_STATED.value,
    )
    record = models.TextField("imported record", blank=True, editable=False)
    # A digest of title, year and first author; empty where they identify no paper.
    same_key = models.CharField(max_length=64, blank=True, editable=False)
    added_at = models.DateTimeField(editable=False)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    merged_into = models.ForeignKey(
        "self", models.PROTECT, related_name="merged", null=True, editable=False
    )
    merged_at = models.DateTimeField(null=True, editable=False)
    merged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, editable=False
    )

    objects = PaperQuerySet.as_manager()

    class Meta:
        constraints = [
            one_of("design", StudyDesign),
            paired("merged"),
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_merge_has_both",
                condition=Q(merged_into=None, merged_at=None)
                | Q(merged_into__isnull=False, merged_at__isnull=False),
            ),
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_has_a_title",
                condition=~Q(title=""),
                violation_error_message="Give the paper a title.",
            ),
        ]
        indexes = [models.Index(fields=["panel", "same_key"], name="reviews_paper_same_key")]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("desk-paper", args=[self.pk])

    @property
    def first_author(self):
        if not self.authors:
            return ""
        author = self.authors[0]
        return author.get("family") or author.get("collective", "")

    @property
    def short(self):
        """First author and year, as people speak of a paper."""
        return " ".join(filter(None, [self.first_author, str(self.year or "")])) or self.title


def kept(papers):
    """{id: the record that a paper was merged into in the end, or the paper itself}.

    No query where nothing was merged, else one for each step of the longest chain of merges.
    """
    ends = {paper.pk: paper for paper in papers}
    while merged := {paper.merged_into_id for paper in ends.values()} - {None}:
        into = Paper.objects.in_bulk(merged)
        ends = {pk: into.get(paper.merged_into_id, paper) for pk, paper in ends.items()}
    return ends


def merged():
    """{id of each record that was merged: id of the one into which it went in the end}."""
    into = dict(Paper.objects.exclude(merged_into=None).values_list("pk", "merged_into"))
    ends = dict(into)
    while further := {pk: into[end] for pk, end in ends.items() if end in into}:
        ends |= further
    return ends


class IdentifierQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(panel__in=Panel.objects.visible_to(user))


class Identifier(models.Model):
    """One identifier of a paper and how we know it; one paper per identifier in a panel.

    `came_with` is the merged record that brought it to its paper, if one did.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    paper = models.ForeignKey(Paper, models.CASCADE, related_name="identifiers")
    panel = models.ForeignKey(Panel, models.PROTECT, related_name="+")
    scheme = models.CharField(max_length=10, choices=choices(Scheme))
    value = models.CharField(max_length=500)
    basis = models.TextField("how we know")
    came_with = models.ForeignKey(
        Paper, models.SET_NULL, related_name="+", null=True, editable=False
    )
    added_at = models.DateTimeField(editable=False)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    objects = IdentifierQuerySet.as_manager()

    class Meta:
        constraints = [
            one_of("scheme", Scheme),
            models.UniqueConstraint(
                fields=["panel", "scheme", "value"],
                name="%(app_label)s_%(class)s_names_one_paper_of_a_panel",
                violation_error_message="Another paper of this panel has this identifier.",
            ),
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_has_a_basis",
                condition=~Q(basis=""),
                violation_error_message="Say how we know this identifier.",
            ),
        ]
        indexes = [models.Index(fields=["scheme", "value"], name="reviews_identifier_lookup")]

    def __str__(self):
        return f"{self.get_scheme_display()} {self.value}"


class SourceQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(paper__panel__in=Panel.objects.visible_to(user))


class Source(models.Model):
    """One immutable text of a paper: NFC, LF. A correction makes a new one that replaces it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    paper = models.ForeignKey(Paper, models.PROTECT, related_name="sources")
    kind = models.CharField(max_length=20, choices=choices(SourceKind))
    text = models.TextField()
    sha256 = models.CharField(max_length=64)
    replaces = models.OneToOneField(
        "self", models.PROTECT, related_name="replaced_by", null=True, editable=False
    )
    added_at = models.DateTimeField(editable=False)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    objects = SourceQuerySet.as_manager()

    class Meta:
        constraints = [
            one_of("kind", SourceKind),
            models.UniqueConstraint(
                fields=["paper", "sha256"],
                name="%(app_label)s_%(class)s_is_kept_once_a_paper",
                violation_error_message="The paper has this very text already.",
            ),
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_has_text",
                condition=~Q(text=""),
                violation_error_message="The text is empty.",
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()} of {self.paper_id}"
