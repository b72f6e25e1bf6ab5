"""One entry of BibTeX or biblatex as a record."""

import html
import re

from reviews.importers import identifiers
from reviews.importers.bibtex_entry import MONTHS, Entry
from reviews.importers.bibtex_names import read_names
from reviews.importers.latex import collapse, paragraphs, plain, verbatim
from reviews.importers.records import Record
from reviews.importers.references import retraction_cue
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
_YEAR = re.compile(r"(?<![0-9])(1[0-9]{3}|20[0-9]{2}|21[0-9]{2})(?![0-9])")
_TAG = re.compile(r"</?(?:i|b|em|u|strong|sub|sup|inf|scp|span|p|jats:[a-z]+|mml:[a-z]+)\b[^<>]*>")
_DOI = re.compile(
    r"(?:doi\.org/|/doi/(?:abs/|full/|pdf/|epdf/|pdfplus/)?|\bdoi\s*[:=]?\s*)(10\.[0-9]{4,9}/\S+)",
    re.I,
)
_BARE_DOI = re.compile(r"10\.[0-9]{4,9}(?:\.[0-9]+)*/\S+")
_VIEW = re.compile(r"/(?:full|abstract|pdf|epdf|summary|meta)/?$", re.I)
_PMID = re.compile(r"pubmed(?:\.ncbi\.nlm\.nih\.gov)?/([0-9]{1,8})|\bPMID:?\s*([0-9]{1,8})\b", re.I)
_PMCID = re.compile(r"\b(PMC[0-9]{1,9})\b", re.I)
_ADDRESSES = ("url", "ee", "link", "bdsk-url-1", "bdsk-url-2", "howpublished", "note", "annote")


def read_record(entry: Entry, index: int, line: int, raw: str) -> Record | None:
    """The record of an entry; None if nothing in it could be its title."""
    fields = entry.fields
    title = _title(fields)
    if not title:
        return None
    published, year = _date(fields)
    addresses = _addresses(fields)
    notice = retraction_cue(title, fields.get("type", ""))
    return Record(
        index=index,
        line=line,
        raw=raw,
        title=title,
        authors=read_names(fields.get("author", "")),
        affiliation=_text(fields.get("affiliation", "")),
        journal=_journal(fields, title),
        year=year,
        volume=_text(fields.get("volume", ""))[:40].strip(),
        issue=_text(fields.get("number") or fields.get("issue", ""))[:40].strip(),
        pages=_pages(fields),
        published=published,
        abstract=_abstract(fields.get("abstract", "")),
        doi=_doi(entry, addresses),
        pmid=_pmid(fields, addresses),
        pmcid=_pmcid(fields, addresses),
        notices=(notice,) if notice else (),
    )


def _text(value: str) -> str:
    return value and _unmarked(plain(value))


def _unmarked(text: str) -> str:
    """Without tags and entities, for many entries are made from web pages."""
    if "&" in text and ";" in text:
        text = collapse(html.unescape(text))
    return collapse(_TAG.sub("", text)) if "<" in text else text


def _abstract(value: str) -> str:
    text = paragraphs(value)
    return "\n".join(filter(None, map(_unmarked, text.split("\n")))) if text else ""


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
    return re.sub(r"\s*[-‐‑–—]+\s*", "-", text)[:60].rstrip(" -,")


def _date(fields: dict[str, str]) -> tuple[str, int | None]:
    """When it appeared, as far as the entry says, and the year of it."""
    date = _text(fields.get("date", ""))
    year = _text(fields.get("year", "")) or date.partition("/")[0]
    month, issued = _month(_text(fields.get("month", ""))), _text(fields.get("issue_date", ""))
    words = (
        [year, month, _text(fields.get("day", ""))] if fields.get("year") or not date else [date]
    )
    published = " ".join(filter(None, words)) or issued
    found = next(filter(None, map(_YEAR.search, (year, issued, month))), None)
    return published[:60].strip(), int(found[0]) if found else None


def _month(text: str) -> str:
    names = list(MONTHS.values())
    bare = text.strip(".").lower()
    if bare in MONTHS:
        return MONTHS[bare]
    return names[int(bare) - 1] if re.fullmatch(r"0?[1-9]|1[0-2]", bare) else text


def _addresses(fields: dict[str, str]) -> str:
    """What may hold an identifier without being one, a line for each field."""
    return "\n".join(verbatim(fields[name]) for name in _ADDRESSES if fields.get(name))


def _doi(entry: Entry, addresses: str) -> str:
    for value in (entry.fields.get("doi", ""), entry.fields.get("eprint", ""), entry.key):
        bare = _BARE_DOI.search(html.unescape(verbatim(value))) if "10." in value else None
        found = identifiers.if_valid(Scheme.DOI, bare[0]) if bare else ""
        if found:
            return found
    for address in _DOI.finditer(addresses):
        bare_doi = re.split(r"[?#&]", address[1])[0]
        found = identifiers.if_valid(Scheme.DOI, "doi.org/" + _VIEW.sub("", bare_doi))
        if found:
            return found
    return ""


def _pmid(fields: dict[str, str], addresses: str) -> str:
    named = [fields.get(name, "") for name in ("pmid", "pubmedid", "pubmed")]
    if fields.get("eprinttype", fields.get("archiveprefix", "")).lower() in {"pubmed", "pmid"}:
        named.append(fields.get("eprint", ""))
    found = (identifiers.if_valid(Scheme.PMID, verbatim(value)) for value in named if value)
    told = _PMID.search(addresses)
    elsewhere = identifiers.if_valid(Scheme.PMID, told[1] or told[2]) if told else ""
    return next(filter(None, found), elsewhere)


def _pmcid(fields: dict[str, str], addresses: str) -> str:
    named = verbatim(fields.get("pmcid") or fields.get("pmc", ""))
    told = _PMCID.search(f"PMC{named}" if named.isdigit() else named)
    told = told or _PMCID.search(f"{fields.get('eprint', '')}\n{addresses}")
    return identifiers.if_valid(Scheme.PMCID, told[1]) if told else ""
