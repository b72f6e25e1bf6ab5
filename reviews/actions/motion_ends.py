"""Ending a proposed verdict, as a part of other actions: closing or withdrawing it, or making its
round void."""

from django.utils import timezone

from reviews.models import Motion, sealed
from reviews.vocabulary import MotionEnd


def end(motion, how, *, by, reason="", **counts):
    """The motion's row is held; `counts` are the columns of a vote that is closed."""
    columns = {"end": how, "end_reason": reason, "ended_at": timezone.now(), "ended_by": by}
    Motion.objects.filter(pk=motion.pk).update(**columns, **counts)
    for name, value in {**columns, **counts}.items():
        setattr(motion, name, value)


def given(motion):
    """The votes and dissents, which nobody changes any more: the event of the end has their
    digests."""
    rows = (sealed.votes, sealed.dissents)
    return [row for manager in rows for row in manager.filter(motion=motion).order_by("pk")]


def end_with_round(round, *, reason, by):
    """Withdraw what stands in a held round that is made void; answers what was `given` to it."""
    motion = Motion.objects.standing().filter(round=round).first()
    if motion is None:
        return []
    end(motion, MotionEnd.WITHDRAWN, by=by, reason=reason)
    return given(motion)
