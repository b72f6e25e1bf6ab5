"""Identifiers inside of other text: in addresses, in notes, in fields meant for something else."""

import re
from urllib.parse import unquote

from reviews.importers import identifiers
from reviews.vocabulary import Scheme

LONGEST = 20_000  # characters; no address is longer, and notes name their paper soon
_DOI = re.compile(
    r"(?:doi\.org/|/doi/(?:[a-z]{2,12}/)?|\bdoi\s?[:=/]?\s?)(10\.[0-9]{4,9}(?:/|%2F)[^\s?#&\"<>]+)",
    re.I,
)
_BARE_DOI = re.compile(r"10\.[0-9]{4,9}(?:\.[0-9]+)*(?:/|%2F)[^\s\"]+", re.I)
# What a publisher's address has behind the DOI.
_VIEW = re.compile(r"/(?:abstract|full|fulltext|full/html|pdf|epdf|meta|summary)/?$", re.I)
_PMID = re.compile(
    r"(?:pubmed\.ncbi\.nlm\.nih\.gov|ncbi\.nlm\.nih\.gov/pubmed)/([0-9]{1,8})\b|"
    r"\bPMID\s?[:=]?\s?([0-9]{1,8})\b",
    re.I,
)
_PMCID = re.compile(r"\bPMC[1-9][0-9]{0,8}\b", re.I)


def doi_of(value: str) -> str:
    """The DOI in a field that is meant for one."""
    found = _BARE_DOI.search(value[:LONGEST]) if "10." in value else None
    return identifiers.if_valid(Scheme.DOI, unquote(found[0])) if found else ""


def doi_in(text: str) -> str:
    """The first DOI that its address or "doi" announces, or nothing."""
    if "10." not in text:
        return ""
    for found in _DOI.finditer(text[:LONGEST]):
        doi = identifiers.if_valid(Scheme.DOI, _VIEW.sub("", unquote(found[1])))
        if doi:
            return doi
    return ""


def pmid_in(text: str) -> str:
    """The first PMID that its address or "PMID" announces, or nothing."""
    found = _PMID.search(text[:LONGEST])
    return identifiers.if_valid(Scheme.PMID, found[1] or found[2]) if found else ""


def pmcid_in(text: str) -> str:
    """The first PMCID, or nothing."""
    found = _PMCID.search(text[:LONGEST])
    return identifiers.if_valid(Scheme.PMCID, found[0]) if found else ""
