"""The words with which an instrument's domains are judged, each with a look and a sign."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import count

from reviews.instruments.definition import folded

# Hue, sign and hatching say it each alone.
SIGN = {"best": "+", "middle": "−", "bad": "×", "worst": "!"}
UNKNOWN = "?"
# Files stand on white; in pages the style sheet has the hues of both schemes.
COLOURS = {
    "best": "#00558c",
    "middle": "#735600",
    "bad": "#a03c08",
    "worst": "#8c1d4f",
    "unknown": "#585e66",
    "aside": "#585e66",
    "plain": "#4b4a8f",
    "missing": "#ffffff",
}
# What a bar is hatched with, on squares of eight, as a second sign beside the colour.
HATCHES = {
    "best": "",
    "middle": "M2 2h1M6 6h1",
    "bad": "M0 8L8 0",
    "worst": "M0 8L8 0M0 0L8 8",
    "unknown": "M0 4H8",
    "aside": "M4 0V8",
    "missing": "",
}
_PLAIN = ("", "M0 4H8", "M4 0V8", "M0 8L8 0", "M0 0L8 8", "M0 8L8 0M0 0L8 8", "M2 2h1M6 6h1")
# From best to worst, by how many words say better or worse. Of more than four none is coloured
# as good or bad.
_RANKS = {
    2: ("best", "bad"),
    3: ("best", "middle", "bad"),
    4: ("best", "middle", "bad", "worst"),
}
_LAST = ("plain", "unknown", "aside")
# Words that say that too little was known, and words that say something else than how good it is.
_UNKNOWING = {
    "no information", "unclear", "can't tell", "cannot tell", "cannot determine", "cd",
    "not assessable", "seek further info",
}  # fmt: skip
_ASIDE = {
    "na", "n/a", "not applicable", "nr", "not reported", "described", "includes only nrsi",
    "includes only rcts", "no meta-analysis conducted",
}  # fmt: skip


@dataclass(frozen=True)
class Level:
    """A word of a scale: its look is one of SIGN's, or "unknown", "aside", "plain"; no two words
    of a scale have the same sign. `number` tells it from others of the same look."""

    word: str
    label: str
    look: str
    sign: str
    number: int

    @property
    def colour(self) -> str:
        return COLOURS[self.look]

    @property
    def hatching(self) -> str:
        """The name of its hatching in a drawing."""
        return f"{self.look}-{self.number}"

    @property
    def hatch(self) -> str:
        """The path of its hatching, "" for none."""
        return HATCHES.get(self.look, _PLAIN[self.number % len(_PLAIN)])


NOT_JUDGED = Level("", "Not judged", "missing", "", 0)


def domain_scale(instrument) -> dict[str, Level]:
    """The words with which any domain may be judged, from best to worst."""
    labels, lists = {}, []
    for domain in instrument.domains:
        for option in domain.procedure.results:
            labels.setdefault(option.value, option.label)
        lists.append([option.value for option in domain.procedure.results])
    return levels(lists, labels)


def levels(lists: Iterable[Sequence[str]], labels: dict[str, str]) -> dict[str, Level]:
    """{word: Level} of lists from best to worst. If two of them have words the other way round,
    none is coloured as good or bad."""
    lists = [*lists]
    merged = _merged(lists)
    ranked = [word for word in merged if _other(word) == "plain"]
    words = sorted(merged, key=lambda word: _LAST.index(_other(word)))
    is_ordered = all(_is_part(each, ranked) for each in lists)
    looks = dict(zip(ranked, _RANKS.get(len(ranked), ()) if is_ordered else (), strict=False))
    found, taken = {}, set()
    for number, word in enumerate(words, start=1):
        look = looks.get(word) or _other(word)
        sign = SIGN.get(look) or (UNKNOWN if look == "unknown" else _initials(labels[word]))
        if sign in taken:
            sign = _initials(labels[word])
        if sign in taken:
            sign = next(str(free) for free in count(number) if str(free) not in taken)
        taken.add(sign)
        found[word] = Level(word, labels[word], look, sign, number)
    return found


def _is_part(words, ranked):
    """Whether those that are ranked come in that order."""
    known = [word for word in words if word in ranked]
    return known == [word for word in ranked if word in known]


def _other(word):
    if folded(word) in _UNKNOWING:
        return "unknown"
    return "aside" if folded(word) in _ASIDE else "plain"


def _initials(label):
    return "".join(word[0] for word in label.split()[:2]).upper()


def _merged(lists):
    """All words once; one that is new stands before the next that is known."""
    merged = []
    for words in lists:
        for place, word in enumerate(words):
            if word not in merged:
                after = next((later for later in words[place:] if later in merged), None)
                merged.insert(merged.index(after) if after else len(merged), word)
    return merged
