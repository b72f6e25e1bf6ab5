"""BibTeX and biblatex, entry by entry.

A line that begins with `@type{` begins an entry, whatever is still open before it: so an entry
that never ends costs no other.
"""

import re
from collections.abc import Iterator

from reviews.exceptions import Unreadable
from reviews.importers.bibtex_entry import (
    MONTHS,
    OPENING,
    START,
    Fault,
    end_of_comment,
    read_entry,
)
from reviews.importers.bibtex_parents import Placed, with_parents
from reviews.importers.bibtex_record import read_record
from reviews.importers.files import TextFile
from reviews.importers.records import Record, Rejection

FORMAT, NAME = "bibtex", "BibTeX"
LONGEST = 2**22  # characters of one entry
# Each entry of one line that cannot be read may have been gone through to the end of the line.
MOST_FAULTS = 50
_TOO_MANY = "Too many entries before it on its line cannot be read: begin a new line with each."
_HEAD = re.compile(
    r"^[\ufeff \t]*+@[ \t]*+\w[^\s{}(),=\"#%']*+[ \t]*+(?:\{|\(\s*+[^\s,=]++\s*+[,=])", re.M
)
# Within a line, an entry begins only where another ends; the rest may be an address. Some
# programs join their entries by commas.
_NEXT = re.compile(rf"(?<=[}})])[ \t]*+,?[ \t]*+{OPENING}")
_MORE_FIELDS = re.compile(r"\s*,\s*[\w:-]+\s*=\s*[{\"\w]")


def looks_like(head: str) -> bool:
    """Whether a line of it opens an entry, a comment, a preamble or a macro."""
    return _HEAD.search(head) is not None


def read(text: TextFile) -> Iterator[Record | Rejection]:
    """Every entry of a file, read or rejected. Raises Unreadable if there is none."""
    is_empty = True
    for item in with_parents(_placed(text)):
        is_empty = False
        yield read_record(item) if isinstance(item, Placed) else item
    if is_empty:
        raise Unreadable("No entry is in it: give BibTeX with at least one, such as @article{…}.")


def _placed(text: TextFile) -> Iterator[Placed | Rejection]:
    macros = dict(MONTHS)
    index = 0
    for line, chunk in _chunks(text.lines()):
        for item in _items(chunk, line, index, macros):
            index += 1
            yield item


def _chunks(lines: Iterator[str]) -> Iterator[tuple[int, str]]:
    """From one line that opens something to the next: its number, from 1, and the text."""
    start, size, held = 1, 0, list[str]()
    for number, line in enumerate(lines, start=1):
        if "@" in line and START.match(line):
            yield start, "\n".join(held)
            start, size, held = number, 0, []
        size += len(line) + 1
        # What no entry can need is let go, so that a file without entries takes no memory.
        if size <= LONGEST:
            held.append(line)
    yield start, "\n".join(held)


def _items(
    chunk: str, line: int, index: int, macros: dict[str, str]
) -> Iterator[Placed | Rejection]:
    """The entries of a chunk; nearly always one, of which it holds nothing but the beginning
    of a line."""
    at = counted = faults = 0
    start = START.match(chunk)
    while start:
        kind = start[1].lower()
        line += chunk.count("\n", counted, start.start())
        counted = start.start()
        if kind in {"comment", "preamble"}:
            at = end_of_comment(chunk, start)
        elif kind == "string":
            defined = _define(chunk, start, macros) if faults < MOST_FAULTS else 0
            faults += not defined
            at = defined or _after_fault(chunk, start)
        else:
            index += 1
            if faults < MOST_FAULTS:
                item, at = _item(chunk, start, line, index, macros)
            else:
                at = _after_fault(chunk, start)
                item = Rejection(index, line, _TOO_MANY, chunk[start.start() : at].strip())
            faults += isinstance(item, Rejection)
            yield item
        start = _NEXT.search(chunk, at)


def _define(chunk: str, start: re.Match[str], macros: dict[str, str]) -> int:
    """Where the macro's definition ends; 0 if it cannot be read."""
    try:
        entry = read_entry(chunk, start, macros)
    except Fault:
        return 0
    macros.update(entry.fields)
    return entry.end


def _item(
    chunk: str, start: re.Match[str], line: int, index: int, macros: dict[str, str]
) -> tuple[Placed | Rejection, int]:
    """The entry, or why it cannot be read, and where it ends."""
    try:
        entry = read_entry(chunk, start, macros)
        if _MORE_FIELDS.match(chunk, entry.end):
            raise Fault(entry.end, "A brace too many closes it before its last field: remove it.")
    except Fault as fault:
        end = _after_fault(chunk, start)
        raw = chunk[start.start() : end].strip()
        where = line + chunk.count("\n", start.start(), fault.at)
        return Rejection(index, line, f"In line {where}: {fault.reason}", raw), end
    raw = chunk[start.start() : entry.end].strip()
    return Placed(index, line, raw, entry), entry.end


def _after_fault(chunk: str, start: re.Match[str]) -> int:
    """Where another entry of the same line may begin, behind one that cannot be read."""
    found = _NEXT.search(chunk, start.end())
    return found.start() if found else len(chunk)
