"""RIS, the tagged format of reference managers, and what databases make of it.

Tags are those of Research Information Systems, "RIS Format Specifications" (2001 and 2011).
A record begins with its TY line. What follows an ER line up to the next TY line belongs to no
field: databases put numbers, headings and links there.
"""

import re
from collections.abc import Iterator

from reviews.importers.files import TextFile
from reviews.importers.records import Record, Rejection, Remark
from reviews.importers.ris_record import read_record
from reviews.importers.tagged import Chunk, Fields, chunks, too_long

FORMAT, NAME = "ris", "RIS"
_BEGINS = re.compile(r"\n[\ufeff \t]{0,80}(?:TY {0,2}-(?=[\sA-Z]|$)|[Tt]y  -(?=\s|$))")
_TAGGED = re.compile(
    r"[\ufeff \t]{0,80}(?:([A-Za-z][A-Za-z0-9]) {2}-|([A-Z][A-Z0-9]) ?-(?= |$)|(DOI) {1,2}-)"
)
_ENDS = re.compile(r"\n[\ufeff \t]{0,80}ER {0,2}-")
_CUT_SHORT = (
    "The last record has no ER line, though the first has one, so the file may be cut short: "
    "look whether that record is whole before you store it."
)
# A line that is wrapped may begin with "US - " or "we  -", so other tags must be as they should.
_TAGS = {"TY", "ER", "TI", "CT", "AU", "ED", "PY", "DA", "VL", "IS", "CP", "SP", "EP", "AB", "DO"}
_TAGS |= {"UR", "AN", "ID", "KW", "SN", "PB", "CY", "AD", "DB", "DP", "LA", "ET", "SE", "AV", "LK"}
_TAGS |= {"T1", "T2", "T3", "BT", "ST", "JO", "JF", "JA", "J1", "J2", "Y1", "Y2", "N1", "N2", "RP"}
_TAGS |= {f"{letter}{number}" for letter in "ACLMU" for number in range(1, 9)}


def looks_like(head: str) -> bool:
    """Whether some line of a text begins a record."""
    return _BEGINS.search(f"\n{head}") is not None


def read(text: TextFile) -> Iterator[Record | Rejection | Remark]:
    """One record or rejection for each TY line."""
    first = last = None
    for chunk in chunks(text.blocks(), _BEGINS):
        if chunk.number:
            first, last = first or chunk, chunk
            yield too_long(chunk) if chunk.is_too_long else _read_chunk(chunk)
    if first and last and _ENDS.search(first.text) and not _ENDS.search(last.text):
        yield Remark(_CUT_SHORT)


def _read_chunk(chunk: Chunk) -> Record | Rejection:
    fields, after = _fields(chunk.text.split("\n"))
    raw = chunk.text.rstrip()
    if any(after):
        ended = chunk.text.split("\n")[: -len(after)]
        raw = "\n".join([*ended, *filter(_split, after)])
    return read_record(chunk.number, chunk.line, raw, fields)


def _fields(lines: list[str]) -> tuple[Fields, list[str]]:
    """The values of each tag, in order, wrapped ones with LF; and the lines after the end."""
    fields: Fields = {}
    values: list[str] | None = None
    more: list[str] = []
    rest = iter(lines)
    for line in rest:
        if line[2:6] == "  - " and (tag := line[:2]) in _TAGS:  # most lines by far
            value = line[6:]
        elif tagged := _split(line):
            tag, value = tagged
        else:
            more.append(line)
            continue
        if more:
            more = _continue(values, more)
        if tag in fields:
            values = fields[tag]
            values.append(value)
        elif tag == "ER":
            break
        else:
            values = fields[tag] = [value]
    _continue(values, more)
    return fields, list(rest)


def _continue(values: list[str] | None, more: list[str]) -> list[str]:
    if values and more:
        values[-1] = "\n".join([values[-1], *more]).strip()
    return []


def _split(line: str) -> tuple[str, str] | None:
    """The tag and the value of a line, if it has a tag."""
    if line[2:6] == "  - " and line[:2].isupper() and line[:2].isalnum():
        return line[:2], line[6:]
    found = _TAGGED.match(line) if "-" in line[:90] else None
    if not found:
        return None
    tag = (found[1] or found[2] or "DO").upper()
    if tag not in _TAGS and (found[2] or not found[1].isupper()):
        return None
    return tag, line[found.end() :]
