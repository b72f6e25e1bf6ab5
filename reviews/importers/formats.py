"""Which format a file is in, told from its content, and the records it holds."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import BinaryIO, Protocol

from reviews.exceptions import Unreadable
from reviews.importers import (
    bibtex,
    crossref,
    csl_json,
    endnote_xml,
    identifier_list,
    medline,
    pubmed,
    pubmed_xml,
    refer,
    ris,
    tables,
    web_of_science,
)
from reviews.importers.files import TextFile
from reviews.importers.records import Record, Rejection, Remark


class Importer(Protocol):
    """A module that reads one format. `NAME` is what people call it."""

    FORMAT: str
    NAME: str

    def looks_like(self, head: str) -> bool: ...

    def read(self, text: TextFile) -> Iterator[Record | Rejection | Remark]: ...


@dataclass(frozen=True)
class Reading:
    """A file that is being read: `items` are its records in order, each read or rejected.

    Going through `items` raises Unreadable if the rest of the file cannot be read at all.
    `heading` has to stand above some of its records wherever they are to be read again.
    `remarks` are sentences about the file as a whole, known after the last of the items.
    """

    format: str
    text: TextFile
    items: Iterator[Record | Rejection]
    heading: str = ""
    remarks: list[str] = field(default_factory=list)

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
# For lists of references that are only looked up; what names papers alone cannot be imported.
LISTS: tuple[Importer, ...] = (*IMPORTERS[:-1], identifier_list, IMPORTERS[-1])

_BY_LINES: tuple[Importer, ...] = (ris, medline, web_of_science, refer, bibtex, pubmed_xml)
_MIXED = (
    "Some lines seem to begin records in {0}, and nothing of those is read here, because the file "
    "as a whole is {1}: hand them in as a file of their own."
)


def read(file: BinaryIO, importers: tuple[Importer, ...] = IMPORTERS) -> Reading:
    """Raises Unreadable if the file is empty, no text, or in none of the formats."""
    text = TextFile(file)
    for importer in importers:
        if importer.looks_like(text.head):
            heading = tables.heading(text.head) if importer is tables else ""
            remarks: list[str] = []
            return Reading(importer.FORMAT, text, _items(importer, text, remarks), heading, remarks)
    names = [importer.NAME for importer in importers]
    raise Unreadable(
        "Its beginning is in none of the formats that can be read: "
        f"{', '.join(names[:-1])} and {names[-1]}. Export the records again in one of them."
    )


def _items(importer: Importer, text: TextFile, remarks: list[str]) -> Iterator[Record | Rejection]:
    for item in importer.read(text):
        if isinstance(item, Remark):
            remarks.append(item.sentence)
        else:
            yield item
    if others := _others(importer, text):
        remarks.append(_MIXED.format(" and ".join(others), importer.NAME))


def _others(importer: Importer, text: TextFile) -> list[str]:
    """Names of other formats that lines of the file begin records of. Only where a line is what
    begins a record: other formats may well quote such lines."""
    if importer not in _BY_LINES:
        return []
    begun = text.begun - {importer.FORMAT}
    return [each.NAME for each in _BY_LINES if each.FORMAT in begun]
