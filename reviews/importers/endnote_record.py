"""One record of EndNote's XML, from its element to its fields."""

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from reviews.importers import identifiers, links, marked
from reviews.importers.names import read_names
from reviews.importers.patience import MOST_LISTED
from reviews.importers.records import Author, Record, RecordNotice, Rejection
from reviews.importers.references import notices_among, read_references, retraction_cue
from reviews.importers.sections import REFERENCES
from reviews.importers.tagged import finished
from reviews.importers.xml_text import plain, text_of
from reviews.vocabulary import Nature, Scheme

_UNTITLED = "It has no title: put one into its element title and import the record again."
_TITLES = ("titles/title", "title", "titles/translated-title", "titles/short-title")
_JOURNALS = (
    *("periodical/full-title", "titles/secondary-title", "secondary-title"),
    *("alt-periodical/full-title", "periodical/abbr-1", "titles/alt-title"),
)
_PEOPLE = ("authors", "secondary-authors", "tertiary-authors")
_YEAR = re.compile(r"(?<!\d)(?:1[5-9]|20|21)\d\d(?!\d)")
_LONGEST = 10_000  # characters of a list of names in one element
_MOST_LINES = 1000  # of a field
# In EndNote, a carriage return ends a paragraph of a field and an entry of a list.
_ENDS = re.compile(r"\r|\n\s*\n")
_OF_MEDLINE = re.compile(r"medline|pubmed|\bNLM\b|\bNCBI\b", re.I)


def read(record: Element, index: int, line: int, raw: str) -> Record | Rejection:
    """The record in an element, or why it cannot be one."""
    del record[MOST_LISTED:]
    _rename(record)
    title = text_of(record, *_TITLES)
    if not title:
        return Rejection(index, line, _UNTITLED, raw)
    published, year = _published(record)
    return finished(
        Record(
            index=index,
            line=line,
            raw=raw,
            title=title,
            authors=_authors(record),
            affiliation="\n".join(_lines(record, "auth-address", "author-address")),
            journal=_journal(record, title),
            year=year,
            volume=text_of(record, "volume"),
            issue=text_of(record, "number", "issue"),
            pages=text_of(record, "pages"),
            published=published,
            abstract="\n".join(_lines(record, "abstract")),
            doi=_doi(record),
            pmid=_pmid(record),
            pmcid=links.pmcid_in(_texts(record, "custom", "accession-num", "urls", "label")),
            notices=_notices(record, title),
        )
    )


def _rename(record: Element) -> None:
    """The names that EndNote 7 gave its elements, in the spelling of later versions."""
    for element in record.iter() if record.tag != "record" else ():
        element.tag = element.tag.lower().replace("_", "-")


def _authors(record: Element) -> tuple[Author, ...]:
    """The authors; without any, the editors."""
    for kind in _PEOPLE:
        elements = [
            *record.findall(f"contributors/{kind}/author"),
            *record.findall(f"{kind}/{kind.removesuffix('s')}"),
        ]
        if found := tuple(
            author for element in elements[:MOST_LISTED] for author in _names(element)
        ):
            return found
    return ()


def _names(element: Element) -> Iterator[Author]:
    """The names in an element, mostly one; a comma at the end makes it a group's."""
    parts = {name: element.get(name, "").strip() for name in ("last-name", "corp-name")}
    if parts["last-name"]:
        given = [element.get(name, "").strip() for name in ("first-name", "middle-initial")]
        name = ", ".join(filter(None, [parts["last-name"], " ".join(filter(None, given))]))
        yield from read_names(name)
        return
    for text in map(marked.one_line, "".join(element.itertext()).split("\r")):
        name = (text or parts["corp-name"])[:_LONGEST]
        if name.endswith(",") and name.count(",") == 1:
            yield Author(collective=name.rstrip(", "))
        else:
            yield from read_names(name)


def _journal(record: Element, title: str) -> str:
    found = (text_of(record, place) for place in _JOURNALS)
    return next((name for name in found if name and name != title), "")


def _published(record: Element) -> tuple[str, int | None]:
    """When it appeared, as printed, and the year."""
    year = text_of(record, "dates/year", "year")
    date = text_of(record, "dates/pub-dates/date", "pub-dates/date", "date")
    printed = date if year in date else f"{year} {date}".strip()
    found = next(filter(None, map(_YEAR.search, (year, date))), None)
    if not found:
        found = _YEAR.search(text_of(record, "dates/copyright-dates/date", "edition"))
    return printed[:60].rstrip(), int(found[0]) if found else None


def _lines(record: Element, *names: str) -> list[str]:
    found = (each for name in names for each in record.findall(name))
    texts = (_ENDS.split("".join(each.itertext()), _MOST_LINES) for each in found)
    return [line for parts in texts for part in parts if (line := marked.paragraphs(part))]


def _texts(record: Element, *beginnings: str) -> str:
    """All text in the elements whose names begin so, a line for each element in them."""
    found = (each for each in record if each.tag.startswith(beginnings))
    return "\n".join(filter(None, (part for each in found for part in map(plain, _leaves(each)))))


def _leaves(element: Element) -> list[Element]:
    """The entries of a list, each with whatever marks it up."""
    return list(element.iter("url")) or [element]


def _doi(record: Element) -> str:
    named = _texts(record, "electronic-resource-num", "doi")
    others = _texts(record, "urls", "accession-num", "notes", "research-notes", "custom", "label")
    return links.doi_of(named) or links.doi_in(others)


def _pmid(record: Element) -> str:
    """An accession number is one of PubMed if no other database is named."""
    named = text_of(record, "pmid")
    database = _texts(record, "remote-database")
    if not database or _OF_MEDLINE.search(database):
        named = named or text_of(record, "accession-num", "accession-number")
    others = _texts(record, "accession-num", "urls", "notes", "custom", "label")
    return identifiers.if_valid(Scheme.PMID, named) or links.pmid_in(others)


def _notices(record: Element, title: str) -> tuple[RecordNotice, ...]:
    """What EndNote's own import from PubMed leaves among the notes, and the cue of a title."""
    notes = _lines(record, "notes")
    found = [
        notice
        for note in notes
        if REFERENCES.match(note)
        for notice in notices_among(read_references([note]))
    ]
    types = [note for note in notes if note.lower() == "retracted publication"]
    cue = retraction_cue(title, ". ".join([*types, text_of(record, "work-type")]))
    if cue and all(notice.nature is not Nature.RETRACTION for notice in found):
        found.append(cue)
    return tuple(found)
