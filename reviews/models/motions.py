"""Motions: verdicts put to the appraisers, and to a vote if the panel votes, before they stand."""

import uuid
from collections import Counter

from django.conf import settings
from django.db import models
from django.db.models import Q

from reviews.models.constraints import one_of, paired
from reviews.models.panels import Panel
from reviews.models.rounds import Round
from reviews.vocabulary import MotionEnd, SettledBy, VoteChoice, choices

COUNTS = ("votes_for", "votes_against", "votes_abstain", "votes_not_counted")
NOT_A_CLOSED_VOTE = Q(**dict.fromkeys(COUNTS))
CLOSED_VOTE = Q(settled_by=SettledBy.VOTE.value, **{f"{count}__isnull": False for count in COUNTS})


def counts(choices, not_counted):
    """The columns of a vote that is closed: how often each of the counted `choices` was made,
    and the number of votes that were not counted."""
    made = Counter(choices)
    return {f"votes_{choice}": made[choice] for choice in VoteChoice} | {
        "votes_not_counted": not_counted
    }


class MotionQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(round__panel__in=Panel.objects.visible_to(user))

    def standing(self):
        return self.filter(ended_at=None)


class Motion(models.Model):
    """A verdict that somebody proposes. What it says never changes: who wants to say otherwise
    withdraws it and moves another, and everybody is asked anew.

    `content` is a worksheet's (see actions.worksheets). Until `open_until` the appraisers may
    dissent and, where it is `settled_by` vote, members vote. `participants` and `discussed_on`
    tell of the discussion behind a consensus. A vote is counted once, when it is closed: what
    `tally` answers is what page, edition and API tell of it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    round = models.ForeignKey(Round, models.PROTECT, related_name="motions")
    settled_by = models.CharField(max_length=20, choices=choices(SettledBy))
    content = models.JSONField()
    result = models.CharField(max_length=60, blank=True)
    discussed_on = models.DateField(null=True, blank=True)
    participants = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="+")
    open_until = models.DateTimeField()
    moved_at = models.DateTimeField()
    moved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    end = models.CharField(max_length=20, choices=choices(MotionEnd), blank=True)
    end_reason = models.TextField(blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True
    )
    votes_for = models.PositiveSmallIntegerField(null=True, editable=False)
    votes_against = models.PositiveSmallIntegerField(null=True, editable=False)
    votes_abstain = models.PositiveSmallIntegerField(null=True, editable=False)
    votes_not_counted = models.PositiveSmallIntegerField(null=True, editable=False)

    objects = MotionQuerySet.as_manager()

    class Meta:
        constraints = [
            one_of("settled_by", SettledBy),
            paired("ended"),
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_end_is_known",
                condition=Q(ended_at=None, end="")
                | Q(ended_at__isnull=False, end__in=[word.value for word in MotionEnd]),
                violation_error_message="A motion that has ended says how.",
            ),
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_withdrawal_has_a_reason",
                condition=~Q(end=MotionEnd.WITHDRAWN.value) | ~Q(end_reason=""),
                violation_error_message="Say why the proposed verdict is withdrawn.",
            ),
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_consensus_was_discussed",
                condition=Q(settled_by=SettledBy.CONSENSUS.value, discussed_on__isnull=False)
                | ~Q(settled_by=SettledBy.CONSENSUS.value) & Q(discussed_on=None),
                violation_error_message="Say when the consensus was discussed.",
            ),
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_can_be_answered",
                condition=Q(open_until__gt=models.F("moved_at")),
                violation_error_message="A proposed verdict can be answered for some time.",
            ),
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_is_carried_by_a_majority",
                condition=NOT_A_CLOSED_VOTE
                | CLOSED_VOTE
                & (
                    Q(end=MotionEnd.CARRIED.value, votes_for__gt=models.F("votes_against"))
                    | Q(end=MotionEnd.FAILED.value, votes_for__lte=models.F("votes_against"))
                ),
                violation_error_message="A vote is carried if more are for it than against.",
            ),
            models.UniqueConstraint(
                fields=["round"],
                condition=Q(ended_at=None),
                name="%(app_label)s_%(class)s_stands_once_a_round",
                violation_error_message="A proposed verdict stands in this round already.",
            ),
            models.UniqueConstraint(
                fields=["round"],
                condition=Q(end=MotionEnd.CARRIED.value),
                name="%(app_label)s_%(class)s_is_carried_once_a_round",
                violation_error_message="This round is settled already.",
            ),
        ]

    def __str__(self):
        return f"{self.get_settled_by_display()} on {self.result or 'no result'}"

    @property
    def is_vote(self):
        return self.settled_by == SettledBy.VOTE

    @property
    def tally(self):
        """{"for", "against", "abstain", "not_counted": votes} of a closed vote, else None."""
        if self.votes_for is None:
            return None
        return {count.removeprefix("votes_"): getattr(self, count) for count in COUNTS}


class VoteManager(models.Manager):
    """Empty but for `visible_to(user)`: one's own vote, and others' once the vote is closed."""

    def get_queryset(self):
        return super().get_queryset().none()

    def visible_to(self, user):
        closed = Q(
            motion__ended_at__isnull=False, motion__round__panel__in=Panel.objects.visible_to(user)
        )
        return super().get_queryset().filter(Q(cast_by_id=user.pk) | closed)


class Vote(models.Model):
    """One member's vote on a motion, cast once and secret until the vote is closed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    motion = models.ForeignKey(Motion, models.PROTECT, related_name="+")
    choice = models.CharField(max_length=10, choices=choices(VoteChoice))
    cast_at = models.DateTimeField()
    cast_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    objects = VoteManager()

    class Meta:
        constraints = [
            one_of("choice", VoteChoice),
            models.UniqueConstraint(
                fields=["motion", "cast_by"],
                name="%(app_label)s_%(class)s_is_cast_once",
                violation_error_message="You have voted already.",
            ),
        ]

    def __str__(self):
        return f"Vote {self.pk}"


class AnswerManager(models.Manager):
    """Empty but for `visible_to(user)`: one's own answer to a motion, everybody's for whoever
    moved it, and for the panel once it is closed."""

    def get_queryset(self):
        return super().get_queryset().none()

    def visible_to(self, user):
        closed = Q(
            motion__ended_at__isnull=False, motion__round__panel__in=Panel.objects.visible_to(user)
        )
        own = Q(motion__moved_by_id=user.pk)
        return super().get_queryset().filter(closed | own | self.model.by(user))


class Dissent(models.Model):
    """An appraiser's minority statement on a motion. Its author may change it until the motion
    is closed; then it stands beside the verdict, and nobody edits it ever."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    motion = models.ForeignKey(Motion, models.PROTECT, related_name="+")
    statement = models.TextField()
    stated_at = models.DateTimeField()
    stated_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    objects = AnswerManager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["motion", "stated_by"], name="%(app_label)s_%(class)s_is_one_a_person"
            ),
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_says_something",
                condition=~Q(statement=""),
                violation_error_message="Write the minority statement.",
            ),
        ]

    def __str__(self):
        return self.statement

    @staticmethod
    def by(user):
        return Q(stated_by_id=user.pk)


class Assent(models.Model):
    """An appraiser has no minority statement to make on a motion."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    motion = models.ForeignKey(Motion, models.PROTECT, related_name="+")
    given_at = models.DateTimeField()
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    objects = AnswerManager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["motion", "given_by"], name="%(app_label)s_%(class)s_is_one_a_person"
            )
        ]

    def __str__(self):
        return f"Assent of {self.given_by_id}"

    @staticmethod
    def by(user):
        return Q(given_by_id=user.pk)
