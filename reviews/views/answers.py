"""What a person sees of the verdicts proposed in a round, and what they may answer."""

from django.db.models import Case, Q, When
from django.utils import timezone

from reviews.exports.words import counted, grouped
from reviews.forms.claims import ReasonForm
from reviews.forms.rounds import DissentForm, VoteForm
from reviews.models import Appraisal, Assent, Dissent, Motion, Vote
from reviews.permissions import (
    can,
    can_close,
    can_dissent,
    can_vote,
    who_is_unbarred_in,
)
from reviews.vocabulary import MotionEnd, RoundState, SettledBy

MOST = 20  # on one's desk


def moved(round):
    """Every proposed verdict of the round as it was moved, in two queries."""
    found = round.motions.select_related("moved_by", "ended_by").prefetch_related("participants")
    found = list(found.order_by("moved_at", "pk"))
    for motion in found:
        motion.round = round
    return found


def standing(moved):
    """The proposed verdict that waits for answers, or None."""
    return next((motion for motion in moved if not motion.end), None)


def to_answer(user, panels):
    """The proposed verdicts that wait for this person's answer or vote, the most urgent first;
    `panels` (ids) are those in which their role has a vote. The queries grow with the panels
    alone."""
    appraised = Appraisal.objects.visible_to(user).filter(appraiser=user)
    dissents = Dissent.objects.visible_to(user).filter(stated_by=user)
    assents = Assent.objects.visible_to(user).filter(given_by=user)
    votes = Vote.objects.visible_to(user).filter(cast_by=user)
    asked = Q(round__in=appraised.values("round")) & ~(
        Q(pk__in=dissents.values("motion")) | Q(pk__in=assents.values("motion"))
    )
    voting = Q(settled_by=SettledBy.VOTE, round__panel__in=panels)
    voting &= ~Q(pk__in=votes.values("motion"))
    found = list(
        Motion.objects.standing()
        .filter(asked | voting, round__state=RoundState.REVEALED, open_until__gt=timezone.now())
        .annotate(is_asked=Case(When(asked, then=True), default=False))
        .select_related("round__panel", "round__instrument", "round__paper",
                        "round__claim__revision", "round__claim__source__paper")
        .order_by("open_until", "pk")[:MOST]
    )  # fmt: skip
    panels = grouped([motion.round for motion in found], "panel_id")
    permits = {}
    for rounds in panels.values():
        permits |= who_is_unbarred_in(rounds, [user])
    return [row for row in found if row.is_asked or permits[row.round_id, user.pk]]


def answers(moved, user, called):
    """For the page of a revealed round, in three queries: the `motion` that stands or was carried,
    how others ended, and one's own answers. Of anybody else's a person sees nothing before the
    end, save the dissents from what they moved. `called` is {person id: letter or name}."""
    motion = next((each for each in moved if each.end in ("", MotionEnd.CARRIED)), None)
    dissents = list(
        Dissent.objects.visible_to(user).filter(motion=motion).order_by("stated_at", "pk")
    )
    vote = Vote.objects.visible_to(user).filter(motion=motion, cast_by=user)
    assents = Assent.objects.visible_to(user).filter(motion=motion, given_by=user)
    return {
        "motion": motion,
        "dissents": [(called.get(row.stated_by_id, "Someone"), row) for row in dissents],
        "own_dissent": next((row for row in dissents if row.stated_by_id == user.pk), None),
        "has_assented": assents.exists(),
        "own_vote": vote.first(),
        "past": [(each, counted(each.tally)) for each in moved if each is not motion],
        "count": counted(motion.tally) if motion else "",
        "is_over": motion is not None and motion.open_until <= timezone.now(),
    }


def answer_permits(motion, user, settle):
    """Whether this person may dissent, vote, withdraw the motion and close it, and whether their
    role is one of those that settle; `settle` is their permit to."""
    round = motion.round
    return {
        "dissent": can_dissent(user, round),
        "vote": can_vote(user, round),
        "settling": can(user, "settle", round.panel),
        "withdraw": settle,
        "close": can_close(user, motion, settle),
    }


def answer_forms(own_dissent):
    statement = {"statement": own_dissent.statement} if own_dissent else {}
    return {
        "dissent": DissentForm(auto_id="dissent-%s", initial=statement),
        "vote": VoteForm(auto_id="vote-%s"),
        "withdraw": ReasonForm(auto_id="withdraw-%s"),
    }
