"""The cue lexicon, data in cues/*.yaml, and where a sentence matches it."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Any, NamedTuple

import yaml

CUES = Path(__file__).parent / "cues"
_FILES = ("advice", "cause", "reading")
_REFERENCE = re.compile(r"\{([a-z_]+)\}")
_LITERAL = re.compile(r"\w(?![?*+{|])")
_PLAIN = {
    ord(seen): plain
    for plain, variants in {
        " ": "\t\n\r\v\f\u00a0\u2002\u2003\u2007\u2008\u2009\u200a\u202f\u3000",
        "-": "\u2010\u2011\u2012\u2013",
        "'": "\u2018\u2019\u02bc",
    }.items()
    for seen in variants
}


@dataclass(frozen=True, slots=True)
class Cue:
    """A stretch of text that belongs to a group of the lexicon: `text[start:end]`."""

    start: int
    end: int
    text: str
    group: str


class Found(NamedTuple):
    """Half-open offsets into a sentence, and the group that matched there."""

    start: int
    end: int
    group: str = ""

    def overlaps(self, others: Iterable["Found"]) -> bool:
        return any(self.start < other.end and other.start < self.end for other in others)


@dataclass(frozen=True)
class Lexicon:
    """One expression per group; `shown` are the groups whose matches readers are shown."""

    expressions: dict[str, re.Pattern[str]]
    shown: tuple[str, ...]


class Matches:
    """What the lexicon finds in one sentence; a group is searched when first asked for."""

    def __init__(self, sentence: str) -> None:
        self.folded = fold(sentence)
        self._expressions = lexicon().expressions
        self._found: dict[str, tuple[Found, ...]] = {}

    def of(self, *groups: str) -> tuple[Found, ...]:
        """Every match of these groups: group by group, each in the order of the sentence."""
        if len(groups) == 1:
            return self._search(groups[0])
        return tuple(chain.from_iterable(map(self._search, groups)))

    def has(self, *groups: str) -> bool:
        return any(self._search(group) for group in groups)

    def apart(self, groups: Iterable[str], *cancelling: str) -> list[Found]:
        """The matches of `groups` that share no character with one of `cancelling`."""
        candidates = self.of(*groups)
        if not candidates:
            return []
        cancels = self.of(*cancelling)
        return [found for found in candidates if not found.overlaps(cancels)]

    def _search(self, group: str) -> tuple[Found, ...]:
        found = self._found.get(group)
        if found is None:
            matches = self._expressions[group].finditer(self.folded)
            found = tuple([Found(*match.span(match.lastindex or 0), group) for match in matches])
            self._found[group] = found
        return found


def fold(text: str) -> str:
    """`text` in lower case with plain blanks, hyphens and apostrophes, of equal length."""
    plain = text.translate(_PLAIN)
    lowered = plain.lower()
    if len(lowered) == len(plain):
        return lowered
    return "".join(low if len(low := char.lower()) == 1 else char for char in plain)


@cache
def lexicon() -> Lexicon:
    """The lexicon, read once."""
    fragments: dict[str, str] = {}
    for name, pieces in load("fragments").items():
        fragments[name] = _fill(_any_of(pieces), fragments)
    expressions: dict[str, re.Pattern[str]] = {}
    shown: list[str] = []
    for file in map(load, _FILES):
        for name, patterns in _groups({**file["cues"], **file["signals"]}):
            filled = [_fill(pattern, fragments) for pattern in patterns]
            expressions[name] = _whole_words(_any_of(filled))
        shown += [name for name, _ in _groups(file["cues"])]
    return Lexicon(expressions, tuple(shown))


@cache
def drug_classes() -> list[tuple[re.Pattern[str], re.Pattern[str]]]:
    """(the class as papers name it, its members by their names) for each class."""
    return [(_whole_words(row["class"]), _whole_words(row["member"])) for row in load("drugs")]


def load(name: str) -> Any:
    """The content of cues/NAME.yaml."""
    return yaml.safe_load((CUES / f"{name}.yaml").read_text(encoding="utf-8"))


def _groups(section: dict[str, Any]) -> Iterator[tuple[str, list[str]]]:
    """(name, patterns); a group in levels is one for each level: hedge.1, hedge.2, ..."""
    for name, content in section.items():
        if isinstance(content, dict):
            yield from ((f"{name}.{level}", patterns) for level, patterns in content.items())
        else:
            yield name, content


def _fill(pattern: str, fragments: dict[str, str]) -> str:
    return _REFERENCE.sub(lambda match: fragments[match[1]], pattern)


def _any_of(patterns: Iterable[str]) -> str:
    """One expression for all; those that begin with the same letter share it, for speed."""
    tails: dict[str, list[str]] = {}
    for pattern in patterns:
        letter = pattern[0] if _LITERAL.match(pattern) else ""
        tails.setdefault(letter, []).append(pattern.removeprefix(letter))
    return "(?:" + "|".join(f"{key}(?:{'|'.join(part)})" for key, part in tails.items()) + ")"


def _whole_words(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{pattern})(?!\w)")
