"""Values of JSON objects, whatever type a program gave them."""

from collections.abc import Mapping
from typing import Any

from reviews.importers import marked


def string(value: object) -> str:
    """A text or number as text; half a pair of surrogates, which JSON can hold, as U+FFFD."""
    if isinstance(value, bool) or not isinstance(value, str | int):
        return ""
    text = str(value)
    if text.isascii():
        return text
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def text_of(item: Mapping[str, Any], name: str) -> str:
    """The value of that name as one plain line."""
    return marked.one_line(string(item.get(name)))


def first(item: Mapping[str, Any], name: str) -> str:
    """The first text of a list, or the text itself where a program gives no list."""
    value = item.get(name)
    texts = map(string, value if isinstance(value, list) else [value])
    return next(filter(None, map(marked.one_line, texts)), "")


def dicts(value: object) -> list[dict[str, Any]]:
    """The objects in a list, or the object where a program gives no list."""
    values = value if isinstance(value, list) else [value]
    return [entry for entry in values if isinstance(entry, dict)]
