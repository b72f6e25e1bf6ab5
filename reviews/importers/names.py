"""Names of authors, one at a time, in the orders that databases and programs write them."""

import re
from dataclasses import replace
from functools import lru_cache

from reviews.importers.authors import NOT_LISTED, is_group, is_plain_list, read_authors
from reviews.importers.plain import plain
from reviews.importers.records import Author

_SUFFIX = re.compile(r"(?:Jr|Sr|Snr|Jnr|II|III|IV|2nd|3rd|4th|Esq)\.?", re.I)
_OTHERS = re.compile(r"(?:and |& )?(?:et\.? al\.?|al\.?,? et\.?|others)", re.I)
_INITIALS = re.compile(r"(?:[^\W\d_]\.?-?){1,5}")
_DEGREE = re.compile(r"(?:M\.?D|Ph\.?D|M\.?Sc|MPH|FRCP|RN|Dr|Prof)\.?", re.I)


def read_names(text: str) -> list[Author]:
    """The authors in one field, which is one author unless it lists several."""
    first, comma, rest = text.partition(", ")
    if comma and len(first) > 3 and first.isalpha() and len(rest) < 40 and (names := _given(rest)):
        return [Author(first, *names)]
    text = plain(text)
    if ";" in text:
        return [author for part in text.split(";") for author in read_names(part)]
    if comma and " " in first.strip() and is_plain_list(text):
        return list(read_authors(text) or ())
    author = read_name(text)
    return [author] if author else []


def read_name(text: str) -> Author | None:
    """One person ("Alpha, Ann B.", "Alpha A.B.", "Ann Alpha") or group, from plain text; None
    if it names nobody."""
    text = text.strip(" ,;")
    family, comma, given = text.partition(",")
    if not comma or len(family) < 4:
        if not text or _OTHERS.fullmatch(text) or NOT_LISTED.fullmatch(text):
            return None
        if not comma:
            return _without_comma(text)
    if " " in family and is_group(family):
        return Author(collective=text)
    suffix = ""
    given = given.strip()
    if "," in given:
        given, suffix = _split_suffix(given)
    elif _SUFFIX.fullmatch(given):
        person = _without_comma(family.strip())
        return replace(person, suffix=given)
    elif " " in given and _SUFFIX.fullmatch(given.split(" ")[-1]):
        given, _, suffix = given.rpartition(" ")
    elif " " in family and _SUFFIX.fullmatch(family.split(" ")[-1]):
        family, _, suffix = family.rpartition(" ")
    return Author(family.strip(), given, initials_of(given), suffix)


def initials_of(given: str) -> str:
    """The first letters of given names: "Jean-Paul M." gives "JPM", "JP" stays."""
    if len(given) < 5 and given.isalpha() and given.isupper():
        return given
    words = given.replace(".", " ").replace("-", " ").split()
    return "".join([word[0] for word in words if word[0].isalpha()]).upper()


@lru_cache(maxsize=2**12)
def _given(rest: str) -> tuple[str, str] | None:
    """Given names and their initials, if they are all that follows the comma of a name."""
    given = plain(rest)
    is_more = "," in given or ";" in given or _SUFFIX.fullmatch(given.split(" ")[-1])
    initials = "" if is_more else initials_of(given)
    return (given, initials) if initials else None


def _split_suffix(given: str) -> tuple[str, str]:
    """ "Ann, Jr." and "Jr., Ann" are the same; a degree is no part of a name."""
    parts = [part.strip() for part in given.split(",")]
    suffix = next(filter(_SUFFIX.fullmatch, parts), "")
    names = [part for part in parts if part and part != suffix and not _DEGREE.fullmatch(part)]
    return " ".join(names), suffix


def _without_comma(text: str) -> Author:
    words = text.split(" ")
    if len(words) == 1:
        return Author(family=text)
    if is_group(text):
        return Author(collective=text)
    suffix = words.pop() if len(words) > 2 and _SUFFIX.fullmatch(words[-1]) else ""
    if _are_initials(words[-1]) and not _are_initials(words[0]):
        while len(words) > 2 and _are_initials(words[-2]):
            words[-2:] = [f"{words[-2]} {words[-1]}"]
        return Author(" ".join(words[:-1]), words[-1], initials_of(words[-1]), suffix)
    small = next((at for at, word in enumerate(words) if at and word.islower()), len(words) - 1)
    if len(words) > 6 or words[-1].islower():
        return Author(collective=text)
    given = " ".join(words[:small])
    return Author(" ".join(words[small:]), given, initials_of(given), suffix)


def _are_initials(word: str) -> bool:
    """Whether a word is "A", "A.B." or "AB", which "Li" and "WHO-affiliated" are not."""
    return word[-1:] != "-" and word.isupper() and _INITIALS.fullmatch(word) is not None
