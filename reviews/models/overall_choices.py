"""How a panel takes the overall certainty of a claim; appended, never edited."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from reviews.models.claims import Claim
from reviews.models.constraints import one_of
from reviews.models.questions import Outcome
from reviews.models.rounds import Round
from reviews.vocabulary import Branch, choices


class OverallChoiceQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(claim__in=Claim.objects.visible_to(user))


class OverallChoice(models.Model):
    """Which critical outcome sets the overall certainty, and why (wording.overall has the rule).

    The highest branch names an outcome and the round whose verdict on it the panel had read;
    whether that still holds is never stored.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    claim = models.ForeignKey(Claim, models.PROTECT, related_name="overall_choices")
    number = models.PositiveSmallIntegerField()
    branch = models.CharField(max_length=10, choices=choices(Branch))
    outcome = models.ForeignKey(Outcome, models.PROTECT, related_name="+", null=True)
    round = models.ForeignKey(Round, models.PROTECT, related_name="+", null=True)
    reason = models.TextField()
    chosen_at = models.DateTimeField(editable=False)
    chosen_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    objects = OverallChoiceQuerySet.as_manager()

    class Meta:
        verbose_name = "choice of the overall certainty"
        constraints = [
            one_of("branch", Branch),
            models.UniqueConstraint(
                fields=["claim", "number"],
                name="%(app_label)s_%(class)s_is_numbered_once",
                violation_error_message="Somebody chose meanwhile: read that, then choose again.",
            ),
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_highest_names_an_outcome",
                condition=Q(branch=Branch.HIGHEST.value, outcome__isnull=False, round__isnull=False)
                | Q(branch=Branch.LOWEST.value, outcome=None, round=None),
                violation_error_message="The highest names an outcome, the lowest names none.",
            ),
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_has_a_reason",
                condition=~Q(reason=""),
                violation_error_message="Say why.",
            ),
        ]

    def __str__(self):
        return self.get_branch_display()
