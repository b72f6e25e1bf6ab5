"""Asking again, where the appraisers of a round did not answer the same question."""

from django.core.exceptions import ValidationError
from django.db import transaction

from reviews.actions import leases
from reviews.actions.rounds import assign, open_round, override, void
from reviews.models import Lease
from reviews.permissions import can, can_override, can_take_part


@transaction.atomic
def ask_again(round, *, reason, by, body=None, result="", paper_result=None):
    """Make a revealed round void and open the next with the corrected question: another body,
    or for a paper another `result` in words or in kind. The old one stays to be read.

    Answers (the new round, [why somebody is not assigned again]): whoever was assigned is
    again, with the overrides that stood, unless something bars by now.
    """
    can(by, "void", round.panel).enforce()
    leases.hold_revealed(round)
    leases.require(round, by)
    asked = body or paper_result or result
    if asked and asked in (round.body, round.paper_result, round.result):
        raise ValidationError("This is what was asked already: choose what should be asked.")
    void(round, reason=reason, by=by)
    Lease.objects.filter(pk=round.pk).delete()
    opened = open_round(
        instrument=round.instrument.key,
        claim=round.claim,
        body=body,
        paper=round.paper,
        paper_result=paper_result,
        result=result,
        reason=reason,
        purpose=round.purpose,
        instead_of=round,
        by=by,
    )
    return opened, _staff_again(round, opened, by)


def _staff_again(round, opened, by):
    left_out = []
    allowed = {row.user_id: row.reason for row in round.overrides.order_by("recorded_at")}
    for row in round.assignments.current().select_related("user").order_by("assigned_at", "pk"):
        permit = can_take_part(row.user, opened)
        if not permit and row.user_id in allowed and can_override(by, opened, row.user):
            override(opened, row.user, reason=allowed[row.user_id], by=by)
            permit = can_take_part(row.user, opened)
        if permit:
            assign(opened, row.user, by=by)
        else:
            left_out.append(permit.reason)
    return left_out
