"""Editions as files, made in a process of its own and kept beside the database.

That process gets the edition as lines and needs no database, so that the memory it takes and
whatever befalls it end with it.
"""

import fcntl
import hashlib
import os
import resource
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from pathlib import Path

from django.conf import settings

from reviews.exceptions import Unreadable
from reviews.exports import csv, docx, html, ndjson, pdf, png, xlsx
from reviews.exports import report as reports
from reviews.exports.language import spoken
from reviews.exports.making import making
from reviews.models.digests import canonical, sha256

RENDERERS = {"pdf": pdf.render, "docx": docx.render, "xlsx": xlsx.render}
# Those that take long to make, and the others.
WRITERS = RENDERERS | {
    "html": html.render,
    "csv": csv.render,
    "ndjson": reports.as_ndjson,
    "json": reports.as_json,
}
SECONDS = 150
PATIENCE = 600  # seconds, before a file that could not be made is tried again
UNASKED = 30 * 86_400  # seconds, after which a file that nobody asked for is deleted
MEMORY = 4 * 2**30  # bytes of address space; typesetting is given a process of its own again
REFUSED = 3  # the code with which that process says that it wrote a sentence
_CHILD = "import django; django.setup(); from reviews.exports import rendering; rendering.main()"


def kept(release, kind) -> bytes:
    """The edition as one of RENDERERS, made once for each state of the edition.

    What is kept is read without waiting. Files are made one at a time, because of the memory that
    takes, and of several who ask for one the others find it then. Raises
    subprocess.SubprocessError if it cannot be made, and for a while without trying again.
    """
    return _kept("reports", lambda: f"{state(release)}.{kind}", lambda: _render(release, kind))


def drawn(svg) -> bytes:
    """A picture as pixels, kept and made likewise; none waits for a report."""
    name = f"{sha256(canonical([svg, making()]))}.png"
    return _kept("pictures", lambda: name, lambda: png.render(svg))


def _kept(folder, name, make):
    """`name()` changes with what `make()` would make."""
    folder = Path(settings.VAR) / folder
    folder.mkdir(parents=True, exist_ok=True)
    if there := _read(folder / name()):
        return there
    turn = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(turn, fcntl.LOCK_EX)
        path = folder / name()
        if there := _read(path):
            return there
        _forget(folder)
        made = _attempt(make, folder / f"{path.name}.failed")
        # What became of a claim meanwhile may be in it or not, so then it is kept for nobody else.
        if name() == path.name:
            with tempfile.NamedTemporaryFile(dir=folder, delete=False) as unfinished:
                unfinished.write(made)
            os.replace(unfinished.name, path)
        return made
    finally:
        os.close(turn)


def _read(path):
    """What is in the file, which was asked for now; None without it."""
    with suppress(FileNotFoundError):
        found = path.read_bytes()
        with suppress(OSError):  # of another owner, or on a disk that takes no writes
            os.utime(path)
        return found


def _forget(folder):
    """Delete what nobody asked for in a long time, as after every update. Whoever asks for it has
    it made again."""
    long_ago = time.time() - UNASKED
    for file in folder.iterdir():
        with suppress(OSError):  # whatever else is in the folder, it is no reason to fail
            if file.is_file() and file.stat().st_mtime < long_ago:
                file.unlink()


def _attempt(make, failed):
    """Make it, unless the file `failed` says that this was tried in vain just now."""
    if failed.exists() and time.time() - failed.stat().st_mtime < PATIENCE:
        raise subprocess.SubprocessError(f"{failed.stem} could not be made, and is not tried yet.")
    try:
        made = make()
    except subprocess.SubprocessError:
        failed.touch()
        raise
    failed.unlink(missing_ok=True)
    return made


def state(release) -> str:
    """A digest that changes with whatever a file of the edition shows, and with how we make it."""
    found = hashlib.sha256(canonical([release.pk, release.digest, making()]).encode())
    for each in ndjson.became(release):
        found.update(canonical(each).encode())
    return found.hexdigest()


def inputs(lines, kind) -> str:
    """A digest of all that `made` makes a file of."""
    lines.flush()
    with open(lines.fileno(), "rb", closefd=False) as file:
        file.seek(0)
        read = hashlib.file_digest(file, "sha256").hexdigest()
    return sha256(canonical([read, kind, making()]))


def _render(release, kind):
    with tempfile.TemporaryFile("w+", encoding="utf-8") as lines:
        lines.write(reports.head(release) + "\n")
        lines.writelines(reports.lines(release))
        try:
            return made(lines, kind)
        except Unreadable as refusal:
            raise subprocess.SubprocessError(str(refusal)) from refusal


def made(lines, kind) -> bytes:
    """What a process of its own makes of an open file of lines, the head first, as one of WRITERS.

    Raises Unreadable with the sentence if it says why that cannot be, subprocess.SubprocessError
    if it fails otherwise.
    """
    lines.flush()
    os.lseek(lines.fileno(), 0, os.SEEK_SET)
    ended = subprocess.run(  # noqa: S603 - no shell, and what varies is a word that the child looks up in WRITERS
        [sys.executable, "-c", _CHILD, kind],
        stdin=lines,
        capture_output=True,
        timeout=SECONDS,
        check=False,
        cwd=settings.BASE_DIR,
        env=os.environ | {"PYTHONUTF8": "1"},
    )
    if ended.returncode == REFUSED:
        raise Unreadable(ended.stderr.decode())
    ended.check_returncode()
    return ended.stdout


def main():
    """The process of its own: the report comes in as lines, the file goes out."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    # Whoever started it may be killed before it ends.
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    head = next(sys.stdin)
    try:
        # The only place where another language than the site's is spoken.
        with spoken(reports.choices_in(head).language):
            written = WRITERS[sys.argv[1]](reports.read(head, sys.stdin))
    except xlsx.TooLong as refusal:
        sys.stderr.write(str(refusal))
        sys.exit(REFUSED)
    sys.stdout.buffer.write(written.encode() if isinstance(written, str) else written)
