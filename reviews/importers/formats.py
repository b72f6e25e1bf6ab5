"""Which format a file is in, told from its content, and the records it holds."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO, Protocol

from reviews.exceptions import Unreadable
from reviews.importers import (
    bibtex,
    crossref,
    csl_json,
    endnote_xml,
    medline,
    pubmed,
    pubmed_xml,
    refer,
    ris,
    tables,
    web_of_science,
)
from reviews.importers.files import TextFile
from reviews.importers.records import Record, Rejection


class Importer(Protocol):
    """A module that reads one format. `NAME` is what people call it."""

    FORMAT: str
    NAME: str

    def looks_like(self, head: str) -> bool: ...

    def read(self, text: TextFile) -> Iterator[Record | Rejection]: ...


@dataclass(frozen=True)
class Reading:
    """A file that is being read: `items` are its records in order, each read or rejected.

    Going through `items` raises Unreadable if the rest of the file cannot be read at all.
    `heading` has to stand above some of its records wherever they are to be read again.
    """

    format: str
    text: TextFile
    items: Iterator[Record | Rejection]
    heading: str = ""

    @property
    def encoding(self) -> str:
        """How the bytes read so far were decoded."""
        return self.text.encoding


# In this order: the first that recognises the beginning of a file reads it. A line with a PMID
# is enough for PubMed text, so whatever may hold one comes before.
IMPORTERS: tuple[Importer, ...] = (
    pubmed_xml,
    endnote_xml,
    crossref,
    csl_json,
    ris,
    medline,
    web_of_science,
    refer,
    bibtex,
    tables,
    pubmed,
)


def read(file: BinaryIO) -> Reading:
    """Raises Unreadable if the file is empty, no text, or in none of the formats."""
    text = TextFile(file)
    for importer in IMPORTERS:
        if importer.looks_like(text.head):
            heading = tables.heading(text.head) if importer is tables else ""
            return Reading(importer.FORMAT, text, importer.read(text), heading)
    names = [importer.NAME for importer in IMPORTERS]
    raise Unreadable(
        "Its beginning is in none of the formats that can be read: "
        f"{', '.join(names[:-1])} and {names[-1]}. Export the records again in one of them."
    )
