"""The Retraction Watch data file of Crossref: one row for each notice on a paper."""

import csv
import hashlib
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from reviews.exceptions import Unreadable
from reviews.importers import identifiers
from reviews.importers.records import Rejection
from reviews.importers.text import decode_line, normalise
from reviews.vocabulary import Nature, Scheme

if TYPE_CHECKING:
    from _csv import Reader

# A notice that cannot be matched to a paper or says nothing of its nature is of no use; every
# other column may be missing, and then its facts are unknown.
REQUIRED_COLUMNS = ("OriginalPaperDOI", "OriginalPaperPubMedID", "RetractionNature")
NATURES = {nature.label.lower(): nature for nature in Nature}
_UNKNOWN = {"", "0", "unavailable"}
_MONTH_FIRST = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})(?:\s.*)?")
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[\sT].*)?")
_BARE_CARRIAGE_RETURN = re.compile(r"(?<=\r)(?!\n)")


@dataclass(frozen=True)
class NoticeRow:
    """One notice. Identifiers are normalised; what the row does not tell is empty or None.

    `key` is the record id, or "sha256:" and the digest of the row, the same whatever the
    order of the columns. `line` is the first line of the row in the file, from 1.
    """

    line: int
    key: str
    record_id: str
    nature: Nature
    doi: str
    pmid: str
    notice_doi: str
    notice_pmid: str
    date: date | None
    reasons: tuple[str, ...]
    title: str
    journal: str
    row: dict[str, str]


def parse(source: bytes | Iterable[bytes]) -> Iterator[NoticeRow | Rejection]:
    """The rows of a file (its bytes, or an open binary file), read one at a time.

    Raises Unreadable at once if the file is empty or lacks a column of REQUIRED_COLUMNS. A
    row that cannot be read is a Rejection; rows without any content are passed over.
    """
    chunks = source.splitlines(keepends=True) if isinstance(source, bytes) else source
    reader = csv.reader(_lines(chunks))
    try:
        header = [name.strip() for name in next(reader, [])]
    except csv.Error as error:
        raise Unreadable(f"The first line is no header of a CSV file: {error}.") from None
    missing = [name for name in REQUIRED_COLUMNS if name not in header]
    if missing:
        raise Unreadable(
            f"The first line lacks {', '.join(missing)}: "
            "give the Retraction Watch CSV file with its own header."
        )
    return _rows(reader, header)


def _rows(reader: "Reader", header: list[str]) -> Iterator[NoticeRow | Rejection]:
    index = 0
    while True:
        line = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            index += 1
            yield Rejection(index, line, f"The row is not well-formed CSV: {error}.", "")
            continue
        if any(cell.strip() for cell in cells):
            index += 1
            yield _notice(index, line, header, cells)


def _notice(index: int, line: int, header: list[str], cells: list[str]) -> NoticeRow | Rejection:
    raw = ",".join(cells)
    named = len(header) - (header[-1] == "")
    if len(cells) < named or any(cell.strip() for cell in cells[len(header) :]):
        reason = f"The row has {len(cells)} cells where the header names {named}: mend the row."
        return Rejection(index, line, reason, raw)
    try:
        row = {
            name: normalise(cell).strip()
            for name, cell in zip(header, cells, strict=False)
            if name or cell.strip()
        }
    except Unreadable as refusal:
        return Rejection(index, line, str(refusal), raw)
    nature = NATURES.get(row["RetractionNature"].lower())
    if nature is None:
        reason = (
            f"“{row['RetractionNature'][:60]}” is not a nature of notice: "
            f"it should be {', '.join(nature.label for nature in Nature)}."
        )
        return Rejection(index, line, reason, raw)
    return _notice_row(line, nature, row)


def _notice_row(line: int, nature: Nature, row: dict[str, str]) -> NoticeRow:
    record_id = _known(row, "Record ID")
    return NoticeRow(
        line=line,
        key=record_id or f"sha256:{_digest(row)}",
        record_id=record_id,
        nature=nature,
        doi=identifiers.if_valid(Scheme.DOI, _known(row, "OriginalPaperDOI")),
        pmid=identifiers.if_valid(Scheme.PMID, _known(row, "OriginalPaperPubMedID")),
        notice_doi=identifiers.if_valid(Scheme.DOI, _known(row, "RetractionDOI")),
        notice_pmid=identifiers.if_valid(Scheme.PMID, _known(row, "RetractionPubMedID")),
        date=_date(_known(row, "RetractionDate")),
        reasons=_reasons(_known(row, "Reason")),
        title=row.get("Title", ""),
        journal=row.get("Journal", ""),
        row=row,
    )


def _lines(source: Iterable[bytes]) -> Iterator[str]:
    """Lines in UTF-8 or, each by itself, Windows-1252; without the byte-order mark."""
    for number, line in enumerate(source):
        text = decode_line(line)
        if number == 0:
            text = text.removeprefix("\ufeff")
        if "\r" in text[:-2]:
            yield from _BARE_CARRIAGE_RETURN.split(text)
        else:
            yield text


def _known(row: dict[str, str], name: str) -> str:
    value = row.get(name, "")
    return "" if value.lower() in _UNKNOWN else value


def _date(text: str) -> date | None:
    """Month first, or ISO; None for anything else, because a guess would be worse."""
    if found := _MONTH_FIRST.fullmatch(text):
        month, day, year = map(int, found.groups())
    elif found := _ISO.fullmatch(text):
        year, month, day = map(int, found.groups())
    else:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _reasons(text: str) -> tuple[str, ...]:
    reasons = (reason.strip().removeprefix("+").strip() for reason in text.split(";"))
    return tuple(reason for reason in reasons if reason)


def _digest(row: dict[str, str]) -> str:
    canonical = json.dumps(row, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()
