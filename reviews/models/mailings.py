"""What the system wrote to whom on which day, so that it writes once.

A row tells that its person had something to do, which is nobody else's business: no page, list
or export reads this table, and it has no `visible_to`.
"""

import uuid

from django.conf import settings
from django.db import models

from reviews.models.constraints import one_of
from reviews.models.panels import Panel
from reviews.vocabulary import MailKind, choices


class Mailing(models.Model):
    """One mail; a digest stands under the Monday of its week, so that there is one a week. A
    reminder is about one panel, so that what another panel sent keeps none back."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=20, choices=choices(MailKind))
    panel = models.ForeignKey(Panel, models.CASCADE, related_name="+", null=True)
    dated = models.DateField()
    sent_at = models.DateTimeField()

    class Meta:
        constraints = [
            one_of("kind", MailKind),
            models.UniqueConstraint(
                fields=["user", "kind", "dated"],
                condition=models.Q(panel=None),
                name="%(app_label)s_%(class)s_is_sent_once",
            ),
            models.UniqueConstraint(
                fields=["user", "kind", "dated", "panel"],
                name="%(app_label)s_%(class)s_is_sent_once_a_panel",
            ),
        ]

    def __str__(self):
        return f"{self.kind} of {self.dated}"
