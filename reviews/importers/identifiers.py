"""Identifiers in one spelling each, so that equal means the same paper."""

import re
from collections.abc import Callable
from urllib.parse import unquote

from reviews.exceptions import Unreadable
from reviews.vocabulary import Scheme

LONGEST = 600  # characters; no identifier is longer

_DOI_PREFIX = re.compile(
    r"(?:https?://)?(?:dx\.|www\.)?doi\.org/|info:doi/|urn:doi:|doi\s*[:=]?\s*(?=10\.)", re.I
)
_DOI = re.compile(r"10\.[0-9]{4,9}(?:\.[0-9]+)*/[!-~\u00a1-\U0010ffff]{1,500}")
_PMID = re.compile(
    r"(?:pmid\s*:?\s*|(?:https?://)?(?:www\.)?(?:pubmed\.ncbi\.nlm\.nih\.gov|"
    r"ncbi\.nlm\.nih\.gov/pubmed)/)?([1-9][0-9]{0,7})/?",
    re.I,
)
_PMCID = re.compile(
    r"(?:pmcid\s*:?\s*|(?:https?://)?(?:(?:www\.)?ncbi\.nlm\.nih\.gov/pmc|"
    r"pmc\.ncbi\.nlm\.nih\.gov)/articles/)?(PMC[1-9][0-9]{0,8})(?:\.[0-9]+)?/?",
    re.I,
)
_BRACKETS = {")": "(", "]": "[", "}": "{", ">": "<"}


def normalise(scheme: Scheme, text: str) -> str:
    """The one spelling of an identifier. Raises Unreadable with what it should look like."""
    return _READERS[scheme](text)


def doi(text: str) -> str:
    """A DOI in lower case without resolver, prefix or the punctuation of its sentence."""
    bare = text.strip()[:LONGEST]
    prefix = _DOI_PREFIX.match(bare)
    bare = bare[prefix.end() :] if prefix else bare
    if prefix and "doi.org" in prefix[0].lower():
        bare = unquote(bare.partition("?")[0].partition("#")[0])
    bare = _without_sentence_end(bare)
    if not _DOI.fullmatch(bare):
        raise Unreadable(
            f"{_shown(text)} is not a DOI: it should look like 10.1000/182, with 10., "
            "a number, a slash and a suffix without spaces."
        )
    return bare.lower()


def pmid(text: str) -> str:
    """A PubMed identifier: one to eight digits, the first of them not zero."""
    found = _PMID.fullmatch(text.strip())
    if not found:
        raise Unreadable(
            f"{_shown(text)} is not a PMID: it should be one to eight digits that do not "
            "begin with zero."
        )
    return found[1]


def pmcid(text: str) -> str:
    """A PubMed Central identifier: PMC and digits, without the version."""
    found = _PMCID.fullmatch(text.strip())
    if not found:
        raise Unreadable(
            f"{_shown(text)} is not a PMCID: it should be PMC followed by digits that do not "
            "begin with zero."
        )
    return found[1].upper()


def if_valid(scheme: Scheme, text: str) -> str:
    """The normal spelling, or nothing when the text is no such identifier."""
    try:
        return normalise(scheme, text)
    except Unreadable:
        return ""


def _without_sentence_end(bare: str) -> str:
    while bare and (
        bare[-1] in ".,;:'\"”’…"
        or (bare[-1] in _BRACKETS and bare.count(bare[-1]) > bare.count(_BRACKETS[bare[-1]]))
    ):
        bare = bare[:-1]
    return bare


def _shown(text: str) -> str:
    return f"“{text[:60]}…”" if len(text) > 60 else f"“{text}”"


_READERS: dict[Scheme, Callable[[str], str]] = {
    Scheme.DOI: doi,
    Scheme.PMID: pmid,
    Scheme.PMCID: pmcid,
}
