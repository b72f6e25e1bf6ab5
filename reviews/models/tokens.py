"""Tokens by which programs use the API in the name of whoever made them."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from reviews.models.constraints import paired
from reviews.vocabulary import TokenScope


class TokenQuerySet(models.QuerySet):
    def visible_to(self, user):
        """One's own."""
        return self.filter(user_id=user.pk)

    def standing(self):
        """Neither revoked nor run out."""
        return self.filter(revoked_at=None, expires_at__gt=timezone.now())


class Token(models.Model):
    """A value that is shown once, when it is made; what is kept of it is a digest.

    It opens what its owner may at the time, within its scopes. When it was last used is not
    kept: to read would be to write.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="tokens")
    name = models.CharField(max_length=100, blank=True)
    digest = models.CharField(max_length=64, unique=True, editable=False)
    may_read = models.BooleanField()
    may_prepare = models.BooleanField()
    may_appraise = models.BooleanField()
    may_settle = models.BooleanField()
    may_manage = models.BooleanField()
    made_at = models.DateTimeField(editable=False)
    expires_at = models.DateTimeField(editable=False)
    revoked_at = models.DateTimeField(null=True, editable=False)
    revoked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, editable=False
    )

    objects = TokenQuerySet.as_manager()

    class Meta:
        constraints = [
            paired("revoked"),
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_is_for_something",
                condition=Q(may_read=True)
                | Q(may_prepare=True)
                | Q(may_appraise=True)
                | Q(may_settle=True)
                | Q(may_manage=True),
                violation_error_message="Choose what the token may be used for.",
            ),
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_runs_out",
                condition=Q(expires_at__gt=F("made_at")),
                violation_error_message="A token runs out after it was made.",
            ),
        ]

    def __str__(self):
        return f"Token of {self.made_at:%Y-%m-%d}"

    @property
    def scopes(self):
        return [scope for scope in TokenScope if getattr(self, f"may_{scope}")]
