"""The elements of an XML file that hold its records, one at a time.

Each is parsed by itself, so that a broken one breaks no other and memory stays that of one
record. No parser ever sees the document type declaration: entities declared there are refused.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from xml.etree.ElementTree import Element, ParseError, TreeBuilder

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser

from reviews.exceptions import Unreadable
from reviews.importers.files import TextFile
from reviews.importers.window import LONGEST_RECORD, Window

_ENTITIES = (
    "It declares entities, which no list of records needs and which can make a small file "
    "enormous: take the declarations (“<!ENTITY”) out or export the records again."
)
_NO_RECORD = "No record is in it: give a file with at least one record."
_EMPTY = "There is nothing in this record: export it again."
_CUT = "The file stops before this record ends, so it seems cut short: export the record again."
_INTERRUPTED = "The next record begins before this one ends: export the record again."
_TOO_LONG = (
    f"It goes on for more than {LONGEST_RECORD:,} characters without an end: "
    "export the record again."
)
_LONGEST_TAG = 3000  # characters; what goes on for longer is no tag of a record
_ENTITY = re.compile(r"&(?:#[xX]?[0-9A-Fa-f]{1,10};|[A-Za-z][A-Za-z0-9]{1,40};)?")
_OF_XML = {"&amp;", "&lt;", "&gt;", "&quot;", "&apos;"}
_ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_MARKUP = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})
_PREFIX = re.compile(r"(?<![\w.:-])([A-Za-z_][\w.-]{0,40}):(?=[A-Za-z_])")
_MOST_PREFIXES = 1000
_NAME = re.compile(r"<[\w.-]+")
_MOST_MENDED = 10_000  # ampersands; a record with more is not one that a slip broke


@dataclass(frozen=True)
class Piece:
    """A record as it stands in the file; `reason` is why it is not whole, if it is not."""

    index: int
    line: int
    raw: str
    reason: str = ""


class Tags:
    """The names of the elements that hold records.

    `outer` begin a record wherever they stand, `inner` only where no record is open.
    """

    def __init__(self, outer: tuple[str, ...], inner: tuple[str, ...] = ()) -> None:
        starts = "|".join((*outer, *inner))
        self.outside = re.compile(
            rf"<(?P<name>{starts})(?=[\s/>])"
            rf"(?:(?:\s[^<>]{{0,{_LONGEST_TAG - 100}}})?(?P<shut>/>))?|"
            r"<!--|<!ENTITY\b"
        )
        self.inside = {
            name: re.compile(rf"</{name}\s{{0,100}}>|<(?:{'|'.join({*outer, name})})(?=[\s/>])")
            for name in (*outer, *inner)
        }


def pieces(text: TextFile, tags: Tags) -> Iterator[Piece]:
    """Each record of a file in order, whole or with the reason why it is not.

    Raises Unreadable where entities are declared and where a comment is never closed.
    """
    window, index = Window(text), 0
    while start := _next_start(window, tags):
        index, line = index + 1, window.line
        length, reason = (len(start[0]), _EMPTY) if start["shut"] else _extent(window, tags, start)
        raw = window.text[window.at : window.at + length]
        window.move(window.at + length)
        if reason == _TOO_LONG:
            _skip_rest(window, tags.inside[start["name"]])
        yield Piece(index, line, raw.rstrip(), reason)
    if not index:
        raise Unreadable(_NO_RECORD)


def parse(raw: str) -> Element:
    """The element of a record. Raises Unreadable for what cannot be mended.

    Mended are prefixes without a namespace, the entities of HTML, ampersands that stand for
    themselves and characters that XML does not know.
    """
    try:
        return _parsed(raw)
    except ParseError as error:
        if raw.count("&") > _MOST_MENDED:
            raise _broken(error) from None
    try:
        return _parsed(_mended(raw))
    except ParseError as error:
        raise _broken(error) from None


def _next_start(window: Window, tags: Tags) -> re.Match[str] | None:
    """The start tag of the next record, with the window at it; None at the end of the file."""
    while True:
        found = tags.outside.search(window.text, window.at)
        near_end = max(window.at, len(window.text) - _LONGEST_TAG)
        if found is None:
            torn = window.text.rfind("<", near_end)
            window.move(torn if torn >= 0 else len(window.text))
            if not window.grow():
                return None
            continue
        window.move(found.start())
        if found.start() >= near_end and not window.is_whole:
            window.grow()
        elif found["name"]:
            return found
        elif found[0] == "<!--":
            _skip_comment(window)
        else:
            raise Unreadable(_ENTITIES)


def _skip_comment(window: Window) -> None:
    line, start = window.line, window.at + len("<!--")
    while (end := window.text.find("-->", start)) < 0:
        window.move(max(start, len(window.text) - 2))
        if not window.grow():
            raise Unreadable(
                f"The comment that begins in line {line} is never closed, so nothing after it "
                "can be read: close it with “-->” or export the records again."
            )
        start = window.at
    window.move(end + len("-->"))


def _extent(window: Window, tags: Tags, start: re.Match[str]) -> tuple[int, str]:
    """(how many characters the record takes that begins here, why it is not whole)"""
    pattern, looked_at = tags.inside[start["name"]], 1
    while True:
        found = pattern.search(window.text, window.at + looked_at)
        looked_at = max(1, len(window.text) - window.at - 200)
        length = (found.start() if found else len(window.text)) - window.at
        if length > LONGEST_RECORD:
            return LONGEST_RECORD, _TOO_LONG
        if found and found[0].startswith("</"):
            return found.end() - window.at, ""
        if found:
            return length, _INTERRUPTED
        if not window.grow():
            return length, _CUT


def _skip_rest(window: Window, pattern: re.Pattern[str]) -> None:
    while not (found := pattern.search(window.text, window.at)):
        window.move(max(window.at, len(window.text) - 200))
        if not window.grow():
            return
    window.move(found.end() if found[0].startswith("</") else found.start())


def _parsed(text: str) -> Element:
    tree = TreeBuilder()
    parser = DefusedXMLParser(target=tree, forbid_dtd=True)
    # Its own handlers, which are in Python, would take twice as long.
    parser.parser.ordered_attributes = False
    parser.parser.StartElementHandler = tree.start
    parser.parser.EndElementHandler = tree.end
    try:
        parser.feed(text)
        root: Element = parser.close()
    except DefusedXmlException:
        raise Unreadable(_ENTITIES) from None
    return root


def _broken(error: ParseError) -> Unreadable:
    line, column = error.position
    return Unreadable(
        f"It is not well-formed XML at character {column + 1} of line {line} of the record: "
        "mend it there or export the record again."
    )


def _mended(raw: str) -> str:
    text = _ENTITY.sub(_resolved, _ILLEGAL.sub("", raw))
    prefixes = sorted(set(_PREFIX.findall(text)) - {"xml", "xmlns"})[:_MOST_PREFIXES]
    declared = "".join(f' xmlns:{name}="urn:{name}"' for name in prefixes)
    name = _NAME.match(text)
    end = name.end() if name else 0
    return text[:end] + declared + text[end:]


def _resolved(entity: re.Match[str]) -> str:
    """An entity of XML as it is; any other as its characters, or as the text that it is."""
    if entity[0] in _OF_XML:
        return entity[0]
    return _ILLEGAL.sub("", unescape(entity[0])).translate(_MARKUP)
