"""The judgements as CSV: complete, reversible, and nothing that a spreadsheet would run."""

import csv as reader
import io

import pytest

from reviews.exports import csv, tables
from reviews.exports.tables_rounds import JUDGEMENTS
from tests.exports.constructed import report
from tests.exports.golden import assert_golden
from tests.exports.payloads import CONTROLS, PAYLOADS, hostile, written

DANGEROUS = ("=", "+", "-", "@", "\t", "\r")


def read(made):
    """Rows as a program reads them that knows of the guard."""
    rows = list(reader.DictReader(io.StringIO("".join(made), newline="")))
    return [{name: unguarded(cell) for name, cell in row.items()} for row in rows]


def unguarded(cell):
    return cell.removeprefix(csv.GUARD)


def test_it_is_as_kept():
    made = "".join(csv.written(JUDGEMENTS, tables.entries(report())))
    assert_golden("judgements.csv", made.replace("\r\n", "\n"))


def test_five_hundred_payloads_come_back_and_none_can_run():
    made = "".join(csv.written(JUDGEMENTS, tables.entries(hostile())))
    cells = [cell for row in reader.reader(io.StringIO(made, newline="")) for cell in row]
    assert [cell for cell in cells if cell.lstrip(" ").startswith(DANGEROUS)] == []
    found = {}
    for row in read([made]):
        texts = (row[name] for name in ("Quote", "Paper", "Title of the paper", "Quoted", "Note"))
        found.setdefault(row["Claim id"], set()).update(texts)
    assert len(found) == len(PAYLOADS) > 500
    assert sorted(found.values(), key=str) == sorted(({text} for text in PAYLOADS), key=str)


@pytest.mark.parametrize(
    "text", [*DANGEROUS, "'", "''=1", " -1", "\r\n", "\uff1d1", "", "a'", CONTROLS]
)
def test_the_guard_is_taken_away_by_one_apostrophe(text):
    assert unguarded(csv.guarded(text)) == text
    assert not csv.guarded(text).startswith(DANGEROUS)


def test_signs_that_xml_forbids_stay_as_they_are():
    rows = read(csv.written(JUDGEMENTS, tables.entries(report(written(CONTROLS)))))
    assert {row["Note"] for row in rows} == {CONTROLS}
