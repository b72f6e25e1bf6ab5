"""The spreadsheet: typed cells, no formula, and the same for the same edition."""

import io
import re
from datetime import datetime

import openpyxl
import pytest

from reviews.exports import xlsx
from tests.exports.constructed import content, report
from tests.exports.golden import assert_golden
from tests.exports.payloads import CONTROLS, PAYLOADS, hostile, written

WRITTEN = {
    "Claims": ["Paper", "Title of the paper", "Quote", "Reads as"],
    "Outcomes": ["Quote"],
    "Judgements": ["Quote", "Paper", "Title of the paper", "Quoted", "Note"],
    "Results": ["Quote", "In their words"],
    "Notices": ["Quote"],
    "Citations": ["Quote", "Cited paper", "Quote of the citation"],
}


def opened(made):
    return openpyxl.load_workbook(io.BytesIO(made))


def rows(book, name):
    headings, *found = book[name].iter_rows(values_only=True)
    return [dict(zip(headings, row, strict=True)) for row in found]


def test_the_same_report_has_the_same_bytes():
    assert xlsx.render(report()) == xlsx.render(report())


def test_it_is_as_kept():
    book = opened(xlsx.render(report()))
    lines = [
        "\t".join([sheet.title, *("" if cell is None else str(cell) for cell in row)])
        for sheet in book
        for row in sheet.iter_rows(values_only=True)
    ]
    assert_golden("report.xlsx.txt", "\n".join(lines) + "\n")


def test_five_hundred_payloads_come_back_and_none_is_a_formula():
    book = opened(xlsx.render(hostile()))
    kinds = {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row}
    assert kinds <= {"s", "n", "d"}
    assert not any(cell.hyperlink for sheet in book for row in sheet.iter_rows() for cell in row)
    for name, columns in WRITTEN.items():
        found = {}
        for row in rows(book, name):
            found.setdefault(row["Claim id"], set()).update(row[column] for column in columns)
        if name == "Notices":
            assert set(PAYLOADS) <= {row["Reasons as listed"] for row in rows(book, name)}
        assert sorted(found.values(), key=str) == sorted(({t} for t in PAYLOADS), key=str), name


def test_numbers_and_dates_are_numbers_and_dates():
    book = opened(xlsx.render(report()))
    [claim] = rows(book, "Claims")
    extent = content()["extent"]
    assert (claim["Start"], claim["End"]) == (extent["start"], extent["end"])
    [outcome] = rows(book, "Outcomes")
    assert outcome["As of"] == datetime(2026, 1, 1)  # noqa: DTZ001 - a day has no zone
    steps = [row["Step"] for row in rows(book, "Judgements")]
    assert steps[:3] == [4, -1, 0]
    assert [row["Answer"] for row in rows(book, "Judgements")][:3] == ["high", "-1", "0"]


def test_each_sheet_has_a_header_that_stays():
    for sheet in opened(xlsx.render(report())).worksheets[1:]:
        assert sheet.freeze_panes == "A2"
        assert sheet.print_title_rows == "$1:$1"
        assert sheet.auto_filter.ref.startswith("A1:")


def test_signs_that_xml_forbids_are_kept_in_the_escapes_of_the_format():
    [claim] = rows(opened(xlsx.render(report(written(CONTROLS)))), "Claims")
    kept = re.sub("_x([0-9A-F]{4})_", lambda found: chr(int(found[1], 16)), claim["Quote"])
    assert kept == CONTROLS


@pytest.mark.parametrize("sign", ["x", "\U0001f9ea"])
def test_a_text_that_no_cell_holds_is_cut_and_says_so(sign):
    cut = xlsx._fitting(sign * 40_000)
    assert cut.endswith(xlsx.CUT)
    assert len(cut.encode("utf-16-le")) // 2 in (xlsx.LONGEST, xlsx.LONGEST - 1)
    assert xlsx._fitting(sign * 100) == sign * 100
