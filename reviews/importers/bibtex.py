"""BibTeX and biblatex, entry by entry.

A line that begins with `@type{` begins an entry, whatever is still open before it: so an entry
that never ends costs no other.
"""

import re
from collections.abc import Iterator

from reviews.exceptions import Unreadable
from reviews.importers.bibtex_entry import MONTHS, START, Fault, end_of_comment, read_entry
from reviews.importers.bibtex_record import read_record
from reviews.importers.files import TextFile
from reviews.importers.records import Record, Rejection

FORMAT, NAME = "bibtex", "BibTeX"
LONGEST = 2**22  # characters of one entry
_LINE = re.compile(r"[^\S\n]*@[^\S\n]*\w[\w+-]*[^\S\n]*[{(]")
_HEAD = re.compile(
    r"^[^\S\n]*@[^\S\n]*\w[\w+-]*+(?:[^\S\n]*\n?\{|[^\S\n]*\(\s*+[^\s,=]++\s*+[,=])", re.M
)
# Within a line, only what has a key is an entry; the rest may be an address or a comment.
_INSIDE = re.compile(
    r"%[^\n]*+|(?<![\w.\\-])@[^\S\n]*+(\w[\w+-]*+)\s*+([{(])"
    r"(?=\s*+(?:[^\s,{}()=]*+\s*+,|\w++\s*+=))"
)
_NO_ENTRIES = {"comment", "preamble", "string"}
_MORE_FIELDS = re.compile(r"\s*,\s*[\w:-]+\s*=\s*[{\"\w]")


def looks_like(head: str) -> bool:
    """Whether a line of it opens an entry, a comment, a preamble or a macro."""
    return _HEAD.search(head) is not None


def read(text: TextFile) -> Iterator[Record | Rejection]:
    """Every entry of a file, read or rejected. Raises Unreadable if there is none."""
    macros = dict(MONTHS)
    index = 0
    for line, chunk in _chunks(text.lines()):
        for item in _items(chunk, line, index, macros):
            index += 1
            yield item
    if not index:
        raise Unreadable("No entry is in it: give BibTeX with at least one, such as @article{…}.")


def _chunks(lines: Iterator[str]) -> Iterator[tuple[int, str]]:
    """From one line that opens something to the next: its number, from 1, and the text."""
    start, size, held = 1, 0, list[str]()
    for number, line in enumerate(lines, start=1):
        if "@" in line and _LINE.match(line):
            yield start, "\n".join(held)
            start, size, held = number, 0, []
        size += len(line) + 1
        # What no entry can need is let go, so that a file without entries takes no memory.
        if size <= LONGEST:
            held.append(line)
    yield start, "\n".join(held)


def _items(
    chunk: str, line: int, index: int, macros: dict[str, str]
) -> Iterator[Record | Rejection]:
    """The entries of a chunk; nearly always one, of which it holds nothing but the beginning
    of a line."""
    at = counted = 0
    start = START.match(chunk) or _next(chunk, 0)
    while start:
        kind = start[1].lower()
        line += chunk.count("\n", counted, start.start())
        counted = start.start()
        if kind in {"comment", "preamble"}:
            at = end_of_comment(chunk, start)
        elif kind == "string":
            at = _define(chunk, start, macros)
        else:
            index += 1
            item, at = _item(chunk, start, line, index, macros)
            yield item
        start = _next(chunk, at)


def _next(chunk: str, at: int) -> re.Match[str] | None:
    """What opens behind `at`, in no line that is commented out."""
    opened = (found for found in _INSIDE.finditer(chunk, at) if found[1])
    return next(opened, None)


def _define(chunk: str, start: re.Match[str], macros: dict[str, str]) -> int:
    try:
        entry = read_entry(chunk, start, macros)
    except Fault:
        return len(chunk)
    macros.update(entry.fields)
    return entry.end


def _item(
    chunk: str, start: re.Match[str], line: int, index: int, macros: dict[str, str]
) -> tuple[Record | Rejection, int]:
    """The entry, read or rejected, and where it ends."""
    try:
        entry = read_entry(chunk, start, macros)
        if _MORE_FIELDS.match(chunk, entry.end):
            raise Fault(entry.end, "A brace too many closes it before its last field: remove it.")
    except Fault as fault:
        end = _after_fault(chunk, start, fault)
        raw = chunk[start.start() : end].strip()
        where = line + chunk.count("\n", start.start(), fault.at)
        return Rejection(index, line, f"In line {where}: {fault.reason}", raw), end
    raw = chunk[start.start() : entry.end].strip()
    return read_record(entry, index, line, raw), entry.end


def _after_fault(chunk: str, start: re.Match[str], fault: Fault) -> int:
    """Where another entry of the same line may begin, behind one that cannot be read."""
    found = _next(chunk, max(fault.at, start.end()))
    return found.start() if found else len(chunk)
