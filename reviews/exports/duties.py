"""What waits for one person: what their desk shows and mails to them list. Of open rounds only
one's own assignment is read, so nothing here tells of other people's appraisals."""

from datetime import timedelta

from django.db.models import Count, F, OuterRef, Q, Subquery
from django.utils import timezone

from reviews.actions.worksheets import reasons
from reviews.models import (
    Appraisal,
    Assignment,
    Draft,
    Interest,
    Judgement,
    Membership,
    Motion,
    Round,
)
from reviews.permissions import who_is_unbarred_in
from reviews.vocabulary import Kind, RoundState
from reviews.workflow import ROLES

SOON = timedelta(days=30)  # before declarations run out
AT_ONCE = 50  # rounds that are settled by one button


def seats_of(user):
    """Current seats with their panels, by name."""
    seats = Membership.objects.current().filter(user=user).select_related("panel")
    return list(seats.order_by("panel__name", "panel_id"))


def panels_for(seats, verb):
    """Ids of the panels in which the role of the seat allows the verb."""
    return [seat.panel_id for seat in seats if seat.role in ROLES[verb]]


def to_appraise(user):
    """One's own assignments in open rounds: still owed, with one's draft, and handed in."""
    assignments = list(
        Assignment.objects.visible_to(user)
        .current()
        .filter(user=user, round__state=RoundState.OPEN)
        .select_related(
            "round__panel",
            "round__instrument",
            "round__paper",
            "round__claim__revision",
            "round__claim__source__paper",
        )
        .order_by("assigned_at", "pk")
    )
    drafts = {draft.pk: draft for draft in Draft.objects.visible_to(user)}
    own = Appraisal.objects.visible_to(user).filter(appraiser=user)
    submitted = set(own.values_list("assignment_id", flat=True))
    owed = [(row, drafts.get(row.pk)) for row in assignments if row.pk not in submitted]
    return owed, [row for row in assignments if row.pk in submitted]


def to_settle(user, seats):
    """Revealed rounds in which the person has no appraisal, longest first."""
    return _to_settle(user, panels_for(seats, "settle"))


def _to_settle(user, panels):
    own = Appraisal.objects.visible_to(user).filter(appraiser=user)
    return (
        Round.objects.filter(panel__in=panels, state=RoundState.REVEALED)
        .exclude(pk__in=own.values("round_id"))
        .with_subject()
        .select_related("lease__taken_by")
        .order_by("revealed_at", "pk")
    )


def differing(user, **where):
    """Ids of revealed rounds, as a query, in which the appraisers differ on an item or not all
    answered it; `where` says among which judgements to look."""
    everyone = (
        Appraisal.objects.visible_to(user)
        .filter(round=OuterRef("appraisal__round"))
        .values("round")
        .annotate(count=Count("pk"))
    )
    return (
        Judgement.objects.visible_to(user)
        .filter(appraisal__round__state=RoundState.REVEALED, **where)
        .values("appraisal__round", "item")
        .annotate(answers=Count("answer", distinct=True), given=Count("pk"))
        .filter(Q(answers__gt=1) | Q(given__lt=Subquery(everyone.values("count"))))
        .values("appraisal__round")
    )


def to_settle_at_once(user, panel):
    """[(round, result)] of the panel's rounds that a person whose role settles may settle without
    a worksheet, longest first: everybody answered every item alike and got the result that the
    instrument computes, nobody else is at it, and no verdict is proposed. The queries do not grow
    with the rounds."""
    appraisals = Appraisal.objects.visible_to(user)
    found = list(
        _to_settle(user, [panel])
        .for_panel()
        .filter(Q(lease=None) | Q(lease__taken_by=user))
        .exclude(pk__in=Motion.objects.standing().values("round"))
        .exclude(pk__in=appraisals.exclude(result=F("proposed")).values("round"))
        .exclude(pk__in=differing(user, appraisal__round__panel=panel))[:AT_ONCE]
    )
    if not found:
        return []
    permits = who_is_unbarred_in(found, [user])
    one = {row.round_id: row for row in appraisals.filter(round__in=found).order_by("-pk")}
    sheets = {row.pk: {"judgements": {}} for row in one.values()}
    for row in Judgement.objects.visible_to(user).filter(appraisal__in=sheets):
        sheets[row.appraisal_id]["judgements"][row.item] = {"answer": row.answer}
    return [
        (round, one[round.pk].result)
        for round in found
        if permits[round.pk, user.pk] and _needs_no_words(round, sheets[one[round.pk].pk])
    ]


def _needs_no_words(round, sheet):
    """Whether a verdict of these answers asks for no reason, and grades what may be graded."""
    kind = sheet["judgements"].get("kind", {}).get("answer")
    return kind != Kind.BACKGROUND and not reasons(round, sheet)


def to_declare(user, seats):
    """(panel, until when its declarations hold, or None, whether that is past) where whoever
    judges has to declare or renew by now or soon."""
    judging = [seat for seat in seats if seat.role in ROLES["submit"]]
    holds, today = {}, timezone.localdate()
    standing = Interest.objects.standing().filter(user=user, paper=None, intervention="")
    for row in standing.filter(panel__in=[seat.panel_id for seat in judging]):
        holds[row.panel_id] = max(row.expires_on, holds.get(row.panel_id, row.expires_on))
    found = [(seat.panel, holds.get(seat.panel_id)) for seat in judging]
    return [
        (panel, until, until is not None and until < today)
        for panel, until in found
        if until is None or until <= today + SOON
    ]
