"""One item of CSL-JSON as a record; what Crossref and Zotero call some variables is read too."""

import re
from collections.abc import Mapping
from typing import Any

from reviews.importers import citations, identifiers, links, marked
from reviews.importers.csl_names import authors_of
from reviews.importers.csl_values import dicts, first, string, text_of
from reviews.importers.patience import MOST_LISTED
from reviews.importers.records import Cited, Record, RecordNotice, Rejection
from reviews.importers.references import retraction_cue
from reviews.importers.tagged import finished
from reviews.vocabulary import Nature, Scheme

Item = Mapping[str, Any]

_UNTITLED = "It has no title: give it one and import the record again."
_TITLES = ("title", "original-title", "title-short", "short-title", "shortTitle", "reviewed-title")
_JOURNALS = ("container-title", "publicationTitle", "container-title-short", "journalAbbreviation")
_PAGES = ("page", "pages", "article-number", "page-first")
_DATES = ("issued", "published", "published-print", "published-online", "posted", "date")
_TELLING = {*_TITLES, *_JOURNALS, "issued", "DOI", "doi", "PMID", "PMCID"}
_NOTES = ("note", "extra", "annote", "URL", "url", "id", "custom")
_MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
_YEAR = re.compile(r"(?<!\d)(?:1[5-9]|20|21)\d\d(?!\d)")
_UPDATES = {
    "retraction": Nature.RETRACTION,
    "removal": Nature.RETRACTION,
    "withdrawal": Nature.RETRACTION,
    "partial_retraction": Nature.CORRECTION,
    "expression_of_concern": Nature.EXPRESSION_OF_CONCERN,
    "correction": Nature.CORRECTION,
    "corrigendum": Nature.CORRECTION,
    "erratum": Nature.CORRECTION,
}


def is_like_one(item: Item) -> bool:
    """Whether an object has anything that items have and other JSON seldom has. Every item has
    an id and a type, but programs leave them out."""
    item = _unwrapped(item)
    return {"id", "type"} <= item.keys() or not _TELLING.isdisjoint(item)


def record_of(item: Item, index: int, line: int, raw: str) -> Record | Rejection:
    """The record of an item, or why it cannot be one. Raises Unreadable for what is no text."""
    item = _unwrapped(item)
    title = _title(item)
    if not title:
        return Rejection(index, line, _UNTITLED, raw)
    published, year = date_of(item)
    notes = "\n".join(filter(None, (string(item.get(name)) for name in _NOTES)))
    return finished(
        Record(
            index=index,
            line=line,
            raw=raw,
            title=title,
            authors=authors_of(item),
            affiliation=_affiliation(item),
            journal=_journal(item, title),
            year=year,
            volume=text_of(item, "volume"),
            issue=text_of(item, "issue"),
            pages=next(filter(None, (text_of(item, name) for name in _PAGES)), ""),
            published=published,
            abstract=_abstract(item),
            doi=links.doi_of(text_of(item, "DOI") or text_of(item, "doi")) or links.doi_in(notes),
            pmid=_numbered(Scheme.PMID, item, "PMID") or links.pmid_in(notes),
            pmcid=_numbered(Scheme.PMCID, item, "PMCID") or links.pmcid_in(notes),
            notices=notices_of(item, title),
            references=tuple(filter(None, map(_cited, _references(item)))),
        )
    )


def _unwrapped(item: Item) -> Item:
    """Without what Zotero's web service puts around an item."""
    return item["data"] if isinstance(item.get("data"), dict) else item


def date_of(item: Item) -> tuple[str, int | None]:
    """When it was published, as "2020 Mar 1" or in the item's own words, and the year."""
    for name in _DATES:
        printed = _printed(item.get(name))
        if year := _YEAR.search(printed):
            return printed[:60].rstrip(), int(year[0])
    return "", None


