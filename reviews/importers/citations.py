"""The line that says where a paper appeared: "Journal. 2003 Oct 30;44(5):751-6."."""

import re
from dataclasses import dataclass

from reviews.importers import identifiers
from reviews.vocabulary import Scheme

_DATE_WORD = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|"
    r"Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?|Spring|Summer|Fall|Autumn|Winter|"
    r"First|Second|Third|Fourth|Quart(?:er)?|Trimest(?:er)?|Annual|\d{1,4}(?:st|nd|rd|th)?)"
)
_PUBLISHED = rf"(?P<year>(?:1[5-9]|20|21)\d\d)(?:[ /–-]{{1,3}}{_DATE_WORD}\b){{0,8}}"
_HEAD = re.compile(rf"(?P<journal>\S.{{0,250}}?)\. (?P<published>{_PUBLISHED})(?=\s*(?:[;:.\[]|$))")
_PLACE = re.compile(
    r"\s*(?:;\s*(?P<volume>[^():;]{0,60}?)\s*"
    r"(?:\(\s*(?P<issue>[^()]{0,80})\)(?P<more>\s*(?:Suppl|Pt|Spec)[^:.;]{0,40})?)?)?"
    r"(?:\s*:\s*(?P<pages>.{1,160}?))?(?=\.(?:\s|$)|\s*$)"
)
_REST = r"(?:doi:|pii:|PMC?ID:|Epub|eCollection|Print \d|Online ahead|\[Epub|Review\.$)"
_CONTINUES = re.compile(rf"{_REST}|[^\W\d_]?\d|[a-z(]")
_FIRM = re.compile(rf"\s*(?:;|:(?=\S)|\.?\s+{_REST})")
_NUMBER = re.compile(r"\s*(\d{1,6})[.:](?:\s+|$)")
_DOI = re.compile(r"\bdoi:\s*(10\.\S{1,500})", re.I)
_PMID = re.compile(r"\bPMID:?\s*(\d{1,10})\b")
_PMCID = re.compile(r"\bPMCID:?\s*(PMC\d{1,10})\b", re.I)
LONGEST = 2000  # characters; what follows is no part of a citation line
MOST_LINES = 12


@dataclass(frozen=True)
class Citation:
    """Where a paper appeared, each part in the words of the line as far as a table holds them,
    and its identifiers."""

    journal: str = ""
    published: str = ""
    year: int | None = None
    volume: str = ""
    issue: str = ""
    pages: str = ""
    doi: str = ""
    pmid: str = ""
    pmcid: str = ""


def split_number(text: str) -> tuple[int | None, str]:
    """The number before a record of a list ("1. " or "1: "), if any, and the rest."""
    number = _NUMBER.match(text)
    return (int(number[1]), text[number.end() :]) if number else (None, text)


def read_citation(text: str) -> Citation | None:
    """The citation with which a text begins, or None."""
    text = " ".join(text[:LONGEST].split())
    head = _HEAD.match(text)
    if not head:
        return None
    place = _PLACE.match(text, head.end())
    volume, issue, more, pages = (
        (group or "" for group in place.group("volume", "issue", "more", "pages"))
        if place
        else ("", "", "", "")
    )
    return Citation(
        journal=head["journal"].strip(),
        published=head["published"][:60].rstrip(),
        year=int(head["year"]),
        volume=volume[:40].rstrip(),
        issue=f"{issue}{more}"[:40].strip(),
        pages=pages[:60].rstrip(),
        doi=find_doi(text),
        pmid=find_pmid(text),
        pmcid=find_pmcid(text),
    )


def is_citation(text: str) -> bool:
    """Whether a text begins like a citation and not like a sentence with a year in it."""
    text = " ".join(text[:LONGEST].split())
    head = _HEAD.match(text)
    if head is None:
        return False
    names_a_month = head["published"] != head["year"]
    return names_a_month or _FIRM.match(text, head.end()) is not None


def count_lines(lines: list[str]) -> int:
    """How many of these lines the citation takes that the first one begins."""
    for taken in range(1, min(len(lines), MOST_LINES)):
        text = " ".join(lines[:taken]).strip()
        citation = read_citation(text)
        ended = citation and text.endswith((".", "]", citation.pages or "."))
        if ended and not _CONTINUES.match(lines[taken].strip()):
            return taken
    return min(len(lines), MOST_LINES)


def find_doi(text: str) -> str:
    """The first DOI that "doi:" announces, in its normal spelling, or nothing."""
    found = _DOI.search(text)
    return identifiers.if_valid(Scheme.DOI, found[1]) if found else ""


def find_pmid(text: str) -> str:
    """The first PMID that "PMID:" announces, or nothing."""
    found = _PMID.search(text)
    return identifiers.if_valid(Scheme.PMID, found[1]) if found else ""


def find_pmcid(text: str) -> str:
    """The first PMCID that "PMCID:" announces, or nothing."""
    found = _PMCID.search(text)
    return identifiers.if_valid(Scheme.PMCID, found[1]) if found else ""
