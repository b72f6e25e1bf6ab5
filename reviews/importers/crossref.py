"""What Crossref's REST API answers for one DOI (`works/{doi}`), read as a file of one record.

What others make of the same work, such as its updates, they read from `message_of`. The fields
are those of Crossref's format "work"; https://api.crossref.org has their list.
"""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from reviews.exceptions import Unreadable
from reviews.importers import citations, identifiers, jats
from reviews.importers.files import TextFile
from reviews.importers.records import Author, Cited, Record, Reference, Rejection
from reviews.importers.references import retraction_cue
from reviews.vocabulary import Scheme

FORMAT, NAME = "crossref", "Crossref's answer for a DOI"
LARGEST = 8 * 2**20  # characters
_WORK = re.compile(r"\s*\{[^{}]{0,300}\"message-type\"\s*:\s*\"work\"")
_DATES = ("issued", "published", "published-print", "published-online", "posted")
_RELATIONS = {
    "is-preprint-of": "Preprint of",
    "has-preprint": "Preprint",
    "is-version-of": "Version of",
    "has-version": "Version",
}
_MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
_YEAR = re.compile(r"(?:1[5-9]|20|21)\d\d")
_ORCID = re.compile(r"(?:\d{4}-){3}\d{3}[\dX]")


def looks_like(head: str) -> bool:
    return _WORK.match(head) is not None


def read(text: TextFile) -> Iterator[Record | Rejection]:
    """The one record of an answer. Raises Unreadable for one that is larger than any work."""
    raw = ""
    for block in text.blocks():
        raw += block
        if len(raw) > LARGEST:
            raise Unreadable("It is larger than any answer of Crossref: ask again and save it.")
    raw = raw.strip()
    try:
        yield record_of(message_of(raw), raw)
    except Unreadable as error:
        yield Rejection(1, 1, str(error), raw)


def message_of(answer: str) -> dict[str, Any]:
    """The work that an answer tells of, all of it. Raises Unreadable if it tells of none."""
    try:
        told = json.loads(answer)
    except (ValueError, RecursionError):
        raise Unreadable("It is not JSON, or cut short: ask Crossref again.") from None
    message = told.get("message") if isinstance(told, dict) else None
    if not isinstance(message, dict) or "DOI" not in message:
        raise Unreadable("It tells of no work: ask Crossref again.")
    return message


def record_of(message: Mapping[str, Any], raw: str) -> Record:
    """The record of a work. Raises Unreadable without a title and for what is no text."""
    title = _title(message)
    if not title:
        raise Unreadable("Crossref tells no title of this work: add the paper by hand.")
    cue = retraction_cue(title, "")
    published, year = _date(message)
    return Record(
        index=1,
        line=1,
        raw=raw,
        title=title,
        authors=_authors(message),
        affiliation=_affiliation(message),
        journal=_first(message, "container-title") or _institution(message),
        year=year,
        volume=_text(message, "volume")[:40].rstrip(),
        issue=_text(message, "issue")[:40].rstrip(),
        pages=(_text(message, "page") or _text(message, "article-number"))[:60].rstrip(),
        published=published,
        abstract=jats.paragraphs(_string(message.get("abstract"))),
        doi=identifiers.if_valid(Scheme.DOI, _text(message, "DOI")),
        notices=(cue,) if cue else (),
        related=tuple(_related(message)),
        references=tuple(filter(None, map(_cited, _dicts(message.get("reference"))))),
    )


def _title(message: Mapping[str, Any]) -> str:
    title, subtitle = _first(message, "title"), _first(message, "subtitle")
    if title and subtitle and subtitle.lower() not in title.lower():
        return f"{title}{' ' if title.endswith((':', '?', '!')) else ': '}{subtitle}"
    return title or _first(message, "original-title") or _first(message, "short-title")


def _authors(message: Mapping[str, Any]) -> tuple[Author, ...]:
    return tuple(filter(None, map(_author, _dicts(message.get("author")))))


