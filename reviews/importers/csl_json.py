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
from reviews.importers.window import LONGEST_RECORD

FORMAT, NAME = "csl_json", "CSL-JSON"
MOST_FOREIGN = 1000  # objects, before the first that is like an item
_FOREIGN = (
    "It is JSON, but nothing in it is like a reference. The JSON that can be read is CSL-JSON, as "
    "Zotero and doi.org write it, and what Crossref answers for a DOI: export the records so."
)
_OPENING = re.compile(r"\s*(?:\[[\s\[]*(?:[{\]\"]|$)|\{\s*(?:[}\"]|$))")


def looks_like(head: str) -> bool:
    """Whether a text is JSON, by how it opens; no other format opens so."""
    return _OPENING.match(head) is not None


def read(text: TextFile) -> Iterator[Record | Rejection]:
    """Every record of a file, read or rejected, one at a time.

    Raises Unreadable for a file without any, and for JSON of another kind.
    """
    return patiently(map(_read, _if_items(pieces(text))))


def _if_items(found: Iterator[Piece]) -> Iterator[Piece]:
    """The same pieces, if one of the first is like an item or broken, so that it may be one."""
    held, characters = [], 0
    for piece in found:
        held.append(piece)
        if csl_item.is_like_one(piece.value) or piece.is_broken:
            yield from held
            yield from found
            return
        characters += len(piece.raw)
        if len(held) == MOST_FOREIGN or characters > LONGEST_RECORD:
            break
    raise Unreadable(_FOREIGN)


def _read(piece: Piece) -> Record | Rejection:
    if piece.reason:
        return Rejection(piece.index, piece.line, piece.reason, piece.raw)
    try:
        return csl_item.record_of(piece.value, piece.index, piece.line, piece.raw)
    except Unreadable as refusal:
        return Rejection(piece.index, piece.line, str(refusal), piece.raw)
