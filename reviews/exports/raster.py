"""Runs alone, as `python -m reviews.exports.raster`: SVG comes in, a PNG goes out.

What is drawn reaches Typst as data, never as source.
"""

import sys
from itertools import groupby
from math import sqrt
from xml.etree import ElementTree

import typst
from defusedxml.ElementTree import fromstring

from reviews.exports.glyphs import FONTS, coverage, legible

INCH = 96  # units of SVG
SHARP = 2  # pixels a unit, if there is room
MOST = 40_000_000  # pixels of a picture, at four bytes
SVG = "http://www.w3.org/2000/svg"
_PAGE = b"""
#set page(width: auto, height: auto, margin: 0pt)
#image(bytes(sys.inputs.svg), format: "svg")
"""
_FIRST = "Noto Sans"


def main():
    ElementTree.register_namespace("", SVG)
    drawing = fromstring(sys.stdin.buffer.read())
    area = float(drawing.get("width")) * float(drawing.get("height"))
    for text in [*drawing.iter(f"{{{SVG}}}text")]:
        _in_fonts(text)
    made = typst.compile(
        _PAGE,
        font_paths=[FONTS],
        ignore_system_fonts=True,
        format="png",
        ppi=INCH * min(SHARP, sqrt(MOST / area)),
        sys_inputs={"svg": ElementTree.tostring(drawing, encoding="unicode")},
    )
    sys.stdout.buffer.write(made)


def _in_fonts(element):
    """Each run of signs gets the font that has them: what draws looks for one on its own only
    until a script joins its letters. Signs that no font has appear as their code point."""
    for child in [*element]:
        _in_fonts(child)
    runs = [
        (element, "text", 0),
        *((child, "tail", place) for place, child in enumerate(element, 1)),
    ]
    # From the last, so that places hold while spans go in.
    for owner, part, place in runs[::-1]:
        text = legible(getattr(owner, part) or "")
        pieces = [(family, "".join(signs)) for family, signs in groupby(text, _font)]
        setattr(owner, part, pieces.pop(0)[1] if pieces and pieces[0][0] == _FIRST else None)
        for family, piece in pieces[::-1]:
            span = ElementTree.Element(f"{{{SVG}}}tspan", {"font-family": family})
            span.text = piece
            element.insert(place, span)


def _font(sign):
    families = coverage()
    if ord(sign) in families[_FIRST]:
        return _FIRST
    return next((family for family in families if ord(sign) in families[family]), _FIRST)


if __name__ == "__main__":
    main()
