"""Instruments as the panels used them: one row for each definition ever adopted or made."""

import uuid
from functools import lru_cache

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from reviews.instruments.loading import parse
from reviews.models.constraints import paired
from reviews.models.panels import Panel


class InstrumentQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Those of the installation, and those of one's panels."""
        return self.filter(Q(panel=None) | Q(panel__in=Panel.objects.visible_to(user)))

    def made_for(self, panel):
        """What was made here rather than shipped, by the panel or for the installation."""
        return self.filter(Q(panel=panel) | Q(panel=None), is_own=True)

    def offered_to(self, panel):
        """{key: the newest version} of what was made for the panel and is not retired. Under a
        key that both have, the panel's own counts, and once that is retired none."""
        own_last = F("panel").asc(nulls_first=True)
        rows = self.made_for(panel).order_by(own_last, "adopted_at", "pk")
        newest = {row.key: row for row in rows}
        return {key: row for key, row in newest.items() if row.retired_at is None}


class Instrument(models.Model):
    """A definition as it stood when it was adopted or made. It never changes; a new version
    stands beside it, so that old appraisals render as made. `panel` is whose own it is;
    `is_own` tells what was made here from what came with the program."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    panel = models.ForeignKey(Panel, models.PROTECT, related_name="instruments", null=True)
    is_own = models.BooleanField("made here", default=False)
    key = models.SlugField()
    version = models.CharField(max_length=40)
    name = models.CharField(max_length=200)
    definition = models.TextField()
    sha256 = models.CharField(max_length=64)
    adopted_at = models.DateTimeField(editable=False)
    adopted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, editable=False
    )
    retired_at = models.DateTimeField(null=True, editable=False)
    retired_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, editable=False
    )

    objects = InstrumentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["key", "version"],
                condition=Q(panel=None),
                name="%(app_label)s_%(class)s_version_is_unique",
                violation_error_message="This version of the instrument is there already.",
            ),
            models.UniqueConstraint(
                fields=["panel", "key", "version"],
                name="%(app_label)s_%(class)s_version_is_unique_in_its_panel",
                violation_error_message=(
                    "This version is there already: give the changed file a version of its own."
                ),
            ),
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_of_a_panel_is_its_own",
                condition=Q(panel=None) | Q(is_own=True),
                violation_error_message="What came with the program belongs to no panel.",
            ),
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_own_has_a_maker",
                condition=Q(is_own=False) | Q(adopted_by__isnull=False),
                violation_error_message="Say who made the instrument.",
            ),
            paired("retired"),
        ]

    def __str__(self):
        return f"{self.name} ({self.version})"

    @property
    def parsed(self):
        """The definition as the engine reads it."""
        return _parsed(self.definition)


@lru_cache
def _parsed(definition):
    return parse(definition, "an adopted definition")
