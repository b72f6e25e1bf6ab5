"""Open files as text, piece by piece, so that no file is ever held as a whole."""

import codecs
import re
from collections.abc import Iterator
from itertools import chain
from typing import BinaryIO

from reviews.exceptions import Unreadable
from reviews.importers.text import BINARY_SIGNATURES, NOT_TEXT, decode_line, normalise

BLOCK = 2**18  # bytes read at a time
LONGEST_LINE = 2**20  # characters
# Lines that begin a record and hardly anything else, by format.
_BEGINNINGS = re.compile(
    r"^(?:(?P<ris>TY  - [A-Z]{2,8})|(?P<medline>PMID- *\d{1,9})|(?P<wos>PT [JBSP])"
    r"|(?P<bibtex>@(?:article|book|inbook|incollection|inproceedings|misc|techreport) *\{.{0,99})"
    r"|(?P<refer>%0 [A-Z][A-Za-z ]{3,40})|(?P<pubmed_xml> *<PubmedArticle>.{0,99}))[ \t]*$",
    re.M,
)
_DECLARED = re.compile(rb"^<\?xml[^>]{0,100}?\bencoding\s*=\s*[\"']([\w.:-]{1,40})[\"']")


class TextFile:
    """The text of an open binary file, decoded while it is read, once.

    `head` is its beginning, for telling formats apart. `encoding` says how the bytes read so
    far were decoded: "utf-8", "utf-16", "cp1252", "utf-8 and cp1252" for a file that mixes
    them, or what an XML declaration names. `begun` names the formats that some line read so far
    begins a record of. Raises Unreadable for an empty file and for formats
    that are not text; reading on raises it for whatever `normalise` refuses.
    """

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._first = file.read(BLOCK)
        if not self._first.strip():
            raise Unreadable("Nothing is in it: give a text with at least one record.")
        if self._first.startswith(BINARY_SIGNATURES):
            raise Unreadable(NOT_TEXT)
        self._codec = _codec_of(self._first)
        self._is_damaged = self._is_sound = False
        self.begun: set[str] = set()
        is_whole = len(self._first) < BLOCK
        # Where the first line is no UTF-8 it is no mark either, but signs before the record.
        self._first = self._first.removeprefix(codecs.BOM_UTF8)
        texts = self._texts([self._first])
        # The end of a full block may be torn; a short file is its own head.
        self.head = "".join(texts) if is_whole else next(texts, "")

    @property
    def encoding(self) -> str:
        if self._codec:
            return self._codec
        if self._is_damaged:
            return "utf-8 and cp1252" if self._is_sound else "cp1252"
        return "utf-8"

    def blocks(self) -> Iterator[str]:
        """The text in pieces of some 256 KiB, in NFC with LF line ends. A piece ends with a
        line or, inside a very long one, before an ASCII character."""
        return self._texts(chain([self._first], iter(lambda: self._file.read(BLOCK), b"")))

    def lines(self) -> Iterator[str]:
        """The lines without their ends. Raises Unreadable for one over LONGEST_LINE."""
        rest = ""
        for block in self.blocks():
            first, *others = block.split("\n")
            rest += first
            if len(rest) > LONGEST_LINE:
                raise Unreadable(
                    f"One line of it has more than {LONGEST_LINE:,} characters, so it is no list "
                    "of records: export the records again."
                )
            if others:
                yield rest
                yield from others[:-1]
                rest = others[-1]
        if rest:
            yield rest

    def _texts(self, pieces: list[bytes] | Iterator[bytes]) -> Iterator[str]:
        pieces = iter(pieces)
        whole = _cut(_transcoded(pieces, self._codec) if self._codec else pieces)
        for number, piece in enumerate(whole):
            # Off before decoding, or else a bad byte in the first line would turn it into letters.
            piece = piece.removeprefix(codecs.BOM_UTF8) if number == 0 else piece
            text = normalise(self._decode(piece))
            self.begun |= {found.lastgroup or "" for found in _BEGINNINGS.finditer(text)}
            yield text

    def _decode(self, piece: bytes) -> str:
        """UTF-8, or line by line Windows-1252 where it fails."""
        if piece.isascii():
            return piece.decode("ascii")
        try:
            text = piece.decode()
        except UnicodeDecodeError:
            return "".join(map(self._decode_line, piece.splitlines(keepends=True)))
        self._is_sound = True
        return text

    def _decode_line(self, line: bytes) -> str:
        try:
            text = line.decode()
        except UnicodeDecodeError as error:
            # The last letter of a file that was cut off says nothing of its encoding.
            if error.reason == "unexpected end of data" and self._is_sound:
                return line.decode("utf-8", "replace")
            self._is_damaged = True
            return decode_line(line)
        self._is_sound |= not text.isascii()
        return text


def _codec_of(head: bytes) -> str:
    """What to decode with when it is not UTF-8: by byte-order mark, by the zeros of UTF-16
    without one, or by an XML declaration; empty otherwise."""
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    start = head[:1000]
    even, odd = start[::2].count(0), start[1::2].count(0)
    # Tags, digits and spaces are ASCII in every language; a few letters end in a zero themselves.
    if len(start) > 3 and max(even, odd) > max(0.05 * len(start), 2 * min(even, odd)):
        return "utf-16-le" if odd > even else "utf-16-be"
    declared = _DECLARED.match(head.removeprefix(codecs.BOM_UTF8).lstrip())
    if not declared:
        return ""
    try:
        name = codecs.lookup(declared[1].decode("ascii")).name
        "".encode(name)  # some codecs are for bytes, not for text
    except LookupError:
        return ""
    # What calls itself Latin-1 is Windows-1252 on the web and in exports alike.
    name = {"iso8859-1": "cp1252", "ascii": "utf-8"}.get(name, name)
    return "" if name in {"utf-8", "utf-16"} else name


def _transcoded(pieces: Iterator[bytes], codec: str) -> Iterator[bytes]:
    decoder = codecs.getincrementaldecoder(codec)("replace")
    for piece in pieces:
        yield decoder.decode(piece).encode("utf-8", "replace")
    yield decoder.decode(b"", True).encode("utf-8", "replace")


def _cut(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """The same bytes, cut after a line, or in a very long one where no character and no mark is
    torn. A short one is never cut, so that what begins a record stays in one piece."""
    rest = b""
    for piece in pieces:
        piece = rest + piece
        # A CR at the very end may have its LF still to come.
        end = max(piece.rfind(b"\n"), piece.rfind(b"\r", 0, -1)) + 1
        if not end and len(piece) >= BLOCK:
            end = _before_ascii(piece)
        if end:
            yield piece[:end]
        rest = piece[end:]
    if rest:
        yield rest


def _before_ascii(piece: bytes) -> int:
    """Where the last ASCII character begins that ends no line; 0 if there is none near."""
    for at in range(len(piece) - 1, max(0, len(piece) - 1000), -1):
        if 32 <= piece[at] < 127:
            return at
    return 0
