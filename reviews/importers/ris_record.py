"""One record of RIS, from the values of its tags to its fields."""

import re
from collections.abc import Iterator

from reviews.importers import identifiers, links
from reviews.importers.names import read_names
from reviews.importers.plain import paragraphs_of, plain
from reviews.importers.records import Author, Record, RecordNotice, Rejection
from reviews.importers.references import retraction_cue
from reviews.importers.tagged import YEAR, Fields, finished
from reviews.vocabulary import Scheme

LONGEST_NOTE = 1000  # characters; what is longer lists other papers
_TITLES = ("TI", "T1", "CT")
_OTHER_TITLES = ("BT", "TT", "OP", "ST")
# What has no title of its own, but that of the whole it names.
_WHOLE = {"JFULL", "SER", "BOOK", "EBOOK", "EDBOOK", "THES", "RPRT", "CTLG", "GEN", "CONF"}
_CONTAINERS = ("JF", "T2", "JO", "BT", "JA", "J2", "J1", "T3")
_EDITORS = ("A2", "ED", "A3", "A4")
_NOT_SPECIFIED = re.compile(r"\W*(?:no|specified|no pagination specified|n\.?/?a\.?)\W*", re.I)
# What Cochrane's register writes; in small letters it may be a sentence with a year.
_FROM_PUBMED = re.compile(r"\b(?:PUBMED|MEDLINE)[\s:]{1,3}([1-9]\d{4,7})\b")
_IS_PUBMED = re.compile(r"\b(?:pubmed|medline|nlm)\b", re.I)
_IS_OTHER = re.compile(r"embase|scopus|web of science|psyc|cinahl|cochrane|central|eric", re.I)
_OVID_MEDLINE = re.compile(r"ovid\w*\.\S{1,300}[?&]D=(?:med|ppez|prem|pm)", re.I)
_NOTES = ("N1", "M1", "M2", "XR", "C1", "C2", "C5", "U1", "U2", "U3")
_LINKS = ("UR", "L3", "L2", "LK", "L1")
_WITH_PMID = {"AN", "DB", "DP", *_NOTES, *_LINKS}


def read_record(index: int, line: int, raw: str, fields: Fields) -> Record | Rejection:
    """The record with these values, the wrapped ones with LF, or why it cannot be one."""
    get = fields.get
    kind = "".join(get("TY", ())[:1]).upper()
    title, title_tag = _title(fields, kind)
    year, published = _dates(fields)
    return finished(
        Record(
            index=index,
            line=line,
            raw=raw,
            title=title,
            authors=_authors(fields),
            affiliation=plain("; ".join(get("AD", ()))) if "AD" in fields else "",
            journal=_first(fields, _CONTAINERS, title_tag),
            year=year,
            volume=_first(fields, ("VL",)),
            issue=_first(fields, ("IS", "CP")),
            pages=_pages(fields),
            published=published[:60].rstrip(),
            abstract=paragraphs_of(get("AB") or get("N2") or ()),
            doi=_doi(fields),
            pmid="" if _WITH_PMID.isdisjoint(fields) else _pmid(fields),
            pmcid=_pmcid(fields) if "PMC" in raw else "",
            notices=_notices(title, fields),
        )
    )


def _first(fields: Fields, tags: tuple[str, ...], taken: str = "") -> str:
    for tag in tags:
        if tag in fields and tag != taken:
            for value in fields[tag]:
                if words := plain(value):
                    return words
    return ""


def _title(fields: Fields, kind: str) -> tuple[str, str]:
    """The title and the tag it has, the one of the whole for a record of a whole."""
    others = (*_OTHER_TITLES, "T2", "T3", "JF", "JO") if kind in _WHOLE else _OTHER_TITLES
    for tag in (*_TITLES, *others):
        if tag in fields and (title := _first(fields, (tag,))):
            return title, tag
    return "", ""


def _authors(fields: Fields) -> tuple[Author, ...]:
    """The authors; the editors of what has none."""
    values = [*fields.get("AU", ()), *fields.get("A1", ())]
    if not values:
        values = next((fields[tag] for tag in _EDITORS if any(fields.get(tag, ()))), [])
    authors = [author for value in values for author in read_names(value)]
    is_twice = "AU" in fields and "A1" in fields
    return tuple(dict.fromkeys(authors)) if is_twice else tuple(authors)


