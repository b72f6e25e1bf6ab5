"""One record of PubMed XML, an article or a chapter or book, from its element to its fields."""

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from reviews.exceptions import Unreadable
from reviews.importers import identifiers
from reviews.importers.patience import MOST_LISTED
from reviews.importers.pubmed_notices import notices_of, references_of, related_of
from reviews.importers.records import Author, Record
from reviews.importers.xml_text import paragraphs, plain, text_of
from reviews.vocabulary import Scheme

_NO_TITLE = "It has no title: put one into its ArticleTitle."
_NOT_AVAILABLE = re.compile(r"\W*(?:not available|in process citation|no title)?\W*", re.I)
_YEAR = re.compile(r"(?:1[5-9]|20|21)\d\d")
_ORCID = re.compile(r"(\d{4})-?(\d{4})-?(\d{4})-?(\d{3}[\dX])")
_PUBLISHED = (
    *("Journal/JournalIssue/PubDate", "Book/PubDate", "PubDate", "ArticleDate"),
    *("ContributionDate", "Book/BeginningDate"),
)
_UNLABELLED = {"", "UNLABELLED", "UNASSIGNED"}


def read(record: Element, index: int, line: int, raw: str) -> Record:
    """The record in a PubmedArticle, PubmedBookArticle or MedlineCitation.

    Raises Unreadable if it has no title.
    """
    del record[MOST_LISTED:]
    citation = _first(record, "MedlineCitation", "BookDocument")
    article = citation if citation.tag == "BookDocument" else _first(citation, "Article")
    issue = _first(article, "Journal/JournalIssue")
    title = _title(article)
    if not title:
        raise Unreadable(_NO_TITLE)
    published, year = _published(record, article)
    return Record(
        index=index,
        line=line,
        raw=raw,
        title=title,
        authors=_authors(article),
        affiliation=_affiliation(article),
        journal=_journal(citation, article, title),
        year=year,
        volume=text_of(issue, "Volume")[:40].rstrip(),
        issue=text_of(issue, "Issue")[:40].rstrip(),
        pages=_pages(article)[:60].rstrip(),
        published=published[:60].rstrip(),
        abstract=_abstract(article),
        status=citation.get("Status", ""),
        notices=notices_of(citation, title),
        related=related_of(citation),
        references=references_of(record, citation),
        **_identified(record, citation, article),
    )


def _first(element: Element, *paths: str) -> Element:
    """The first of these that is there; without any, where it would be."""
    found = (element.find(path) for path in paths)
    return next((each for each in found if each is not None), element)


def _title(article: Element) -> str:
    """The title, or in its place the one in the paper's language or that of the book."""
    title = text_of(article, "ArticleTitle")
    if not _NOT_AVAILABLE.fullmatch(title):
        return title
    return text_of(article, "VernacularTitle", "BookTitle", "Book/BookTitle") or title


def _authors(article: Element) -> tuple[Author, ...]:
    """Authors, not editors, unless there are only those; spellings put right later are left out."""
    lists = [*article.findall("AuthorList"), *article.findall("Book/AuthorList")]
    of_authors = [each for each in lists if each.get("Type", "authors") == "authors"]
    for each in (*of_authors, *lists):
        authors = each.findall("Author")[:MOST_LISTED]
        valid = [author for author in authors if author.get("ValidYN") != "N"] or authors
        if found := tuple(filter(None, map(_author, valid))):
            return found
    return ()


def _author(element: Element) -> Author | None:
    family = text_of(element, "LastName")
    given = text_of(element, "ForeName") or " ".join(
        filter(None, [text_of(element, "FirstName"), text_of(element, "MiddleName")])
    )
    if not (family or given):
        collective = text_of(element, "CollectiveName")
        return Author(collective=collective) if collective else None
    return Author(
        family=family or given,
        given=given if family else "",
        initials=text_of(element, "Initials"),
        suffix=text_of(element, "Suffix"),
        orcid=_orcid(text_of(element, "Identifier[@Source='ORCID']")),
    )


def _orcid(text: str) -> str:
    found = _ORCID.search(text.upper())
    return "-".join(found.groups()) if found else ""


def _affiliation(article: Element) -> str:
    """Where the first author that names a place works."""
    for author in article.findall("AuthorList/Author"):
        places = [*author.findall("AffiliationInfo/Affiliation"), *author.findall("Affiliation")]
        if texts := list(filter(None, map(plain, places))):
            return "\n".join(dict.fromkeys(texts))
    return text_of(article, "Affiliation")


def _journal(citation: Element, article: Element, title: str) -> str:
    journal = text_of(article, "Journal/Title", "Journal/ISOAbbreviation")
    if journal or article is not citation:
        return journal or text_of(citation, "MedlineJournalInfo/MedlineTA")
    book = text_of(article, "Book/BookTitle")
    return book if book != title else ""


def _published(record: Element, article: Element) -> tuple[str, int | None]:
    """When it appeared, as printed, and the year."""
    for date in _dates(record, article):
        printed = _printed(date)
        if year := _YEAR.search(printed):
            return printed, int(year[0])
    return "", None


def _dates(record: Element, article: Element) -> Iterator[Element]:
    for place in _PUBLISHED:
        yield from article.findall(place)
    yield from record.findall("PubmedData/History/PubMedPubDate[@PubStatus='pubmed']")


def _printed(date: Element) -> str:
    parts = (text_of(date, name) for name in ("Year", "Month", "Season", "Day"))
    return " ".join(filter(None, parts)) or text_of(date, "MedlineDate") or plain(date)


def _pages(article: Element) -> str:
    printed = text_of(article, "Pagination/MedlinePgn")
    ends = (text_of(article, "Pagination/StartPage"), text_of(article, "Pagination/EndPage"))
    return printed or "-".join(filter(None, ends))


def _abstract(article: Element) -> str:
    return "\n".join(filter(None, _paragraphs(article))) or text_of(article, "Abstract")


def _paragraphs(article: Element) -> Iterator[str]:
    for part in article.findall("Abstract/AbstractText"):
        text = paragraphs(part)
        label = " ".join(part.get("Label", "").split())
        heads = text and label.upper() not in _UNLABELLED
        yield f"{label.rstrip(':')}: {text}" if heads else text


def _identified(record: Element, citation: Element, article: Element) -> dict[str, str]:
    """The record's own identifiers, not those of what it refers to."""
    listed = [
        *record.findall("PubmedData/ArticleIdList/ArticleId"),
        *record.findall("PubmedBookData/ArticleIdList/ArticleId"),
        *citation.findall("ArticleIdList/ArticleId"),
    ]
    located = [each for each in article.findall("ELocationID") if each.get("ValidYN", "Y") == "Y"]
    others = citation.findall("OtherID[@Source='NLM']")
    return {
        "doi": _identifier(Scheme.DOI, [*_of(listed, "doi"), *_of(located, "doi")]),
        "pmid": _identifier(Scheme.PMID, [*citation.findall("PMID"), *_of(listed, "pubmed")]),
        "pmcid": _identifier(Scheme.PMCID, [*_of(listed, "pmc"), *_of(listed, "pmcid"), *others]),
    }


def _of(elements: list[Element], kind: str) -> list[Element]:
    return [each for each in elements if kind in (each.get("IdType"), each.get("EIdType"))]


def _identifier(scheme: Scheme, elements: list[Element]) -> str:
    return next(filter(None, (identifiers.if_valid(scheme, plain(each)) for each in elements)), "")
