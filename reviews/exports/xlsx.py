"""A report as a spreadsheet: every cell typed, none a formula; the same report, the same bytes."""

import io
from datetime import datetime, time

import xlsxwriter

from reviews.exports import tables
from reviews.exports.reading_report import CERTAINTY
from reviews.exports.tables_claims import CITATIONS, CLAIMS, NOTICES, OUTCOMES
from reviews.exports.tables_rounds import JUDGEMENTS, RESULTS

TABLES = (CLAIMS, OUTCOMES, JUDGEMENTS, RESULTS, NOTICES, CITATIONS)
LONGEST = 32_767  # UTF-16 units, as many as the format allows a cell
CUT = " […] Cut here: a cell holds no more. The CSV and the JSON have all of it."
# Text stays text, whatever it begins with.
_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "default_date_format": "yyyy-mm-dd",
    "default_format_properties": {"valign": "top", "font_name": "Calibri", "font_size": 10},
}
_WIDE = 30  # characters; text in such columns is wrapped


def render(report) -> bytes:
    """Raises ValueError if there are more rows than a sheet holds."""
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, _OPTIONS)
    book.set_properties(
        {
            "title": f"{report.panel['name']}, edition {report.number}",
            "author": report.panel["name"],
            "created": datetime.combine(report.published_on, time.min),
        }
    )
    heading = book.add_format({"bold": True, "bg_color": "#ECEFF1", "bottom": 1, "text_wrap": True})
    wrapped = book.add_format({"text_wrap": True})
    _about(book.add_worksheet("About"), report, heading, wrapped)
    entries = tables.entries(report)
    for table in TABLES:
        _fill(book.add_worksheet(table.name), table, entries, heading, wrapped)
    book.close()
    return file.getvalue()


def _about(sheet, report, heading, wrapped):
    facts = [
        ("Published", report.published_on),
        ("SHA-256 of the content", report.digest),
        ("Head of the audit chain", report.audit_head),
        *([("Since this edition", report.doubts)] if report.doubts else []),
        *([("The panel", report.panel["about"])] if report.panel["about"] else []),
        ("Certainty", CERTAINTY),
        ("Empty cells", "Not known here, or nothing to tell."),
        *((table.name, table.about) for table in TABLES),
        *(
            (f"{used['name']}, version {used['version']}", f"SHA-256 {used['sha256']}")
            for used in report.instruments
        ),
    ]
    sheet.set_column(0, 0, 34, wrapped)
    sheet.set_column(1, 1, 90, wrapped)
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    _write(sheet, 0, 0, f"{report.panel['name']}, edition {report.number}", heading)
    _write(sheet, 0, 1, "", heading)
    for row, cells in enumerate(facts, start=1):
        for column, cell in enumerate(cells):
            _write(sheet, row, column, cell)


def _fill(sheet, table, entries, heading, wrapped):
    last = 0
    for number, column in enumerate(table.columns):
        sheet.set_column(number, number, column.width, wrapped if column.width >= _WIDE else None)
        _write(sheet, 0, number, column.heading, heading)
    for last, row in enumerate(table.rows(entries), start=1):
        for number, cell in enumerate(row):
            _write(sheet, last, number, cell)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, last, len(table.columns) - 1)
    sheet.repeat_rows(0)
    sheet.set_landscape()
    sheet.set_paper(8)  # A3
    sheet.fit_to_pages(1, 0)


def _write(sheet, row, column, cell, *look):
    if isinstance(cell, str):
        cell = _fitting(cell)
    if sheet.write(row, column, cell, *look):
        raise ValueError("This edition has more rows than a sheet holds: take the CSV.")


def _fitting(text):
    if len(text) * 2 <= LONGEST or len(text.encode("utf-16-le")) // 2 <= LONGEST:
        return text
    units = text.encode("utf-16-le")[: 2 * (LONGEST - len(CUT))]
    return units.decode("utf-16-le", "ignore") + CUT
