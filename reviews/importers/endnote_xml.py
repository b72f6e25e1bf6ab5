"""EndNote's XML, as EndNote and many other programs export it.

The elements are those of EndNote's RSXML document type definition, which comes with the program;
the capital ones of EndNote 7 and before are read as well.
"""

import re
from collections.abc import Iterator

from reviews.exceptions import Unreadable
from reviews.importers import endnote_record
from reviews.importers.files import TextFile
from reviews.importers.patience import patiently
from reviews.importers.records import Record, Rejection
from reviews.importers.xml_elements import Piece, Tags, parse, pieces

FORMAT, NAME = "endnote_xml", "EndNote XML"
_TAGS = Tags(outer=("record", "RECORD", "Record"))
_ROOT = re.compile(
    r"<(?:xml|records|ref-type|rec-number|titles|contributors|reference_type)(?=[\s/>])", re.I
)


def looks_like(head: str) -> bool:
    """Whether a text is in this format, by the names of elements that no other one has."""
    return head.lstrip().startswith("<") and _ROOT.search(head) is not None


def read(text: TextFile) -> Iterator[Record | Rejection]:
    """Every record of a file, read or rejected, one at a time.

    Raises Unreadable for a file without records and for one that declares entities, and as
    `patiently` does.
    """
    return patiently(map(_read, pieces(text, _TAGS)))


def _read(piece: Piece) -> Record | Rejection:
    if piece.reason:
        return Rejection(piece.index, piece.line, piece.reason, piece.raw)
    try:
        return endnote_record.read(parse(piece.raw), piece.index, piece.line, piece.raw)
    except Unreadable as refusal:
        return Rejection(piece.index, piece.line, str(refusal), piece.raw)
