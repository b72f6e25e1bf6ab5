"""What happens to files on their way: lines lost, doubled, swapped, cut, joined by others."""

import io

from hypothesis import strategies as st

from reviews.exceptions import Unreadable
from reviews.importers import formats
from reviews.importers.counting import Counter

JUNK = ["", "   ", "\t", "- - -", "Record 3 of 9", "x" * 5000, "a %PDF-1.4", "é <b>", "----", "1."]
_PLACES = st.integers(0, 10**6)
_WAYS = {
    "drop": lambda lines, at, _: lines[:at] + lines[at + 1 :],
    "double": lambda lines, at, _: lines[: at + 1] + lines[at:],
    "swap": lambda lines, at, to: _swapped(lines, at, to),
    "insert": lambda lines, at, to: [*lines[:at], JUNK[to % len(JUNK)], *lines[at:]],
    "join": lambda lines, at, _: [*lines[:at], " ".join(lines[at : at + 2]), *lines[at + 2 :]],
    "cut line": lambda lines, at, to: [*lines[:at], lines[at][: to % 9], *lines[at + 1 :]],
    "cut file": lambda lines, at, to: [*lines[:at], lines[at][: to % 9]],
    "behead": lambda lines, at, to: [lines[at][to % 9 :], *lines[at + 1 :]],
}
DAMAGES = st.lists(st.tuples(st.sampled_from(sorted(_WAYS)), _PLACES, _PLACES), max_size=6)
ENCODINGS = st.sampled_from(["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le"])
LINE_ENDS = st.sampled_from(["\n", "\r\n", "\r"])


def damaged(text, damages):
    lines = text.split("\n")
    for way, at, to in damages:
        lines = _WAYS[way](lines, at % len(lines), to % len(lines)) or [""]
    return "\n".join(lines)


def counted(name, data):
    """How many records of a format begin in a file, by what shares nothing with its reader."""
    counter = Counter(name)
    counter.feed(data)
    return counter.count


def read_all(data):
    """The name of the format and the items of a file, or None and nothing if it has no text."""
    try:
        reading = formats.read(io.BytesIO(data))
    except Unreadable:
        return None, []
    return reading.format, list(reading.items)


def _swapped(lines, at, to):
    lines = list(lines)
    lines[at], lines[to] = lines[to], lines[at]
    return lines
