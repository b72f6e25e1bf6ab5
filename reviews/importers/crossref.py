"""What Crossref's REST API answers for one DOI (`works/{doi}`), read as a file of one record.

What others make of the same work, such as its updates, they read from `message_of`. The fields
are those of Crossref's format "work"; https://api.crossref.org has their list.
"""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from reviews.exceptions import Unreadable
from reviews.importers import csl_item, identifiers
from reviews.importers.csl_values import dicts, text_of
from reviews.importers.files import TextFile
from reviews.importers.records import Record, Reference, Rejection
from reviews.vocabulary import Scheme

FORMAT, NAME = "crossref", "Crossref's answer for a DOI"
LARGEST = 8 * 2**20  # characters
_WORK = re.compile(r"\s*\{[^{}]{0,300}\"message-type\"\s*:\s*\"work\"")
_UNTITLED = "Crossref tells no title of this work: add the paper by hand."
_RELATIONS = {
    "is-preprint-of": "Preprint of",
    "has-preprint": "Preprint",
    "is-version-of": "Version of",
    "has-version": "Version",
}


def looks_like(head: str) -> bool:
    return _WORK.match(head) is not None


def read(text: TextFile) -> Iterator[Record | Rejection]:
    """The one record of an answer. Raises Unreadable for one that is larger than any work."""
    raw = ""
    for block in text.blocks():
        raw += block
        if len(raw) > LARGEST:
            raise Unreadable("It is larger than any answer of Crossref: ask again and save it.")
    raw = raw.strip()
    try:
        yield record_of(message_of(raw), raw)
    except Unreadable as error:
        yield Rejection(1, 1, str(error), raw)


def message_of(answer: str) -> dict[str, Any]:
    """The work that an answer tells of, all of it. Raises Unreadable if it tells of none."""
    try:
        told = json.loads(answer)
    except (ValueError, RecursionError):
        raise Unreadable("It is not JSON, or cut short: ask Crossref again.") from None
    message = told.get("message") if isinstance(told, dict) else None
    if not isinstance(message, dict) or "DOI" not in message:
        raise Unreadable("It tells of no work: ask Crossref again.")
    return message


def record_of(message: Mapping[str, Any], raw: str) -> Record:
    """The record of a work, which is nearly an item of CSL-JSON. Raises Unreadable without a
    title and for what is no text.

    Its updates are left to `crossref_updates`, which knows more of them than a record holds.
    """
    without_updates = {name: value for name, value in message.items() if name != "updated-by"}
    record = csl_item.record_of(without_updates, 1, 1, raw)
    # Crossref tells titles as texts; a number is none, as it may be in files of other hands.
    if isinstance(record, Rejection) or isinstance(message.get("title"), int):
        raise Unreadable(_UNTITLED)
    return replace(record, related=tuple(_related(message)))


def _related(message: Mapping[str, Any]) -> list[Reference]:
    """The preprints and versions that it names by DOI."""
    relation = message.get("relation")
    relations = relation if isinstance(relation, dict) else {}
    return [
        Reference(heading=heading, text=doi, published="", doi=doi, pmid="")
        for name, heading in _RELATIONS.items()
        for other in dicts(relations.get(name))
        if (doi := identifiers.if_valid(Scheme.DOI, text_of(other, "id")))
    ]
