"""What importers hand over: every record seen is here once, read or rejected."""

from dataclasses import dataclass

from reviews.vocabulary import Nature


@dataclass(frozen=True)
class Author:
    """A person (family name and initials at least) or a group (`collective` alone).

    `orcid` is bare, as 0000-0002-1825-0097.
    """

    family: str = ""
    given: str = ""
    initials: str = ""
    suffix: str = ""
    collective: str = ""
    orcid: str = ""


@dataclass(frozen=True)
class Reference:
    """Another publication that a record points at, under the heading it stands below."""

    heading: str
    text: str
    published: str
    doi: str
    pmid: str


@dataclass(frozen=True)
class Cited:
    """One entry of a paper's own list of references, as far as its record tells it.

    `text` is the entry as printed, or its parts put together where only parts are given.
    """

    text: str
    doi: str = ""
    pmid: str = ""
    title: str = ""
    year: int | None = None


@dataclass(frozen=True)
class RecordNotice:
    """What a publisher did to the paper itself, as its own record tells.

    `published` is the date in the words of the record; empty when it gives none.
    """

    nature: Nature
    heading: str
    reference: str
    published: str = ""
    doi: str = ""
    pmid: str = ""


@dataclass(frozen=True)
class Record:
    """One paper. Text fields are NFC and empty when the record does not give them.

    `index` counts records of the file from 1, `line` is the first line of the record, also
    from 1. `raw` is the record's text with LF line ends. In `abstract` a line feed stands
    between paragraphs and nowhere else. `related` holds references that say nothing against
    this paper: comments, updates, and what it retracts or corrects itself; `references` is
    the paper's own list of references.
    """

    index: int
    line: int
    raw: str
    title: str
    authors: tuple[Author, ...] = ()
    affiliation: str = ""
    journal: str = ""
    year: int | None = None
    volume: str = ""
    issue: str = ""
    pages: str = ""
    published: str = ""
    abstract: str = ""
    doi: str = ""
    pmid: str = ""
    pmcid: str = ""
    status: str = ""
    notices: tuple[RecordNotice, ...] = ()
    related: tuple[Reference, ...] = ()
    references: tuple[Cited, ...] = ()


@dataclass(frozen=True)
class Rejection:
    """A record that could not be read: where it begins and, in a sentence, why."""

    index: int
    line: int
    reason: str
    raw: str


@dataclass(frozen=True)
class Remark:
    """What a person should know of the file before its records are stored, in a sentence."""

    sentence: str


@dataclass(frozen=True)
class Parsed:
    """A whole file. `encoding` is how its bytes were read ("unicode" for text)."""

    format: str
    encoding: str
    records: tuple[Record, ...]
    rejections: tuple[Rejection, ...]

    @property
    def seen(self) -> int:
        """How many records the file holds."""
        return len(self.records) + len(self.rejections)
