"""What PubMed XML tells of a record's neighbours: notices, related papers, references."""

import re
from collections.abc import Iterator
from itertools import islice
from xml.etree.ElementTree import Element

from reviews.importers import citations, identifiers
from reviews.importers.patience import MOST_LISTED
from reviews.importers.records import Cited, RecordNotice, Reference
from reviews.importers.references import NATURES, notices_among, retraction_cue
from reviews.importers.xml_text import plain
from reviews.vocabulary import Nature, Scheme

# Both words of a heading that the names of the types run together.
_HEADINGS = {
    "CorrectedandRepublishedIn": "Corrected and republished in",
    "CorrectedandRepublishedFrom": "Corrected and republished from",
    "RetractedandRepublishedIn": "Retracted and republished in",
    "RetractedandRepublishedFrom": "Retracted and republished from",
}
_CAPITAL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_YEAR = re.compile(r"\b(?:1[5-9]|20|21)\d\d\b")


def notices_of(citation: Element, title: str) -> tuple[RecordNotice, ...]:
    """What a publisher did to the paper: from what others are to it, its type and its title."""
    notices = notices_among(list(_neighbours(citation)))
    types = ". ".join(map(_text, citation.iterfind(".//PublicationType")))
    cue = retraction_cue(title, types)
    if cue and all(notice.nature is not Nature.RETRACTION for notice in notices):
        notices.append(cue)
    return tuple(notices)


def related_of(citation: Element) -> tuple[Reference, ...]:
    return tuple(each for each in _neighbours(citation) if each.heading.lower() not in NATURES)


def references_of(record: Element, citation: Element) -> tuple[Cited, ...]:
    """The paper's own list; in older files, what it cites stands among its neighbours."""
    listed = [
        _cited(_text(each.find("Citation")), each)
        for each in islice(record.iter("Reference"), MOST_LISTED)
    ]
    cites = citation.findall("CommentsCorrectionsList/CommentsCorrections[@RefType='Cites']")
    listed += [_cited(_text(each.find("RefSource")), each) for each in cites[:MOST_LISTED]]
    return tuple(cited for cited in listed if cited.text)


def _neighbours(citation: Element) -> Iterator[Reference]:
    found = citation.findall("CommentsCorrectionsList/CommentsCorrections")
    for each in found[:MOST_LISTED]:
        kind = each.get("RefType", "")
        text = _text(each.find("RefSource"))
        if kind == "Cites":
            continue
        place = citations.read_citation(text)
        yield Reference(
            heading=_HEADINGS.get(kind) or _CAPITAL.sub(" ", kind).capitalize(),
            text=text,
            published=place.published if place else "",
            doi=citations.find_doi(text),
            pmid=identifiers.if_valid(Scheme.PMID, _text(each.find("PMID"))),
        )


def _cited(text: str, element: Element) -> Cited:
    listed = {each.get("IdType"): _text(each) for each in element.iter("ArticleId")}
    doi = identifiers.if_valid(Scheme.DOI, listed.get("doi", ""))
    pmid = listed.get("pubmed", "") or _text(element.find("PMID"))
    place = citations.read_citation(text)
    years = _YEAR.findall(text)
    return Cited(
        text=text or doi or (f"PMID: {pmid}" if pmid else ""),
        doi=doi or citations.find_doi(text),
        pmid=identifiers.if_valid(Scheme.PMID, pmid),
        year=place.year if place else int(years[0]) if len(set(years)) == 1 else None,
    )


def _text(element: Element | None) -> str:
    return "" if element is None else plain(element)
