"""The words of a field without what surrounds them: markup, entities, wrapping, white space."""

import re
import unicodedata
from collections.abc import Iterable

from reviews.importers import entities
from reviews.importers.sections import CONTROLS, paragraphs
from reviews.importers.text import without_runs_of_marks

WRAPPED_AT = 120  # characters; no line that a program wrapped is longer
_CONTROL_BYTES = bytes([*range(32), 127])
_TAG = re.compile(
    r"</?(?:[ibupsq]|em|strong|su[bp]|inf|scp|span|font|div|h\d|br|small|tt|italic|bold|sc|title|"
    r"(?:jats|mml|xhtml):[\w-]{1,40})(?:\s[^<>]{0,300})?/?>",
    re.I,
)
_BREAK = re.compile(r"<(?:/?p|/?div|br)(?:\s[^<>]{0,300})?/?>|</(?:jats:p|jats:title)>", re.I)


def plain(text: str) -> str:
    """A text on one line, in NFC, without tags of HTML, entities and control characters."""
    if text.isalnum():
        return text
    if "&" in text or "<" in text:
        text = unmarked(text)
    if text.isascii() and _is_even(text):
        return text.strip()
    return " ".join(cleaned(text).split())


def cleaned(text: str) -> str:
    """The text in NFC, with blanks for control characters and without marks of byte order."""
    text = text.translate(CONTROLS)
    # What stood apart may stand together now: such a mark was between a letter and its accent,
    # or two parts of a BibTeX value were joined.
    return text if text.isascii() else _composed(text)


def unmarked(text: str) -> str:
    """The text with the characters that entities stand for, and without tags of HTML."""
    text = _TAG.sub("", text)
    if "&" in text:
        # Some programs escape what was escaped already, "&amp;lt;".
        text = entities.resolved(entities.resolved(text, _cleaned), _cleaned)
        text = _composed(_TAG.sub("", text))
    return text


def _composed(text: str) -> str:
    return unicodedata.normalize("NFC", without_runs_of_marks(text))


def paragraphs_of(texts: Iterable[str]) -> str:
    """Texts that may go over several lines, as paragraphs with LF between them.

    A blank line parts paragraphs. So does every line end in a text that no program wrapped.
    """
    found: list[str] = []
    for text in texts:
        if "<" in text:
            text = _BREAK.sub("\n\n", text)
        if "\n" in text:
            found += filter(None, map(plain, _unwrapped(text.split("\n"))))
        elif words := plain(text):
            found.append(words)
    return found[0] if len(found) == 1 else "\n".join(dict.fromkeys(found))


def _is_even(text: str) -> bool:
    """Whether an ASCII text has no control characters and no two blanks in a row."""
    if len(text) < 200:
        return text.isprintable() and "  " not in text
    data = text.encode()  # bytes are searched in half the time
    return b"  " not in data and len(data.translate(None, _CONTROL_BYTES)) == len(data)


def _unwrapped(lines: list[str]) -> list[str]:
    if any(len(line) > WRAPPED_AT for line in lines):
        return lines
    blocks: list[list[str]] = [[]]
    for line in lines:
        if line.strip():
            blocks[-1].append(line)
        elif blocks[-1]:
            blocks.append([])
    return paragraphs([block for block in blocks if block])


def _cleaned(character: str) -> str:
    return character.translate(CONTROLS).replace("\ufffd", "")