def _author(given: Mapping[str, Any]) -> Author | None:
    """A person by family name, or whoever has one name alone, which is a group's."""
    orcid = _ORCID.search(_string(given.get("ORCID")).upper())
    family, name = _text(given, "family"), _text(given, "name")
    if family:
        return Author(
            family=family,
            given=_text(given, "given"),
            suffix=_text(given, "suffix"),
            orcid=orcid[0] if orcid else "",
        )
    alone = name or _text(given, "given")
    return Author(collective=alone) if alone else None


def _affiliation(message: Mapping[str, Any]) -> str:
    """Where the first author that names a place works."""
    for author in _dicts(message.get("author")):
        places = [_text(place, "name") for place in _dicts(author.get("affiliation"))]
        if any(places):
            return "; ".join(filter(None, places))
    return ""


def _institution(message: Mapping[str, Any]) -> str:
    """The server of a preprint, which stands in for its journal."""
    names = (_text(place, "name") for place in _dicts(message.get("institution")))
    return next(filter(None, names), "") or _text(message, "group-title")


def _date(message: Mapping[str, Any]) -> tuple[str, int | None]:
    """When it was published, as "2020 Mar 1" or less, and the year."""
    for name in _DATES:
        given = message.get(name)
        parts = given.get("date-parts") if isinstance(given, dict) else None
        first = parts[0] if isinstance(parts, list) and parts else None
        numbers = [part for part in _list(first) if isinstance(part, int)][:3]
        if numbers and 1500 <= numbers[0] < 2200:
            return _printed(numbers), numbers[0]
    return "", None


def _printed(numbers: list[int]) -> str:
    """As MEDLINE prints dates; a month or day that no calendar has is left out."""
    year, month, day = (*numbers, 0, 0)[:3]
    if not 1 <= month <= 12:
        return str(year)
    return f"{year} {_MONTHS[month - 1]}" + (f" {day}" if 1 <= day <= 31 else "")


def _related(message: Mapping[str, Any]) -> list[Reference]:
    """The preprints and versions that it names by DOI."""
    relation = message.get("relation")
    relations = relation if isinstance(relation, dict) else {}
    return [
        Reference(heading=heading, text=doi, published="", doi=doi, pmid="")
        for name, heading in _RELATIONS.items()
        for other in _dicts(relations.get(name))
        if (doi := identifiers.if_valid(Scheme.DOI, _text(other, "id")))
    ]


def _cited(entry: Mapping[str, Any]) -> Cited | None:
    """An entry of the reference list; None for one that says nothing but its key."""
    text = jats.plain(_string(entry.get("unstructured")))
    doi = identifiers.if_valid(Scheme.DOI, _text(entry, "DOI")) or citations.find_doi(text)
    title = _text(entry, "article-title") or _text(entry, "volume-title")
    year = _YEAR.search(_text(entry, "year"))
    text = text or _put_together(entry, title) or doi
    if not text:
        return None
    return Cited(
        text=text,
        doi=doi,
        pmid=citations.find_pmid(text),
        title=title,
        year=int(year[0]) if year else None,
    )


def _put_together(entry: Mapping[str, Any], title: str) -> str:
    journal = _text(entry, "journal-title") or _text(entry, "series-title")
    place = ":".join(filter(None, [_text(entry, "volume"), _text(entry, "first-page")]))
    when = ";".join(filter(None, [_text(entry, "year"), place]))
    parts = (_text(entry, "author"), title, journal, when)
    return " ".join(f"{part.rstrip('.')}." for part in parts if part)


def _text(given: Mapping[str, Any], name: str) -> str:
    value = given.get(name)
    return jats.plain(str(value) if isinstance(value, int) else _string(value))


def _first(message: Mapping[str, Any], name: str) -> str:
    """The first text of a list, or the text itself where a list is expected."""
    value = message.get(name)
    texts = map(_string, value if isinstance(value, list) else [value])
    return next(filter(None, map(jats.plain, texts)), "")


def _string(value: object) -> str:
    return value if isinstance(value, str) else ""


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _dicts(value: object) -> list[dict[str, Any]]:
    return [entry for entry in _list(value) if isinstance(entry, dict)]
