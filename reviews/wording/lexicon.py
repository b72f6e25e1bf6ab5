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
_BLANKS = re.compile("  +")
_LITERAL = re.compile(r"\w(?![?*+{|])")
_PLAIN = {
    ord(seen): plain
    for plain, variants in {
        " ": '([{"«“‘\t\n\r\v\f\u00a0\u2002\u2003\u2007\u2008\u2009\u200a\u202f\u3000',
        "-": "\u2010\u2011\u2012\u2013",
        "'": "\u2019\u02bc",
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
    """Half-open offsets into a folded sentence, and the group that matched there."""

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
    """What the lexicon finds in one sentence; a group is searched when first asked for.

    `folded` is the sentence in lower case with single blanks; matches are places in it.
    """

    def __init__(self, sentence: str) -> None:
        folded = fold(sentence)
        self.folded = _BLANKS.sub(" ", folded)
        self._places = _kept(folded) if len(self.folded) < len(folded) else None
        self._padded = " " + self.folded
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

    def where(self, found: Found) -> tuple[int, int]:
        """The offsets of a match in the sentence as it was given."""
        if self._places is None:
            return found.start, found.end
        return self._places[found.start], self._places[found.end - 1] + 1

    def find(self, expression: re.Pattern[str], group: str) -> tuple[Found, ...]:
        """Every match of a whole-word expression."""
        matches = expression.finditer(self._padded)
        return tuple([Found(*_place(match), group) for match in matches])

    def _search(self, group: str) -> tuple[Found, ...]:
        found = self._found.get(group)
        if found is None:
            found = self._found[group] = self.find(self._expressions[group], group)
        return found


def _place(match: re.Match[str]) -> tuple[int, int]:
    """Offsets without the padding: of the marked part of an expression, if it has one."""
    if match.lastindex:
        return match.start(match.lastindex) - 1, match.end(match.lastindex) - 1
    return match.start(), match.end() - 1


def fold(text: str) -> str:
    """`text` in lower case, of equal length, its marks reduced to plain ones; what opens a
    bracket or a quotation becomes a blank."""
    plain = text.translate(_PLAIN)
    lowered = plain.lower()
    if len(lowered) == len(plain):
        return lowered
    return "".join(low if len(low := char.lower()) == 1 else char for char in plain)


def _kept(folded: str) -> list[int]:
    """The places of all characters but the blanks that follow a blank."""
    return [
        place
        for place, char in enumerate(folded)
        if char != " " or folded[place - 1 : place] != " "
    ]


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
            filled = [_fill(pattern.replace("\n", ""), fragments) for pattern in patterns]
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
    """Matches after a blank: the fixed first character makes the search twice as fast."""
    return re.compile(rf" (?:{pattern})(?!\w)")
