"""People who sign in. What others see of them hangs on their seats in panels."""

import uuid

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower, Now

# The account that commands act under when nobody is named; nobody can sign in to it.
SYSTEM = uuid.UUID("00000000-0000-4000-8000-000000000001")


class UserManager(BaseUserManager):
    def create_user(self, email, password=None, **fields):
        """For `createsuperuser`, which must work before anyone can sign in."""
        user = self.model(email=self.normalize_email(email), **fields)
        user.set_password(password)
        user.save()
        return user

    def create_superuser(self, email, password=None, **fields):
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)


class User(AbstractBaseUser, PermissionsMixin):
    """Signs in by e-mail. The id is the opaque person id that events carry.

    Erasing a person empties this row and leaves it, so that no record loses its author.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    email = models.EmailField(unique=True)
    name = models.CharField(max_length=200)
    other_names = models.TextField("other names, one a line", blank=True)
    orcid = models.CharField("ORCID", max_length=19, blank=True)
    wants_reminders = models.BooleanField("is reminded by mail", default=True)
    wants_digest = models.BooleanField("gets a weekly digest by mail", default=True)
    is_active = models.BooleanField(default=True)
    is_staff = models.BooleanField("opens the admin", default=False)
    joined_at = models.DateTimeField(db_default=Now(), editable=False)

    objects = UserManager()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                name="%(app_label)s_%(class)s_email_is_unique_in_any_case",
                violation_error_message="Someone has this e-mail address already.",
            ),
            models.UniqueConstraint(
                fields=["orcid"],
                condition=~Q(orcid=""),
                name="%(app_label)s_%(class)s_orcid_is_unique",
                violation_error_message="Someone has this ORCID already.",
            ),
        ]

    def __str__(self):
        return self.name or "An erased person"

    @property
    def names(self):
        """Every name under which the person may have published."""
        return [self.name, *self.other_names.splitlines()]
