"""What the timer starts, against a mail server that is down, and twice at once."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.db import connection

from reviews.actions import rounds
from reviews.models import Mailing
from reviews.vocabulary import ClaimState
from tests import build


@pytest.fixture
def owing(transactional_db, panel):
    """Two who owe an appraisal."""
    opened = build.open_round(build.claim(ClaimState.ACCEPTED, panel=panel), appraisers=0)
    people = [build.member(panel) for _ in range(2)]
    for person in people:
        rounds.assign(opened, person, by=build.chair(panel))
    return {person.email for person in people}


def sent():
    return sorted(letter.to[0] for letter in mail.outbox)


def test_what_the_mail_server_refused_is_sent_by_the_next_run(owing, settings):
    backend = settings.EMAIL_BACKEND
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    with pytest.raises(CommandError, match="the next run tries again"):
        call_command("send_reminders")
    assert not Mailing.objects.exists()
    settings.EMAIL_BACKEND = backend
    call_command("send_reminders")
    assert sent() == sorted(owing)


def test_two_timers_at_once_write_once(owing):
    def run(_):
        try:
            call_command("send_reminders")
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(run, range(4)))
    assert sent() == sorted(owing)
