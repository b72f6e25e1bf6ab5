"""PubMed and MEDLINE as XML, as PubMed's own sites, E-utilities and the yearly files give it.

The elements are those of the National Library of Medicine's document type definition for
PubMed; https://dtd.nlm.nih.gov/ncbi/pubmed/doc/out/190101/index.html has their list.
"""

import re
from collections.abc import Iterator

from reviews.exceptions import Unreadable
from reviews.importers import pubmed_article
from reviews.importers.files import TextFile
from reviews.importers.patience import patiently
from reviews.importers.records import Record, Rejection
from reviews.importers.xml_elements import Piece, Tags, parse, pieces

FORMAT, NAME = "pubmed_xml", "PubMed XML"
_TAGS = Tags(outer=("PubmedArticle", "PubmedBookArticle"), inner=("MedlineCitation",))
_ROOT = re.compile(
    r"<(?:!DOCTYPE\s{1,100})?(?:Pubmed(?:Book)?Article(?:Set)?|MedlineCitation(?:Set)?)(?=[\s/>])"
)


def looks_like(head: str) -> bool:
    """Whether a text is in this format, by the start of an element that holds records."""
    found = _ROOT.search(head)
    return found is not None and (head.lstrip().startswith("<") or _is_first(head, found.start()))


def read(text: TextFile) -> Iterator[Record | Rejection]:
    """Every record of a file, read or rejected, one at a time.

    Raises Unreadable for a file without records and for one that declares entities, and as
    `patiently` does.
    """
    return patiently(map(_read, pieces(text, _TAGS)))


def _is_first(head: str, at: int) -> bool:
    """Whether nothing else stands on the line before."""
    return not head[head.rfind("\n", 0, at) + 1 : at].strip()


def _read(piece: Piece) -> Record | Rejection:
    if piece.reason:
        return Rejection(piece.index, piece.line, piece.reason, piece.raw)
    try:
        return pubmed_article.read(parse(piece.raw), piece.index, piece.line, piece.raw)
    except Unreadable as refusal:
        return Rejection(piece.index, piece.line, str(refusal), piece.raw)
