"""Many rounds at once: the same question asked of many claims."""

from django.core.exceptions import ValidationError
from django.db import transaction

from reviews.actions.calibrations import assign_everyone
from reviews.actions.rounds import open_round
from reviews.exceptions import Conflict
from reviews.vocabulary import Purpose

GRADE = "grade"


@transaction.atomic
def open_all(claims, *, body, by, purpose=Purpose.PANEL):
    """A round on each of these claims with one frozen body, or none at all: a ValidationError
    or a Conflict names the claim that stands in the way. Those for calibration have every
    reviewer assigned. Answers the rounds."""
    opened = [_open(claim, body, purpose, by) for claim in claims]
    if purpose == Purpose.CALIBRATION:
        for round in opened:
            assign_everyone(round, by=by)
    return opened


def _open(claim, body, purpose, by):
    try:
        return open_round(instrument=GRADE, claim=claim, body=body, purpose=purpose, by=by)
    except Conflict as refusal:
        raise Conflict(f"{_named(claim)}: {refusal}") from refusal
    except ValidationError as refusal:
        raise ValidationError(f"{_named(claim)}: {' '.join(refusal.messages)}") from refusal


def _named(claim):
    return f"“{str(claim)[:80]}”"
