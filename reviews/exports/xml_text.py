"""Text as XML 1.0 can hold it; claims are verbatim and may have signs that it cannot."""

import re

REPLACED = "\N{REPLACEMENT CHARACTER}"
_FORBIDDEN = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def in_xml(text: str) -> str:
    """Each sign that XML forbids is shown as U+FFFD."""
    return _FORBIDDEN.sub(REPLACED, text)


def is_whole(value) -> bool:
    """Whether XML can hold every string in nested lists and dicts."""
    if isinstance(value, str):
        return not _FORBIDDEN.search(value)
    if isinstance(value, dict):
        return all(map(is_whole, value.values()))
    return not isinstance(value, list | tuple) or all(map(is_whole, value))