def _dates(fields: Fields) -> tuple[int | None, str]:
    """The year, and the date as printed without its empty parts ("2003/10//")."""
    if "Y1" not in fields and "DA" not in fields:
        only = fields.get("PY", [""])[0].strip()
        if YEAR.fullmatch(only):
            return int(only), only
    year: int | None = None
    dates: list[tuple[str, int | None]] = []
    for tag in ("PY", "Y1", "DA"):
        for value in fields.get(tag, ()):
            date = plain(value).removesuffix("undefined").rstrip("/ ")
            found = YEAR.search(date)
            if found and year is None:
                year = int(found[1])
            if date:
                dates.append((date, int(found[1]) if found else None))
    whole = [date for date, of in dates if of == year]
    if len(whole) == len(dates) or year is None:
        return year, max((date for date, _ in dates), key=len, default="")
    longest = max(whole, key=len)
    day = next((date for date, of in dates if of is None), "")
    return year, f"{longest} {day}" if day and longest == str(year) else longest


def _pages(fields: Fields) -> str:
    first, last = _first(fields, ("SP",)), _first(fields, ("EP",))
    if _NOT_SPECIFIED.fullmatch(first):
        first = last = ""
    if not first or "-" in first or "–" in first:
        return first or last or _first(fields, ("C7", "AR"))
    if last.startswith(f"{first}-"):
        return last
    return f"{first}-{last}" if last and last != first else first


def _doi(fields: Fields) -> str:
    for value in fields.get("DO", ()):
        if doi := identifiers.if_valid(Scheme.DOI, value) or links.doi_of(value):
            return doi
    return next(_other_dois(fields), "")


def _other_dois(fields: Fields) -> Iterator[str]:
    """DOIs where some programs hide them: in links, in notes, among other numbers."""
    for tag in (*_LINKS, "M3", "AN", "ID", "C7", "SE", *_NOTES):
        for value in fields.get(tag, ()):
            if "10." in value and len(value) < LONGEST_NOTE:
                doi = links.doi_in(value) or identifiers.if_valid(Scheme.DOI, value)
                if doi:
                    yield doi


def _pmid(fields: Fields) -> str:
    """The PMID, from where it is announced; a bare number only if its database is PubMed."""
    for tag in (*_LINKS, "AN", *_NOTES):
        for value in fields.get(tag, ()):
            if pmid := links.pmid_in(value[:LONGEST_NOTE]):
                return pmid
            if found := _FROM_PUBMED.search(value[:LONGEST_NOTE]):
                return found[1]
    tags = _numbers_of_pubmed(fields)
    values = (value.strip() for tag in tags for value in fields.get(tag, ()))
    return next((value for value in values if identifiers.if_valid(Scheme.PMID, value)), "")


def _numbers_of_pubmed(fields: Fields) -> tuple[str, ...]:
    """The tags whose bare number is a PMID, by the database that wrote the record."""
    database = " ".join([*fields.get("DB", ()), *fields.get("DP", ())])
    if "Scopus" in database:
        return ("C2",)
    if _IS_OTHER.search(database):
        return ("C5",) if "Medline" in database else ()
    if _IS_PUBMED.search(database):
        return ("AN", "ID")
    links = " ".join([*fields.get("UR", ()), *fields.get("L2", ())])
    return ("AN", "ID") if "ovid" in links and _OVID_MEDLINE.search(links) else ()


def _pmcid(fields: Fields) -> str:
    tags = ("C2", "U1", "U2", "AN", "N1", "M1", *_LINKS)
    values = (value[:LONGEST_NOTE] for tag in tags for value in fields.get(tag, ()))
    return next(filter(None, map(links.pmcid_in, values)), "")


def _notices(title: str, fields: Fields) -> tuple[RecordNotice, ...]:
    kinds = "\n".join([*fields.get("M3", ()), *fields.get("PT", ())])
    if "etract" not in kinds and "retract" not in title.lower():
        return ()
    notice = retraction_cue(title, kinds)
    return (notice,) if notice else ()
