"""Mails about a person's own work, from the system, to that person alone.

Who is written to depends on what they handed in, so nobody else may learn of it: a chair's button
only asks a worker, and neither its answer nor its event says whom it reached. A row for each mail
keeps it from being sent twice; one that the mail server refused is tried again by the next run.
"""

from datetime import timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django_tasks import task

from reviews.actions import mails
from reviews.actions.events import record
from reviews.exceptions import Unreachable
from reviews.exports.duties import seats_of, to_appraise, to_declare, to_settle
from reviews.models import Assignment, Mailing, User
from reviews.permissions import can
from reviews.vocabulary import MailKind, RoundState

PATIENCE = timedelta(days=7)  # that something is owed, or since the last mail, before a reminder


def send_due():
    """What a timer sends once a day: this week's digests, and reminders to whoever has owed an
    appraisal for a week and got no mail on its panel meanwhile. Whether every mail was taken."""
    today = timezone.localdate()
    digests = [_digest(user, today) for user in _members().filter(wants_digest=True)]
    late = timezone.now() - PATIENCE
    recent = Mailing.objects.filter(user=OuterRef("user"), dated__gt=today - PATIENCE)
    told = recent.filter(Q(panel=None) | Q(panel=OuterRef("round__panel")))
    owing = _assigned().filter(~Exists(told), assigned_at__lte=late)
    reminders = [_remind(user, today, late, panel) for user, panel in _wanting(owing)]
    return all(digests + reminders)


@transaction.atomic
def ask(panel, *, by):
    """Have the system remind whoever owes an appraisal in the panel, once a day at most,
    whatever other panels sent."""
    can(by, "assign", panel).enforce()
    record("remind", panel, by=by, panel=panel)
    remind_in_background.enqueue(str(panel.pk))


@task()
def remind_in_background(panel):
    today = timezone.localdate()
    for user, panel_id in _wanting(_assigned().filter(round__panel=panel)):
        _remind(user, today, timezone.now(), panel_id)


def _members():
    seated = User.objects.filter(is_active=True, memberships__left_at=None)
    return seated.exclude(memberships=None).distinct().order_by("pk")


def _assigned():
    return Assignment.objects.current().filter(round__state=RoundState.OPEN)


def _wanting(assignments):
    """Of these assignments, [(person who wants reminders, id of the panel)]."""
    wanting = _members().filter(wants_reminders=True, pk__in=assignments.values("user"))
    people = wanting.in_bulk()
    owed = assignments.values_list("user_id", "round__panel_id").distinct()
    rows = owed.order_by("user_id", "round__panel_id")
    return [(people[pk], panel) for pk, panel in rows if pk in people]


def _remind(user, today, until, panel):
    """What the person has owed in the panel (id) since `until` or before."""
    owed, _ = to_appraise(user)
    due = [row for row, _ in owed if row.assigned_at <= until and row.round.panel_id == panel]
    lines = [_line(row.round) for row in due]
    return _send(user, MailKind.REMINDER, today, panel=panel, owed=lines)


def _digest(user, today):
    seats = seats_of(user)
    owed, _ = to_appraise(user)
    monday = today - timedelta(days=today.weekday())
    return _send(
        user,
        MailKind.DIGEST,
        monday,
        owed=[_line(row.round) for row, _ in owed],
        settle=[_line(round) for round in to_settle(user, seats)],
        declare=[
            (panel.name, until, is_over, mails.address("desk-interests", panel.slug))
            for panel, until, is_over in to_declare(user, seats)
        ],
    )


def _line(round):
    """(panel, paper, instrument, address): enough to find it, and nothing of what it says."""
    name = "desk-round"
    paper = round.subject_paper.short
    return round.panel.name, paper, round.instrument.name, mails.address(name, round.pk)


def _send(user, kind, dated, panel=None, **lists):
    """Whether nothing went wrong: there was nothing to say, it was said already, or it is sent.
    `panel` is the one that it is about, None for all."""
    if not any(lists.values()):
        return True
    now = timezone.now()
    try:
        with transaction.atomic():
            row, is_new = Mailing.objects.get_or_create(
                user=user, kind=kind, dated=dated, panel_id=panel, defaults={"sent_at": now}
            )
            if is_new:
                profile = mails.address("desk-profile")
                mails.post(kind.value, user.email, user=user, profile=profile, **lists)
    except Unreachable:
        Mailing.objects.filter(pk=row.pk).delete()
        return False
    return True
