"""Taking turns: one person at a time works on a round's verdict."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format

from reviews.actions.appraisals import StaleDraft, check_content
from reviews.actions.events import record
from reviews.actions.moves import needed_reason
from reviews.exceptions import Conflict
from reviews.models import Lease, Motion, Round, Verdict, VerdictDraft
from reviews.permissions import can_settle
from reviews.vocabulary import RoundState

LASTS = timedelta(minutes=30)  # from the last save


@transaction.atomic
def take(round, *, reason="", by):
    """Begin to settle, or go on. What someone else left unfinished needs a reason, and while
    their lease runs it raises Conflict with their name; their draft is kept."""
    can_settle(by, round).enforce()
    hold_revealed(round)
    refuse_motion(round)
    lease, now = _lease(round), timezone.now()
    if lease is None:
        lease = Lease.objects.create(round=round, taken_at=now, taken_by=by, until=now + LASTS)
        record("take", round, by=by, panel=round.panel)
    elif lease.taken_by_id == by.pk:
        _renew(round, now)
    else:
        if lease.until > now:
            raise Conflict(at_work(lease))
        reason = needed_reason(reason, "Say why you take this over.")
        Lease.objects.filter(pk=round.pk).update(taken_at=now, taken_by=by, until=now + LASTS)
        record("take_over", round, by=by, panel=round.panel, of=lease.taken_by_id, reason=reason)
    return Lease.objects.select_related("taken_by").get(pk=round.pk)


@transaction.atomic
def release(round, *, by):
    """Let others go on; the draft is kept for them."""
    can_settle(by, round).enforce()
    hold_revealed(round)
    deleted, _ = Lease.objects.filter(pk=round.pk, taken_by=by).delete()
    if not deleted:
        raise Conflict("You are not settling this round, so there is nothing to release.")
    record("release", round, by=by, panel=round.panel)


@transaction.atomic
def save_draft(round, *, version, content, by):
    """Save over `version`, 0 for the first save, and renew the lease. Raises StaleDraft with
    both texts if it was saved elsewhere since."""
    can_settle(by, round).enforce()
    hold_revealed(round)
    require(round, by)
    check_content(content)
    last = latest(round)
    if version != (last.version if last else 0):
        raise StaleDraft(last or VerdictDraft(version=0, content={}), content)
    draft = keep(round, content, by=by)
    _renew(round, draft.saved_at)
    return draft


def keep(round, content, *, by):
    """The next version of a held round's draft."""
    last = latest(round)
    return VerdictDraft.objects.create(
        round=round, version=last.version + 1 if last else 1, content=content,
        saved_at=timezone.now(), saved_by=by,
    )  # fmt: skip


def latest(round):
    """The draft of the verdict as it stands, or None."""
    return VerdictDraft.objects.filter(round=round).order_by("-version").first()


def hold_revealed(round):
    """Take the round's row for this transaction; raises Conflict if it is no longer to be
    settled."""
    held = Round.objects.filter(pk=round.pk, state=RoundState.REVEALED)
    if not held.update(state=RoundState.REVEALED):
        round.refresh_from_db(fields=["state"])
        check_revealed(round)


def check_revealed(round):
    """Raises Conflict, naming who settled it and when, if the round, as it was read, is not to be
    settled."""
    if round.state == RoundState.REVEALED:
        return
    verdict = Verdict.objects.filter(round=round).select_related("decided_by").first()
    if verdict:
        when = date_format(timezone.localtime(verdict.decided_at), "j F Y, H:i")
        raise Conflict(f"{verdict.decided_by} settled this round on {when}.")
    raise Conflict(f"This round is {round.get_state_display().lower()}: it cannot be settled.")


def require(round, by):
    """Raises Conflict if someone else is at work on the verdict, or left it unfinished."""
    lease = _lease(round)
    if lease and lease.taken_by_id != by.pk:
        raise Conflict(at_work(lease))


def refuse_motion(round):
    """Raises Conflict while a proposed verdict stands in the round."""
    if Motion.objects.standing().filter(round=round).exists():
        raise Conflict("A proposed verdict is with the appraisers: close it, or withdraw it first.")


def at_work(lease):
    """Who settles the round, and what others can do, in a sentence."""
    since, until = (
        date_format(timezone.localtime(moment), "j F Y, H:i")
        for moment in (lease.taken_at, lease.until)
    )
    if lease.until > timezone.now():
        return (
            f"{lease.taken_by} has been settling this round since {since}: "
            f"wait until {until}, or ask for its release."
        )
    return (
        f"{lease.taken_by} began to settle this round on {since} and left it unfinished: "
        "take it over first, with a reason."
    )


def _lease(round):
    return Lease.objects.filter(pk=round.pk).select_related("taken_by").first()


def _renew(round, now):
    Lease.objects.filter(pk=round.pk).update(until=now + LASTS)
