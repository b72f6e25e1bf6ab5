"""The objects of a JSON file that lists things, one at a time, however long the list is.

A list, objects one after another or one on each line (JSON Lines), or an object that holds the
list under "items" or "references", also inside of "message" as web services answer. A broken
object is passed over up to where it closes or the next one of its kind opens.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from reviews.exceptions import Unreadable
from reviews.importers.files import TextFile
from reviews.importers.window import LONGEST_RECORD, Window

_LISTS = {"items", "references"}
_WRAPPERS = {"message"}
_DECODER = json.JSONDecoder(strict=False)  # line ends in strings are read as they are
_BETWEEN = re.compile(r"[\s,;:\[\]}\ufeff\x1e]*")
_IN_LIST = re.compile(r"[\s,;:}]*")
_KEY = re.compile(r'[\s,]*"([^"\\]{0,200})"\s*:\s*')
_OPENING = re.compile(r'\{\s*("[^"\\]{0,200}")\s*:')
_BRACKETS = re.compile(r'"(?:[^"\\]++|\\.)*+"?|[{}\[\]]', re.S)
_NEXT_VALUE = re.compile(r"[,\]\n{]")
_CUT = "The file stops before this object ends, so it seems cut short: export the records again."
_NO_OBJECT = "It is no object, so it can be no record: take it out or export the records again."
_TOO_LONG = f"It has more than {LONGEST_RECORD:,} characters: export the records again."
_TOO_DEEP = "It is nested too deep to be a record: export the records again."
_NUMBER = "A number in it is too long to be read: export the records again."


@dataclass(frozen=True)
class Piece:
    """An object of the file; `reason` is why there is none to read, if there is none."""

    index: int
    line: int
    raw: str
    value: dict[str, Any]
    reason: str = ""

    @property
    def is_broken(self) -> bool:
        """Whether it may be an object, but cannot be read as one."""
        return self.reason not in ("", _NO_OBJECT)


def pieces(text: TextFile) -> Iterator[Piece]:
    """Each object of a file in order, read or with the reason why it is not.

    Raises Unreadable for a file without any.
    """
    window, index = Window(text), 0
    is_wrapped = _enter(window)
    while _find(window, is_wrapped):
        index, line = index + 1, window.line
        value, length, reason = _decoded(window)
        raw = window.text[window.at : window.at + length]
        window.move(window.at + length)
        if reason == _TOO_LONG:
            _skip_rest(window, raw)
        yield Piece(index, line, raw.strip(), value, reason)
    if not index:
        raise Unreadable("No record is in it: give a file with at least one record.")


def _enter(window: Window) -> bool:
    """Go to the first entry of the list that an object holds; False if it holds none."""
    while True:
        try:
            start = _list_in(window.text)
        except ValueError:
            start = 0
            if len(window.text) < LONGEST_RECORD and window.grow():
                continue
        except RecursionError:
            start = 0
        window.move(start)
        return start > 0


def _list_in(text: str) -> int:
    """Where the list begins in an object, or 0. Raises ValueError if the object is not whole."""
    opening = re.match(r"\s*\{", text)
    at = opening.end() if opening else len(text)
    while key := _KEY.match(text, at):
        at = key.end()
        if key[1] in _LISTS and text.startswith("[", at):
            return at + 1
        if key[1] in _WRAPPERS and text.startswith("{", at):
            at += 1
        else:
            _, at = _DECODER.raw_decode(text, at)
    return 0


def _find(window: Window, is_wrapped: bool) -> bool:
    """Go to the next value, if there is one."""
    between = _IN_LIST if is_wrapped else _BETWEEN
    while True:
        found = between.match(window.text, window.at)
        window.move(found.end() if found else window.at)
        if window.at < len(window.text):
            return not (is_wrapped and window.text[window.at] == "]")
        if not window.grow():
            return False


def _decoded(window: Window) -> tuple[dict[str, Any], int, str]:
    """(the object that begins here, how many characters it takes, why it cannot be read)"""
    while True:
        try:
            value, end = _DECODER.raw_decode(window.text, window.at)
        except json.JSONDecodeError as error:
            ahead = len(window.text) - window.at
            is_torn = "Unterminated" in error.msg or error.pos >= len(window.text) - 20
            if is_torn and ahead <= LONGEST_RECORD and window.grow():
                continue
            return {}, *_passed_over(window, _said(error, window))
        except RecursionError:
            return {}, *_passed_over(window, _TOO_DEEP)
        except ValueError:
            return {}, *_passed_over(window, _NUMBER)
        length = end - window.at
        if length > LONGEST_RECORD:
            return {}, LONGEST_RECORD, _TOO_LONG
        return (value, length, "") if isinstance(value, dict) else ({}, length, _NO_OBJECT)


def _said(error: json.JSONDecodeError, window: Window) -> str:
    line = 1 + window.text.count("\n", window.at, error.pos)
    column = error.pos - max(window.at - 1, window.text.rfind("\n", window.at, error.pos))
    return (
        f"It is not JSON at character {column} of line {line} of the record: "
        "mend it there or export the records again."
    )


def _passed_over(window: Window, reason: str) -> tuple[int, str]:
    """(how many characters the broken value takes, why it cannot be read)"""
    opening = _OPENING.match(window.text, window.at)
    if not opening:
        found = _NEXT_VALUE.search(window.text, window.at + 1)
        return (found.start() if found else len(window.text)) - window.at, reason
    pattern = _like(opening)
    while not (following := pattern.search(window.text, window.at + 1)):
        if len(window.text) - window.at > LONGEST_RECORD or not window.grow():
            break
    limit = following.start() + 1 if following else len(window.text)
    if limit - window.at > LONGEST_RECORD:
        return LONGEST_RECORD, _TOO_LONG
    end = _closed(window.text, window.at, limit)
    return (end or limit) - window.at, reason if end or following else _CUT


def _like(opening: re.Match[str]) -> re.Pattern[str]:
    """How the next object opens; those of one list mostly begin with the same key."""
    return re.compile(rf"[,\[\n]\s{{0,1000}}\{{\s{{0,1000}}{re.escape(opening[1])}\s{{0,100}}:")


def _skip_rest(window: Window, raw: str) -> None:
    """Go on to the next object like the one that was too long, or to the end."""
    opening = _OPENING.match(raw)
    pattern = _like(opening) if opening else _OPENING
    while not (found := pattern.search(window.text, window.at)):
        window.move(max(window.at, len(window.text) - 2500))
        if not window.grow():
            window.move(len(window.text))
            return
    window.move(found.start())


def _closed(text: str, start: int, limit: int) -> int:
    """Where the brackets that open at `start` are all closed, or 0."""
    depth = 0
    for token in _BRACKETS.finditer(text, start, limit):
        if token[0] in "{[":
            depth += 1
        elif token[0] in "}]":
            depth -= 1
            if depth == 0:
                return token.end()
    return 0
