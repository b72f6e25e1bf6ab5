"""CSL-JSON, as Zotero, Mendeley, EndNote, Paperpile and doi.org write it.

https://docs.citationstyles.org/en/stable/specification.html lists its variables.
"""

import re
from collections.abc import Iterator

from reviews.exceptions import Unreadable
from reviews.importers import csl_item
from reviews.importers.files import TextFile
from reviews.importers.json_objects import Piece, pieces
from reviews.importers.patience import patiently
from reviews.importers.records import Record, Rejection

FORMAT, NAME = "csl_json", "CSL-JSON"
_OPENING = re.compile(r"\s*(?:\[[\s\[]*(?:[{\]\"]|$)|\{\s*(?:[}\"]|$))")


def looks_like(head: str) -> bool:
    """Whether a text is JSON, by how it opens; no other format opens so."""
    return _OPENING.match(head) is not None


def read(text: TextFile) -> Iterator[Record | Rejection]:
    """Every record of a file, read or rejected, one at a time.

    Raises Unreadable for a file without any.
    """
    return patiently(map(_read, pieces(text)))


def _read(piece: Piece) -> Record | Rejection:
    if piece.reason:
        return Rejection(piece.index, piece.line, piece.reason, piece.raw)
    try:
        return csl_item.record_of(piece.value, piece.index, piece.line, piece.raw)
    except Unreadable as refusal:
        return Rejection(piece.index, piece.line, str(refusal), piece.raw)
