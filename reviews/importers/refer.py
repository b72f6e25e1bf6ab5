"""The tagged export of EndNote, which took its tags from the program refer: "%T A title".

Tags: M. E. Lesk, "Some Applications of Inverted Indexes on the UNIX System" (1978), and the
export style "EndNote Export". A record begins with its %0 line; in a file that begins with a
%T line, it begins behind an empty line, as refer itself has it. They are read as the tags of
RIS that mean the same.
"""

import re
from collections.abc import Iterator

from reviews.importers.files import TextFile
from reviews.importers.records import Record, Rejection
from reviews.importers.ris_record import read_record
from reviews.importers.tagged import Chunk, Fields, chunks, too_long

FORMAT, NAME = "refer", "EndNote tagged text"
_BEGINS = re.compile(r"\n\ufeff?[ \t]{0,8}%0(?=[ \t\n]|$)")
_BEGINS_BEHIND_BLANK = re.compile(r"(?<![^\n])\n\ufeff?[ \t]{0,8}%[0-9A-Z](?=[ \t\n]|$)")
_TITLE_FIRST = re.compile(r"\s{0,99}%T[ \t]")
_TAGGED = re.compile(r"\ufeff?[ \t]{0,8}%([0-9A-Z!@+~$&*(<>#?^)])(?:[ \t](.*)|$)")
_AS_RIS = {
    "0": "TY",
    "T": "TI",
    "A": "AU",
    "E": "A2",
    "Y": "A3",
    "J": "JF",
    "B": "T2",
    "S": "T3",
    "V": "VL",
    "N": "IS",
    "P": "SP",
    "D": "PY",
    "8": "DA",
    "X": "AB",
    "R": "DO",
    "U": "UR",
    "M": "AN",
    "Z": "N1",
    "O": "N1",
    "2": "C2",
    "~": "DB",
    "W": "DP",
    "+": "AD",
    "Q": "TT",
    "!": "ST",
}
_TYPES = {"Book": "BOOK", "Edited Book": "BOOK", "Thesis": "THES", "Report": "RPRT"}


def looks_like(head: str) -> bool:
    """Whether some line of a text begins a record, or its very first is a title."""
    return bool(_TITLE_FIRST.match(head) or _BEGINS.search(f"\n{head}"))


def read(text: TextFile) -> Iterator[Record | Rejection]:
    """One record or rejection for each %0 line, or for each group of lines without one first."""
    begins = _BEGINS_BEHIND_BLANK if _TITLE_FIRST.match(text.head) else _BEGINS
    for chunk in chunks(text.blocks(), begins):
        if chunk.number:
            yield too_long(chunk) if chunk.is_too_long else _read_chunk(chunk)


def _read_chunk(chunk: Chunk) -> Record | Rejection:
    found: Fields = {}
    for tag, lines in _values(chunk.text.split("\n")):
        if tag in _AS_RIS:
            found.setdefault(_AS_RIS[tag], []).append("\n".join(lines).strip())
    kind = "".join(found.get("TY", ())[:1])
    found["TY"] = [_TYPES.get(kind, "JOUR")]
    return read_record(chunk.number, chunk.line, chunk.text.rstrip(), found)


def _values(lines: list[str]) -> Iterator[tuple[str, list[str]]]:
    """Each tag with the lines of its value."""
    tag, value = "", [""]
    for line in lines:
        tagged = _TAGGED.match(line)
        if tagged:
            yield tag, value
            tag, value = tagged[1], [tagged[2] or ""]
        else:
            value.append(line)
    yield tag, value
