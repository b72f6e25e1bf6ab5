"""Members whose name is that of an author, and what somebody else says of it."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from reviews.models.panels import Panel
from reviews.models.papers import Paper


class NamesakeQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(paper__panel__in=Panel.objects.visible_to(user))


class Namesake(models.Model):
    """Whether a member and an author of a paper are one person, as someone else says."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    paper = models.ForeignKey(Paper, models.PROTECT, related_name="namesakes")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    author = models.TextField()
    is_same = models.BooleanField("they are one person")
    reason = models.TextField(blank=True)
    said_at = models.DateTimeField(editable=False)
    said_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    objects = NamesakeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["paper", "user", "author"],
                name="%(app_label)s_%(class)s_is_answered_once",
                violation_error_message="This was answered already: load the page again.",
            ),
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_is_told_by_someone_else",
                condition=~Q(user=models.F("said_by")),
                violation_error_message="Someone else must say whether they are one person.",
            ),
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_two_people_have_a_reason",
                condition=Q(is_same=True) | ~Q(reason=""),
                violation_error_message="Say how you know that they are two people.",
            ),
        ]

    def __str__(self):
        return f"{self.user_id} and {self.author}"
