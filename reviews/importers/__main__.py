"""Runs alone, as `python -m reviews.importers`: a file comes in, JSON lines go out. With
`--list` after it, plain lists of identifiers are read, too.

The first line names the format, one follows for each record, and the last tells the encoding,
what the independent counter found and what to know of the file as a whole; or a line says why
the file cannot be read. The process has little memory and time, and may open neither files to
write nor any connection.
"""

import codecs
import io
import json
import resource
import sys
from collections.abc import Callable
from typing import Any, BinaryIO, cast

from reviews.exceptions import Unreadable
from reviews.importers import formats
from reviews.importers.counting import Counter
from reviews.importers.records import Record

MEMORY = 512 * 2**20  # bytes of address space
SECONDS = 10 * 60  # of one processor
_FORBIDDEN = ("socket.", "subprocess.", "os.exec", "os.fork", "os.posix_spawn", "os.system")


def main() -> None:
    _confine()
    write = sys.stdout.write
    try:
        file = _Counted(sys.stdin.buffer)
        importers = formats.LISTS if "--list" in sys.argv else formats.IMPORTERS
        reading = formats.read(cast(BinaryIO, file), importers)
        file.count_for(reading.format)
        _tell(write, {"format": reading.format, "heading": reading.heading})
        for item in reading.items:
            _tell(write, {"record" if isinstance(item, Record) else "rejection": item})
        last = {"encoding": reading.encoding, "counted": file.counted(), "remarks": reading.remarks}
        _tell(write, last)
    except Unreadable as refusal:
        _tell(write, {"refused": str(refusal)})


class _Counted(io.RawIOBase):
    """A file that shows what is read of it to the independent counter."""

    def __init__(self, file: BinaryIO) -> None:
        self._file, self._first = file, b""
        self._counter: Counter | None = None

    def read(self, size: int = -1) -> bytes:
        data = self._file.read(size)
        if self._counter:
            self._counter.feed(data)
        else:
            self._first += data
        return data

    def count_for(self, name: str) -> None:
        self._counter = Counter(name)
        self._counter.feed(self._first)
        self._first = b""

    def counted(self) -> int | None:
        return self._counter.count if self._counter else None


def _tell(write: Callable[[str], Any], told: dict[str, Any]) -> None:
    write(json.dumps(told, default=vars) + "\n")


def _confine() -> None:
    """Limits that this process cannot lift again."""
    for name in ("utf-16", "utf-16-le", "utf-16-be", "cp1252", "latin-1", "idna"):
        codecs.lookup(name)
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    sys.addaudithook(_refuse)


def _refuse(event: str, arguments: tuple[Any, ...]) -> None:
    if event.startswith(_FORBIDDEN):
        raise PermissionError(f"{event} is not for reading a file.")


if __name__ == "__main__":
    main()
