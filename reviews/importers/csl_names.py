"""Names in CSL-JSON: family, given, particles and suffix, or a literal."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from reviews.importers.csl_values import dicts, string, text_of
from reviews.importers.names import initials_of, read_names
from reviews.importers.patience import MOST_LISTED
from reviews.importers.records import Author

_ROLES = ("author", "creators", "editor", "collection-editor", "container-author")
_ORCID = re.compile(r"(?:\d{4}-){3}\d{3}[\dX]")
_LONGEST = 10_000  # characters of a list of names in one text
# A person whose name a program could not take apart: "Alpha, A. B."
_PERSON = re.compile(r"[^,]{2,40}, (?:[^\W\d_]\.?[ -]?){1,4}")


def authors_of(item: Mapping[str, Any]) -> tuple[Author, ...]:
    """The authors; without any, the editors."""
    for role in _ROLES:
        if role in item and (authors := tuple(_authors(item[role]))):
            return authors
    return ()


def _authors(value: object) -> Iterator[Author]:
    value = value[:MOST_LISTED] if isinstance(value, list) else [value]
    for entry in value:
        if isinstance(entry, str):
            yield from read_names(string(entry)[:_LONGEST])
    for name in dicts(value):
        if text_of(name, "creatorType") in ("", "author") and (author := _author(name)):
            yield author


def _author(name: Mapping[str, Any]) -> Author | None:
    """A person, or whoever has one name alone, which is a group's."""
    particle = text_of(name, "non-dropping-particle")
    family = " ".join(
        filter(None, [particle, text_of(name, "family") or text_of(name, "lastName")])
    )
    given = text_of(name, "given") or text_of(name, "firstName")
    given = " ".join(filter(None, [given, text_of(name, "dropping-particle")]))
    if not family:
        alone = text_of(name, "literal") or text_of(name, "name") or given
        if _PERSON.fullmatch(alone):
            return next(iter(read_names(alone)), None)
        return Author(collective=alone) if alone else None
    orcid = _ORCID.search((string(name.get("ORCID")) or string(name.get("orcid"))).upper())
    return Author(
        family=family,
        given=given,
        initials=initials_of(given),
        suffix=text_of(name, "suffix"),
        orcid=orcid[0] if orcid else "",
    )
