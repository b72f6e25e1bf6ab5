"""Writing about a round: to whoever settles it before the reveal, to everybody after it."""

import uuid

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from reviews.actions.events import record
from reviews.actions.moves import needed_reason
from reviews.actions.refusals import insert, same
from reviews.actions.rounds import hold_round
from reviews.exceptions import Conflict
from reviews.models import Comment, SettlerNote, sealed
from reviews.models.digests import sha256
from reviews.permissions import can_comment, can_note, can_withdraw_comment
from reviews.vocabulary import RoundState

LONGEST = 10_000  # characters


@transaction.atomic
def note(round, *, text, by, id=None):
    """A note that reaches whoever settles once the round is revealed, and no appraiser. The same
    id with the same text is the same note."""
    can_note(by, round).enforce()
    text = _text(text, "Write the note.")
    own = sealed.notes.filter(round=round, written_by=by, text=text)
    if id and (known := own.filter(pk=id).first()):
        return known
    hold_round(round, RoundState.OPEN)
    can_note(by, round).enforce()  # again: the assignment may have ended
    made = insert(
        SettlerNote(
            id=id or uuid.uuid4(), round=round, text=text, written_at=timezone.now(),
            written_by=by,
        )
    )  # fmt: skip
    record("note", made, by=by, round=round, made=[made])
    return made


@transaction.atomic
def comment(round, *, text, by, id=None):
    """Say something of a revealed round; the same id with the same text is the same comment."""
    can_comment(by, round).enforce()
    text = _text(text, "Write the comment.")
    if known := same(Comment, id, round_id=round.pk, text=text, written_by_id=by.pk):
        return known
    hold_round(round, RoundState.REVEALED, RoundState.DECIDED)
    made = insert(
        Comment(
            id=id or uuid.uuid4(), round=round, text=text, written_at=timezone.now(),
            written_by=by,
        )
    )  # fmt: skip
    record("comment", made, by=by, panel=round.panel, made=[made], round_id=round.pk,
           text=sha256(text))  # fmt: skip
    return made


@transaction.atomic
def withdraw(comment, *, by):
    """Take one's own comment back; it stays readable, and says that it was withdrawn."""
    can_withdraw_comment(by, comment).enforce()
    standing = Comment.objects.filter(pk=comment.pk, withdrawn_at=None)
    if not standing.update(withdrawn_at=timezone.now(), withdrawn_by=by):
        raise Conflict("This comment was withdrawn already.")
    record("withdraw_comment", comment, by=by, panel=comment.round.panel)
    comment.refresh_from_db()
    return comment


def _text(text, sentence):
    text = needed_reason(text, sentence)
    if len(text) > LONGEST:
        raise ValidationError(f"Write {LONGEST} characters or fewer.")
    return text
