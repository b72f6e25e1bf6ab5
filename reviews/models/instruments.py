"""Instruments as the panels used them: one row for each definition ever adopted."""

import uuid
from functools import lru_cache

from django.db import models

from reviews.instruments.loading import parse


class Instrument(models.Model):
    """A definition as it stood when it was adopted. In use it never changes; a new version
    stands beside it, so that old appraisals render as made."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    key = models.SlugField()
    version = models.CharField(max_length=40)
    name = models.CharField(max_length=200)
    definition = models.TextField()
    sha256 = models.CharField(max_length=64)
    adopted_at = models.DateTimeField(editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["key", "version"],
                name="%(app_label)s_%(class)s_version_is_unique",
                violation_error_message="This version of the instrument is there already.",
            )
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
