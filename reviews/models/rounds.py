"""Rounds: one blinded pass with one instrument over one subject, and who is to appraise."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from reviews.models.claims import Claim, Revision
from reviews.models.constraints import one_of, paired
from reviews.models.instruments import Instrument
from reviews.models.panels import Panel
from reviews.models.papers import Paper
from reviews.models.protocols import Protocol
from reviews.models.questions import Body
from reviews.models.results import Result
from reviews.vocabulary import Purpose, RoundState, choices


class RoundQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(panel__in=Panel.objects.visible_to(user))

    def with_subject(self):
        return self.select_related(
            "panel", "instrument", "paper", "paper_result", "protocol",
            "body__outcome__question", "revision",
            "claim__revision", "claim__wording", "claim__source__paper__panel",
        )  # fmt: skip

    def running(self):
        return self.filter(state__in=[RoundState.OPEN, RoundState.REVEALED])

    def for_panel(self):
        """Those that count: calibration enters no certainty, flag, statistic or edition."""
        return self.filter(purpose=Purpose.PANEL)

    def revealed(self):
        """Those whose appraisals the whole panel may see; void ones are left out."""
        return self.filter(state__in=[RoundState.REVEALED, RoundState.DECIDED])


class Round(models.Model):
    """A claim's round has a body (and through it outcome and question) and fixes the claim's
    revision; a paper's round says in words what of it is judged, and is about one `paper_result`
    where the instrument asks for that.

    `protocol` is the version in force when it was opened; rounds older than protocols have
    none. `chosen`, `minimum` and `is_naming_appraisers` stand as that version has them.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    panel = models.ForeignKey(Panel, models.PROTECT, related_name="rounds")
    protocol = models.ForeignKey(
        Protocol, models.PROTECT, related_name="rounds", null=True, editable=False
    )
    purpose = models.CharField(max_length=20, choices=choices(Purpose), default=Purpose.PANEL.value)
    instrument = models.ForeignKey(Instrument, models.PROTECT, related_name="rounds")
    chosen = models.JSONField("what the panel chose for the instrument", default=dict)
    claim = models.ForeignKey(Claim, models.PROTECT, related_name="rounds", null=True)
    revision = models.ForeignKey(Revision, models.PROTECT, related_name="rounds", null=True)
    body = models.ForeignKey(Body, models.PROTECT, related_name="rounds", null=True)
    paper = models.ForeignKey(Paper, models.PROTECT, related_name="rounds", null=True)
    paper_result = models.ForeignKey(Result, models.PROTECT, related_name="rounds", null=True)
    result = models.CharField("what of the paper", max_length=500, blank=True)
    minimum = models.PositiveSmallIntegerField("appraisals needed", default=2)
    is_naming_appraisers = models.BooleanField("publishes appraisers' names", default=False)
    state = models.CharField(
        max_length=20, choices=choices(RoundState), default=RoundState.OPEN.value
    )
    reopens = models.ForeignKey(
        "self", models.PROTECT, related_name="reopenings", null=True, editable=False
    )
    reason = models.TextField("why it was reopened", blank=True)
    opened_at = models.DateTimeField(editable=False)
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    revealed_at = models.DateTimeField(null=True, editable=False)
    revealed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, editable=False
    )
    revealed_reason = models.TextField(blank=True)
    voided_at = models.DateTimeField(null=True, editable=False)
    voided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, editable=False
    )
    voided_reason = models.TextField(blank=True)

    objects = RoundQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["state", "panel"], name="reviews_round_state")]
        constraints = [
            one_of("state", RoundState),
            one_of("purpose", Purpose),
            paired("revealed"),
            paired("voided"),
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_has_one_subject",
                condition=Q(claim__isnull=False, revision__isnull=False, body__isnull=False)
                & Q(paper=None)
                | Q(claim=None, revision=None, body=None, paper__isnull=False),
                violation_error_message="A round is about one claim with its body, or one paper.",
            ),
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_needs_two_appraisals_or_more",
                condition=Q(minimum__gte=2),
                violation_error_message="A round needs two appraisals or more.",
            ),
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_void_has_a_reason",
                condition=Q(voided_at=None) | ~Q(voided_reason=""),
                violation_error_message="Say why the round is void.",
            ),
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_reopening_has_a_reason",
                condition=Q(reopens=None) | ~Q(reason=""),
                violation_error_message="Say why the question is opened again.",
            ),
            models.UniqueConstraint(
                fields=["claim", "body", "instrument"],
                condition=Q(state__in=["open", "revealed"]),
                name="%(app_label)s_%(class)s_runs_once_a_claim",
                violation_error_message="This claim has a running round of this kind.",
            ),
            models.UniqueConstraint(
                fields=["paper", "result", "instrument"],
                condition=Q(state__in=["open", "revealed"]),
                name="%(app_label)s_%(class)s_runs_once_a_paper",
                violation_error_message="This paper has a running round of this kind.",
            ),
        ]

    def __str__(self):
        return f"{self.instrument.name} of {self.claim or self.paper}"

    def get_absolute_url(self):
        return reverse("desk-round", args=[self.pk])

    @property
    def is_blinded(self):
        return self.revealed_at is None

    @property
    def subject(self):
        return self.claim or self.paper

    @property
    def subject_paper(self):
        """The paper whose authors may not appraise here."""
        return self.paper or self.claim.source.paper


class AssignmentQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(round__panel__in=Panel.objects.visible_to(user))

    def current(self):
        return self.filter(ended_at=None)


class Assignment(models.Model):
    """Who must appraise in a round; what they did there is not told by this row."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    round = models.ForeignKey(Round, models.PROTECT, related_name="assignments")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="assignments")
    assigned_at = models.DateTimeField(editable=False)
    assigned_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True, editable=False)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, editable=False
    )
    ended_reason = models.TextField(blank=True)

    objects = AssignmentQuerySet.as_manager()

    class Meta:
        constraints = [
            paired("ended"),
            models.UniqueConstraint(
                fields=["round", "user"],
                name="%(app_label)s_%(class)s_is_one_a_person",
                violation_error_message="This person is assigned in the round already.",
            ),
        ]

    def __str__(self):
        return f"{self.user_id} in {self.round_id}"


class Override(models.Model):
    """Someone else lets a barred person take part in a round, and says why."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    round = models.ForeignKey(Round, models.PROTECT, related_name="overrides")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    refusal = models.TextField()
    reason = models.TextField()
    recorded_at = models.DateTimeField(editable=False)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["round", "user", "refusal"], name="%(app_label)s_%(class)s_is_one_a_refusal"
            ),
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_is_someone_elses",
                condition=~Q(user=models.F("recorded_by")),
                violation_error_message="Someone else must record the override.",
            ),
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_has_a_reason",
                condition=~Q(reason=""),
                violation_error_message="Say why this person may take part.",
            ),
        ]

    def __str__(self):
        return self.reason


class Watch(models.Model):
    """A chair has looked at who submitted, and so can no longer be assigned in the round."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    round = models.ForeignKey(Round, models.PROTECT, related_name="watches")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    watched_at = models.DateTimeField(editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["round", "user"], name="%(app_label)s_%(class)s_is_kept_once"
            )
        ]

    def __str__(self):
        return f"{self.user_id} watches {self.round_id}"
