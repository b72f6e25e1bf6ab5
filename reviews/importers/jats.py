"""Titles and abstracts with the tags of JATS, HTML or MathML in them, as plain text."""

import re

from reviews.importers import entities
from reviews.importers.text import normalise

_TAG = re.compile(r"</?([A-Za-z][\w.-]{0,40}:)?([A-Za-z][\w.-]{0,40})(?:\s[^<>]{0,2000})?/?>")
_CDATA = re.compile(r"<!\[CDATA\[(.*?)(?:\]\]>|\Z)", re.S)
_BREAKS = {
    "abstract", "break", "br", "def-item", "def-list", "disp-formula", "div", "h1", "h2", "h3",
    "h4", "h5", "h6", "label", "list-item", "list", "li", "ol", "p", "section", "sec", "title",
    "ul",
}  # fmt: skip
# Only tags that publishers use: in "if x<y and z>w" and "<a:b>", nothing is a tag.
_PREFIX = re.compile(r"(?:jats|mml|m|xhtml|html|ce|tp|ali|oasis|ns\d{0,3}):", re.I)
_KNOWN = _BREAKS | {
    "abbr", "alternatives", "bold", "b", "em", "ext-link", "font", "formula", "inline-formula",
    "inline-graphic", "italic", "i", "math", "monospace", "named-content", "overline",
    "sans-serif", "scp", "sc", "small", "span", "strike", "strong", "styled-content", "sub", "sup",
    "tex-math", "tt", "underline", "uri", "u", "xref",
}  # fmt: skip
_MARK = "\0"  # text has none of it, so it can stand for a break until white space is collapsed
_HEADS_ALL = re.compile(r"(?:abstract|summary)\W{0,3}", re.I)


def plain(text: str) -> str:
    """One line without tags, entities resolved. Raises Unreadable for what is no text."""
    return " ".join(normalise(_resolved(text).replace(_MARK, " ")).split())


def paragraphs(text: str) -> str:
    """Plain paragraphs with a line feed between two of them and nowhere else; headings are
    paragraphs, but for the word "Abstract" above them all. Raises Unreadable as `plain` does."""
    pieces = normalise("\n".join(_resolved(text).replace("\n", " ").split(_MARK))).split("\n")
    found = [line for line in (" ".join(piece.split()) for piece in pieces) if line]
    if len(found) > 1 and _HEADS_ALL.fullmatch(found[0]):
        del found[0]
    return "\n".join(found)


def _resolved(text: str) -> str:
    """Without tags and entities; many publishers escape what they mean as a tag once more."""
    text = text.replace(_MARK, "\ufffd").replace("\r", "\n")
    for _ in range(2):
        text = entities.resolved(_TAG.sub(_break, _CDATA.sub(r"\1", text)))
    return _TAG.sub(_break, text)


def _break(tag: re.Match[str]) -> str:
    """What stands in place of a tag; what only looks like one stays."""
    name = tag[2].lower()
    if tag[1] and not _PREFIX.fullmatch(tag[1]):
        return tag[0]
    if name in _BREAKS:
        return _MARK
    return "" if tag[1] or name in _KNOWN else tag[0]
