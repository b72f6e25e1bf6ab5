"""One record of RIS, from the values of its tags to its fields."""

import re
from collections.abc import Iterator
from urllib.parse import unquote

from reviews.importers import citations, identifiers
from reviews.importers.names import read_names
from reviews.importers.plain import paragraphs_of, plain
from reviews.importers.records import Author, Record, RecordNotice, Rejection
from reviews.importers.references import retraction_cue
from reviews.importers.tagged import Fields, finished
from reviews.vocabulary import Scheme

_TITLES = ("TI", "T1", "CT")
_OTHER_TITLES = ("BT", "TT", "OP", "ST")
# What has no title of its own, but that of the whole it names.
_WHOLE = {"JFULL", "SER", "BOOK", "EBOOK", "EDBOOK", "THES", "RPRT", "CTLG", "GEN", "CONF"}
_CONTAINERS = ("JF", "T2", "JO", "BT", "JA", "J2", "J1", "T3")
_EDITORS = ("A2", "ED", "A3", "A4")
_YEAR = re.compile(r"(?<!\d)(1[5-9]\d\d|20\d\d|21\d\d)(?!\d)")
_NOT_SPECIFIED = re.compile(r"\W*(?:no|specified|no pagination specified|n\.?/?a\.?)\W*", re.I)
_DOI = re.compile(r"\b10\.\d{4,9}/[^\s\"'<>;|\]}]{1,300}")
_DOI_IN_URL = re.compile(
    r"doi\.org/(10\.\S{3,300})|/doi/(?:[a-z]{2,12}/)?(10\.[^\s?#]{3,300})|"
    r"[?&;](?:rft_)?id=(?:info:)?doi[:/](10\.[^&\s]{3,300})",
    re.I,
)
_PAGE_OF_ARTICLE = re.compile(r"/(?:abstract|full|fulltext|pdf|epdf|full/html|meta|summary)/?$")
_PMID = re.compile(
    r"\b(?:PMID|PUBMED(?: ID)?|MEDLINE)(?: AND [A-Z]{2,10})?[\s:=#]{1,3}(\d{1,8})\b", re.I
)
_PMID_IN_URL = re.compile(
    r"(?:pubmed\.ncbi\.nlm\.nih\.gov|ncbi\.nlm\.nih\.gov/pubmed|hubmed\.org/display\.cgi\?uids=)"
    r"[/=]?(\d{1,8})\b|[?&;]id=pmid:(\d{1,8})\b",
    re.I,
)
_PMCID = re.compile(r"\bPMC[1-9]\d{0,8}\b")
_IS_PUBMED = re.compile(r"\b(?:pubmed|medline|nlm)\b", re.I)
_IS_OTHER = re.compile(r"embase|scopus|web of science|psyc|cinahl|cochrane|central|eric", re.I)
_OVID_MEDLINE = re.compile(r"ovid\w*\.\S{1,300}[?&]D=(?:med|ppez|prem|pm)", re.I)
_NOTES = ("N1", "M1", "M2", "XR", "C1", "C2", "C5", "U1", "U2", "U3", "ID")
_LINKS = ("UR", "L3", "L2", "LK", "L1")


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
            affiliation=plain("; ".join(get("AD", ()))),
            journal=_first(fields, [tag for tag in _CONTAINERS if tag != title_tag]),
            year=year,
            volume=_first(fields, ("VL",)),
            issue=_first(fields, ("IS", "CP")),
            pages=_pages(fields),
            published=published[:60],
            abstract=paragraphs_of(get("AB") or get("N2") or ()),
            doi=_doi(fields),
            pmid=_pmid(fields),
            pmcid=_pmcid(fields),
            notices=_notices(title, fields),
        )
    )


def _first(fields: Fields, tags: tuple[str, ...] | list[str]) -> str:
    for tag in tags:
        if tag in fields:
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
    return tuple(authors) if len(authors) < 2 else tuple(dict.fromkeys(authors))


def _dates(fields: Fields) -> tuple[int | None, str]:
    """The year, and the date as printed without its empty parts ("2003/10//")."""
    year, dates = None, []
    for tag in ("PY", "Y1", "DA"):
        for value in fields.get(tag, ()):
            date = plain(value).removesuffix("undefined").rstrip("/ ")
            found = _YEAR.search(date)
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
        if doi := identifiers.if_valid(Scheme.DOI, value) or _doi_within(value):
            return doi
    return next(_other_dois(fields), "")


def _other_dois(fields: Fields) -> Iterator[str]:
    """DOIs where some programs hide them: in links, in notes, among other numbers."""
    for tag in _LINKS:
        for value in fields.get(tag, ()):
            if "10." in value and (doi := _doi_of_link(value)):
                yield doi
    for tag in ("M3", "AN", "ID", "C7", "SE"):
        for value in fields.get(tag, ()):
            if "10." in value and (doi := identifiers.if_valid(Scheme.DOI, value)):
                yield doi
    for tag in _NOTES:
        for value in fields.get(tag, ()):
            if "10." in value and len(value) < 1000:
                doi = identifiers.if_valid(Scheme.DOI, value) or citations.find_doi(value)
                if doi:
                    yield doi


def _doi_of_link(link: str) -> str:
    found = _DOI_IN_URL.search(link)
    if not found:
        return identifiers.if_valid(Scheme.DOI, link)
    bare = found[1] or _PAGE_OF_ARTICLE.sub("", found[2] or "") or found[3]
    return identifiers.if_valid(Scheme.DOI, unquote(bare.partition("?")[0]))


def _doi_within(value: str) -> str:
    found = _DOI.search(unquote(value)[:2000])
    return identifiers.if_valid(Scheme.DOI, found[0]) if found else ""


def _pmid(fields: Fields) -> str:
    """The PMID, from where it is announced; a bare number only if its database is PubMed."""
    for tag in _LINKS:
        for value in fields.get(tag, ()):
            if "pm" in value or "pubmed" in value:
                if found := _PMID_IN_URL.search(value):
                    return identifiers.if_valid(Scheme.PMID, found[1] or found[2])
    for tag in ("AN", *_NOTES):
        for value in fields.get(tag, ()):
            if found := _PMID.search(value[:5000]):
                return identifiers.if_valid(Scheme.PMID, found[1])
    tags = _numbers_of_pubmed(fields)
    values = (value for tag in tags for value in fields.get(tag, ()))
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
    for tag in ("C2", "U1", "U2", "AN", "N1", "M1", *_LINKS):
        for value in fields.get(tag, ()):
            if "PMC" in value and (found := _PMCID.search(value)):
                return found[0]
    return ""


def _notices(title: str, fields: Fields) -> tuple[RecordNotice, ...]:
    kinds = "\n".join([*fields.get("M3", ()), *fields.get("PT", ())])
    if "etract" not in kinds and "retract" not in title.lower():
        return ()
    notice = retraction_cue(title, kinds)
    return (notice,) if notice else ()
