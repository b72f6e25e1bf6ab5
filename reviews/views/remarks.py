"""What a person reads of what others wrote about a round: notes to whoever settles, comments."""

from dataclasses import dataclass
from datetime import datetime

from reviews.models import Comment, SettlerNote

YOU = " (you)"  # as the comparison marks one's own letter
UNSUBMITTED = "Somebody who submitted no appraisal"


@dataclass(frozen=True)
class Remark:
    """A note or a comment; `who` wrote it, by letter until the verdict. Of notes nobody is told
    when they were written."""

    who: str
    is_own: bool
    text: str
    written_at: datetime | None = None
    comment: Comment | None = None


def notes(round, user, called):
    """The notes that this person may read, by writer. `called` is {person id: letter or name} of
    the appraisers; one's own are there while the round is open, too."""
    rows = SettlerNote.objects.visible_to(user).filter(round=round).order_by("written_at", "pk")
    found = [_note(row, user, called) for row in rows]
    return sorted(found, key=lambda remark: remark.who)


def _note(row, user, called):
    is_own = row.written_by_id == user.pk
    who = "You" if is_own else called.get(row.written_by_id, UNSUBMITTED)
    return Remark(who, is_own, row.text)


def comments(round, user, called):
    """The discussion of a revealed round in its order, what was withdrawn included."""
    rows = Comment.objects.visible_to(user).filter(round=round).select_related("written_by")
    return [_comment(row, user, called) for row in rows.order_by("written_at", "pk")]


def _comment(row, user, called):
    is_own = row.written_by_id == user.pk
    who = called.get(row.written_by_id, row.written_by.name)
    if is_own and not who.endswith(YOU):
        who += YOU
    return Remark(who, is_own, row.text, row.written_at, row)
