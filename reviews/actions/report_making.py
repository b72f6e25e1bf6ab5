"""Making a report that somebody asked for, in a process of its own, and deleting it in time."""

import hashlib
import subprocess
import tempfile
import time
from datetime import timedelta
from functools import partial

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django_tasks import task

from reviews.actions.events import record
from reviews.exceptions import Conflict, Unreadable
from reviews.exports import rendering, working_state
from reviews.exports import report as reports
from reviews.exports.choices import Choices
from reviews.models import AskedReport, ReportPiece
from reviews.permissions import can
from reviews.vocabulary import ReportState

GOOD_FOR = timedelta(days=7)
PIECE = 2**20  # bytes
LARGEST = 64 * PIECE
PAUSE = 0.3  # seconds between two words on how far it is
LESS = "choose fewer claims, fewer sections or another format, and ask again."


class _Superseded(Exception):
    """It was cancelled, or another worker makes it by now."""


def make(report):
    """Make the file, whatever an earlier attempt left behind. It is ready then, or has failed and
    says why; nothing happens to one that has ended."""
    try:
        attempt = _begin(report)
        try:
            _make(attempt)
        except (Conflict, PermissionDenied, Unreadable) as refusal:
            fail(attempt, str(refusal))
        except subprocess.TimeoutExpired:
            fail(attempt, f"It took longer than {rendering.SECONDS} seconds: {LESS}")
        except subprocess.SubprocessError:
            fail(attempt, f"It could not be made with the memory there is for one: {LESS}")
    except _Superseded:
        pass
    report.refresh_from_db()
    return report


@transaction.atomic
def fail(attempt, problem):
    """It has failed, unless it has ended otherwise."""
    by = attempt.asked_by
    ended = {"ended_at": timezone.now(), "ended_by": by}
    _move(attempt, state=ReportState.FAILED, problem=problem, **ended)
    record("make_report", attempt, by=by, problem=problem)


def _begin(report):
    going = AskedReport.objects.going().filter(pk=report.pk)
    if not going.update(state=ReportState.MAKING, attempt=F("attempt") + 1, progress=0, total=0):
        raise _Superseded
    return AskedReport.objects.select_related("panel", "release", "asked_by").get(pk=report.pk)


def _move(attempt, **changes):
    """Change the report if this attempt is still the one that makes it."""
    mine = AskedReport.objects.filter(
        pk=attempt.pk, state=ReportState.MAKING, attempt=attempt.attempt
    )
    if not mine.update(**changes):
        raise _Superseded


def _make(attempt):
    can(attempt.asked_by, "read", attempt.panel).enforce()
    with tempfile.TemporaryFile("w+", encoding="utf-8") as file:
        remark = _write(attempt, file)
        inputs = rendering.inputs(file, attempt.kind)
        data = _made_before(attempt, inputs) or rendering.made(file, attempt.kind)
    if len(data) > LARGEST:
        raise Unreadable(f"The file would be larger than {LARGEST // PIECE} MB: {LESS}")
    _finish(attempt, inputs, data, remark)


def _write(attempt, file):
    """The lines that it is made of, the head first; answers what is to be told of them."""
    head, lines = _read(attempt)
    held = reports.held(head)
    chosen = tuple(attempt.sections), tuple(attempt.claims), attempt.order, attempt.language
    asked = Choices(*chosen)
    choices = asked.within(held)
    if asked.claims and not choices.claims:
        raise Conflict("None of the claims that you chose is there any more: ask for others.")
    file.write(reports.choosing(head, choices) + "\n")
    for done, line in enumerate(lines, start=1):
        file.write(line)
        if attempt.release:
            _tell(attempt, min(done, len(held)), len(held))
    gone = len(asked.claims) - len(choices.claims)
    return f"Claims that you chose and that are not there any more: {gone}." if gone else ""


def _read(attempt):
    if attempt.release:
        return reports.head(attempt.release), reports.lines(attempt.release)
    return working_state.read(attempt.panel, attempt.asked_by, partial(_tell, attempt))


def _tell(attempt, done, of):
    """Say how far it is, now and then and at the end."""
    now = time.monotonic()
    if done == of or now - getattr(attempt, "told", 0) > PAUSE:
        attempt.told = now
        _move(attempt, progress=done, total=of)


def _made_before(attempt, inputs):
    """The same person's file of the same, or b""."""
    known = AskedReport.objects.filter(
        asked_by=attempt.asked_by,
        panel=attempt.panel,
        inputs=inputs,
        state=ReportState.READY,
        expires_at__gt=timezone.now(),
    ).first()
    return b"".join(map(bytes, pieces(known))) if known else b""


def pieces(report):
    """The bytes of a file, piece by piece."""
    return report.pieces.order_by("number").values_list("data", flat=True).iterator(1)


@transaction.atomic
def _finish(attempt, inputs, data, remark):
    now, by = timezone.now(), attempt.asked_by
    expires_at, sha256 = now + GOOD_FOR, hashlib.sha256(data).hexdigest()
    _move(
        attempt,
        state=ReportState.READY,
        problem=remark,
        inputs=inputs,
        sha256=sha256,
        size=len(data),
        ended_at=now,
        ended_by=by,
        expires_at=expires_at,
    )
    for number, start in enumerate(range(0, len(data), PIECE)):
        ReportPiece.objects.create(report=attempt, number=number, data=data[start : start + PIECE])
    expire_in_background.using(run_after=expires_at).enqueue()
    record("make_report", attempt, by=by, sha256=sha256, size=len(data))


@transaction.atomic
def expire(report):
    """Delete a file whose time is over; what was asked for stays."""
    if AskedReport.objects.overdue().filter(pk=report.pk).update(state=ReportState.EXPIRED):
        report.pieces.all().delete()
        record("expire_report", report, by=None)


@task()
def expire_in_background():
    for report in AskedReport.objects.overdue().order_by("expires_at", "pk"):
        expire(report)
