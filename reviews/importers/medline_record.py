"""One record of MEDLINE, from the values of its tags to its fields."""

import re
from itertools import zip_longest

from reviews.importers import citations, identifiers
from reviews.importers.names import read_name, read_names
from reviews.importers.plain import plain
from reviews.importers.records import Author, Record, RecordNotice, Reference, Rejection
from reviews.importers.references import (
    NATURES,
    notices_among,
    read_reference,
    retraction_cue,
)
from reviews.importers.tagged import YEAR, Fields, finished
from reviews.vocabulary import Nature, Scheme

# The tags of other publications that a record points at, with the words of PubMed for them.
HEADINGS = {
    "RIN": "Retraction in",
    "PRIN": "Partial retraction in",
    "RRI": "Retracted and republished in",
    "ECI": "Expression of concern in",
    "EIN": "Erratum in",
    "CRI": "Corrected and republished in",
    "ROF": "Retraction of",
    "PROF": "Partial retraction of",
    "RRF": "Retracted and republished from",
    "ECF": "Expression of concern for",
    "EFR": "Erratum for",
    "CRF": "Corrected and republished from",
    "RPI": "Republished in",
    "RPF": "Republished from",
    "UIN": "Update in",
    "UOF": "Update of",
    "CIN": "Comment in",
    "CON": "Comment on",
    "SPIN": "Summary for patients in",
    "ORI": "Original report in",
}
_TITLES = ("TI", "BTI", "CTI", "TT", "VTI")
_NUMBER = re.compile(r"\d{1,10}")
_NO_ABSTRACT = re.compile(r"(?:Publisher: )?Abstract available from the publisher\.?", re.I)


def read_record(index: int, line: int, raw: str, fields: Fields) -> Record | Rejection:
    """The record with these values, the wrapped ones with LF, or why it cannot be one."""
    title_tag = next((tag for tag in _TITLES if _first(fields, tag)), "")
    title = _first(fields, title_tag)
    date = _first(fields, "DP", "DEP", "EDAT", "CRDT")
    year = YEAR.search(date) or YEAR.match(date[:4])
    number = _NUMBER.search(_first(fields, "PMID"))
    notices, related = _references(title, fields)
    return finished(
        Record(
            index=index,
            line=line,
            raw=raw,
            title=title,
            authors=_authors(fields, raw),
            affiliation="; ".join(dict.fromkeys(map(plain, fields.get("AD", ())))),
            journal=_first(fields, "JT", "TA", "" if title_tag == "BTI" else "BTI"),
            year=int(year[1]) if year else None,
            volume=_first(fields, "VI"),
            issue=_first(fields, "IP"),
            pages=_first(fields, "PG") or _article_number(fields),
            published=date[:60].rstrip(),
            abstract=_abstract(fields),
            doi=_doi(fields),
            pmid=identifiers.if_valid(Scheme.PMID, number[0]) if number else "",
            pmcid=identifiers.if_valid(Scheme.PMCID, _first(fields, "PMC")),
            status=_first(fields, "STAT"),
            notices=notices,
            related=related,
        )
    )


def _first(fields: Fields, *tags: str) -> str:
    values = (plain(value) for tag in tags for value in fields.get(tag, ()))
    return next(filter(None, values), "")


def _authors(fields: Fields, raw: str) -> tuple[Author, ...]:
    """People by their full names where there are any, and groups; the editors of a book."""
    full, short = fields.get("FAU", []), fields.get("AU", [])
    if len(full) < len(short):
        full, short = short, []
    if len(full) != len(short):
        short = []
    pairs = zip_longest(full or fields.get("FED", []), short, fillvalue="")
    people = [author for name, initials in pairs if (author := _person(name, initials))]
    groups = [author for name in fields.get("CN", ()) if (author := _group(name))]
    is_first = groups and -1 < raw.find("\nCN  -") < raw.find("\nFAU -")
    return tuple(groups + people if is_first else people + groups)


def _person(name: str, short: str) -> Author | None:
    """The person of a full name ("Alpha, Ann B"), with the initials of the short one."""
    author = read_name(plain(name))
    if not author or author.collective or not short:
        return author
    known = read_names(short)
    if len(known) == 1 and known[0].initials and known[0].family == author.family:
        return Author(author.family, author.given, known[0].initials, author.suffix)
    return author


def _group(name: str) -> Author | None:
    words = plain(name)
    return Author(collective=words) if words else None


def _article_number(fields: Fields) -> str:
    values = map(plain, fields.get("LID", ()))
    return next((value for value in values if value and not value.endswith("]")), "")


def _abstract(fields: Fields) -> str:
    paragraphs = [plain(value) for value in fields.get("AB") or fields.get("OAB") or ()]
    return "\n".join(text for text in paragraphs if text and not _NO_ABSTRACT.fullmatch(text))


def _doi(fields: Fields) -> str:
    for value in (*fields.get("LID", ()), *fields.get("AID", ()), *fields.get("DO", ())):
        bare, _, kind = plain(value).partition(" [")
        if kind in {"doi]", ""} and (doi := identifiers.if_valid(Scheme.DOI, bare)):
            return doi
    return next(filter(None, map(citations.find_doi, map(plain, fields.get("SO", ())))), "")


def _references(
    title: str, fields: Fields
) -> tuple[tuple[RecordNotice, ...], tuple[Reference, ...]]:
    """What a publisher did to the paper, and the other publications it points at."""
    found = [
        read_reference(heading, plain(value))
        for tag, heading in HEADINGS.items()
        for value in fields.get(tag, ())
    ]
    notices = notices_among(found)
    cue = retraction_cue(title, "\n".join(fields.get("PT", ())))
    if cue and all(notice.nature is not Nature.RETRACTION for notice in notices):
        notices.append(cue)
    related = (reference for reference in found if reference.heading.lower() not in NATURES)
    return tuple(notices), tuple(related)
