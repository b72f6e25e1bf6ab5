"""What members write to each other about a round: an appraiser to whoever settles, before the
reveal; and everybody, after it."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from reviews.models.appraisals import Appraisal
from reviews.models.constraints import paired
from reviews.models.panels import Membership, Panel
from reviews.models.rounds import Round
from reviews.workflow import ROLES


class SettlerNoteManager(models.Manager):
    """Empty but for `visible_to(user)`: one's own, and once the round is revealed those of
    rounds that one may settle by one's seat, having no appraisal there."""

    def get_queryset(self):
        return super().get_queryset().none()

    def visible_to(self, user):
        seats = Membership.objects.current().filter(user_id=user.pk, role__in=ROLES["settle"])
        own = Appraisal.objects.visible_to(user).filter(appraiser_id=user.pk)
        settled_by_one = Q(
            round__revealed_at__isnull=False, round__panel__in=seats.values("panel_id")
        ) & ~Q(round__in=own.values("round_id"))
        return super().get_queryset().filter(Q(written_by_id=user.pk) | settled_by_one)


class SettlerNote(models.Model):
    """A note to whoever settles, written while the round is open; other appraisers never see
    it, and nobody does before the reveal."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    round = models.ForeignKey(Round, models.PROTECT, related_name="+")
    text = models.TextField()
    written_at = models.DateTimeField()
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    objects = SettlerNoteManager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_says_something",
                condition=~Q(text=""),
                violation_error_message="Write the note.",
            )
        ]

    def __str__(self):
        return self.text


class CommentQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(round__panel__in=Panel.objects.visible_to(user))


class Comment(models.Model):
    """What a member says of a revealed round. It is never rewritten; who wrote it may withdraw
    it, and it stays readable as withdrawn."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    round = models.ForeignKey(Round, models.PROTECT, related_name="comments")
    text = models.TextField()
    written_at = models.DateTimeField(editable=False)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, editable=False)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, editable=False
    )

    objects = CommentQuerySet.as_manager()

    class Meta:
        constraints = [
            paired("withdrawn"),
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_says_something",
                condition=~Q(text=""),
                violation_error_message="Write the comment.",
            ),
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_is_withdrawn_by_its_writer",
                condition=Q(withdrawn_by=None) | Q(withdrawn_by=models.F("written_by")),
                violation_error_message="Only who wrote a comment may withdraw it.",
            ),
        ]

    def __str__(self):
        return self.text
