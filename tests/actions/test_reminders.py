"""Mails about one's own work: to that person alone, once, and telling nothing of anybody else."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.core.management import call_command
from django.db import transaction
from django.test import TestCase
from django.urls import reverse
from django_tasks_db.models import DBTaskResult

from reviews.actions import appraisals, interests, panels, people, reminders, rounds
from reviews.models import Assignment, Event, Interest, Mailing, Membership
from reviews.vocabulary import ClaimState, Role, RoundState
from tests import build

pytestmark = pytest.mark.django_db
MONDAY = "2026-11-23T08:00Z"
FRIDAY = "2026-12-04T08:00Z"


@pytest.fixture
def clock(time_machine):
    """clock(when): the day on which everything happens from now on."""

    def move(when):
        time_machine.move_to(when, tick=False)

    move(MONDAY)
    return move


@pytest.fixture
def opened(clock, panel, ann, bob, cleo):
    """A round in which ann and bob appraise, in a panel of theirs, ada's, cleo's and a stranger's
    eyes off."""
    made = build.open_round(build.claim(ClaimState.ACCEPTED, panel=panel), appraisers=0)
    for person in (ann, bob):
        rounds.assign(made, person, by=cleo)
    return made


def run():
    """What the timer starts; the mails that go out, by address."""
    mail.outbox.clear()
    with TestCase.captureOnCommitCallbacks(execute=True):
        call_command("send_reminders")
    return {letter.to[0]: letter for letter in mail.outbox}


def submit(round, user):
    own = Assignment.objects.select_related("round__panel").get(round=round, user=user)
    appraisals.submit(own, content=build.worksheet(), by=user)


def without_digest(*users):
    for user in users:
        people.edit(user, name=user.name, orcid="", wants_digest=False, by=user)


def test_a_digest_lists_ones_own_work_and_nothing_else(opened, panel, ann, bob, ada, cleo):
    other = build.claim(ClaimState.ACCEPTED, panel=panel)
    revealed = build.round(RoundState.REVEALED, other)
    silent = build.member(panel, has_declared=False, name="Silent")
    sent = run()
    where = "http://127.0.0.1:8000/desk/"
    about = "Certainty of evidence, GRADE domains"
    paper, settling = opened.subject_paper.short, revealed.subject_paper.short
    foot = (
        "The system sends this to you alone. You can switch such mails off in your profile:"
        f" {where}profile/"
    )
    assert _lines(sent[ann.email]) == [
        "Hello Ann,",
        "To appraise:",
        f"- {panel.name}: {about}, {paper}",
        f"{where}rounds/{opened.pk}/",
        foot,
    ]
    assert _lines(sent[ada.email]) == [
        "Hello Ada,",
        "To settle:",
        f"- {panel.name}: {about}, {settling}",
        f"{where}rounds/{revealed.pk}/",
        foot,
    ]
    assert _lines(sent[silent.email]) == [
        "Hello Silent,",
        "Interests to declare or to renew:",
        f"- {panel.name}: nothing is declared yet",
        f"{where}panels/{panel.slug}/interests/",
        foot,
    ]
    assert {letter.subject for letter in sent.values()} == {"evidence: Your work this week"}
    assert set(sent) == {person.email for person in (ann, bob, ada, cleo, silent)}


def _lines(letter):
    return [line.strip() for line in letter.body.splitlines() if line.strip()]


def test_a_digest_comes_once_a_week_and_not_without_work(opened, clock, ann, bob, cy):
    assert set(run()) == {ann.email, bob.email}
    assert run() == {}
    clock("2026-11-29T23:00Z")
    assert run() == {}
    clock("2026-11-30T08:00Z")
    submit(opened, bob)
    assert set(run()) == {ann.email}
    assert cy.email not in Mailing.objects.values_list("user__email", flat=True)


def test_a_digest_tells_of_interests_that_end_within_thirty_days(clock, panel, ann):
    until = Interest.objects.get(user=ann).expires_on
    clock(until - timedelta(days=31))
    assert ann.email not in run()
    clock(until - timedelta(days=30))
    assert f"hold until {until.day} November 2027" in run()[ann.email].body
    clock(until + timedelta(days=7))
    assert f"ran out on {until.day} November 2027" in run()[ann.email].body
    interests.renew(panel, by=ann)
    clock(until + timedelta(days=14))
    assert ann.email not in run()


def test_without_the_digest_one_is_reminded_after_a_week_and_then_every_week(
    opened, clock, ann, bob
):
    without_digest(ann, bob)
    assert run() == {}
    clock("2026-11-29T08:00Z")
    assert run() == {}
    clock("2026-11-30T08:00Z")
    first = run()
    assert set(first) == {ann.email, bob.email}
    assert first[ann.email].subject == "evidence: Appraisals that wait for you"
    assert str(opened.pk) in first[ann.email].body
    assert run() == {}
    clock("2026-12-06T08:00Z")
    assert run() == {}
    submit(opened, ann)
    clock("2026-12-07T08:00Z")
    assert set(run()) == {bob.email}


def test_each_switches_either_off(opened, clock, ann, bob):
    without_digest(ann, bob)
    people.edit(ann, name="Ann", orcid="", wants_reminders=False, by=ann)
    clock(FRIDAY)
    assert set(run()) == {bob.email}


def test_nobody_writes_to_who_has_left_or_cannot_sign_in(opened, clock, panel, ann, bob, cleo):
    panels.end_seat(Membership.objects.get(panel=panel, user=ann), by=cleo)
    people.deactivate(bob, by=build.staff())
    assert not {ann.email, bob.email} & set(run())


def test_only_the_one_who_owes_gets_what_is_owed(opened, clock, ann, bob, cleo):
    submit(opened, bob)
    without_digest(ann, bob)
    clock(FRIDAY)
    [letter] = run().values()
    assert letter.to == [ann.email]
    for hidden in ("Bob", bob.email, str(opened.claim)):
        assert hidden not in letter.subject + letter.body


# The chair's button.


def press(client, panel, user):
    client.force_login(user)
    return client.post(reverse("desk-remind", args=[panel.slug]), follow=True)


def work():
    """What a worker then does."""
    mail.outbox.clear()
    asked = DBTaskResult.objects.filter(task_path__endswith="remind_in_background")
    with TestCase.captureOnCommitCallbacks(execute=True):
        for row in asked:
            row.task.call(*row.args_kwargs["args"])
    asked.delete()
    return {letter.to[0]: letter for letter in mail.outbox}


def test_a_chair_has_the_system_remind_whoever_owes_and_learns_nothing(
    client, opened, elsewhere, panel, ann, bob, cleo
):
    submit(opened, bob)
    answer = press(client, panel, cleo)
    assert "The system reminds whoever owes an appraisal" in answer.text
    assert mail.outbox == []
    sent = work()
    assert set(sent) == {ann.email}
    assert str(opened.pk) in sent[ann.email].body
    assert str(elsewhere.pk) not in sent[ann.email].body
    press(client, panel, cleo)
    assert work() == {}
    events = Event.objects.filter(verb="remind", chain__panel=panel)
    assert [event.actor_id for event in events] == [cleo.pk] * 2
    assert not any(str(ann.pk) in event.body for event in events)
    assert press(client, panel, ann).status_code == 403


def test_to_everybody_else_the_mails_are_the_same_whatever_bob_did(
    client, opened, clock, panel, ann, bob, cy, ada, cleo
):
    """Twin worlds: in one bob has handed in. His own mails differ, and nobody else's."""
    without_digest(ann, bob)
    worlds = []
    for acts in (lambda: None, lambda: submit(opened, bob)):
        with transaction.atomic():
            acts()
            answer = _masked(press(client, panel, cleo).text)
            mails = [work()]
            for day in (FRIDAY, "2026-12-20T08:00Z"):
                clock(day)
                mails.append(run())
            clock(MONDAY)
            worlds.append((answer, mails))
            transaction.set_rollback(True)
    (first, before), (second, after) = worlds
    assert first == second
    assert any(bob.email in mails for mails in before)
    assert not any(bob.email in mails for mails in after)
    assert [_told(mails, bob) for mails in before] == [_told(mails, bob) for mails in after]