def notices_of(item: Item, title: str) -> tuple[RecordNotice, ...]:
    """What Crossref says was done to the paper, and else the cue of its title."""
    found = []
    for update in dicts(item.get("updated-by")):
        kind = text_of(update, "type").lower().replace("-", "_").replace(" ", "_")
        if nature := _UPDATES.get(kind):
            doi = identifiers.if_valid(Scheme.DOI, text_of(update, "DOI"))
            heading = text_of(update, "label") or kind.replace("_", " ").capitalize()
            published = _printed(update.get("updated"))[:60]
            found.append(RecordNotice(nature, heading, doi or heading, published, doi))
    cue = retraction_cue(title, "")
    if cue and all(notice.nature is not Nature.RETRACTION for notice in found):
        found.append(cue)
    return tuple(found)


def _title(item: Item) -> str:
    title, subtitle = first(item, "title"), first(item, "subtitle")
    if title and subtitle and subtitle.lower() not in title.lower():
        return f"{title}{' ' if title.endswith((':', '?', '!')) else ': '}{subtitle}"
    return next(filter(None, (first(item, name) for name in _TITLES)), "")


def _journal(item: Item, title: str) -> str:
    """Where it appeared; for a preprint, the server."""
    names = [first(item, name) for name in _JOURNALS]
    names += [text_of(place, "name") for place in dicts(item.get("institution"))]
    names.append(text_of(item, "group-title"))
    return next((name for name in names if name and name != title), "")


def _affiliation(item: Item) -> str:
    """Where the first author that names a place works."""
    for author in dicts(item.get("author")):
        places = [text_of(place, "name") for place in dicts(author.get("affiliation"))]
        if any(places):
            return "; ".join(filter(None, places))
    return ""


def _abstract(item: Item) -> str:
    text = string(item.get("abstract") or item.get("abstractNote"))
    if "<" in text:
        return marked.paragraphs(text)
    return "\n".join(filter(None, map(marked.one_line, text.splitlines())))


def _printed(date: object) -> str:
    """A date as MEDLINE prints it, from its parts; else in its own words."""
    if not isinstance(date, dict):
        return marked.one_line(string(date))
    parts = date.get("date-parts")
    while isinstance(parts, list) and parts and isinstance(parts[0], list):
        parts = parts[0]
    numbers = [
        int(part) for part in map(string, _list(parts)) if part.isdecimal() and len(part) < 5
    ]
    if not numbers:
        named = (text_of(date, name) for name in ("raw", "literal", "year"))
        return next(filter(None, named), "")
    year, month, day = (*numbers[:3], 0, 0)[:3]
    if not 1 <= month <= 12:
        return str(year)
    return f"{year} {_MONTHS[month - 1]}" + (f" {day}" if 1 <= day <= 31 else "")


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _numbered(scheme: Scheme, item: Item, name: str) -> str:
    value = text_of(item, name) or text_of(item, name.lower())
    if scheme is Scheme.PMCID and value.isdecimal():
        value = f"PMC{value}"
    return identifiers.if_valid(scheme, value)


def _references(item: Item) -> list[dict[str, Any]]:
    return dicts(item.get("reference"))[:MOST_LISTED]


def _cited(entry: Item) -> Cited | None:
    """An entry of the reference list; None for one that says nothing but its key."""
    text = text_of(entry, "unstructured")
    doi = identifiers.if_valid(Scheme.DOI, text_of(entry, "DOI")) or citations.find_doi(text)
    title = text_of(entry, "article-title") or text_of(entry, "volume-title")
    year = _YEAR.search(text_of(entry, "year"))
    text = text or _put_together(entry, title) or doi
    if not text:
        return None
    return Cited(text, doi, citations.find_pmid(text), title, int(year[0]) if year else None)


def _put_together(entry: Item, title: str) -> str:
    journal = text_of(entry, "journal-title") or text_of(entry, "series-title")
    place = ":".join(filter(None, [text_of(entry, "volume"), text_of(entry, "first-page")]))
    when = ";".join(filter(None, [text_of(entry, "year"), place]))
    parts = (text_of(entry, "author"), title, journal, when)
    return " ".join(f"{part.rstrip('.')}." for part in parts if part)
