"""What members declare. A declaration is appended; it replaces none and expires after a year."""

import uuid
from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from reviews.actions.events import record
from reviews.actions.moves import hold_unmerged
from reviews.actions.refusals import insert, same
from reviews.exceptions import Conflict
from reviews.models import Interest
from reviews.permissions import can, can_withdraw_interest

RENEWABLE = timedelta(days=60)  # before it runs out
_CONTENT = (
    "panel", "user", "paper", "intervention", "kind", "statement", "internal", "begins_on",
    "ends_on", "consequence",
)  # fmt: skip


@transaction.atomic
def declare(
    panel,
    *,
    kind,
    consequence,
    by,
    statement="",
    internal="",
    intervention="",
    paper=None,
    id=None,
    **period,
):
    """One's own interest, for the panel's whole work, for what concerns one intervention, or
    for one of its papers; `period` may hold the dates begins_on and ends_on. The same id with the
    same content again is the same declaration."""
    can(by, "declare", panel).enforce()
    if paper and paper.panel_id != panel.pk:
        raise ValidationError("This paper belongs to another panel.")
    content = {
        "panel_id": panel.pk,
        "user_id": by.pk,
        "paper_id": paper and paper.pk,
        "intervention": " ".join(intervention.split()),
        "kind": kind,
        "consequence": consequence,
        "statement": statement.strip(),
        "internal": internal.strip(),
        **period,
    }
    if known := same(Interest, id, **content):
        return known
    if paper:
        hold_unmerged(paper)
    interest = insert(
        Interest(
            id=id or uuid.uuid4(),
            expires_on=year_after(timezone.localdate()),
            declared_at=timezone.now(),
            declared_by=by,
            **content,
        )
    )
    record(
        "declare", interest, by=by, panel=panel,
        kind=str(kind), consequence=str(consequence), paper=paper and paper.pk,
        intervention=interest.intervention,
    )  # fmt: skip
    return interest


@transaction.atomic
def renew(panel, *, by):
    """Say that one's declarations are as they were: each that runs out soon, or has, is made
    anew for a year. Answers the new ones; Conflict if there is none to renew."""
    can(by, "declare", panel).enforce()
    today = timezone.localdate()
    old = Interest.objects.standing().filter(
        panel=panel, user=by, expires_on__lte=today + RENEWABLE
    )
    renewed = [_again(interest, today) for interest in old.order_by("declared_at", "pk")]
    if not renewed:
        days = RENEWABLE.days
        raise Conflict(f"None of your declarations runs out within {days} days: declare instead.")
    ids = [interest.pk for interest in renewed]
    record("renew_interests", panel, by=by, panel=panel, interests=ids)
    return renewed


def _again(interest, today):
    kept = {field: getattr(interest, field) for field in _CONTENT}
    again = Interest(
        **kept,
        renews=interest,
        expires_on=year_after(today),
        declared_at=timezone.now(),
        declared_by=interest.user,
    )
    try:
        return insert(again)
    except Conflict as error:
        raise Conflict("This was renewed just now: load the page again.") from error


@transaction.atomic
def withdraw(interest, *, by):
    can_withdraw_interest(by, interest).enforce()
    standing = Interest.objects.standing().filter(pk=interest.pk)
    if not standing.update(withdrawn_at=timezone.now(), withdrawn_by=by):
        raise Conflict("This declaration was withdrawn already, or renewed: look at the newer one.")
    record("withdraw_interest", interest, by=by, panel=interest.panel)
    interest.refresh_from_db()
    return interest


def year_after(day):
    """The same day of the next year; the last of February for the 29th."""
    if (day.month, day.day) == (2, 29):
        return date(day.year + 1, 2, 28)
    return day.replace(year=day.year + 1)
