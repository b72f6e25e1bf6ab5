"""The published wording of shipped instruments' questions, where a panel has a right to it."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from reviews.models.panels import Panel


class OfficialTextsQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(panel__in=Panel.objects.visible_to(user))

    def newest(self, panel, key, version):
        """What the panel wrote last for this version of an instrument, or None."""
        found = self.filter(panel=panel, key=key, version=version).select_related("written_by")
        return found.order_by("-written_at", "-pk").first()

    def shown(self, panel, instrument):
        """{item id: text} that the panel's own pages show beside the questions."""
        found = self.newest(panel, instrument.key, instrument.version)
        return found.texts if found else {}


class OfficialTexts(models.Model):
    """What one panel pasted, {item id: text}, and the ground of its right to it. Pages show the
    newest to that panel alone; no export carries it. Rows are never changed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    panel = models.ForeignKey(Panel, models.PROTECT, related_name="official_texts")
    key = models.SlugField()
    version = models.CharField(max_length=40)
    texts = models.JSONField(default=dict, blank=True)
    ground = models.TextField("ground of the right")
    written_at = models.DateTimeField(editable=False)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    objects = OfficialTextsQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_has_a_ground",
                condition=~Q(ground=""),
                violation_error_message="Say on what ground the panel may use this wording.",
            )
        ]

    def __str__(self):
        return f"{self.key} ({self.version})"
