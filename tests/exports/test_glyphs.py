"""Whatever a user writes, the PDF has it, or says which sign it could not show."""

import io
import json
import re
import sys

import typst
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from reviews.exports.glyphs import FONTS, coverage, everywhere, legible
from reviews.exports.typeset import STANDARD

SOURCE = b"""#set document(title: "T")
#set text(lang: "en", font: json(bytes(sys.inputs.fonts)), fallback: false, ligatures: false)
#for line in json(bytes(sys.inputs.lines)) { par(line) }"""
HELD = "naïve β-блокатор 骨质疏松 骨粗鬆症 골다공증 😀 👩🏽\u200d⚕️ ≥ ½ Å ﬁ ═ ☃ ∑ עברית हिन्दी"


def pdf(*lines):
    """As the report is set: tagged, so that a sign without a glyph is an error."""
    return typst.compile(
        SOURCE,
        font_paths=[FONTS],
        ignore_system_fonts=True,
        format="pdf",
        pdf_standards=[STANDARD],
        sys_inputs={
            "lines": json.dumps(lines),
            "fonts": json.dumps(["Noto Serif", *coverage()]),
        },
    )


def test_text_in_the_scripts_we_have_stays_as_it_is():
    assert legible(HELD) == HELD
    assert legible("two\nlines\tand a tab") == "two\nlines\tand a tab"


def test_a_sign_that_no_font_has_appears_as_its_code_point():
    assert legible("a\U00013000b\ue000\x07") == "a[U+13000]b[U+E000][U+0007]"


def test_nested_data_is_made_legible_everywhere():
    assert everywhere({"a": ["\ue000", 1, None, ("\ue001",)]}) == {
        "a": ["[U+E000]", 1, None, ["[U+E001]"]]
    }


def test_the_families_are_those_of_the_folder():
    fonts = typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[FONTS]
    )
    assert sorted(fonts.families()) == sorted(coverage())


def test_what_is_legible_is_in_the_pdf():
    text = (
        PdfReader(io.BytesIO(pdf("naïve β-блокатор 骨质疏松 골다공증 骨粗鬆症 😀 ≥")))
        .pages[0]
        .extract_text()
    )
    assert "naïve β-блокатор 骨质疏松 골다공증 骨粗鬆症 😀 ≥" in text


def test_every_sign_that_is_said_to_be_invisible_can_be_set():
    signs = [sign for sign in map(chr, range(sys.maxunicode + 1)) if legible(sign) == sign]
    unseen = [sign for sign in signs if not any(ord(sign) in has for has in coverage().values())]
    assert len(unseen) > 50
    assert pdf(*(f"a{sign}b" for sign in unseen)).startswith(b"%PDF")


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text(min_size=1, max_size=30), min_size=1, max_size=20))
def test_any_text_can_be_set(lines):
    assert pdf(*everywhere(lines)).startswith(b"%PDF")


@given(st.text(st.characters(exclude_characters="[")))
def test_nothing_vanishes(text):
    read_back = re.sub(r"\[U\+([0-9A-F]+)\]", lambda m: chr(int(m[1], 16)), legible(text))
    assert read_back == text
