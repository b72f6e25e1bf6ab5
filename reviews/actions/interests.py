"""What members declare. A declaration is appended; it replaces none and expires after a year."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from reviews.actions.events import record
from reviews.actions.moves import hold_unmerged
from reviews.actions.refusals import insert
from reviews.exceptions import Conflict
from reviews.models import Interest
from reviews.permissions import can, can_withdraw_interest


@transaction.atomic
def declare(panel, *, kind, consequence, by, statement="", internal="", paper=None, **period):
    """One's own interest, for the panel's whole work or for one of its papers; `period` may
    hold the dates begins_on and ends_on."""
    can(by, "declare", panel).enforce()
    if paper and paper.panel_id != panel.pk:
        raise ValidationError("This paper belongs to another panel.")
    if paper:
        hold_unmerged(paper)
    interest = insert(
        Interest(
            panel=panel,
            user=by,
            paper=paper,
            kind=kind,
            consequence=consequence,
            statement=statement.strip(),
            internal=internal.strip(),
            expires_on=year_after(timezone.localdate()),
            declared_at=timezone.now(),
            declared_by=by,
            **period,
        )
    )
    record(
        "declare", interest, by=by, panel=panel,
        kind=str(kind), consequence=str(consequence), paper=paper and paper.pk,
    )  # fmt: skip
    return interest


@transaction.atomic
def withdraw(interest, *, by):
    can_withdraw_interest(by, interest).enforce()
    standing = Interest.objects.filter(pk=interest.pk, withdrawn_at=None)
    if not standing.update(withdrawn_at=timezone.now(), withdrawn_by=by):
        raise Conflict("This declaration was withdrawn already.")
    record("withdraw_interest", interest, by=by, panel=interest.panel)
    interest.refresh_from_db()
    return interest


def year_after(day):
    """The same day of the next year; the last of February for the 29th."""
    if (day.month, day.day) == (2, 29):
        return date(day.year + 1, 2, 28)
    return day.replace(year=day.year + 1)
