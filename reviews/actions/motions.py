"""Proposed verdicts: moving one, voting on it, dissenting from it, and closing it."""

from datetime import timedelta
from uuid import UUID, uuid4

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.formats import date_format
from django_tasks import task

from reviews.actions import leases, mails, verdicts
from reviews.actions.appraisals import check_content
from reviews.actions.events import record
from reviews.actions.motion_ends import end, given
from reviews.actions.moves import needed_reason
from reviews.actions.refusals import insert, same
from reviews.exceptions import Conflict, Unreachable
from reviews.models import Dissent, Lease, Motion, User, sealed
from reviews.models.digests import canonical, sha256
from reviews.models.motions import counts
from reviews.permissions import (
    can_close,
    can_dissent,
    can_settle,
    can_vote,
    voters,
    who_is_unbarred,
)
from reviews.vocabulary import MotionEnd, SettledBy, VoteChoice
from reviews.workflow import ROLES

OPEN_FOR = 7  # days to dissent and to vote, unless somebody says otherwise
LONGEST = 60
FIRST_WAIT = 15  # minutes, before a letter that was not taken is tried again


@transaction.atomic
def move(
    round, *, content, settled_by, by,
    open_for=OPEN_FOR, participants=(), discussed_on=None, id=None,
):  # fmt: skip
    """Put a verdict to the appraisers for `open_for` days. `participants` (members' ids) and
    `discussed_on` are told of a consensus. The draft is closed until the motion has ended. The
    same id with the same content again is the same motion."""
    can_settle(by, round).enforce()
    if known := same(Motion, id, round_id=round.pk, settled_by=settled_by, content=content):
        return known
    verdicts.check_way(round, settled_by)
    if settled_by == SettledBy.AGREEMENT:
        raise ValidationError({"settled_by": "What all agree on stands at once: settle it."})
    if not 1 <= open_for <= LONGEST:
        raise ValidationError({"open_for": f"Leave 1 to {LONGEST} days to answer."})
    check_content(content)
    leases.hold_revealed(round)
    leases.require(round, by)
    leases.refuse_motion(round)
    worksheet = verdicts.checked(round, content, settled_by)
    is_consensus = settled_by == SettledBy.CONSENSUS
    people = _participants(round, participants, discussed_on) if is_consensus else []
    now = timezone.now()
    motion = insert(
        Motion(
            id=id or uuid4(),
            round=round,
            settled_by=settled_by,
            content=content,
            result=worksheet.result,
            discussed_on=discussed_on if is_consensus else None,
            open_until=now + timedelta(days=open_for),
            moved_at=now,
            moved_by=by,
        )
    )
    motion.participants.set(people)
    leases.keep(round, content, by=by)
    Lease.objects.filter(pk=round.pk).delete()
    record(
        "move", motion, by=by, panel=round.panel, round_id=round.pk, settled_by=settled_by,
        content=sha256(canonical(content)), participants=sorted(person.pk for person in people),
    )  # fmt: skip
    _invite(motion)
    return motion


@transaction.atomic
def withdraw(motion, *, reason, by):
    """Take a proposed verdict back; its answers are not carried over to another."""
    can_settle(by, motion.round).enforce()
    reason = needed_reason(reason, "Say why the proposed verdict is withdrawn.")
    _hold(motion)
    end(motion, MotionEnd.WITHDRAWN, by=by, reason=reason)
    record(
        "withdraw_motion", motion, by=by, panel=motion.round.panel, made=given(motion),
        reason=reason,
    )  # fmt: skip
    return motion


@transaction.atomic
def vote(motion, *, choice, by):
    """Cast one's vote, once. Colleagues read the panel's events, so that the event which closes
    the vote is the first to tell of it; so it is with dissents."""
    can_vote(by, motion.round).enforce()
    if choice not in list(VoteChoice):
        raise ValidationError("Vote for, against, or abstain.")
    _hold_open(motion)
    if not motion.is_vote:
        raise Conflict("This verdict is not put to a vote.")
    try:
        with transaction.atomic():
            return sealed.votes.create(
                motion=motion, choice=choice, cast_at=timezone.now(), cast_by=by
            )
    except IntegrityError as error:
        raise Conflict("You have voted already.") from error


@transaction.atomic
def dissent(motion, *, statement, by):
    """State one's minority view, or state it anew; nobody else ever edits it."""
    can_dissent(by, motion.round).enforce()
    statement = needed_reason(statement, "Write the minority statement.")
    _hold_open(motion)
    own = {"motion": motion, "stated_by": by}
    changed = {"statement": statement, "stated_at": timezone.now()}
    if not sealed.dissents.filter(**own).update(**changed):
        sealed.dissents.create(**own, **changed)
    sealed.assents.filter(motion=motion, given_by=by).delete()
    return Dissent.objects.visible_to(by).get(**own)


@transaction.atomic
def assent(motion, *, by):
    """Say that one has no minority statement to make; one made before is taken back."""
    can_dissent(by, motion.round).enforce()
    _hold_open(motion)
    sealed.dissents.filter(motion=motion, stated_by=by).delete()
    given, _ = sealed.assents.get_or_create(
        motion=motion, given_by=by, defaults={"given_at": timezone.now()}
    )
    return given


