"""The worker does what waits: files that are too large for a request are read and stored by it."""

from datetime import timedelta

from django.core import mail
from django.core.management import call_command
from django.utils import timezone
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from reviews.actions import imports, panels
from reviews.exports.verify import problems
from reviews.models import Event, Import, ImportPiece, Motion, Paper
from reviews.vocabulary import ClaimState, ImportState, RoundState
from tests import build
from tests.views.test_imports import hand_in, press


def sign_in(panel, client, monkeypatch):
    """A reviewer, for whom every file waits for the worker, as large ones do."""
    monkeypatch.setattr(imports, "SMALL", 0)
    reviewer = build.member(panel)
    client.force_login(reviewer)
    return reviewer


def test_a_large_file_is_read_and_stored_by_a_worker(transactional_db, panel, client, monkeypatch):
    reviewer = sign_in(panel, client, monkeypatch)
    upload, answer = hand_in(client, panel)
    assert (upload.state, upload.name) == (ImportState.WAITING, "records.txt")
    assert "Waiting for a worker" in answer.text
    call_command("work", until_empty=True)
    upload.refresh_from_db()
    assert (upload.state, upload.progress) == (ImportState.PREVIEW, upload.size)
    assert "are being stored" in press(client, "store", upload).text
    assert Paper.objects.count() == 0
    call_command("work", until_empty=True)
    assert Paper.objects.count() == 1
    events = Event.objects.filter(subject_id=upload.pk).order_by("sequence")
    assert [event.verb for event in events] == ["upload", "read", "ask_to_store", "import"]
    assert {event.actor_id for event in events} == {reviewer.pk}


def test_what_a_killed_worker_was_at_is_taken_up(transactional_db, panel, client, monkeypatch):
    sign_in(panel, client, monkeypatch)
    upload, _ = hand_in(client, panel)

    task = DBTaskResult.objects.get()
    task.claim("here")
    Import.objects.filter(pk=upload.pk).update(state=ImportState.READING, attempt=1)
    call_command("work", name="elsewhere", until_empty=True)
    assert Import.objects.get(pk=upload.pk).state == ImportState.READING
    call_command("work", name="here", until_empty=True)
    assert Import.objects.get(pk=upload.pk).state == ImportState.PREVIEW


def test_what_cannot_be_stored_is_shown_again_with_the_reason(
    transactional_db, panel, client, monkeypatch
):
    reviewer = sign_in(panel, client, monkeypatch)
    upload, _ = hand_in(client, panel)
    call_command("work", until_empty=True)
    press(client, "store", upload)
    panels.end_seat(reviewer.memberships.get(), by=build.chair(panel))
    call_command("work", until_empty=True)
    upload.refresh_from_db()
    assert upload.state == ImportState.PREVIEW
    assert upload.problem
    assert Paper.objects.count() == 0
    client.force_login(build.member(panel))
    press(client, "store", upload)
    call_command("work", until_empty=True)
    assert Paper.objects.count() == 1
    assert list(problems()) == []


def test_the_same_file_on_its_way_is_one_import(transactional_db, panel, client, monkeypatch):
    sign_in(panel, client, monkeypatch)
    first, _ = hand_in(client, panel)
    second, _ = hand_in(client, panel)
    assert first == second
    call_command("work", until_empty=True)
    _, answer = hand_in(client, panel)
    assert "handed in before" in answer.text
    assert Import.objects.count() == 1


def test_a_cancelled_import_leaves_nothing(transactional_db, panel, client, monkeypatch):
    sign_in(panel, client, monkeypatch)
    upload, _ = hand_in(client, panel)
    assert "cancelled" in press(client, "cancel", upload).text
    call_command("work", until_empty=True)
    upload.refresh_from_db()
    assert upload.state == ImportState.CANCELLED
    assert not ImportPiece.objects.exists()
    assert press(client, "cancel", upload).status_code == 409
    assert press(client, "store", upload).status_code == 409


def test_a_file_of_somebody_who_left_does_not_wait_for_ever(
    transactional_db, panel, client, monkeypatch
):
    reviewer = sign_in(panel, client, monkeypatch)
    upload, _ = hand_in(client, panel)
    panels.end_seat(panel.memberships.get(user=reviewer), by=build.chair(panel))
    call_command("work", until_empty=True)
    upload.refresh_from_db()
    assert (upload.state, upload.problem) == (
        ImportState.FAILED,
        "You have no seat in this panel.",
    )


def test_a_letter_that_was_not_taken_is_tried_again_while_there_is_time(
    transactional_db, panel, ada, settings
):
    round = build.round(RoundState.REVEALED, build.claim(ClaimState.ACCEPTED, panel=panel))
    asked = [row.user for row in round.assignments.select_related("user")]
    working = settings.EMAIL_BACKEND
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    motion = build.move(round, by=ada)
    call_command("work", until_empty=True)
    later = DBTaskResult.objects.filter(status=TaskResultStatus.READY)
    for wait in (30, 60):
        waiting = [row.args_kwargs["args"] for row in later]
        assert sorted(waiting) == sorted([str(motion.pk), str(p.pk), wait] for p in asked)
        assert all(row.run_after > timezone.now() for row in later)
        later.update(run_after=timezone.now())  # so much later
        if wait == 60:
            settings.EMAIL_BACKEND = working
        call_command("work", until_empty=True)
    assert sorted(letter.to[0] for letter in mail.outbox) == sorted(p.email for p in asked)
    assert not later.exists()
    assert not DBTaskResult.objects.filter(status=TaskResultStatus.FAILED).exists()


def test_after_the_time_to_answer_no_letter_is_tried_again(transactional_db, panel, ada, settings):
    round = build.round(RoundState.REVEALED, build.claim(ClaimState.ACCEPTED, panel=panel))
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    motion = build.move(round, by=ada)
    Motion.objects.filter(pk=motion.pk).update(open_until=timezone.now() + timedelta(minutes=5))
    call_command("work", until_empty=True)
    letters = DBTaskResult.objects.filter(task_path__endswith="invite_in_background")
    assert [row.status for row in letters] == [TaskResultStatus.FAILED] * 2
