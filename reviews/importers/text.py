"""From bytes to text: Unicode in NFC, every line ended by LF."""

import codecs
import re
import unicodedata
from dataclasses import dataclass

from reviews.exceptions import Unreadable

BINARY_SIGNATURES = (
    b"%PDF-",
    b"PK\x03\x04",
    b"\x1f\x8b",
    b"\xd0\xcf\x11\xe0",
    b"{\\rtf",
    b"\x89PNG",
)
NOT_TEXT = (
    "This is a document, archive or picture, not plain text: "
    "save the records as a text file and try again."
)
LINE_ENDS = ("\r\n", "\r", "\v", "\f", "\x85", "\u2028", "\u2029")  # the longest first
# Sorting a run of combining marks takes the square of its length, so a run is limited.
MOST_COMBINING_MARKS = 500
_MANY_BEYOND_ASCII = re.compile(rf"[^\x00-\x7f]{{{MOST_COMBINING_MARKS}}}")


@dataclass(frozen=True)
class Decoded:
    """The text of a file and the encoding its bytes were read in."""

    text: str
    encoding: str


def decode(data: bytes | str) -> Decoded:
    """Read UTF-8, UTF-16 with its mark, or line by line Windows-1252 where UTF-8 fails.

    The encoding is "unicode" for text, otherwise "utf-8", "utf-16", "cp1252", or
    "utf-8 and cp1252" for a file that mixes them. Raises Unreadable for an empty file, for
    formats that are not text and for what `normalise` refuses.
    """
    decoded = Decoded(data, "unicode") if isinstance(data, str) else _decode_bytes(data)
    text = normalise(decoded.text.removeprefix("\ufeff"))
    if not text.strip():
        raise Unreadable("Nothing is in it: give a text with at least one record.")
    return Decoded(text, decoded.encoding)


def normalise(text: str) -> str:
    """The text in NFC with LF line ends.

    Raises Unreadable for U+0000, for halves of surrogate pairs and for absurdly long runs of
    combining marks.
    """
    if "\0" in text:
        raise Unreadable(
            "It holds U+0000, so it is not plain text: save it as UTF-8 text and try again."
        )
    try:
        text.encode()
    except UnicodeEncodeError:
        raise Unreadable(
            "It holds half a surrogate pair, which is not Unicode text: "
            "save it as UTF-8 text and try again."
        ) from None
    if not text.isascii():
        _refuse_runs_of_marks(text)
    for line_end in LINE_ENDS:  # a pattern of them all takes a hundred times as long
        text = text.replace(line_end, "\n")
    return unicodedata.normalize("NFC", text)


def decode_line(line: bytes) -> str:
    """One line in UTF-8, or else in Windows-1252 with U+FFFD for its undefined bytes."""
    try:
        return line.decode()
    except UnicodeDecodeError:
        return line.decode("cp1252", "replace")


def _decode_bytes(data: bytes) -> Decoded:
    if data.startswith(BINARY_SIGNATURES):
        raise Unreadable(NOT_TEXT)
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return Decoded(data.decode("utf-16", "replace"), "utf-16")
    try:
        return Decoded(data.decode(), "utf-8")
    except UnicodeDecodeError as error:
        return _decode_damaged(data, error)


def _decode_damaged(data: bytes, error: UnicodeDecodeError) -> Decoded:
    other_text_is_utf8 = not data[: error.start].isascii()
    if error.reason == "unexpected end of data" and other_text_is_utf8:
        return Decoded(data.decode("utf-8", "replace"), "utf-8")
    lines = data.splitlines(keepends=True)
    mixed = any(not line.isascii() and _is_utf8(line) for line in lines)
    text = "".join(map(decode_line, lines))
    return Decoded(text, "utf-8 and cp1252" if mixed else "cp1252")


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode()
    except UnicodeDecodeError:
        return False
    return True


def without_runs_of_marks(text: str) -> str:
    """The text with no more combining marks in a row than MOST_COMBINING_MARKS; the others,
    which no language writes, are left out."""
    if not _MANY_BEYOND_ASCII.search(text):
        return text
    kept, run = [], 0
    for character in text:
        run = run + 1 if unicodedata.combining(character) else 0
        if run <= MOST_COMBINING_MARKS:
            kept.append(character)
    return "".join(kept)


def _refuse_runs_of_marks(text: str) -> None:
    if len(without_runs_of_marks(text)) < len(text):
        raise Unreadable(
            f"More than {MOST_COMBINING_MARKS} combining marks follow one another, which "
            "no language writes: remove them and try again."
        )
