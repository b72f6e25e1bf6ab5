"""What tells titles apart that are almost one: numbers of parts, and words that exclude others."""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import product

from rapidfuzz import fuzz

from reviews.importers.titles import listed, words

_NUMERALS = {
    word: str(number)
    for several in (
        "i ii iii iv v vi vii viii ix x xi xii xiii xiv xv",
        "one two three four five six seven eight nine ten eleven twelve",
        "first second third fourth fifth sixth seventh eighth ninth tenth",
    )
    for number, word in enumerate(several.split(), start=1)
}
_MISREAD = str.maketrans("lio", "110")
_NUMBERED = re.compile(r"[a-z]{1,3}\d+")  # vitamin D3, IL6, B12
_OF_PARTS = listed(
    "part parts chapter section update updated volume vol no number paper report lecture "
    "phase stage episode edition version th st nd rd"
)
_PART = re.compile(
    r"(?P<series>.*?)[\s:.,;(\[–—-]*\b(?:part|chapter|section|update|volume|vol|report|paper|"
    r"lecture|episode|number|no)\b\.?\s*(?P<number>[^\W_]{1,8})\b\W*(?P<rest>.*)",
    re.I | re.S,
)
_COUNTED = re.compile(
    r"(?P<series>.{8,}?)[:.,;(–—-]\s*(?P<number>\d{1,3}|[IVX]{1,5})\s*[.:)]\s+(?P<rest>\S.*)", re.S
)
_LONGEST = 500
_OTHER_PAPER = listed("protocol rationale reply comment commentary")
_EXCLUDING = [
    listed(group)
    for group in (
        "men women boys girls",
        "male female males females",
        "children adults adolescents infants elderly newborns",
        "acute chronic",
        "upper lower",
        "left right",
        "high low",
        "short long",
        "early late",
        "before after",
        "with without",
        "positive negative",
        "increased decreased reduced",
        "increases decreases reduces",
        "vivo vitro",
        "mice rats humans rabbits",
        "primary secondary tertiary",
        "systolic diastolic",
    )
]
_EXCLUDING_HEADS = (("hypo", "hyper"), ("intra", "inter"), ("pre", "post"), ("macro", "micro"))
_SPELLING = 70  # per cent of letters alike: a slip or another spelling, not another word


def numbers(found: Sequence[str]) -> Counter[str]:
    """The numbers among words, in figures, Roman or in letters, each as it counts."""
    return Counter(filter(None, map(_number, found)))


def is_series(one: str, two: str) -> bool:
    """Whether two titles are those of two parts of one work: they differ in a part's number."""
    found, others = words(one[:_LONGEST]), words(two[:_LONGEST])
    if numbers(found) == numbers(others):
        return False
    rest, other_rest = _without_numbers(found), _without_numbers(others)
    if rest and fuzz.ratio(rest, other_rest) >= 96 and not _is_misread(found, others):
        return True
    return any(_have_other_numbers(pattern, one, two) for pattern in (_PART, _COUNTED))


def has_other_words(found: Sequence[str], others: Sequence[str]) -> bool:
    """Whether titles differ by a word that makes another paper of it, and not by spelling.

    Numbers are left aside, for they are compared by `numbers`.
    """
    mine = [word for word in found if word not in others and not _number(word)]
    theirs = [word for word in others if word not in found and not _number(word)]
    if not mine or not theirs:
        return not _OTHER_PAPER.isdisjoint([*mine, *theirs])
    if any(map(_exclude, *zip(*product(mine, theirs), strict=True))):
        return True
    return fuzz.ratio("".join(mine), "".join(theirs)) < _SPELLING


def _exclude(one: str, two: str) -> bool:
    if any(one in group and two in group for group in _EXCLUDING):
        return True
    return any(
        one.startswith(head) and two == other + one.removeprefix(head)
        for pair in _EXCLUDING_HEADS
        for head, other in (pair, pair[::-1])
    )


def _number(word: str) -> str:
    if word in _NUMERALS:
        return _NUMERALS[word]
    if any(map(str.isdigit, word)):
        figures = word.translate(_MISREAD)
        if figures.isdigit():
            return figures.lstrip("0") or "0"
        return word if _NUMBERED.fullmatch(word) else ""
    return ""


def _without_numbers(found: Sequence[str]) -> str:
    return " ".join(word for word in found if not _number(word) and word not in _OF_PARTS)


def _is_misread(found: Sequence[str], others: Sequence[str]) -> bool:
    """Whether it is a letter that a scanner took for a figure: "c0ntrolled", "part l"."""
    mine = [word for word in found if word not in others]
    theirs = [word for word in others if word not in found]
    return [word.translate(_MISREAD) for word in mine] == [
        word.translate(_MISREAD) for word in theirs
    ]


def _have_other_numbers(pattern: re.Pattern[str], one: str, two: str) -> bool:
    """Whether both name a part of one series by different numbers."""
    first, second = pattern.match(one[:_LONGEST]), pattern.match(two[:_LONGEST])
    if not first or not second:
        return False
    number, other = (_number(m["number"].casefold()) for m in (first, second))
    if not number or not other or number == other:
        return False
    name = "series" if words(first["series"]) and words(second["series"]) else "rest"
    return fuzz.ratio(*(" ".join(words(m[name])) for m in (first, second))) >= 90
