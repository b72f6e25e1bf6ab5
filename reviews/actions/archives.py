"""The whole installation out into an archive, and from one into an empty installation.

What an archive holds is listed in models.archived. It holds what is blinded, too, so no page leads
here: who runs these commands has the database at hand anyway.
"""

import os
import tempfile
from contextlib import ExitStack, contextmanager
from pathlib import Path

from django.db import connection, transaction

from reviews.actions import archive_rows, imports, people
from reviews.actions.events import record_archive
from reviews.databases import hold_tables, newest_migrations, snapshot
from reviews.exceptions import Conflict, Unreadable
from reviews.exports import archives, verify
from reviews.importers.archives import opened
from reviews.models import sealed
from reviews.models.archived import ARCHIVED
from reviews.models.promises import install_lasting, install_promises, missing
from reviews.permissions import can_manage_accounts

_NAMES = [part.name for part in ARCHIVED]
_APPS = {part.model._meta.app_label for part in ARCHIVED}


def _nobody(what, rows=None):
    """Whom to tell how far it is, where nobody looks on."""


def export_archive(path, *, by, told=_nobody):
    """(digest, {member: rows}) of the archive that is written to a new file.

    All of it is read in one snapshot. The event comes after that, in a chain that no archive
    holds: the same data give the same digest again. `told` is called with what is being done, and
    the rows so far. Raises Conflict if the file is there already or comes meanwhile, if it cannot
    be written, if the database is not migrated, or if the history is not as it was written, for
    nobody could import that.
    """
    can_manage_accounts(by).enforce()
    path = Path(path)
    if os.path.lexists(path):
        raise _is_there(path)
    people.system()  # who imports it: in every archive, so that importing adds nothing to it
    with _taking_its_place(path) as (file, take_it):
        with snapshot(connection):
            state = _newest()
            told("Checking the history")
            if problem := next(verify.problems(), None):
                raise Conflict(
                    "The history is not as it was written, so nobody could import it, and nothing "
                    f"is exported; verify_audit tells all. {problem}"
                )
            digest, rows = archives.write(file, state=state, told=told)
        with transaction.atomic():
            record_archive("export_archive", by=by, digest=digest, rows=sum(rows.values()))
            take_it()
    return digest, rows


def import_archive(path, *, digest=None, told=_nobody):
    """(digest, {member: rows}) of the archive that was restored from a file: all of it, or
    nothing. Only the system acts in an empty installation, so there is no `by`.

    Everything is held against its digest before the first row is written, and what stands in the
    database is read back and held against it before the transaction ends. `digest` is what the
    export told, if it is known. Raises Unreadable for a file that is no whole archive, and
    Conflict if it may not be imported here.
    """
    with opened(Path(path)) as archive:
        if digest is not None and digest.strip().lower() != archive.digest:
            raise Conflict(
                f"The digest of this archive is {archive.digest}, not the one that you gave: it is "
                "another archive, or was changed."
            )
        _refuse_another_state(archive)
        _refuse_unless_empty()
        for name in archive.check(_NAMES):
            told(f"{name} is whole", archive.members[name].rows)
        with transaction.atomic(durable=True):
            hold_tables(connection, [part.model for part in ARCHIVED])
            _refuse_unless_empty()  # again: somebody may have begun meanwhile
            install_lasting(connection)
            for part in ARCHIVED:
                archive_rows.restore(part, archive.read(part.name), told)
            archive_rows.hold_together()
            install_promises(connection)
            _refuse_what_reads_otherwise(archive, told)
            archive_rows.index(told)
            imports.begin_again()
            record_archive(
                "import_archive",
                by=people.system(),
                digest=archive.digest,
                rows=sum(member.rows for member in archive.members.values()),
            )
    return archive.digest, {name: archive.members[name].rows for name in _NAMES}


@contextmanager
def _taking_its_place(path):
    """(a file beside it that only its owner reads, what gives it the name): whoever stops before
    leaves no archive by halves, and who fails after that, when the event is committed, none at
    all. Conflict for a name that is taken, and for what cannot be written."""
    if not path.parent.is_dir():
        raise Conflict(f"There is no folder {path.parent}: make it first.")
    with _writable(path), ExitStack() as undo:
        descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=f"{path.name}.")
        undo.callback(Path(name).unlink, missing_ok=True)
        file = undo.enter_context(os.fdopen(descriptor, "wb"))

        def take_it():
            file.flush()
            os.fsync(file.fileno())
            try:
                path.touch(mode=0o600, exist_ok=False)  # of several who come, one gets it
            except FileExistsError as error:
                raise _is_there(path) from error
            undo.callback(path.unlink, missing_ok=True)
            Path(name).replace(path)

        yield file, take_it
        file.close()
        undo.pop_all()


@contextmanager
def _writable(path):
    try:
        yield
    except OSError as error:
        raise Conflict(f"{path} cannot be written: {error.strerror}.") from error


def _is_there(path):
    return Conflict(f"{path} is there already: name a new file.")


def _refuse_another_state(archive):
    here = _newest()
    if archive.state != here:
        raise Conflict(
            f"The archive was made at {_state(archive.state)}, and this program is at "
            f"{_state(here)}: import it with the version of the program that made it, then migrate."
        )


def _refuse_unless_empty():
    there = [part.model._meta for part in ARCHIVED if sealed.rows(part.model).exists()]
    if there:
        names = ", ".join(str(meta.verbose_name_plural) for meta in there[:3])
        more = f" and {len(there) - 3} more" if len(there) > 3 else ""
        raise Conflict(
            f"This installation is not empty (there are {names}{more}): make a new database, run "
            "manage.py migrate there and nothing else, and import into that."
        )


def _refuse_what_reads_otherwise(archive, told):
    """What was restored is what the archive holds, its history is as it was written, and every
    promise is kept again."""
    for part in ARCHIVED:
        if archives.member_of(part, told) != archive.members[part.name]:
            raise Unreadable(
                f"What {part.name} holds cannot be restored as it is written, so nothing was: it "
                "was not exported by this program, or this database keeps numbers otherwise."
            )
    told("Checking the history")
    if problem := next(verify.problems(), None):
        raise Unreadable(
            "The history in the archive is not as it was written, so nothing was restored. "
            f"{problem}"
        )
    if names := missing(connection):
        raise Conflict(f"The database does not keep its promises again: {', '.join(names)}.")


def _newest():
    newest = newest_migrations(connection)
    if newest is None:
        raise Conflict("The database waits for migrations: run manage.py migrate first.")
    return {app: name for app, name in newest.items() if app in _APPS}


def _state(state):
    return ", ".join(f"{app} {name}" for app, name in sorted(state.items()))
