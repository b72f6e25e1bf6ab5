"""What the formats have in common that give each field a line with a tag."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import NamedTuple

from reviews.importers.records import Record, Rejection

MOST_CHARACTERS = 2**22  # of one record, line ends left out
TOO_LONG = (
    f"It has more than {MOST_CHARACTERS:,} characters, so the lines that end it seem to be "
    "missing: export the record again."
)
# Eight figures may be a date without marks between its parts.
YEAR = re.compile(
    r"(?<!\d)(1[5-9]\d\d|20\d\d|21\d\d)(?=(?:(?:0\d|1[0-2])(?:[0-2]\d|3[01]))?(?!\d))"
)
UNTITLED = "No title is in it: add one and import the record again."

Fields = dict[str, list[str]]


class Chunk(NamedTuple):
    """The text of one record as it is in the file, from line `line` of it on.

    What is before the first record is the chunk number 0. Of a record that is too long only
    the beginning is kept.
    """

    number: int
    line: int
    text: str
    is_too_long: bool = False


def chunks(blocks: Iterable[str], begins: re.Pattern[str]) -> Iterator[Chunk]:
    """The text of some blocks, cut before each line that begins a record.

    The pattern has to begin with the LF before such a line, since a search for that character
    is by far the fastest.
    """
    number, line, next_line, rest, is_too_long = 0, 1, 1, "\n", False
    for block in blocks:
        text, start, counted = rest + block, 0, len(rest) - 1
        # A block may end inside a line, so the last line before this one is looked at again.
        for found in begins.finditer(text, max(rest.rfind("\n"), min(number, 1))):
            yield _chunk(number, line, text[start + 1 : found.start()], is_too_long)
            next_line += text.count("\n", counted + 1, found.start() + 1)
            number, line, is_too_long = number + 1, next_line, False
            start, counted = found.start(), max(counted, found.start())
        next_line += text.count("\n", counted + 1)
        rest = text[start:]
        if len(rest) > MOST_CHARACTERS:
            rest, is_too_long = f"{rest[:MOST_CHARACTERS]}{rest[-1]}", True
    yield _chunk(number, line, rest[1:], is_too_long)


def finished(record: Record, *, untitled: str = UNTITLED) -> Record | Rejection:
    """The record with its short fields cut to what a table holds, or why it cannot be one."""
    if not record.title:
        return Rejection(record.index, record.line, untitled, record.raw)
    if len(record.volume) > 40 or len(record.issue) > 40 or len(record.pages) > 60:
        record = replace(
            record,
            volume=record.volume[:40].rstrip(),
            issue=record.issue[:40].rstrip(),
            pages=record.pages[:60].rstrip(),
        )
    return record


def too_long(chunk: Chunk) -> Rejection:
    return Rejection(chunk.number, chunk.line, TOO_LONG, chunk.text)


def _chunk(number: int, line: int, text: str, is_cut: bool) -> Chunk:
    is_too_long = is_cut or len(text) > MOST_CHARACTERS
    return Chunk(number, line, text[:MOST_CHARACTERS], is_too_long)
