"""Text that the fonts of the PDF can show: whatever they lack appears as its code point."""

import re
import unicodedata
from functools import cache
from pathlib import Path

FONTS = Path(__file__).parent / "fonts"
# A sign and what is drawn together with it: one font must have them all.
_CLUSTER = re.compile(r"\r\n|.[\u0300-\u036f\u200d\u20d0-\u20ff\ufe00-\ufe0f\ufe20-\ufe2f]*", re.S)
_INVISIBLE = frozenset({"Cf", "Zs", "Zl", "Zp"})


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
    return _CLUSTER.sub(lambda found: _shown(found[0]), text)


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
def _shown(cluster):
    if cluster in "\t\n\r\n":
        return cluster
    visible = {ord(sign) for sign in cluster if unicodedata.category(sign) not in _INVISIBLE}
    if any(visible <= points for points in coverage().values()):
        return cluster
    if len(cluster) == 1:
        return f"[U+{ord(cluster):04X}]"
    return "".join(_shown(sign) for sign in cluster)
