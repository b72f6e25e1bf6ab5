"""What a panel fixes before its first round. A locked version is never changed, only followed
by the next one."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from reviews.models.constraints import paired
from reviews.models.instruments import Instrument
from reviews.models.panels import Panel
from reviews.models.questions import Outcome


class ProtocolQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(panel__in=Panel.objects.visible_to(user))

    def locked(self):
        return self.filter(locked_at__isnull=False)

    def drafts(self):
        return self.filter(locked_at=None)

    def in_force(self, panel):
        """The panel's newest locked version, or None."""
        return self.locked().filter(panel=panel).order_by("-number").first()

    def with_parts(self):
        return self.prefetch_related(
            models.Prefetch(
                "instruments",
                ProtocolInstrument.objects.select_related("instrument").order_by(
                    "instrument__name", "instrument__version"
                ),
            ),
            models.Prefetch(
                "outcomes",
                ProtocolOutcome.objects.select_related("outcome__question").order_by(
                    "outcome__question__written_at", "outcome__written_at", "outcome_id"
                ),
            ),
        )


class Protocol(models.Model):
    """One version. `kinds`, `scopes` and `settling` hold values of Kind, Scope and SettledBy;
    `saves` counts how often the draft was written."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    panel = models.ForeignKey(Panel, models.PROTECT, related_name="protocols")
    number = models.PositiveIntegerField("version")
    eligibility = models.TextField("which claims are taken", blank=True)
    kinds = models.JSONField(default=list, blank=True)
    scopes = models.JSONField(default=list, blank=True)
    appraisers_per_round = models.PositiveSmallIntegerField(default=2)
    is_naming_appraisers = models.BooleanField("publishes appraisers' names", default=False)
    settling = models.JSONField(default=list, blank=True)
    saves = models.PositiveIntegerField(default=0)
    written_at = models.DateTimeField(editable=False)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    reason = models.TextField("why it was amended", blank=True)
    locked_at = models.DateTimeField(null=True, editable=False)
    locked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, editable=False
    )

    objects = ProtocolQuerySet.as_manager()

    class Meta:
        constraints = [
            paired("locked"),
            models.UniqueConstraint(
                fields=["panel", "number"],
                name="%(app_label)s_%(class)s_is_numbered_once",
                violation_error_message="The protocol has a version of this number.",
            ),
            models.UniqueConstraint(
                fields=["panel"],
                condition=Q(locked_at=None),
                name="%(app_label)s_%(class)s_has_one_draft",
                violation_error_message="A draft of the protocol is there already.",
            ),
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_asks_two_appraisers_or_more",
                condition=Q(appraisers_per_round__gte=2),
                violation_error_message="A round needs two appraisers or more.",
            ),
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_says_which_claims_are_taken",
                condition=Q(locked_at=None) | ~Q(eligibility=""),
                violation_error_message="Say in words which claims the panel takes.",
            ),
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_amendment_has_a_reason",
                condition=Q(locked_at=None) | Q(number=1) | ~Q(reason=""),
                violation_error_message="Say why the protocol is amended.",
            ),
        ]

    def __str__(self):
        return f"Version {self.number}"

    @property
    def is_locked(self):
        return self.locked_at is not None


class ProtocolInstrumentQuerySet(models.QuerySet):
    def in_force(self, panel):
        """What the panel's newest locked version lists."""
        newest = Protocol.objects.locked().filter(panel=panel).order_by("-number")
        return self.filter(protocol__in=newest.values("pk")[:1])


class ProtocolInstrument(models.Model):
    """An instrument that rounds under the protocol may use, in this version. `chosen` is
    {setting id: [words]} where the panel's choice differs from the instrument's default."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    protocol = models.ForeignKey(Protocol, models.CASCADE, related_name="instruments")
    instrument = models.ForeignKey(Instrument, models.PROTECT, related_name="+")
    chosen = models.JSONField(default=dict, blank=True)

    objects = ProtocolInstrumentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["protocol", "instrument"], name="%(app_label)s_%(class)s_is_listed_once"
            )
        ]

    def __str__(self):
        return str(self.instrument)


class ProtocolOutcome(models.Model):
    """An outcome, and with it its question and importance, that was fixed beforehand."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    protocol = models.ForeignKey(Protocol, models.CASCADE, related_name="outcomes")
    outcome = models.ForeignKey(Outcome, models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["protocol", "outcome"], name="%(app_label)s_%(class)s_is_listed_once"
            )
        ]

    def __str__(self):
        return str(self.outcome_id)
