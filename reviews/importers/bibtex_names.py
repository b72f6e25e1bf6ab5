"""Names of people and groups as BibTeX writes them.

The rules for "First von Last", "von Last, First" and "von Last, Jr, First" are those of Oren
Patashnik, "BibTeXing" (1988), section 4; the extended form is that of biblatex.
"""

import re

from reviews.importers.latex import unlatexed
from reviews.importers.names import initials_of
from reviews.importers.plain import plain
from reviews.importers.records import Author

_MARK = re.compile(r"\\\S|[{}]|\s+(?:and|AND|And)(?=\s)|(?:\\?\s|~)+|[;,]")
_SPLITS = {
    "and": re.compile(r"\s+(?:and|AND|And)(?=\s)"),
    " ": re.compile(r"[\s~]+"),
    ",": re.compile(","),
    ";": re.compile(";"),
}
_SUFFIX = re.compile(r"(?:Jr|Sr|Snr|Jnr|II|III|IV|2nd|3rd|4th)\.?", re.I)
_EXTENDED = re.compile(r"(?:^|,)\s*\"?(family|given|prefix|suffix)\s*=\s*([^,]*)")
_INITIALS = re.compile(r"(?:[^\W\d_]\s?\.?[\s-]?){1,4}")
_LETTER = re.compile(r"[^\W\d_]")
_OTHERS = {"others", "et al", "et al.", "{et al.}", "..."}


def read_names(value: str) -> tuple[Author, ...]:
    """The authors of a field, in order, without "and others"."""
    names = _list(value)
    return tuple(author for name in names if (author := _author(name)))


def _list(value: str) -> list[str]:
    value = _without_outer_braces(value.strip())
    names = _parts(value, "and")
    if len(names) == 1 and ";" in value:
        names = _parts(value, ";")
    if len(names) == 1:
        names = _pairs(_parts(value, ",")) or names
    return [name.strip() for name in names if name.strip().lower() not in _OTHERS]


def _without_outer_braces(value: str) -> str:
    """A list that is in braces as a whole is no group: each of its names has a comma."""
    inner = value[1:-1]
    if not (value.startswith("{") and value.endswith("}")) or "{" in inner:
        return value
    names = [name for name in _parts(inner, "and") if name.strip().lower() not in _OTHERS]
    return inner if len(names) > 1 and all("," in name for name in names) else value


def _pairs(parts: list[str]) -> list[str] | None:
    """ "Alpha, A., Beta, B." is two people: every second part has nothing but initials."""
    given = [part.strip() for part in parts[1::2]]
    if len(parts) < 4 or len(parts) % 2 or not all(map(_INITIALS.fullmatch, given)):
        return None
    return [f"{family.strip(' &')}, {name}" for family, name in zip(parts[::2], given, strict=True)]


def _parts(value: str, separator: str) -> list[str]:
    """The value cut at a separator ("and", ";", "," or " ") outside of braces."""
    if "{" not in value and "\\" not in value:
        return _SPLITS[separator].split(value)
    parts, depth, start = [], 0, 0
    for mark in _MARK.finditer(value):
        sign = mark[0]
        if sign == "{":
            depth += 1
        elif sign == "}":
            depth -= 1
        elif depth <= 0 and _separates(sign, separator):
            parts.append(value[start : mark.start()])
            start = mark.end()
    return [*parts, value[start:]]


def _separates(sign: str, separator: str) -> bool:
    if separator == "and":
        return sign[-3:].lower() == "and"
    if separator == " ":
        return sign[-1].isspace() or sign[-1] == "~" and sign != "\\~"
    return sign == separator


def _author(name: str) -> Author | None:
    extended = dict(_EXTENDED.findall(name)) if "family" in name and "=" in name else {}
    if extended:
        words = {part: _text(value).strip('"') for part, value in extended.items()}
        family = " ".join(filter(None, [words.get("prefix", ""), words["family"]]))
        return _person(family, words.get("given", ""), words.get("suffix", ""))
    if _is_group(name):
        group = _text(name)
        return Author(collective=group) if group else None
    parts = [part.strip() for part in _parts(name, ",")]
    has_comma = len(parts) > 1
    while len(parts) > 1 and not parts[-1]:
        parts.pop()
    if len(parts) == 1:
        return _person(_text(parts[0]), "") if has_comma else _by_order(parts[0])
    if len(parts) == 2:
        return _by_comma(_text(parts[0]), _text(parts[1]))
    # Some write "Last, First, Jr", against the rule.
    first, second = parts[1], " ".join(parts[2:])
    if _SUFFIX.fullmatch(_text(second)) and not _SUFFIX.fullmatch(_text(first)):
        first, second = second, first
    return _person(_text(parts[0]), _text(second), _text(first))


def _by_comma(family: str, given: str) -> Author | None:
    words = family.split(" ")
    if len(words) > 1 and _SUFFIX.fullmatch(words[-1]):
        return _person(" ".join(words[:-1]), given, words[-1])
    if _SUFFIX.fullmatch(given):
        person = _by_order(family)
        return person and _person(person.family, person.given, given)
    return _person(family, given)


def _by_order(name: str) -> Author | None:
    words = [word for word in _parts(name, " ") if word]
    suffix = _text(words.pop()) if len(words) > 2 and _SUFFIX.fullmatch(_text(words[-1])) else ""
    small = next((at for at, word in enumerate(words[:-1]) if _is_small(word)), len(words) - 1)
    family, given = _text(" ".join(words[small:])), _text(" ".join(words[:small]))
    if len(words) == 2 and re.fullmatch(r"[A-Z]{1,3}", words[1]) and len(words[0]) > 3:
        family, given = given, family  # "Alpha AB", as PubMed writes it
    return _person(family, given, suffix)


def _person(family: str, given: str, suffix: str = "") -> Author | None:
    if not family:
        family, given = given, ""
    if not family:
        return None
    return Author(family=family, given=given, initials=initials_of(given), suffix=suffix)


def _is_group(name: str) -> bool:
    """Whether the name is in braces as a whole, so that nothing in it is to be taken apart."""
    if not (name.startswith("{") and name.endswith("}")):
        return False
    depth = 0
    for mark in _MARK.finditer(name):
        depth += (mark[0] == "{") - (mark[0] == "}")
        if not depth and mark.end() < len(name):
            return False
    return True


def _is_small(word: str) -> bool:
    """Whether a word begins with a small letter; what is in braces does not count."""
    if word.startswith("{") and not word.startswith("{\\"):
        return False
    letter = _LETTER.search(_text(word) if "\\" in word else word)
    return letter is not None and letter[0].islower()


def _text(name: str) -> str:
    return plain(unlatexed(name))
