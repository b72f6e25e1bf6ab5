"""One entry of BibTeX or biblatex as a record."""

import re

from reviews.importers import identifiers
from reviews.importers.bibtex_entry import MONTHS, Entry
from reviews.importers.bibtex_names import read_names
from reviews.importers.bibtex_parents import Placed
from reviews.importers.latex import printing, unlatexed, verbatim
from reviews.importers.links import doi_in, doi_of, pmcid_in, pmid_in
from reviews.importers.plain import paragraphs_of, plain
from reviews.importers.records import Record, Rejection
from reviews.importers.references import retraction_cue
from reviews.importers.tagged import finished
from reviews.vocabulary import Scheme

_TITLES = ("title", "maintitle", "booktitle", "issuetitle", "shorttitle", "chapter", "note")
_CONTAINERS = (
    "journaltitle",
    "journal",
    "fjournal",
    "journalfull",
    "booktitle",
    "maintitle",
    "shortjournal",
)
_YEAR = re.compile(r"(?<![0-9])[12][0-9]{3}(?=(?:(?:0[0-9]|1[0-2])(?:[0-2][0-9]|3[01]))?(?![0-9]))")
_ADDRESSES = ("url", "ee", "link", "bdsk-url-1", "bdsk-url-2", "howpublished", "note", "annote")


_NO_PAPER = (
    "It is no paper but keeps fields for other entries, which have them now: nothing needs doing."
)
_UNTITLED = "It has no title: add title = {…} and send it again."


def read_record(placed: Placed) -> Record | Rejection:
    """The record of an entry, or why it cannot be one."""
    index, line, raw, entry = placed.index, placed.line, placed.raw, placed.entry
    fields = entry.fields
    if entry.type == "xdata":
        return Rejection(index, line, _NO_PAPER, raw)
    title = _title(fields)
    published, year = _date(fields)
    addresses = _addresses(fields)
    notice = retraction_cue(title, fields.get("type", ""))
    record = Record(
        index=index,
        line=line,
        raw=raw,
        title=title,
        authors=read_names(fields.get("author") or fields.get("editor", "")),
        affiliation=_text(fields.get("affiliation", "")),
        journal=_journal(fields, title),
        year=year,
        volume=_text(fields.get("volume", "")),
        issue=_text(fields.get("number") or fields.get("issue", "")),
        pages=_pages(fields),
        published=published,
        abstract=paragraphs_of([unlatexed(fields.get("abstract", ""))]),
        doi=_doi(entry, addresses),
        pmid=_pmid(fields, addresses),
        pmcid=_pmcid(fields, addresses),
        notices=(notice,) if notice else (),
    )
    return finished(record, untitled=_UNTITLED)


def _text(value: str) -> str:
    return value and plain(unlatexed(value))


def _title(fields: dict[str, str]) -> str:
    name = next((name for name in _TITLES if _has_letters(fields.get(name, ""))), "")
    title = _text(fields.get(name, ""))
    subtitle = _text(fields.get(name.replace("title", "subtitle"), "")) if name else ""
    if not subtitle or name not in {"title", "maintitle", "booktitle"}:
        return title
    return f"{title}{' ' if title[-1] in ':?!.' else ': '}{subtitle}"


def _has_letters(value: str) -> bool:
    return bool(value) and any(map(str.isalnum, _text(value)))


def _journal(fields: dict[str, str], title: str) -> str:
    found = (_text(fields[name]) for name in _CONTAINERS if fields.get(name))
    return next((name for name in found if name != title), "")


def _pages(fields: dict[str, str]) -> str:
    value = fields.get("pages") or fields.get("eid") or fields.get("article-number") or ""
    text = _text(value or fields.get("articleno", ""))
    return re.sub(r"\s*[-‐‑–—]+\s*", "-", text)


def _date(fields: dict[str, str]) -> tuple[str, int | None]:
    """When it appeared, as far as the entry says, and the year of it."""
    date = _text(fields.get("date", ""))
    year = _text(fields.get("year", "")) or date.partition("/")[0] or date
    month, issued = _month(_text(fields.get("month", ""))), _text(fields.get("issue_date", ""))
    words = (
        [year, month, _text(fields.get("day", ""))] if fields.get("year") or not date else [date]
    )
    published = " ".join(filter(None, words)) or issued
    # Self-made commands may join what their arguments keep apart.
    places = (year, issued, month, printing(fields.get("year", "")))
    found = next(filter(None, map(_YEAR.search, places)), None)
    return published[:60].strip(), int(found[0]) if found else None


def _month(text: str) -> str:
    """The month as PubMed writes it, with what follows it: "SEP 30" gives "Sep 30"."""
    word, _, rest = text.partition(" ")
    bare = word.strip(".,").lower()
    if re.fullmatch(r"0?[1-9]|1[0-2]", bare):
        return f"{list(MONTHS.values())[int(bare) - 1]} {rest}".strip()
    return f"{MONTHS[bare]} {rest}".strip() if bare in MONTHS else text


def _addresses(fields: dict[str, str]) -> str:
    """What may hold an identifier without being one, a line for each field."""
    return "\n".join(verbatim(fields[name]) for name in _ADDRESSES if fields.get(name))


def _doi(entry: Entry, addresses: str) -> str:
    named = (entry.fields.get("doi", ""), entry.fields.get("eprint", ""), entry.key)
    dois = (doi_of(plain(verbatim(value))) for value in named if "10." in value)
    return next(filter(None, dois), "") or doi_in(addresses)


def _pmid(fields: dict[str, str], addresses: str) -> str:
    named = [fields.get(name, "") for name in ("pmid", "pubmedid", "pubmed")]
    if fields.get("eprinttype", fields.get("archiveprefix", "")).lower() in {"pubmed", "pmid"}:
        named.append(fields.get("eprint", ""))
    found = (identifiers.if_valid(Scheme.PMID, verbatim(value)) for value in named if value)
    return next(filter(None, found), "") or pmid_in(addresses)


def _pmcid(fields: dict[str, str], addresses: str) -> str:
    named = verbatim(fields.get("pmcid") or fields.get("pmc", ""))
    found = pmcid_in(f"PMC{named}" if named.isdigit() else named)
    return found or pmcid_in(f"{fields.get('eprint', '')}\n{addresses}")