@transaction.atomic
def close(motion, *, by):
    """Make the verdict stand, once everybody has answered or the time is over. Answers the
    verdict, or None where a vote has no majority: then the round is not settled."""
    round = motion.round
    can_close(by, motion).enforce()
    _hold(motion)
    _refuse_barred_mover(motion)
    if timezone.now() < motion.open_until and is_awaited(motion):
        raise Conflict(
            f"Until {_day(motion.open_until)} there is time to answer; "
            "it can be closed before that once everybody has."
        )
    answers = given(motion)
    counted, told = _count(motion) if motion.is_vote else ({}, {"motion": motion.pk})
    if motion.is_vote and counted["votes_for"] <= counted["votes_against"]:
        end(motion, MotionEnd.FAILED, by=by, **counted)
        record("close_vote", motion, by=by, panel=round.panel, made=answers, **told)
        return None
    end(motion, MotionEnd.CARRIED, by=by, **counted)
    return verdicts.decide(
        round, content=motion.content, settled_by=motion.settled_by, by=by, also=answers, **told
    )


def _refuse_barred_mover(motion):
    """Whoever closes it is asked by their permit; the verdict is the mover's all the same."""
    mover = motion.moved_by
    permit = who_is_unbarred([mover], motion.round)[mover.pk]
    if not permit:
        raise Conflict(
            f"{permit.reason} Withdraw this proposed verdict; somebody else may propose it anew."
        )


def is_awaited(motion):
    """Whether an appraiser who still sits in the panel has not answered yet, or a member not
    voted."""
    return any(_unanswered(motion))


def _unanswered(motion):
    """Ids of those, some perhaps twice."""
    answered = {
        *sealed.dissents.filter(motion=motion).values_list("stated_by_id", flat=True),
        *sealed.assents.filter(motion=motion).values_list("given_by_id", flat=True),
    }
    yield from _appraisers(motion.round) - answered
    if motion.is_vote:
        cast = set(sealed.votes.filter(motion=motion).values_list("cast_by_id", flat=True))
        yield from voters(motion.round) - cast


def _appraisers(round):
    """Ids of the appraisers who still sit in the panel and can sign in."""
    appraised = sealed.appraisals.filter(round=round)
    seats = round.panel.memberships.current().filter(role__in=ROLES["dissent"])
    sitting = seats.filter(user__in=appraised.values("appraiser"), user__is_active=True)
    return set(sitting.values_list("user_id", flat=True))


def _count(motion):
    """The columns of a vote that is closed now, and what its event tells. A vote counts if whoever
    cast it may still vote, and a tie settles nothing. No vote is ever taken away: the event has
    all of them, and names those that were not counted, so that anybody can count again."""
    votes = list(sealed.votes.filter(motion=motion).order_by("pk"))
    may_vote = voters(motion.round)
    left_out = [vote.pk for vote in votes if vote.cast_by_id not in may_vote]
    counted = [vote.choice for vote in votes if vote.cast_by_id in may_vote]
    return counts(counted, len(left_out)), {"motion": motion.pk, "not_counted": left_out}


def _participants(round, ids, discussed_on):
    seats = round.panel.memberships.current().filter(user__in=ids)
    people = list(User.objects.filter(pk__in=seats.values("user_id")))
    if len(people) < 2 or len(people) < len(set(ids)):
        raise ValidationError({"participants": "Name the members who took part, two or more."})
    if discussed_on is None or discussed_on > timezone.localdate():
        raise ValidationError({"discussed_on": "Say on which day it was discussed."})
    return people


def _hold(motion):
    """Take the round's row and the motion's; raises Conflict if the motion has ended."""
    leases.hold_revealed(motion.round)
    held = Motion.objects.standing().filter(pk=motion.pk)
    if not held.update(end=""):
        motion.refresh_from_db(fields=["end", "ended_at", "ended_by"])
        when = date_format(timezone.localtime(motion.ended_at), "j F Y, H:i")
        ended = motion.get_end_display().lower()
        raise Conflict(f"This proposed verdict was {ended} on {when} by {motion.ended_by}.")


def _hold_open(motion):
    """As `_hold`, and refuse what comes after the time to answer."""
    _hold(motion)
    if timezone.now() >= motion.open_until:
        raise Conflict(f"The time to answer ended on {_day(motion.open_until)}.")


def _invite(motion):
    """A letter to everyone who may answer, that an answer is asked; their desks say so too. A
    worker sends them once the motion stands, so that no mail server holds it up."""
    for person in sorted(_asked(motion)):
        invite_in_background.enqueue(str(motion.pk), str(person))


def _asked(motion):
    """Ids of those whose answer is awaited, but for the mover's."""
    return {*_unanswered(motion)} - {motion.moved_by_id}


@task()
def invite_in_background(motion, person, wait=FIRST_WAIT):
    """One letter, so that whichever is not taken keeps back no other, to whoever may still answer
    when it is sent. One that is not taken is tried again after `wait` minutes, and then after
    twice as many, while there is time to answer. Raises Unreachable when there is none left."""
    open_now = Motion.objects.standing().filter(open_until__gt=timezone.now(), pk=motion)
    motion = open_now.select_related("round__panel").first()
    if motion is None or UUID(person) not in _asked(motion):
        return
    place = mails.address("desk-round", motion.round_id)
    to = User.objects.get(pk=person).email
    try:
        mails.post("motion", to, motion=motion, round=motion.round, address=place)
    except Unreachable:
        later = timezone.now() + timedelta(minutes=wait)
        if later >= motion.open_until:
            raise
        again = invite_in_background.using(run_after=later)
        again.enqueue(str(motion.pk), person, 2 * wait)


def _day(moment):
    return date_format(timezone.localtime(moment), "j F Y, H:i")
