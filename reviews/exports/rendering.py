"""Editions as files, made in a process of its own and kept beside the database.

That process gets the edition as lines and needs no database, so that the memory it takes and
whatever befalls it end with it.
"""

import fcntl
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from django.conf import settings

from reviews.exports import docx, ndjson, pdf, raster, xlsx
from reviews.exports import report as reports
from reviews.exports.making import making
from reviews.models.digests import canonical, sha256

RENDERERS = {"pdf": pdf.render, "docx": docx.render, "xlsx": xlsx.render}
SECONDS = 150
PATIENCE = 600  # seconds, before a file that could not be made is tried again
MEMORY = 4 * 2**30  # bytes of address space; typesetting is given a process of its own again
_CHILD = "import django; django.setup(); from reviews.exports import rendering; rendering.main()"


def kept(release, kind) -> bytes:
    """The edition as one of RENDERERS, made once for each state of the edition.

    What is kept is read without waiting. Files are made one at a time, because of the memory that
    takes, and of several who ask for one the others find it then. Raises
    subprocess.SubprocessError if it cannot be made, and for a while without trying again.
    """
    return _kept(lambda: f"{state(release)}.{kind}", lambda: _render(release, kind))


def png(svg) -> bytes:
    """A picture as pixels, kept and made likewise."""
    name = f"{sha256(canonical([svg, making()]))}.png"
    return _kept(lambda: name, lambda: raster.render(svg))


def _kept(name, make):
    """`name()` changes with what `make()` would make."""
    folder = Path(settings.VAR) / "reports"
    folder.mkdir(parents=True, exist_ok=True)
    if (path := folder / name()).exists():
        return path.read_bytes()
    turn = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(turn, fcntl.LOCK_EX)
        path = folder / name()
        if path.exists():
            return path.read_bytes()
        made = _attempt(make, folder / f"{path.name}.failed")
        # What became of a claim meanwhile may be in it or not, so then it is kept for nobody else.
        if name() == path.name:
            with tempfile.NamedTemporaryFile(dir=folder, delete=False) as unfinished:
                unfinished.write(made)
            os.replace(unfinished.name, path)
        return made
    finally:
        os.close(turn)


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
    return sha256(canonical([release.pk, release.digest, ndjson.became(release), making()]))


def _render(release, kind):
    with tempfile.TemporaryFile("w+", encoding="utf-8") as lines:
        lines.writelines(reports.lines(release))
        lines.seek(0)
        return subprocess.run(  # noqa: S603 - a fixed command without a shell
            [sys.executable, "-c", _CHILD, kind],
            stdin=lines,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=SECONDS,
            check=True,
            cwd=settings.BASE_DIR,
            env=os.environ | {"PYTHONUTF8": "1"},
        ).stdout


def main():
    """The process of its own: the edition comes in as lines, the file goes out."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    *claims, edition = sys.stdin
    report = reports.read(claims, edition)
    sys.stdout.buffer.write(RENDERERS[sys.argv[1]](report))
