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
    value = item.get(name)
    return marked.one_line(string(value)) if value else ""


def first(item: Mapping[str, Any], name: str) -> str:
    """The first text of a list, or the text itself where a program gives no list."""
    value = item.get(name)
    if not isinstance(value, list):
        return text_of(item, name)
    return next(filter(None, map(marked.one_line, map(string, value))), "")


def dicts(value: object) -> list[dict[str, Any]]:
    """The objects in a list, or the object where a program gives no list."""
    if isinstance(value, dict):
        return [value]
    return [entry for entry in value if isinstance(entry, dict)] if isinstance(value, list) else []
