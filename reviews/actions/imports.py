"""Files of records on their way into a panel: handed in, read, looked at, then stored or not.

Reading and storing are their own modules; here are the steps that people take, and the tasks
that a worker does for them. A task may be run again at any time: it begins anew or finds that
nothing is left to do.
"""

import hashlib
import io
import zlib
from collections import defaultdict

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, transaction
from django.utils import timezone
from django_tasks import task

from reviews.actions import import_reading, import_storing
from reviews.actions.duplicates import find_in_background
from reviews.actions.events import record
from reviews.actions.panels import hold_panel
from reviews.exceptions import Conflict
from reviews.models import Event, Import, ImportPiece, Paper, User
from reviews.permissions import can
from reviews.vocabulary import ImportState

PIECE = 2**20  # bytes
LARGEST = 512 * PIECE
# What is read and stored within a request, because it takes a fraction of a second.
SMALL = 128 * 2**10  # bytes
_OPEN = [ImportState.WAITING, ImportState.READING, ImportState.PREVIEW]


@transaction.atomic
def upload(panel, file, *, by, name=""):
    """Keep a file (bytes, text, or an open binary file) until it is read; a worker reads it.

    The same file again, while it is still on its way, is the same import. Raises
    ValidationError if it is empty or too large.
    """
    can(by, "import", panel).enforce()
    if isinstance(file, str):
        file = file.encode("utf-8", "surrogatepass")
    file = io.BytesIO(file) if isinstance(file, bytes) else file
    sha256, size = hashlib.sha256(), 0
    for data in _pieces(file):
        sha256.update(data)
        size += len(data)
    if not size or size > LARGEST:
        raise ValidationError(
            "The file is empty: choose another, or paste the records."
            if not size
            else f"The file is larger than {LARGEST // PIECE} MB: split it and try again."
        )
    # Two people who hand in one file at once become one import.
    hold_panel(panel)
    known = Import.objects.filter(panel=panel, sha256=sha256.hexdigest(), state__in=_OPEN).first()
    if known:
        return known
    made = Import.objects.create(
        panel=panel,
        name=name[-200:],
        sha256=sha256.hexdigest(),
        size=size,
        added_at=timezone.now(),
        added_by=by,
    )
    for number, data in enumerate(_pieces(file)):
        # At its quickest: larger rows take the database longer than this.
        ImportPiece.objects.create(upload=made, number=number, data=zlib.compress(data, 1))
    record("upload", made, by=by, panel=panel, name=made.name, sha256=made.sha256, size=size)
    return made


@transaction.atomic
def cancel(upload, *, by):
    """Nothing of the file is kept but what it was. Conflict once it is stored; who comes while
    it is being stored waits for that."""
    can(by, "import", upload.panel).enforce()
    going = Import.objects.filter(pk=upload.pk, state__in=[*_OPEN, ImportState.STORING])
    ended = {"ended_at": timezone.now(), "ended_by": by}
    if not going.update(state=ImportState.CANCELLED, **ended):
        upload.refresh_from_db(fields=["state"])
        how = upload.get_state_display().lower()
        raise Conflict(f"This import has ended ({how}): there is nothing to cancel any more.")
    import_reading.forget(upload)
    record("cancel", upload, by=by, panel=upload.panel)
    upload.refresh_from_db()
    return upload


@transaction.atomic
def ask_to_store(upload, *, by):
    """A worker stores what the preview showed, in the name of who asked."""
    can(by, "import", upload.panel).enforce()
    shown = Import.objects.filter(pk=upload.pk, state=ImportState.PREVIEW)
    if not shown.update(state=ImportState.STORING):
        raise Conflict("This import is not waiting to be stored: look at how far it is.")
    store_in_background.enqueue(str(upload.pk), str(by.pk))
    record("ask_to_store", upload, by=by, panel=upload.panel)
    upload.refresh_from_db()
    return upload


def ask_to_read(upload, *, by):
    """A worker reads the file, in the name of who asked."""
    can(by, "import", upload.panel).enforce()
    read_in_background.enqueue(str(upload.pk), str(by.pk))


def have_read(upload, *, by):
    """A small file is read at once, any other by a worker. Raises ValidationError with what is
    wrong if nothing of it can be read."""
    if upload.size > SMALL:
        ask_to_read(upload, by=by)
    elif import_reading.read(upload, by=by).state == ImportState.FAILED:
        raise ValidationError(upload.problem)


def have_stored(upload, *, by):
    """What was read of a small file is stored at once, of any other by a worker."""
    if upload.size > SMALL:
        ask_to_store(upload, by=by)
    else:
        import_storing.store(upload, by=by)
    return upload


@transaction.atomic
def begin_again():
    """After a restore, workers read and store again what waits for them, each in the name of who
    asked, and look for pairs in all panels: the queue was left behind. A part of importing an
    archive."""
    going = Import.objects.order_by("added_at", "pk")
    for upload in going.filter(state__in=[ImportState.WAITING, ImportState.READING]):
        read_in_background.enqueue(str(upload.pk), str(upload.added_by_id))
    for upload in going.filter(state=ImportState.STORING):
        asked = Event.objects.filter(verb="ask_to_store", subject_id=upload.pk)
        by = asked.order_by("-happened_at").values_list("actor_id", flat=True).first()
        store_in_background.enqueue(str(upload.pk), str(by or upload.added_by_id))
    papers = defaultdict(list)
    kept = Paper.objects.filter(merged_into=None).order_by("panel_id", "pk")
    for panel, paper in kept.values_list("panel_id", "pk").iterator():
        papers[panel].append(str(paper))
    for panel, members in papers.items():
        find_in_background.enqueue(str(panel), members)


@task()
def read_in_background(upload, by):
    upload = Import.objects.get(pk=upload)
    if upload.state not in (ImportState.WAITING, ImportState.READING):
        return
    by = User.objects.get(pk=by)
    try:
        import_reading.read(upload, by=by)
    except (Conflict, PermissionDenied) as refusal:
        import_reading.give_up(upload, str(refusal), by)
    except DatabaseError:
        import_reading.give_up(upload, "The database was busy: hand the file in again.", by)


@task()
def store_in_background(upload, by):
    upload = Import.objects.get(pk=upload)
    if upload.state != ImportState.STORING:
        return
    by = User.objects.get(pk=by)
    try:
        import_storing.store(upload, by=by)
    except ValidationError as refusal:
        _show_again(upload, " ".join(refusal.messages), by)
    except (Conflict, PermissionDenied) as refusal:
        _show_again(upload, str(refusal), by)
    except DatabaseError:
        _show_again(upload, "The database was busy: nothing is stored, so try again.", by)


@transaction.atomic
def _show_again(upload, problem, by):
    """Back to the preview, unless the import has ended meanwhile: nobody waits for nothing."""
    storing = Import.objects.filter(pk=upload.pk, state=ImportState.STORING)
    if storing.update(state=ImportState.PREVIEW, problem=problem):
        record("show_again", upload, by=by, panel=upload.panel, problem=problem)


def _pieces(file):
    file.seek(0)
    return iter(lambda: file.read(PIECE), b"")
