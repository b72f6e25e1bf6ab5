"""Claims: verified verbatim spans of a source, their extent, their wording, their premises."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from reviews.models.constraints import one_of, paired
from reviews.models.panels import Panel
from reviews.models.papers import Source
from reviews.vocabulary import (
    Advice,
    Causal,
    ClaimState,
    Direction,
    FlagState,
    Kind,
    Label,
    Population,
    RoundState,
    Scope,
    choices,
)


class ClaimQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(source__paper__panel__in=Panel.objects.visible_to(user))

    def with_text(self):
        """Everything that a line about a claim shows, in one query."""
        return self.select_related(
            "revision", "wording", "overall_choice__outcome", "source__paper__panel"
        )

    def in_text_order(self):
        return self.order_by("revision__start", "revision__end", "pk")

    def in_source_order(self):
        """Of several texts: text by text, each in its order."""
        return self.order_by("source_id", "revision__start", "revision__end", "pk")

    def appraised_by(self, user):
        """Claims that this person appraises at present: their label, flags and settled wording
        are kept from such eyes until the reveal."""
        return self.filter(
            rounds__state=RoundState.OPEN,
            rounds__assignments__user_id=user.pk,
            rounds__assignments__ended_at=None,
        )

    def standing(self):
        """Claims that are neither rejected nor withdrawn."""
        return self.exclude(state__in=[ClaimState.REJECTED, ClaimState.WITHDRAWN])


class Claim(models.Model):
    """A statement of a paper, word for word; `revision`, `wording` and `overall_choice` are the
    current ones.
    `label` is what wording.labels says, kept by actions.flags whenever its grounds change."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    source = models.ForeignKey(Source, models.PROTECT, related_name="claims")
    state = models.CharField(
        max_length=20, choices=choices(ClaimState), default=ClaimState.PROPOSED.value
    )
    revision = models.OneToOneField(
        "Revision", models.PROTECT, related_name="current_of", null=True, editable=False
    )
    wording = models.OneToOneField(
        "Wording", models.PROTECT, related_name="current_of", null=True, editable=False
    )
    overall_choice = models.OneToOneField(
        "OverallChoice", models.PROTECT, related_name="current_of", null=True, editable=False
    )
    label = models.CharField(
        max_length=20,
        choices=choices(Label),
        default=Label.NOT_GRADED.value,
        db_default=Label.NOT_GRADED.value,
        editable=False,
    )
    split_from = models.ForeignKey(
        "self", models.PROTECT, related_name="parts", null=True, editable=False
    )
    proposed_at = models.DateTimeField(editable=False)
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    objects = ClaimQuerySet.as_manager()

    class Meta:
        constraints = [one_of("state", ClaimState), one_of("label", Label)]
        indexes = [
            models.Index(fields=["state"], name="reviews_claim_state"),
            models.Index(fields=["label"], name="reviews_claim_label"),
            models.Index(fields=["-proposed_at", "id"], name="reviews_claim_newest"),
        ]

    def __str__(self):
        return self.revision.exact if self.revision_id else str(self.pk)

    def get_absolute_url(self):
        return reverse("desk-claim", args=[self.pk])


class RevisionQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(claim__in=Claim.objects.visible_to(user))


class Revision(models.Model):
    """The extent of a claim: half-open code points of its source; appended, never edited."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    claim = models.ForeignKey(Claim, models.PROTECT, related_name="revisions")
    number = models.PositiveSmallIntegerField()
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    exact = models.TextField()
    prefix = models.TextField(blank=True)
    suffix = models.TextField(blank=True)
    reads_as = models.TextField(blank=True)
    reason = models.TextField(blank=True)
    made_at = models.DateTimeField(editable=False)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    objects = RevisionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["claim", "number"], name="%(app_label)s_%(class)s_is_numbered_once"
            ),
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_is_a_span",
                condition=Q(start__lt=F("end")),
                violation_error_message="A claim needs at least one character.",
            ),
        ]

    def __str__(self):
        return self.exact


class WordingQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(claim__in=Claim.objects.visible_to(user))


class Wording(models.Model):
    """One reading of how a claim is put. The detector's proposal has no `settled_by`; a
    person's correction is a new row, so both are kept.

    `cues` is [{"start", "end", "text", "group"}] in code points of the source.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    claim = models.ForeignKey(Claim, models.PROTECT, related_name="wordings")
    number = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=20, choices=choices(Kind))
    scope = models.CharField(max_length=20, choices=choices(Scope))
    advice = models.CharField(max_length=10, choices=choices(Advice))
    direction = models.CharField(max_length=10, choices=choices(Direction), blank=True)
    language_level = models.PositiveSmallIntegerField(null=True, blank=True)
    causal = models.CharField("causal language", max_length=20, choices=choices(Causal))
    population = models.CharField(max_length=20, choices=choices(Population))
    cues = models.JSONField(default=list, blank=True, editable=False)
    reason = models.TextField(blank=True)
    settled_at = models.DateTimeField(null=True, editable=False)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, editable=False
    )

    objects = WordingQuerySet.as_manager()

    class Meta:
        constraints = [
            one_of("kind", Kind),
            one_of("scope", Scope),
            one_of("advice", Advice),
            one_of("causal", Causal),
            one_of("population", Population),
            paired("settled"),
            models.UniqueConstraint(
                fields=["claim", "number"], name="%(app_label)s_%(class)s_is_numbered_once"
            ),
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_language_level_is_1_to_4",
                condition=Q(language_level=None) | Q(language_level__range=(1, 4)),
                violation_error_message="The language level is 1, 2, 3 or 4.",
            ),
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_advice_has_a_direction",
                condition=Q(advice=Advice.NONE.value, direction="")
                | ~Q(advice=Advice.NONE.value) & Q(direction__in=[d.value for d in Direction]),
                violation_error_message="Advice is for or against; no advice is neither.",
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()}, {self.get_advice_display().lower()}"


class PremiseQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(claim__in=Claim.objects.visible_to(user))


class Premise(models.Model):
    """A claim is argued from this span of the same source; a person confirms or dismisses."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    claim = models.ForeignKey(Claim, models.CASCADE, related_name="premises")
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    exact = models.TextField()
    advice = models.CharField(max_length=10, choices=choices(Advice))
    language_level = models.PositiveSmallIntegerField(null=True)
    state = models.CharField(
        max_length=20, choices=choices(FlagState), default=FlagState.PROPOSED.value
    )
    decided_at = models.DateTimeField(null=True, editable=False)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, editable=False
    )

    objects = PremiseQuerySet.as_manager()

    class Meta:
        constraints = [
            one_of("state", FlagState),
            one_of("advice", Advice),
            paired("decided"),
            models.UniqueConstraint(
                fields=["claim", "start", "end"], name="%(app_label)s_%(class)s_is_kept_once"
            ),
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_is_a_span", condition=Q(start__lt=F("end"))
            ),
        ]

    def __str__(self):
        return self.exact
