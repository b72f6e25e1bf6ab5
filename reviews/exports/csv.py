"""The judgements of an edition as CSV, line by line, safe to open in a spreadsheet.

A cell that a spreadsheet might take for a formula begins with an apostrophe, and so does one
that begins with an apostrophe itself: taking one leading apostrophe away gives any cell back.
"""

import csv
import json
import re
import tempfile
from collections.abc import Iterator

from reviews.exports import ndjson
from reviews.exports.reading_rounds import asking, last_asked
from reviews.exports.tables import Entry, entries, in_one_language
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
    return written(JUDGEMENTS, _entries(release))


def render(report) -> str:
    """The same of a report, in its order; in whatever language that is."""
    with in_one_language():
        return "".join(written(JUDGEMENTS, entries(report)))


def written(table, entries) -> Iterator[str]:
    write = csv.writer(_Echo()).writerow
    yield write([column.heading for column in table.columns])
    for row in table.rows(entries):
        yield write(map(guarded, row))


def guarded(cell) -> str:
    text = "" if cell is None else str(cell)
    return GUARD + text if _MIGHT_CALCULATE.match(text) else text


def _entries(release):
    """Which rounds count is known only once all claims were read, so they wait on the disk."""
    asked = []
    with tempfile.TemporaryFile("w+", encoding="utf-8") as waiting:
        for line in ndjson.lines(release):
            waiting.write(line)
            asked.append(asking(json.loads(line)["content"]))
        counts = last_asked(asked)
        waiting.seek(0)
        for claim in map(json.loads, waiting):
            row = Standing(**claim["standing"])
            yield Entry(claim["content"], claim["edition"], row, counts)
