"""Seats offered by mail, each to be taken by whoever holds its link."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from reviews.models.constraints import one_of, paired
from reviews.models.panels import Membership, Panel
from reviews.vocabulary import Role, choices


class InvitationQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Those of the panels that one chairs: they hold addresses."""
        chaired = Membership.objects.current().filter(user_id=user.pk, role=Role.CHAIR)
        return self.filter(panel__in=chaired.values("panel_id"))

    def standing(self):
        """Neither accepted nor revoked; some may have run out."""
        return self.filter(accepted_at=None, revoked_at=None)


class Invitation(models.Model):
    """One link, good once and for a while; what is kept of it is a digest.

    Sending again makes a new row and revokes the old one. The address stays only while the
    invitation stands.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    panel = models.ForeignKey(Panel, models.PROTECT, related_name="invitations")
    email = models.EmailField("e-mail address", blank=True)
    role = models.CharField(max_length=20, choices=choices(Role))
    digest = models.CharField(max_length=64, unique=True, editable=False)
    replaces = models.OneToOneField(
        "self", models.PROTECT, related_name="replacement", null=True, editable=False
    )
    invited_at = models.DateTimeField(editable=False)
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    expires_at = models.DateTimeField(editable=False)
    accepted_at = models.DateTimeField(null=True, editable=False)
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, editable=False
    )
    revoked_at = models.DateTimeField(null=True, editable=False)
    revoked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, editable=False
    )

    objects = InvitationQuerySet.as_manager()

    class Meta:
        constraints = [
            one_of("role", Role),
            paired("accepted"),
            paired("revoked"),
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_ends_once",
                condition=Q(accepted_at=None) | Q(revoked_at=None),
                violation_error_message="An invitation is accepted or revoked, never both.",
            ),
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_has_an_address_while_it_stands",
                condition=Q(accepted_at__isnull=False) | Q(revoked_at__isnull=False) | ~Q(email=""),
                violation_error_message="Give the e-mail address to invite.",
            ),
            models.UniqueConstraint(
                "panel",
                Lower("email"),
                condition=Q(accepted_at=None, revoked_at=None),
                name="%(app_label)s_%(class)s_stands_once_an_address",
                violation_error_message="This address is invited already: send that one again.",
            ),
        ]

    def __str__(self):
        return f"{self.get_role_display()} invited on {self.invited_at:%Y-%m-%d}"
