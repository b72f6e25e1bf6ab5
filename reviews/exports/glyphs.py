"""Text that the fonts of the PDF can show: whatever they lack appears as its code point."""

import unicodedata
from functools import cache
from pathlib import Path

FONTS = Path(__file__).parent / "fonts"
_INVISIBLE = frozenset({"Cf", "Zs", "Zl", "Zp"})
# Of those, but drawn: the space of Ogham is a line, the others are marks of their scripts.
_DRAWN = frozenset(map(chr, (0x070F, 0x1680, 0x110BD, 0x110CD, *range(0x13430, 0x13440))))


@cache
def coverage() -> dict[str, frozenset[int]]:
    """{font family: code points}, as fonts/coverage.txt has it."""
    families = {}
    for line in (FONTS / "coverage.txt").read_text().splitlines():
        family, _, runs = line.partition(": ")
        spans = (run.partition("-") for run in runs.split())
        families[family] = frozenset(
            point
            for first, _, last in spans
            for point in range(int(first, 16), int(last or first, 16) + 1)
        )
    return families


def legible(text: str) -> str:
    """The text with each sign that no font has replaced by its code point in brackets."""
    return "".join(map(_shown, text))


def everywhere(value):
    """`legible` for every string in nested lists and dicts."""
    if isinstance(value, str):
        return legible(value)
    if isinstance(value, list | tuple):
        return [everywhere(each) for each in value]
    if isinstance(value, dict):
        return {key: everywhere(each) for key, each in value.items()}
    return value


@cache
def _shown(sign):
    if sign in "\t\n\r":
        return sign
    if unicodedata.category(sign) in _INVISIBLE and sign not in _DRAWN:
        return sign
    if any(ord(sign) in points for points in coverage().values()):
        return sign
    return f"[U+{ord(sign):04X}]"
