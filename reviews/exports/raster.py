"""Pictures as pixels. Runs alone, as `python -m reviews.exports.raster`: SVG in, PNG out.

The process of its own ends with the memory it takes. What is drawn reaches Typst as data.
"""

import subprocess
import sys
from itertools import groupby
from math import sqrt
from pathlib import Path
from xml.etree import ElementTree

import typst

from reviews.exports.glyphs import FONTS, coverage, legible

SECONDS = 60
INCH = 96  # units of SVG
SHARP = 2  # pixels a unit, if there is room
MOST = 40_000_000  # pixels of a picture, at four bytes
SVG = "http://www.w3.org/2000/svg"
_PAGE = b"""
#set page(width: auto, height: auto, margin: 0pt)
#image(bytes(sys.inputs.svg), format: "svg")
"""
_FIRST = "Noto Sans"


def render(svg: str) -> bytes:
    """Made in a process of its own. Raises subprocess.SubprocessError if it fails."""
    made = subprocess.run(  # noqa: S603 - a fixed command without a shell
        [sys.executable, "-m", "reviews.exports.raster"],
        input=svg.encode(),
        capture_output=True,
        timeout=SECONDS,
        check=True,
        cwd=Path(__file__).parents[2],
    )
    return made.stdout


def main():
    ElementTree.register_namespace("", SVG)
    drawing = ElementTree.fromstring(sys.stdin.buffer.read())  # noqa: S314 - we wrote it
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
