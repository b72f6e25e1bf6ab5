"""A list of references by their identifiers: one line each, a DOI or a PMID, or a reference as
printed that holds one. It names papers and describes none, so it is no format to import."""

import re
from collections.abc import Iterator

from reviews.importers.files import TextFile
from reviews.importers.identifiers import if_valid
from reviews.importers.records import Record, Rejection
from reviews.vocabulary import Scheme

FORMAT, NAME = "identifiers", "a list with a DOI or PMID in each line"
LONGEST_TITLE = 400  # characters of a printed reference that are kept
_NO_TITLE = 4  # words, such as "doi: 10.1000/182 PMID: 1"
_LOOKED_AT = 60  # lines
_MARKER = re.compile(r"\s*(?:\[?\d{1,4}[\].)]|[-*•·–])\s+")
_PARTING = re.compile(r"[\s|\"]+|[,;](?=\s|10\.|$|[1-9]\d{0,7}(?:[\s,;]|$))")
_HEADER = re.compile(r"\W*(?:(?:dois?|pmids?|identifiers?|references)\b\W*)+", re.I)
# Numbers and their repetitions are limited, or a text full of beginnings would take for ever.
_DOI = re.compile(
    r"(?:https?://)?(?:dx\.|www\.)?doi\.org/[^\s,|]+|"
    r"\b10\.[0-9]{4,9}(?:\.[0-9]{1,9}){0,9}/[^\s,|]+",
    re.I,
)
_PMID = re.compile(r"\b(?:pmid\s?:?\s?|pubmed(?:\.ncbi\.nlm\.nih\.gov)?/)([1-9][0-9]{0,7})\b", re.I)
_SHOWN = 400  # characters of a line; one may be very long, and hold very many identifiers
_NONE = "It holds neither a DOI nor a PMID: add one to have it looked up."


def looks_like(head: str) -> bool:
    """Whether at least half of its first lines hold an identifier."""
    lines = [line for line in head.split("\n") if line.strip()][:_LOOKED_AT]
    holding = sum(bool(_identified(line)) for line in lines)
    return bool(holding) and 2 * holding >= len(lines)


def read(text: TextFile) -> Iterator[Record | Rejection]:
    """What each line names, in the file's order; a line that names nothing is rejected."""
    index = 0
    for number, line in enumerate(text.lines(), start=1):
        if not line.strip() or _HEADER.fullmatch(line):
            continue
        named = _identified(line)
        if not named:
            index += 1
            yield Rejection(index, number, _NONE, line[:_SHOWN])
        for title, doi, pmid in named:
            index += 1
            yield Record(index, number, line[:_SHOWN], title, doi=doi, pmid=pmid)


def _identified(line: str) -> list[tuple[str, str, str]]:
    """[(the reference as printed, DOI, PMID)] of a line. One DOI and one PMID name one paper;
    more of either are papers of their own."""
    marker = _MARKER.match(line)
    bare = line[marker.end() :] if marker else line
    words = [word for word in _PARTING.split(bare) if word]
    found = [_alone(word) for word in words]
    if all(found):
        title = ""
    else:
        found = [(Scheme.DOI, if_valid(Scheme.DOI, doi)) for doi in _DOI.findall(bare)]
        found += [(Scheme.PMID, pmid) for pmid in _PMID.findall(bare)]
        title = bare.strip()[:LONGEST_TITLE] if len(words) > _NO_TITLE else ""
    dois, pmids = (
        list(
            dict.fromkeys(
                value for named, value in filter(None, found) if named == scheme and value
            )
        )
        for scheme in (Scheme.DOI, Scheme.PMID)
    )
    if len(dois) > 1 or len(pmids) > 1:
        return [(title, doi, "") for doi in dois] + [(title, "", pmid) for pmid in pmids]
    return [(title, "".join(dois), "".join(pmids))] if dois or pmids else []


def _alone(word: str) -> tuple[Scheme, str] | None:
    """The identifier that a word is, if it is one."""
    for scheme in (Scheme.DOI, Scheme.PMID, Scheme.PMCID):
        if value := if_valid(scheme, word):
            return scheme, value
    return None
