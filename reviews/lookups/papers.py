"""One paper, looked up by its DOI at Crossref or by its PMID at PubMed."""

from dataclasses import dataclass, replace
from io import BytesIO
from ipaddress import ip_address
from urllib.parse import quote

import httpx
from django.conf import settings
from django.core.cache import caches

from reviews.exceptions import Unknown, Unreachable, Unreadable
from reviews.importers import crossref, formats, identifiers
from reviews.importers.counting import Counter
from reviews.importers.records import Record
from reviews.lookups.addresses import is_public
from reviews.lookups.client import CROSSREF, PUBMED, Client, Service, origin_of
from reviews.models.digests import sha256
from reviews.vocabulary import Scheme

KEPT = 24 * 60 * 60  # seconds that an answer is kept
LARGEST_KEPT = 512 * 2**10  # bytes; a larger answer is asked for again
TOOL, PUBMED_XML = "evidence", "pubmed_xml"
INSTEAD = "Add the paper by hand or import a file."


@dataclass(frozen=True)
class Found:
    """A record and who told it; `answer` is all that they said, a file in `format`."""

    service: str
    format: str
    record: Record
    answer: bytes


@dataclass(frozen=True)
class _Question:
    """What to ask of whom, and the format of the answer."""

    service: Service
    path: str
    query: dict[str, str]
    format: str


def identified(text):
    """(scheme, value) of what was typed. Raises Unreadable if it is neither a DOI nor a PMID."""
    for scheme in (Scheme.PMID, Scheme.DOI):
        if value := identifiers.if_valid(scheme, text):
            return scheme, value
    raise Unreadable(
        f"“{text.strip()[:60]}” is neither a DOI such as 10.1000/182 nor a PMID of one to eight "
        "digits."
    )


def find(text):
    """The paper with this DOI or PMID, asked for at most once a day.

    Raises Unreadable for what is no identifier, Unknown if the service does not have it, and
    Unreachable if it cannot be asked or its answer cannot be used.
    """
    scheme, value = identified(text)
    if settings.OFFLINE:
        raise Unreachable(f"Look-ups are switched off on this server. {INSTEAD}")
    question = _of_crossref(value) if scheme == Scheme.DOI else _of_pubmed(value)
    try:
        return _asked(question, scheme, value)
    except Unknown:
        raise Unknown(
            f"{question.service.name} does not know the {scheme.label} {value}. {INSTEAD}"
        ) from None
    except Unreachable as error:
        raise Unreachable(f"{error} {INSTEAD}") from error
    except Unreadable as error:
        said = f"What {question.service.name} answered cannot be used. {error}"
        raise Unreachable(f"{said} {INSTEAD}") from error


def _asked(question, scheme, value):
    """Only an answer that could be read is kept."""
    key = f"{scheme}:{sha256(value)}"
    kept = caches["lookups"].get(key)
    answer = kept or _client().get(question.service, question.path, **question.query)
    record = _record_in(answer, question.format)
    if scheme == Scheme.PMID and record.pmid != value:
        raise Unknown("The answer is about another paper.")
    if kept is None and len(answer) <= LARGEST_KEPT:
        caches["lookups"].set(key, answer, KEPT)
    return Found(question.service.name, question.format, record, answer)


def _of_crossref(doi):
    return _Question(
        service=replace(CROSSREF, base=settings.CROSSREF_URL.rstrip("/")),
        path=f"works/{quote(doi, safe='')}",
        query={"mailto": settings.CONTACT_EMAIL} if settings.CONTACT_EMAIL else {},
        format=crossref.FORMAT,
    )


def _of_pubmed(pmid):
    contact = {"email": settings.CONTACT_EMAIL} if settings.CONTACT_EMAIL else {}
    return _Question(
        service=replace(PUBMED, base=settings.EUTILS_URL.rstrip("/")),
        path="efetch.fcgi",
        query={"db": "pubmed", "id": pmid, "retmode": "xml", "tool": TOOL} | contact,
        format=PUBMED_XML,
    )


def _record_in(answer, expected):
    """The one record of an answer. Raises Unknown for an empty set, as PubMed answers a number
    that it does not have, and Unreadable for anything else that is no record."""
    if expected == PUBMED_XML and _is_empty_set(answer):
        raise Unknown("The set is empty.")
    try:
        reading = formats.read(BytesIO(answer))
    except Unreadable:
        reading = None
    if reading is None or reading.format != expected:
        raise Unreadable("It is in another format than it should be.")
    item = next(reading.items, None)
    if not isinstance(item, Record):
        raise Unreadable(item.reason if item else "It holds no record.")
    return item


def _is_empty_set(answer):
    counter = Counter(PUBMED_XML)
    counter.feed(answer)
    return counter.count == 0 and b"<PubmedArticleSet" in answer


def _client():
    """With the places of the settings on its list. An address that they name by number is
    admitted as it is; a name has to lead to public ones."""
    bases = [httpx.URL(base) for base in (settings.CROSSREF_URL, settings.EUTILS_URL)]
    named = {str(address) for base in bases if (address := _number(base.host))}
    contact = f" (mailto:{settings.CONTACT_EMAIL})" if settings.CONTACT_EMAIL else ""
    return Client(
        origins=frozenset(map(origin_of, bases)),
        admits=lambda address: is_public(address) or str(address) in named,
        agent=f"{TOOL}{contact}",
    )


def _number(host):
    try:
        return ip_address(host)
    except ValueError:
        return None
