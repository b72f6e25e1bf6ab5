"""Reading a file in a process of its own, which may take little and reach nothing.

What comes back is data, checked only to be JSON in the shape of records.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from threading import Timer
from typing import Any, BinaryIO

from reviews.exceptions import Unreadable
from reviews.importers.records import (
    Author,
    Cited,
    Record,
    RecordNotice,
    Reference,
    Rejection,
)
from reviews.vocabulary import Nature

LONGEST = 15 * 60  # seconds that one file may take
_ROOT = Path(__file__).resolve().parent.parent.parent
_GAVE_UP = (
    "Reading it took more memory or time than one file may have: "
    "split it into smaller files and try again."
)


class Apart:
    """A file that another process reads. Use it with `with`: leaving ends that process.

    `format` and `heading` are known at once, `encoding`, `counted` (records by the independent
    counter, None where it cannot tell) and `remarks` after the last of `items`. Raises Unreadable
    with a sentence, at the start or while `items` are gone through, also when `seconds` are over.
    With `is_list` plain lists of identifiers are read, too.
    """

    encoding = ""
    counted: int | None = None
    remarks: tuple[str, ...] = ()

    def __init__(self, file: BinaryIO, *, seconds: float = LONGEST, is_list: bool = False) -> None:
        self._file = file
        self._child = subprocess.Popen(  # noqa: S603 - no shell, and each argument is a constant; the file comes as standard input
            [sys.executable, "-m", "reviews.importers", *(["--list"] if is_list else [])],
            stdin=file,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=_ROOT,
            env={"PYTHONHASHSEED": "random", "PYTHONUTF8": "1"},
        )
        self._lines = iter(self._child.stdout or ())
        self._timer = Timer(seconds, self._child.kill)
        self._timer.start()
        self.format = self.heading = ""

    def __enter__(self) -> "Apart":
        try:
            told = self._next()
            self.format, self.heading = told["format"], told["heading"]
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self._timer.cancel()
        self._child.kill()
        self._child.communicate()

    def items(self) -> Iterator[Record | Rejection]:
        """The records in the file's order, each read or rejected."""
        while True:
            told = self._next()
            if "record" in told:
                yield _record(told["record"])
            elif "rejection" in told:
                yield Rejection(**told["rejection"])
            else:
                self.encoding, self.counted = told["encoding"], told["counted"]
                self.remarks = tuple(told["remarks"])
                return

    def position(self) -> int:
        """How many bytes of the file have been read: both processes share one position."""
        return os.lseek(self._file.fileno(), 0, os.SEEK_CUR)

    def _next(self) -> dict[str, Any]:
        line = next(self._lines, b"")
        if not line.endswith(b"\n"):
            raise Unreadable(_GAVE_UP)
        told: dict[str, Any] = json.loads(line)
        if "refused" in told:
            raise Unreadable(told["refused"])
        return told


def _record(told: dict[str, Any]) -> Record:
    told["authors"] = tuple(Author(**author) for author in told["authors"])
    told["related"] = tuple(Reference(**each) for each in told["related"])
    told["references"] = tuple(Cited(**each) for each in told["references"])
    told["notices"] = tuple(
        RecordNotice(**notice | {"nature": Nature(notice["nature"])}) for notice in told["notices"]
    )
    return Record(**told)
