"""RIS, the tagged format of reference managers, and what databases make of it.

Tags are those of Research Information Systems, "RIS Format Specifications" (2001 and 2011).
A record begins with its TY line. What follows an ER line up to the next TY line belongs to no
field: databases put numbers, headings and links there.
"""

import re
from collections.abc import Iterator

from reviews.importers.files import TextFile
from reviews.importers.records import Record, Rejection
from reviews.importers.ris_record import read_record
from reviews.importers.tagged import Chunk, Fields, chunks, too_long

FORMAT, NAME = "ris", "RIS"
_BEGINS = re.compile(r"[ \t\xa0]{0,8}(?:TY[ \xa0]{1,2}-|[Tt][Yy]  -)")
_BEGINS_IN = re.compile(rf"^{_BEGINS.pattern}", re.M)
_TAGGED = re.compile(
    r"[ \t\xa0]{0,8}(?:([A-Za-z][A-Za-z0-9])[ \xa0]{2}-|([A-Z][A-Z0-9])[ \xa0]-(?= |$)|(DOI)[ ]{1,2}-)"
)
# A line that is wrapped may begin with "US - "; only these are tags with one space after them.
_ONE_SPACE = frozenset(
    "TY ER TI T1 T2 T3 BT CT AU A1 A2 A3 A4 ED PY Y1 Y2 DA JO JF JA J1 J2 VL IS CP SP EP AB N1 N2 "
    "DO UR L1 L2 L3 L4 AN ID KW SN PB CY AD M1 M2 M3 U1 U2 U3 U4 U5 C1 C2 C3 C4 C5 C6 C7 C8 DB DP "
    "LA ET SE ST RP AV LK".split()
)


def looks_like(head: str) -> bool:
    """Whether some line of a text begins a record."""
    return _BEGINS_IN.search(head) is not None


def read(text: TextFile) -> Iterator[Record | Rejection]:
    """One record or rejection for each TY line."""
    for chunk in chunks(text.lines(), _BEGINS.match):
        if chunk.index:
            yield _read_chunk(chunk)


def _read_chunk(chunk: Chunk) -> Record | Rejection:
    if chunk.is_too_long:
        return too_long(chunk)
    fields, end = _fields(chunk.lines)
    after = [line for line in chunk.lines[end:] if _split(line)]
    raw = "\n".join([*chunk.lines[:end], *after]).rstrip()
    return read_record(chunk.index, chunk.line, raw, fields)


def _fields(lines: list[str]) -> tuple[Fields, int]:
    """The values of each tag, in order, wrapped ones with LF, and how many lines they take."""
    fields: Fields = {}
    values: list[str] = []
    more: list[str] = []
    end = len(lines)
    for number, line in enumerate(lines, start=1):
        if line[2:6] == "  - " and line[:2].isupper():
            tag, value = line[:2], line[6:].strip()
        elif tagged := _split(line):
            tag, value = tagged
        else:
            more.append(line)
            continue
        if more:
            _continue(values, more)
            more = []
        if tag == "ER":
            end = number
            break
        if tag in fields:
            values = fields[tag]
            values.append(value)
        else:
            values = fields[tag] = [value]
    _continue(values, more)
    return fields, end


def _continue(values: list[str], more: list[str]) -> None:
    if values and more:
        values[-1] = "\n".join([values[-1], *more]).strip()


def _split(line: str) -> tuple[str, str] | None:
    """The tag and the value of a line, if it has a tag."""
    found = _TAGGED.match(line) if "-" in line[:14] else None
    if not found:
        return None
    tag = (found[1] or found[2] or "DO").upper()
    if found[2] and tag not in _ONE_SPACE:
        return None
    if found[1] and not found[1].isupper() and tag not in _ONE_SPACE:
        return None
    return tag, line[found.end() :].strip()
