"""MEDLINE, the tagged format that PubMed saves (.nbib) and mails.

Tags and their meaning: National Library of Medicine, "MEDLINE/PubMed Data Element (Field)
Descriptions". A record begins with its PMID line; PubMed Central puts its own number before.
ERIC, which writes the same tags, has no such numbers: its records begin with their owner.
"""

import re
from collections.abc import Iterator

from reviews.importers.files import TextFile
from reviews.importers.medline_record import read_record
from reviews.importers.records import Record, Rejection
from reviews.importers.tagged import Chunk, Fields, chunks, too_long

FORMAT, NAME = "medline", "MEDLINE"
_BEGINS = re.compile(r"\n\ufeff?(?:PMID ?-|OWN {1,2}- ERIC(?=\s|$))")
_PMC_LINE = re.compile(r"PMC ?- ?PMC\d{1,10}\s*")
_TAGGED = re.compile(r"\ufeff?([A-Za-z][A-Za-z0-9]{1,3}) {0,2}- ?(?=\S|$)")
_TAG_AND_MARK = 6  # characters: the tag, filled up with blanks to four, a hyphen and a blank


def looks_like(head: str) -> bool:
    """Whether some line of a text begins a record."""
    return _BEGINS.search(f"\n{head}") is not None


def read(text: TextFile) -> Iterator[Record | Rejection]:
    """One record or rejection for each PMID line, or for each line with which ERIC begins one."""
    for chunk in _with_pmc(chunks(text.blocks(), _BEGINS)):
        if chunk.is_too_long:
            yield too_long(chunk)
        else:
            yield read_record(chunk.number, chunk.line, chunk.text.rstrip(), _fields(chunk.text))


def _with_pmc(found: Iterator[Chunk]) -> Iterator[Chunk]:
    """The records; a line with a PMC number right before a PMID goes with the latter."""
    before = next(found)
    for chunk in found:
        head, _, last = before.text.rpartition("\n")
        if _PMC_LINE.fullmatch(last) and not head.rpartition("\n")[2].strip():
            before = before._replace(text=head)
            chunk = chunk._replace(line=chunk.line - 1, text=f"{last}\n{chunk.text}")
        if before.number:
            yield before
        before = chunk
    if before.number:
        yield before


def _fields(text: str) -> Fields:
    """The values of each tag, in order, wrapped ones with LF."""
    fields: Fields = {}
    values: list[str] = []
    more: list[str] = []
    for line in text.split("\n"):
        if line[:1] == " " and not line[:4].strip():
            more.append(line)
            continue
        tagged = _split(line)
        if not tagged:
            more.append(line)
            continue
        if more:
            more = _continue(values, more)
        tag, value = tagged
        values = fields.setdefault(tag, [])
        values.append(value)
    _continue(values, more)
    return fields


def _split(line: str) -> tuple[str, str] | None:
    """The tag and the value of a line, if it has a tag."""
    if line[4:6] == "- " and line[:2].isupper():
        return line[:4].rstrip(), line[_TAG_AND_MARK:]
    found = _TAGGED.match(line) if "-" in line[:7] else None
    return (found[1].upper(), line[found.end() :]) if found else None


def _continue(values: list[str], more: list[str]) -> list[str]:
    if values:
        values[-1] = "\n".join([values[-1], *map(str.strip, more)]).strip()
    return []
