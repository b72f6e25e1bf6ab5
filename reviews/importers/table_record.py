"""One row of a table as a record."""

import re

from reviews.importers import identifiers
from reviews.importers.citations import Citation, read_citation
from reviews.importers.links import doi_in, doi_of, pmcid_in, pmid_in
from reviews.importers.names import read_name
from reviews.importers.plain import paragraphs_of, plain
from reviews.importers.records import Author, Record, Rejection
from reviews.importers.references import retraction_cue
from reviews.importers.tagged import finished
from reviews.vocabulary import Scheme

_YEAR = re.compile(r"(?<![0-9])(1[5-9][0-9]{2}|20[0-9]{2}|21[0-9]{2})(?![0-9])")
_LISTED = re.compile(r"'((?:[^'\\]|\\.)*+)'|\"((?:[^\"\\]|\\.)*+)\"")
_NUMBER = re.compile(r"\s*\([0-9]{4,}\)|\s*\[[0-9,;*]{1,9}\]")
_INITIALS = re.compile(r"(?:[^\W\d_]\.?[\s-]?){1,4}")
_ENDS_IN_INITIALS = re.compile(r".*\s(?:[A-Z]{1,3}|(?:[^\W\d_]\.[\s-]?){1,4})", re.S)
_SUFFIX = re.compile(r"(?:Jr|Sr|II|III|IV)\.?", re.I)
_DOI_IN_QUERY = re.compile(r"[?&](?:rft_)?id=doi:([^&\s]+)")
# "Journal of Things (2014) 3:3 (152-160)", as Embase has it in one cell.
_SOURCE = re.compile(
    r"(?P<journal>[^()]{1,300}?)\s\((?P<year>[0-9]{4})\)(?:\s(?P<volume>[^\s:()]{1,40}))?"
    r"(?::(?P<issue>[^\s()]{1,40}))?(?:\s\((?P<pages>[^()]{1,60})\))?(?=$|[.;,\s])"
)
_DATABASES = {"cinahl", "cochrane", "crossref", "embase", "medline", "psycinfo", "pubmed"}
_DATABASES |= {"google scholar", "openalex", "scopus", "semantic scholar", "web of science", "wos"}
_EMPTY = {"", "nan", "null", "none", "n/a", "na", "[]", "-"}
_MOST_AUTHORS = 20_000


def read_record(index: int, line: int, raw: str, fields: dict[str, str]) -> Record | Rejection:
    """The record of a row with these fields, or why it cannot be one."""
    title = _text(fields, "title")
    cited = _cited(_text(fields, "citation"))
    published, year = _date(fields)
    links = fields.get("link", "")
    notice = retraction_cue(title, fields.get("kind", ""))
    return finished(
        Record(
            index=index,
            line=line,
            raw=raw,
            title=title,
            authors=read_authors(fields.get("authors", "")),
            affiliation=_text(fields, "affiliation"),
            journal=_journal(fields) or cited.journal,
            year=year or cited.year,
            volume=_number(fields, "volume") or cited.volume,
            issue=_number(fields, "issue") or cited.issue,
            pages=_pages(fields) or cited.pages,
            published=published if published not in {"", str(cited.year)} else cited.published,
            abstract=paragraphs_of([_given(fields, "abstract")]),
            doi=doi_of(fields.get("doi", "")) or doi_in(links) or _doi_in_query(links),
            pmid=_pmid(fields) or pmid_in(links),
            pmcid=pmcid_in(fields.get("pmcid", "")) or pmcid_in(links),
            notices=(notice,) if notice else (),
        )
    )


def read_authors(text: str) -> tuple[Author, ...]:
    """The authors of a cell, however they are separated, in order."""
    parts = map(plain, _separated(text.strip()))
    names = [_NUMBER.sub("", part).strip(" ,") for part in parts]
    known = [author for name in names if name and (author := read_name(name))]
    return tuple(known)


def _separated(text: str) -> list[str]:
    if text.startswith("[") and text.endswith("]"):
        listed = [one or other for one, other in _LISTED.findall(text)]
        if listed:
            return listed
    for sign in (";", "|", "\n"):
        if sign in text:
            return text.split(sign)
    parts = re.split(r"\s+(?:and|&|et|und)\s+", text)
    if len(parts) > 2 or (len(parts) == 2 and parts[0].count(",") == 1 == parts[1].count(",")):
        return [name for part in parts for name in _by_comma(part)]
    return [name for part in parts for name in _by_comma(part.strip(" ,"))]


def _by_comma(text: str) -> list[str]:
    """A list with commas, unless the one comma stands between the parts of one name."""
    parts = [part.strip() for part in text.split(",") if part.strip()]
    if len(parts) > 3 and len(parts) % 2 == 0 and all(map(_INITIALS.fullmatch, parts[1::2])):
        pairs = zip(parts[::2], parts[1::2], strict=True)
        return [f"{family}, {given}" for family, given in pairs]
    if len(parts) == 2:
        are_both_names = all(" " in part for part in parts) and (
            _ENDS_IN_INITIALS.fullmatch(parts[0]) or not parts[0][0].islower()
        )
        return parts if are_both_names else [text]
    if len(parts) == 3 and any(map(_SUFFIX.fullmatch, parts)):
        return [text]
    return parts


def _given(fields: dict[str, str], name: str) -> str:
    """The cell, unless it only says that nothing is in it."""
    cell = fields.get(name, "")
    return "" if cell.strip().lower() in _EMPTY else cell


def _text(fields: dict[str, str], name: str) -> str:
    return plain(_given(fields, name))


def _number(fields: dict[str, str], name: str) -> str:
    """A number as it was before a spreadsheet made "12.0" of 12."""
    return re.sub(r"^([0-9]+)\.0$", r"\1", _text(fields, name))


def _journal(fields: dict[str, str]) -> str:
    name = _text(fields, "journal")
    return "" if name.lower() in _DATABASES or _SOURCE.match(name) else name


def _cited(text: str) -> Citation:
    """The parts of a cell that says in one line where the paper appeared."""
    source = _SOURCE.match(text) if text else None
    if not source:
        return (read_citation(text) if text else None) or Citation()
    parts = {name: value or "" for name, value in source.groupdict().items() if name != "year"}
    return Citation(**parts, published=source["year"], year=int(source["year"]))


def _pages(fields: dict[str, str]) -> str:
    first, last = _number(fields, "first_page"), _number(fields, "last_page")
    whole = _text(fields, "pages")
    if whole and not (first and last):
        return re.sub(r"\s*[-‐‑–—]+\s*", "-", whole)
    if not first:
        return last or _text(fields, "article_number")
    return f"{first}-{last}" if last and last != first else first


def _date(fields: dict[str, str]) -> tuple[str, int | None]:
    year, published = _number(fields, "year"), _text(fields, "published")
    found = _YEAR.search(year) or _YEAR.search(published)
    parts = [year, *(_text(fields, name) for name in ("month", "day"))]
    words = published or " ".join(filter(None, parts))
    return words.rstrip("/ ")[:60].strip(), int(found[0]) if found else None


def _pmid(fields: dict[str, str]) -> str:
    return identifiers.if_valid(Scheme.PMID, _number(fields, "pmid")) or pmid_in(
        fields.get("pmid", "")
    )


def _doi_in_query(links: str) -> str:
    found = _DOI_IN_QUERY.search(links)
    return doi_of(found[1]) if found else ""
