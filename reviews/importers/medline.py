"""MEDLINE, the tagged format that PubMed saves (.nbib) and mails.

Tags and their meaning: National Library of Medicine, "MEDLINE/PubMed Data Element (Field)
Descriptions". A record begins with its PMID line; PubMed Central puts its own number before.
ERIC, which writes the same tags, has no such numbers: its records begin with their owner.

An empty line ends a record, but in some files empty lines stand within records too. So where a
PMID line is missing, what is behind an empty line is a record of its own if it begins with a
tag that comes before the title of a record, and the record above it has its title already, or
that very tag.
"""

import re
from collections.abc import Iterator

from reviews.importers.files import TextFile
from reviews.importers.medline_record import read_record
from reviews.importers.records import Record, Rejection
from reviews.importers.tagged import MOST_CHARACTERS, Chunk, Fields, chunks, too_long

FORMAT, NAME = "medline", "MEDLINE"
_BEGINS = re.compile(r"\ufeff?(?:PMID ?-|OWN {1,2}- ERIC(?=\s|$))")
_BEGINS_LINE = re.compile(rf"\n{_BEGINS.pattern}")
_COMES_FIRST = re.compile(r"\ufeff?(OWN|STAT|DCOM|LR|IS|TI|PMC) {0,2}- ")
_MAY_BEGIN = re.compile(rf"{_BEGINS_LINE.pattern}|(?<!\S)\n{_COMES_FIRST.pattern}")
_TITLED = {"TI", "BTI", "TT", "AB"}
_WHOLE = {"PMID", *_TITLED}
_TOLD = re.compile(
    r"(?:^|\n)\ufeff?(PMID(?= ?-)|(?:OWN|STAT|DCOM|LR|TI|PMC|BTI|TT|AB)(?= {0,2}- ))"
)
_PMC_LINE = re.compile(r"PMC ?- ?PMC\d{1,10}\s*")
_TAGGED = re.compile(r"\ufeff?([A-Za-z][A-Za-z0-9]{1,3}) {0,2}- ?(?=\S|$)")
_TAG_AND_MARK = 6  # characters: the tag, filled up with blanks to four, a hyphen and a blank


def looks_like(head: str) -> bool:
    """Whether some line of a text begins a record."""
    return _BEGINS_LINE.search(f"\n{head}") is not None


def read(text: TextFile) -> Iterator[Record | Rejection]:
    """One record or rejection for each line that begins a record."""
    for number, chunk in enumerate(_records(chunks(text.blocks(), _MAY_BEGIN)), start=1):
        if chunk.is_too_long:
            yield too_long(chunk._replace(number=number))
        else:
            yield read_record(number, chunk.line, chunk.text.rstrip(), _fields(chunk.text))


def _records(pieces: Iterator[Chunk]) -> Iterator[Chunk]:
    """The records, of pieces each of which is one or goes on with that above."""
    parts, is_record = [next(pieces)], False
    told = {"PMC", *_WHOLE}  # what is before the first record is in no record's way
    for piece in pieces:
        if _begins(piece, parts[-1], told):
            parts[-1], piece = _with_pmc(parts[-1], piece)
            if is_record:
                yield _joined(parts)
            parts, is_record, told = [piece], True, set()
        else:
            parts.append(piece)
        told.update(_TOLD.findall(piece.text))
    if is_record:
        yield _joined(parts)


def _begins(piece: Chunk, above: Chunk, told: set[str]) -> bool:
    """Whether a piece is a record of its own, where that above has told these tags."""
    first = _COMES_FIRST.match(piece.text)
    is_apart = above.is_too_long or not above.text.rpartition("\n")[2].strip()
    if not first:  # a PMID, which may come as late as behind the owner
        return is_apart or not told.isdisjoint(_WHOLE)
    if _BEGINS.match(piece.text):
        return True
    tags = {first[1]} if first[1] in ("TI", "PMC") else {first[1], *_TITLED}
    return is_apart and not told.isdisjoint(tags)


def _with_pmc(above: Chunk, piece: Chunk) -> tuple[Chunk, Chunk]:
    """Both, with a line of a PMC number right before a PMID moved to the latter."""
    head, _, last = above.text.rpartition("\n")
    is_behind = _PMC_LINE.fullmatch(last) and not head.rpartition("\n")[2].strip()
    if not is_behind or _COMES_FIRST.match(piece.text):
        return above, piece
    moved = piece._replace(line=piece.line - 1, text=f"{last}\n{piece.text}")
    return above._replace(text=head), moved


def _joined(parts: list[Chunk]) -> Chunk:
    text = "\n".join(part.text for part in parts)
    is_too_long = any(part.is_too_long for part in parts) or len(text) > MOST_CHARACTERS
    return parts[0]._replace(text=text[:MOST_CHARACTERS], is_too_long=is_too_long)


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
