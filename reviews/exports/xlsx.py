"""A report as a spreadsheet: every cell typed, none a formula; the same report, the same bytes."""

import io
from datetime import datetime, time
from math import ceil

import xlsxwriter

from reviews.exports import tables
from reviews.exports.fixed_words import certainty_is
from reviews.exports.language import gettext as _
from reviews.exports.tables_claims import CITATIONS, CLAIMS, NOTICES, OUTCOMES
from reviews.exports.tables_rounds import JUDGEMENTS, RESULTS
from reviews.exports.terms import versioned
from reviews.vocabulary import ReportSection

# With the section that has to be chosen for a sheet; notices are in every report.
TABLES = (
    (CLAIMS, ReportSection.CLAIMS),
    (OUTCOMES, ReportSection.CLAIMS),
    (JUDGEMENTS, ReportSection.APPRAISALS),
    (RESULTS, ReportSection.APPRAISALS),
    (NOTICES, None),
    (CITATIONS, ReportSection.CLAIMS),
)
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
_LINE = 13.5  # points; programs that open the file do not all fit rows to wrapped text
_MOST_LINES = 12
_ACROSS = 220  # characters on one page when printed


class TooLong(ValueError):
    """More rows than the format allows."""


def render(report) -> bytes:
    """Raises TooLong if there are more rows than a sheet holds."""
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, _OPTIONS)
    book.set_properties(
        {
            "title": report.title,
            "author": report.panel["name"],
            "created": datetime.combine(report.published_on, time.min),
        }
    )
    heading = book.add_format({"bold": True, "bg_color": "#ECEFF1", "bottom": 1, "text_wrap": True})
    wrapped = book.add_format({"text_wrap": True, "align": "left"})
    chosen = [table for table, section in TABLES if section is None or section in report.choices]
    _about(book.add_worksheet("About"), report, chosen, heading, wrapped)
    entries = tables.entries(report)
    with tables.in_one_language():
        for table in chosen:
            look = None if table.is_long else wrapped
            _fill(book.add_worksheet(table.name), table, entries, heading, look)
    book.close()
    return file.getvalue()


def _about(sheet, report, chosen, heading, wrapped):
    facts = [
        *([(_("Language"), _languages(report))] if report.choices.is_translated else []),
        (report.dated_as, report.published_on.isoformat()),
        (_("SHA-256 of the content"), report.digest),
        *([(_("Head of the audit chain"), report.audit_head)] if report.audit_head else []),
        *([(_("Not all of it"), " ".join(report.partly))] if report.partly else []),
        *([(_("Since this edition"), report.doubts)] if report.doubts else []),
        *([(_("The panel"), report.panel["about"])] if report.panel["about"] else []),
        (_("Certainty"), certainty_is()),
        (_("Empty cells"), _("Not known here, or nothing to tell.")),
        *((table.name, _(table.about)) for table in chosen),
        *((versioned(used), f"SHA-256 {used['sha256']}") for used in report.instruments),
    ]
    widths = (36, 100)
    for number, width in enumerate(widths):
        sheet.set_column(number, number, width, wrapped)
    _row(sheet, 0, (report.title, ""), widths, heading)
    for number, fact in enumerate(facts, start=1):
        _row(sheet, number, fact, widths)
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)


def _languages(report):
    sheets = _("The other sheets are the same in every language, for programs that read them.")
    return f"{report.quoting} {sheets}"


def _fill(sheet, table, entries, heading, look):
    """With a `look` rows are as high as their text, without one they are one line each."""
    widths = [column.width for column in table.columns]
    for number, width in enumerate(widths):
        sheet.set_column(number, number, width, look)
    _row(sheet, 0, [column.heading for column in table.columns], widths, heading)
    last = 0
    for last, row in enumerate(table.rows(entries), start=1):
        _row(sheet, last, row, widths if look else ())
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, last, len(widths) - 1)
    sheet.repeat_rows(0)
    sheet.set_landscape()
    sheet.set_paper(8)  # A3
    sheet.fit_to_pages(ceil(sum(widths) / _ACROSS), 0)


def _row(sheet, number, cells, widths, *look):
    """Cells side by side, in a row as high as `widths` need it."""
    for column, cell in enumerate(cells):
        _write(sheet, number, column, cell, *look)
    lines = (_lines(cell, width) for cell, width in zip(cells, widths, strict=False))
    if (most := max(lines, default=1)) > 1:
        sheet.set_row(number, _LINE * min(most, _MOST_LINES))


def _lines(cell, width):
    if not isinstance(cell, str):
        return 1
    return sum(ceil(max(len(line), 1) * 1.15 / width) for line in cell.split("\n"))


def _write(sheet, row, column, cell, *look):
    if isinstance(cell, str):
        cell = _fitting(cell)
    if sheet.write(row, column, cell, *look):
        raise TooLong("This edition has more rows than a sheet holds: take the CSV.")


def _fitting(text):
    if len(text) * 2 <= LONGEST or len(text.encode("utf-16-le")) // 2 <= LONGEST:
        return text
    units = text.encode("utf-16-le")[: 2 * (LONGEST - len(CUT))]
    return units.decode("utf-16-le", "ignore") + CUT
