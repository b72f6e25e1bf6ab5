"""The judgements of an edition as CSV, line by line, safe to open in a spreadsheet.

A cell that a spreadsheet might take for a formula begins with an apostrophe, and so does one
that begins with an apostrophe itself: taking one leading apostrophe away gives any cell back.
"""

import csv
import json
import re
from collections.abc import Iterator

from reviews.exports import ndjson
from reviews.exports.tables import Entry
from reviews.exports.tables_rounds import JUDGEMENTS
from reviews.models import Standing

GUARD = "'"
# Spreadsheets pass over white space, and some take full-width signs for the plain ones.
_MIGHT_CALCULATE = re.compile(r"'|[\t\r\n]|\s*[=+\-@\uff1d\uff0b\uff0d\uff20]")


class _Echo:
    """A file that gives each line back."""

    def write(self, line):
        return line


def lines(release) -> Iterator[str]:
    """Claims go by their ids, as in the NDJSON."""
    return written(_entries(ndjson.lines(release)))


def written(entries) -> Iterator[str]:
    write = csv.writer(_Echo()).writerow
    yield write([column.heading for column in JUDGEMENTS.columns])
    for row in JUDGEMENTS.rows(entries):
        yield write(map(guarded, row))


def guarded(cell) -> str:
    text = "" if cell is None else str(cell)
    return GUARD + text if _MIGHT_CALCULATE.match(text) else text


def _entries(found):
    for claim in map(json.loads, found):
        yield Entry(claim["content"], claim["edition"], Standing(**claim["standing"]))
