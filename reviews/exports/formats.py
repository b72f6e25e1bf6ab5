"""The files that an edition can be had as."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from reviews.exports import csv, docx, html, ndjson, pdf, xlsx
from reviews.exports.report import as_json, from_lines, of_release

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True)
class Format:
    """`pieces` of a release, joined, are the file: text, or bytes."""

    label: str
    media: str
    pieces: Callable[[object], Iterable[str] | Iterable[bytes]]


FORMATS = {
    "html": Format("Page", "text/html; charset=utf-8", lambda r: [html.render(of_release(r))]),
    "pdf": Format("PDF", "application/pdf", lambda r: [pdf.render(of_release(r))]),
    "docx": Format("Word document", _WORD, lambda r: [docx.render(of_release(r))]),
    "xlsx": Format("Spreadsheet", _EXCEL, lambda r: [xlsx.render(of_release(r))]),
    "csv": Format("Judgements as CSV", "text/csv; charset=utf-8; header=present", csv.lines),
    "ndjson": Format("Claims as NDJSON", "application/x-ndjson", ndjson.lines),
    "json": Format("JSON", "application/json", lambda r: [as_json(from_lines(r))]),
}
