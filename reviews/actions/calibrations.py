"""Calibration: every reviewer appraises the same, and sees afterwards where the verdict differed.
Nothing of it enters what the panel says."""

from django.db import transaction

from reviews.actions.rounds import assign, open_round
from reviews.permissions import who_can_take_part
from reviews.vocabulary import Purpose, Role


def open_for(*, purpose, by, **subject):
    """Open a round for the panel, or for calibration. Answers as `calibrate` does; for the panel
    nobody is assigned yet."""
    if purpose == Purpose.CALIBRATION:
        return calibrate(**subject, by=by)
    return open_round(**subject, by=by), []


@transaction.atomic
def calibrate(*, by, **subject):
    """Open a round for calibration on a subject as `open_round` takes it, with every reviewer.

    Answers (the round, [why somebody is not assigned]).
    """
    opened = open_round(**subject, purpose=Purpose.CALIBRATION, by=by)
    return opened, assign_everyone(opened, by=by)


@transaction.atomic
def assign_everyone(round, *, by):
    """Assign every reviewer whom nothing bars and who was not assigned before; chairs and
    adjudicators are left to settle. Answers [why somebody is not assigned]."""
    seats = round.panel.memberships.current().filter(role=Role.REVIEWER).select_related("user")
    free = seats.exclude(user__assignments__round=round)
    people = [seat.user for seat in free.order_by("user__name", "pk")]
    permits = who_can_take_part(people, round)
    for person in people:
        if permits[person.pk]:
            assign(round, person, by=by)
    return [permits[person.pk].reason for person in people if not permits[person.pk]]
