"""What the formats have in common that give each field a line with a tag."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace

from reviews.importers.records import Record, Rejection

MOST_CHARACTERS = 2**22  # of one record, line ends left out
TOO_LONG = (
    f"It has more than {MOST_CHARACTERS:,} characters, so the lines that end it seem to be "
    "missing: export the record again."
)
UNTITLED = "No title is in it: add one and import the record again."

Fields = dict[str, list[str]]


@dataclass(slots=True)
class Chunk:
    """The lines of one record as they are in the file, the first being line `line` of it.

    What is before the first record is a chunk of index 0. Of a record that is too long only
    the beginning is kept.
    """

    index: int
    line: int
    lines: list[str] = field(default_factory=list)
    size: int = 0

    @property
    def is_too_long(self) -> bool:
        return self.size > MOST_CHARACTERS


def chunks(lines: Iterable[str], begins: Callable[[str], object]) -> Iterator[Chunk]:
    """The lines, cut before each of them that begins a record."""
    chunk = Chunk(0, 1)
    for number, line in enumerate(lines, start=1):
        if begins(line):
            yield chunk
            chunk = Chunk(chunk.index + 1, number)
        chunk.size += len(line)
        if chunk.size <= MOST_CHARACTERS:
            chunk.lines.append(line)
    yield chunk


def finished(record: Record, *, untitled: str = UNTITLED) -> Record | Rejection:
    """The record with its short fields cut to what a table holds, or why it cannot be one."""
    if not record.title:
        return Rejection(record.index, record.line, untitled, record.raw)
    if len(record.volume) > 40 or len(record.issue) > 40 or len(record.pages) > 60:
        record = replace(
            record, volume=record.volume[:40], issue=record.issue[:40], pages=record.pages[:60]
        )
    return record


def too_long(chunk: Chunk) -> Rejection:
    return Rejection(chunk.index, chunk.line, TOO_LONG, "\n".join(chunk.lines))