@pytest.fixture
def elsewhere(opened, ann):
    """A round of another panel, in which ann appraises too."""
    made = build.open_round(build.claim(ClaimState.ACCEPTED), appraisers=0)
    panels.seat(made.panel, ann, Role.REVIEWER, by=build.chair(made.panel))
    build.declare(made.panel, ann)
    rounds.assign(made, ann, by=build.chair(made.panel))
    return made


def test_what_one_panel_sends_keeps_no_mail_of_another_back(
    client, opened, elsewhere, clock, panel, ann, bob, cleo
):
    """Twin worlds: in one, a chair has everybody reminded today and on a later day. What is sent
    of the other panel is the same in both."""
    without_digest(ann, bob)
    chair = build.chair(elsewhere.panel)
    worlds = []
    for acts in (lambda: {}, lambda: (press(client, panel, cleo), work())[1]):
        with transaction.atomic():
            first = acts()
            answer = _masked(press(client, elsewhere.panel, chair).text)
            asked = work()
            assert set(asked) == {ann.email}
            press(client, elsewhere.panel, chair)
            assert work() == {}  # once a day
            clock("2026-11-29T08:00Z")
            acts()
            clock("2026-11-30T08:00Z")
            later = _about(elsewhere)
            assert len(later) == 1
            clock(MONDAY)
            worlds.append((answer, asked[ann.email].body, later))
            transaction.set_rollback(True)
    assert set(first) == {ann.email, bob.email}
    assert worlds[0] == worlds[1]


def _about(round):
    """Of the mails that the timer starts, the texts of those that name the round."""
    run()
    return [letter.body for letter in mail.outbox if str(round.pk) in letter.body]


def _told(mails, but):
    return [
        (address, letter.subject, letter.body)
        for address, letter in mails.items()
        if address != but.email
    ]


def _masked(text):
    return re.sub(r'csrfmiddlewaretoken" value="\w+"', "", text)


def test_the_command_prints_nothing(opened, capsys):
    run()
    assert capsys.readouterr() == ("", "")


def test_the_switches_are_in_the_profile(client, ann):
    client.force_login(ann)
    page = client.get(reverse("desk-profile"))
    assert page.context["form"].initial["wants_digest"] is True
    client.post(reverse("desk-profile"), {"name": "Ann", "orcid": "", "wants_reminders": "on"})
    ann.refresh_from_db()
    assert (ann.wants_reminders, ann.wants_digest) == (True, False)


@pytest.mark.parametrize("count", [1, 3])
def test_a_digest_asks_the_same_few_questions_however_much_waits(
    clock, panel, ann, cleo, count, django_assert_num_queries
):
    for _ in range(count):
        made = build.open_round(build.claim(ClaimState.ACCEPTED, panel=panel), appraisers=0)
        rounds.assign(made, ann, by=cleo)
    with django_assert_num_queries(12):
        reminders._digest(ann, Interest.objects.get(user=ann).declared_at.date())
