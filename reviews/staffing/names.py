"""Whether a member can be an author of a paper: by ORCID, or by names as catalogues write them.

A shared ORCID is one person. A shared name only asks, so in doubt it asks: particles, suffixes
and titles are left out, accents and hyphens make no difference, the family name may come first
or last, and given names may be initials.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from enum import Enum
from functools import lru_cache

from reviews.importers.namesakes import PARTICLES, SUFFIXES, spelled
from reviews.importers.titles import listed, words

_TITLES = listed("dr prof professor md phd msc mph frcp rn bsc ba ma dphil mbbs")
_DROPPED = PARTICLES | SUFFIXES | _TITLES
_CAPITALS = re.compile(r"[^\W\d_]{2,4}")


class Overlap(Enum):
    """How sure it is that a member is an author."""

    NONE = 0
    NAME = 1
    ORCID = 2


def overlap(names: Iterable[str], orcid: str, author: Mapping[str, str]) -> Overlap:
    """Of a member with these names and this ORCID ("" if not given), and one author of a paper:
    {"family", "given", "orcid"}, or {"collective"}, which is nobody."""
    if orcid and _digits(orcid) == _digits(author.get("orcid", "")):
        return Overlap.ORCID
    family, given = author.get("family", ""), author.get("given", "")
    if any(is_like(name, family, given) for name in names):
        return Overlap.NAME
    return Overlap.NONE


def is_like(name: str, family: str, given: str) -> bool:
    """Whether someone of this name, written in any order, can be the author of this family name
    and these given names or initials."""
    own, of_family = _significant(name), _significant(family)
    taken = _family_within(own, of_family)
    if not own or not of_family or not taken:
        return False
    rest = [word for word in _tokens(name) if word not in taken]
    return _can_be_one(rest, _tokens(given))


def _family_within(own: Sequence[str], family: Sequence[str]) -> set[str]:
    """The words of `own` that are the family name; none if it is not there. Of a double name
    one part is enough, and written in one word or in two it is the same."""
    if set(family) <= set(own):
        return set(family)
    for start, word in enumerate(own):
        for end in range(start + 1, len(own) + 1):
            if "".join(own[start:end]) == "".join(family):
                return set(own[start:end])
        if len(family) > 1 and word in (family[0], family[-1]) and len(word) > 1:
            return {word}
    return set()


def _can_be_one(own: Sequence[str], given: Sequence[str]) -> bool:
    """Whether the first of either given names is among the other's; what is not known can be."""
    if not own or not given:
        return True
    return any(_is_short_for(given[0], word) for word in own) or any(
        _is_short_for(own[0], word) for word in given
    )


def _is_short_for(one: str, other: str) -> bool:
    """Whether two given names can be one: the same, an initial, or a short form such as Alex."""
    short, long = sorted((one, other), key=len)
    return one == other or long.startswith(short) and len(short) != 2


@lru_cache(maxsize=2**14)
def _significant(name: str) -> tuple[str, ...]:
    """The words of a name in one spelling, without particles, suffixes and titles; all of them
    if nothing else is left."""
    found = words(name)
    kept = [word for word in found if word not in _DROPPED] or found
    return tuple(spelled(word) for word in kept)


@lru_cache(maxsize=2**14)
def _tokens(name: str) -> tuple[str, ...]:
    """The same, with initials that are written as one ("JP") taken apart."""
    found: list[str] = []
    for part in re.split(r"[\s.\-\u2010-\u2015]+", name):
        if _CAPITALS.fullmatch(part) and part.isupper() and not _is_shouted(name):
            found += [spelled(letter) for letter in part]
        else:
            found += _significant(part)
    return tuple(word for word in found if word not in _DROPPED)


def _is_shouted(name: str) -> bool:
    """Whether a name is written in capitals throughout, so that they say nothing of initials."""
    return name.isupper() and any(len(word) > 4 for word in name.split())


def _digits(orcid: str) -> str:
    """The sixteen signs of an ORCID, however it is written; "" if there are none."""
    return "".join(re.findall(r"[\dX]", orcid.upper().replace("ORCID", "")))[-16:]
