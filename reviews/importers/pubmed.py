"""PubMed's "Abstract" text format, as saved, mailed or copied, of one record or of many."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise, takewhile

from reviews.exceptions import Unreadable
from reviews.importers import citations
from reviews.importers.files import TextFile
from reviews.importers.plain import cleaned
from reviews.importers.pubmed_record import read_record
from reviews.importers.records import Parsed, Record, Rejection
from reviews.importers.sections import Part, ends_sentence, is_blank, part_of, points
from reviews.importers.text import decode

FORMAT, NAME = "pubmed", "PubMed text"
_PMID_LINE = re.compile(r"\s?(?:(?:DOI|PMCID)\s?:.{0,200}\s)?PMID\s?:\s*(\d{1,10})\b")
_CUT = (
    "Its text stops in mid-sentence and no PMID follows, so the file seems cut short: "
    "export the record again."
)


@dataclass(frozen=True)
class Chunk:
    """The lines of one record, cleaned of control characters, from `start` (0-based) on."""

    start: int
    lines: list[str]


def parse(data: bytes | str) -> Parsed:
    """Every record of a file, read or rejected, in the file's order.

    Raises Unreadable if the whole is empty or no text; anything else ends as a rejection.
    """
    decoded = decode(data)
    raw = decoded.text.split("\n")
    chunks = list(_chunks(cleaned(decoded.text).split("\n")))
    if not chunks:
        raise Unreadable("No record is in it: give a text with at least one record.")
    results = [
        read_record(index, chunk.start + 1, chunk.lines, _raw(raw, chunk))
        for index, chunk in enumerate(chunks, start=1)
    ]
    if len(results) > 1 and _is_cut(results[-1], chunks[-1]):
        last = results[-1]
        results[-1] = Rejection(last.index, last.line, _CUT, last.raw)
    return Parsed(
        format=FORMAT,
        encoding=decoded.encoding,
        records=tuple(result for result in results if isinstance(result, Record)),
        rejections=tuple(result for result in results if isinstance(result, Rejection)),
    )


def read(text: TextFile) -> Iterator[Record | Rejection]:
    """Every record of a file, read or rejected. Where one ends is told by what follows it, so
    the whole is read first; it is short of what one file of PubMed holds."""
    parsed = parse("".join(text.blocks()))
    items: list[Record | Rejection] = [*parsed.records, *parsed.rejections]
    yield from sorted(items, key=lambda item: item.index)


def looks_like(text: str) -> bool:
    """Whether a text is in this format, by a citation line or a line with a PMID."""
    lines = cleaned(text).splitlines()
    return any(map(_PMID_LINE.match, lines)) or any(
        citations.is_citation(_opening(lines, start)[1]) for start in _starts(lines)
    )


def _chunks(lines: list[str]) -> Iterator[Chunk]:
    starts = _starts(lines)
    for start, end in pairwise([*starts, len(lines)]):
        yield from _split_at_footers(lines, start, end)


def _starts(lines: list[str]) -> list[int]:
    """Where records begin: the first line, each citation line and each next number.

    They stand apart from what is before them, by blank lines or by its PMID line. A number
    alone, which may count anything, needs two blank lines or that PMID line.
    """
    starts: list[int] = []
    last_number, blanks, closed, part, above = 0, 2, False, Part.TEXT, ""
    for index, line in enumerate(lines):
        if is_blank(line):
            blanks += 1
            continue
        begun = part if points(part, above, line) else part_of(line)
        if not starts or (begun is Part.TEXT and (blanks or closed)):
            number, opening = _opening(lines, index)
            is_next = number == last_number + 1 and (closed or blanks > 1)
            if not starts or is_next or citations.is_citation(opening):
                starts.append(index)
                last_number, closed = number or last_number, False
        closed = closed or _PMID_LINE.match(line) is not None
        part = begun if blanks or begun is not Part.TEXT else part
        blanks, above = 0, line
    return starts


def _opening(lines: list[str], index: int) -> tuple[int | None, str]:
    """The number of a record that might begin here, and the first lines of its text."""
    text = takewhile(str.strip, lines[index : index + 4])
    return citations.split_number(" ".join(text))


def _split_at_footers(lines: list[str], start: int, end: int) -> Iterator[Chunk]:
    """Two different PMID lines close two records, even where no citation line parts them."""
    pmid, boundary = "", 0
    for index in range(start, end):
        found = _PMID_LINE.match(lines[index])
        if found:
            if boundary and found[1] != pmid:
                yield _chunk(lines, start, boundary)
                start = boundary
            pmid, boundary = found[1], 0
        elif pmid and not boundary and not is_blank(lines[index]):
            boundary = index if part_of(lines[index]) is Part.TEXT else 0
    yield _chunk(lines, start, end)


def _chunk(lines: list[str], start: int, end: int) -> Chunk:
    while is_blank(lines[end - 1]):
        end -= 1
    return Chunk(start, lines[start:end])


def _is_cut(record: Record | Rejection, chunk: Chunk) -> bool:
    last = chunk.lines[-1]
    reaches_its_end = ends_sentence(last) or part_of(last) is Part.FOOTER
    return isinstance(record, Record) and not (record.pmid or reaches_its_end)


def _raw(lines: list[str], chunk: Chunk) -> str:
    return "\n".join(lines[chunk.start : chunk.start + len(chunk.lines)]).strip()
