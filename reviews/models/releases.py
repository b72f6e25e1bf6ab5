"""What the public side reads, and nothing else."""

import uuid

from django.conf import settings
from django.db import models
from django.urls import reverse

from reviews.models.claims import Claim
from reviews.models.constraints import one_of
from reviews.models.panels import Panel
from reviews.models.papers import Paper
from reviews.vocabulary import Banner, Scheme, choices


class ReleaseQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(panel__in=Panel.objects.visible_to(user))


class Release(models.Model):
    """A panel's numbered public edition. `content` is the canonical text that was hashed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    panel = models.ForeignKey(Panel, models.PROTECT, related_name="releases")
    number = models.PositiveIntegerField()
    content = models.TextField()
    digest = models.CharField(max_length=64)
    audit_head = models.CharField(max_length=64)
    published_at = models.DateTimeField()
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    objects = ReleaseQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["panel", "number"], name="%(app_label)s_%(class)s_is_numbered_once"
            )
        ]

    def __str__(self):
        return f"Edition {self.number}"

    def get_absolute_url(self):
        return reverse("release", args=[self.panel.slug, self.number])


class FrozenClaim(models.Model):
    """A claim as one or more editions show it; shared by editions in which it is unchanged."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    claim = models.ForeignKey(Claim, models.PROTECT, related_name="frozen")
    content = models.TextField()
    digest = models.CharField(max_length=64)
    releases = models.ManyToManyField(Release, related_name="frozen_claims")
    frozen_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["claim", "digest"], name="%(app_label)s_%(class)s_is_kept_once"
            )
        ]

    def __str__(self):
        return self.digest[:12]


class FrozenPaper(models.Model):
    """A frozen claim rests on this paper: it stands in it, cites it or was graded with it. It
    does so for ever, whatever the panel takes back of that afterwards.

    `shown` is the paper that it names, and is the same unless `paper` was merged into that when
    the claim was frozen: the identifiers of both are those that the edition shows.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    frozen = models.ForeignKey(FrozenClaim, models.PROTECT, related_name="papers")
    paper = models.ForeignKey(Paper, models.PROTECT, related_name="+")
    shown = models.ForeignKey(Paper, models.PROTECT, related_name="+", db_index=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["frozen", "paper"], name="%(app_label)s_%(class)s_is_named_once"
            )
        ]

    def __str__(self):
        return f"{self.frozen_id} on {self.paper_id}"


class StandingQuerySet(models.QuerySet):
    def listed(self):
        """What lists show; a withdrawn claim keeps its own page."""
        return self.exclude(banner=Banner.WITHDRAWN)


class Standing(models.Model):
    """The one mutable public row of a claim: its current edition, its banner, notices since.

    `notices_since` are those that the current edition does not hold, and `notices_before` those
    that earlier ones do not: {id of the frozen claim that they show: [notices]}.
    The columns from `panel` on repeat what the frozen claim says, for search and facets.
    """

    claim = models.OneToOneField(Claim, models.PROTECT, primary_key=True, related_name="standing")
    release = models.ForeignKey(Release, models.PROTECT, related_name="standings")
    frozen = models.ForeignKey(FrozenClaim, models.PROTECT, related_name="standings")
    banner = models.CharField(max_length=20, choices=choices(Banner), default=Banner.NONE.value)
    reason = models.TextField(blank=True)
    notices_since = models.JSONField(default=list)
    notices_before = models.JSONField(default=dict)
    panel = models.ForeignKey(Panel, models.PROTECT, related_name="standings")
    paper_id = models.UUIDField()
    exact = models.TextField()
    label = models.CharField(max_length=20)
    kind = models.CharField(max_length=20)
    certainty = models.CharField(max_length=20, blank=True)
    design = models.CharField(max_length=30)
    year = models.PositiveSmallIntegerField(null=True)
    status = models.CharField(max_length=20)
    flags = models.JSONField(default=list)
    published_at = models.DateTimeField()

    objects = StandingQuerySet.as_manager()

    class Meta:
        constraints = [one_of("banner", Banner)]
        indexes = [
            models.Index(fields=["-published_at", "claim"], name="reviews_standing_newest"),
            models.Index(fields=["paper_id"], name="reviews_standing_paper"),
        ]

    def __str__(self):
        return self.exact

    def get_absolute_url(self):
        return reverse("claim", args=[self.claim_id])


class PublicIdentifier(models.Model):
    """An identifier of the paper of a claim that stands, as the claim's edition has it, so that
    whoever knows only that finds the claim."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    standing = models.ForeignKey(Standing, models.CASCADE, related_name="identifiers")
    scheme = models.CharField(max_length=10, choices=choices(Scheme))
    value = models.CharField(max_length=500)

    class Meta:
        constraints = [
            one_of("scheme", Scheme),
            models.UniqueConstraint(
                fields=["standing", "scheme", "value"],
                name="%(app_label)s_%(class)s_is_told_once",
            ),
        ]
        indexes = [models.Index(fields=["value"], name="reviews_public_identifier")]

    def __str__(self):
        return f"{self.get_scheme_display()} {self.value}"
