"""Every claim that stands, with its wording and its certainty, as one table for anyone to use.

What panels concluded is under CC BY 4.0; the words they quote belong to the papers.
"""

import json
from collections.abc import Iterator

from reviews.exports import csv, pieces
from reviews.exports.ndjson import PIECE
from reviews.exports.tables import Column, Entry, Table
from reviews.exports.tables_claims import CLAIMS

LICENCE = "https://creativecommons.org/licenses/by/4.0/"
TABLE = Table(
    "Published claims",
    "One row for each claim that stands: where, how it is worded, what was concluded.",
    (
        Column("Panel", 24, lambda entry: entry.content["panel"]["name"]),
        Column("Edition", 8, lambda entry: entry.edition),
        *CLAIMS.columns,
    ),
    CLAIMS.items,
)


def lines(standings) -> Iterator[str]:
    """CSV, in the order of the claims' ids; a few claims are in memory at a time."""
    rows = pieces.by_keyset(standings.select_related("frozen", "release"), PIECE)
    entries = (
        Entry(json.loads(row.frozen.content), row.release.number, row, counting=set())
        for row in rows
    )
    return csv.written(TABLE, entries)
