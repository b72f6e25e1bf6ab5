"""The text of XML elements, with whatever marks it up inside."""

from xml.etree.ElementTree import Element

from reviews.importers import marked


def text_of(element: Element, *paths: str) -> str:
    """The text of the first of these that is there and not empty, as one plain line."""
    for path in paths:
        for found in element.findall(path):
            if text := plain(found):
                return text
    return ""


def plain(element: Element) -> str:
    """All text in an element on one line, also without tags that are escaped in it."""
    return marked.one_line("".join(element.itertext()))


def paragraphs(element: Element) -> str:
    """All text in an element, a line feed between the paragraphs that are marked up in it."""
    return marked.paragraphs("".join(element.itertext()))
