"""CSV, TSV and their like, with a header, from whatever program wrote them.

Rows follow RFC 4180; where a quotation mark is never closed, only its own row is lost.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from reviews.exceptions import Unreadable
from reviews.importers.files import TextFile
from reviews.importers.records import Record, Rejection
from reviews.importers.table_columns import Columns, columns_of
from reviews.importers.table_record import read_record

FORMAT, NAME = "csv", "CSV or TSV"
LONGEST = 2**22  # characters of one row
DELIMITERS = ("\t", ",", ";", "|")
# Lines that some exports have above their header: Excel's, and that of Dimensions.
_PREFACE = re.compile(r"sep=.$|\"?about the data", re.I)
_CLOSING = re.compile(r'(?:[^"]++|"")*+"')
_UNCLOSED = (
    'A quotation mark in it is never closed: put one at the end of its cell, or write "" for a '
    "mark that belongs to the text."
)


@dataclass(frozen=True)
class Row:
    """One row as it stands in the file; `line` is its first line, from 1."""

    line: int
    text: str
    is_closed: bool = True


@dataclass(frozen=True)
class Header:
    """The delimiter of a file and what its columns are."""

    delimiter: str
    width: int
    columns: Columns


def looks_like(head: str) -> bool:
    """Whether its first line names columns, one of them the title, and parts them."""
    return _header(_first_lines(head)) is not None


def heading(head: str) -> str:
    """The header with what stands above it, without which no row can be read."""
    lines = _first_lines(head)
    found = _header(lines)
    return "\n".join(lines[: found[1]]) if found else ""


def read(text: TextFile) -> Iterator[Record | Rejection]:
    """Every row below the header; rows without any content are passed over."""
    found = _header(_first_lines(text.head))
    if found is None:
        raise Unreadable("Its first line names no column for titles: add a header.")
    header, after = found
    index = 0
    for row in rows(text.lines(), header.delimiter, skip=after):
        if row.text.strip() and not (row.is_closed and _is_empty(row, header)):
            index += 1
            yield _item(row, index, header)


def rows(lines: Iterator[str], delimiter: str, *, skip: int) -> Iterator[Row]:
    """The rows below the first `skip` lines, each of one line or, with quotes, of several."""
    waiting: list[tuple[int, str]] = []
    numbered = enumerate(lines, start=1)
    while True:
        first = waiting.pop() if waiting else next(numbered, None)
        if first is None:
            return
        line, text = first
        if line <= skip:
            continue
        if '"' not in text or not _is_open(text, delimiter):
            yield Row(line, text)
            continue
        more, is_closed = _continued(waiting, numbered, delimiter, len(text))
        if is_closed:
            yield Row(line, "\n".join([text, *(part for _, part in more)]))
        else:
            yield Row(line, text, is_closed=False)
            waiting += reversed(more)


def cells_of(text: str, delimiter: str) -> list[str]:
    """The cells of a row without their quotation marks."""
    if '"' not in text:
        return text.split(delimiter)
    return [
        quoted.replace('""', '"') + bare if is_quoted else bare
        for is_quoted, quoted, tail, plain in _cell(delimiter).findall(text)
        for bare in [tail or plain]
    ]


def _is_empty(row: Row, header: Header) -> bool:
    """Whether only delimiters are in it, and quotation marks, as spreadsheets write empty rows."""
    return not row.text.replace(header.delimiter, "").strip(' \t\n"')


def _continued(
    waiting: list[tuple[int, str]],
    numbered: "enumerate[str]",
    delimiter: str,
    size: int,
) -> tuple[list[tuple[int, str]], bool]:
    """The lines up to the one that closes an open cell, and whether there is one."""
    more: list[tuple[int, str]] = []
    while size <= LONGEST:
        following = waiting.pop() if waiting else next(numbered, None)
        if following is None:
            break
        more.append(following)
        size += len(following[1]) + 1
        if '"' in following[1] and not _is_open(following[1], delimiter, is_inside=True):
            return more, True
    return more, False


def _is_open(line: str, delimiter: str, *, is_inside: bool = False) -> bool:
    """Whether a cell in quotation marks goes on behind the line."""
    at = 0
    if not is_inside and line.startswith('"'):
        at, is_inside = 1, True
    while True:
        if is_inside:
            closing = _CLOSING.match(line, at)
            if not closing:
                return True
            at = closing.end()
        at = line.find(f'{delimiter}"', at) + 2
        if at == 1:
            return False
        is_inside = True


@lru_cache(maxsize=len(DELIMITERS))
def _cell(delimiter: str) -> re.Pattern[str]:
    sign = re.escape(delimiter)
    return re.compile(rf'(?:^|{sign})(?:(")((?:[^"]++|"")*+)"([^{sign}]*+)|([^{sign}]*+))')


def _first_lines(head: str) -> list[str]:
    """The line of the header, below what stands above it in some exports."""
    return head[:20_000].split("\n", 8)[:8]


def _header(lines: list[str]) -> tuple[Header, int] | None:
    """The header and how many lines it takes with those above it."""
    at = 0
    while at < len(lines) and (not lines[at].strip() or _PREFACE.match(lines[at].strip())):
        at += 1
    if at == len(lines):
        return None
    found = [header for sign in DELIMITERS if (header := _header_with(lines[at], sign))]
    return (max(found, key=lambda header: header.width), at + 1) if found else None


def _header_with(line: str, delimiter: str) -> Header | None:
    names = cells_of(line, delimiter)
    while names and not names[-1].strip():
        names.pop()
    columns = columns_of(names)
    return Header(delimiter, len(names), columns) if columns else None


def _item(row: Row, index: int, header: Header) -> Record | Rejection:
    if not row.is_closed:
        return Rejection(index, row.line, _UNCLOSED, row.text)
    cells = cells_of(row.text, header.delimiter)
    while len(cells) > header.width and not cells[-1].strip():
        cells.pop()
    if len(cells) != header.width:
        reason = (
            f"The header names {header.width} cells and this row has {len(cells)}: put cells that "
            "hold a delimiter or a line end in quotation marks."
        )
        return Rejection(index, row.line, reason, row.text)
    return read_record(index, row.line, row.text, header.columns.of(cells))
