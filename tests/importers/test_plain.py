"""The words of a field without markup, entities, wrapping and superfluous white space."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reviews.importers.plain import paragraphs_of, plain

LONG = "It was typed and typed. " * 10
WORDS = {
    " A  title\n\tthat goes  on ": "A title that goes on",
    "<i>In vivo</i> H<sub>2</sub>O": "In vivo H2O",
    "<jats:p>A <jats:italic>b</jats:italic></jats:p>": "A b",
    "p < 0.05 and x > 3": "p < 0.05 and x > 3",
    "A<br/>b": "Ab",
    "R&D &amp; more": "R&D & more",
    "p &amp;lt; 0.05 &lt;i&gt;x&lt;/i&gt;": "p < 0.05 x",
    "caf&eacute; e&#769;": "café é",
    "a&nbsp;b&#xA0;c": "a b c",
    "a&#0;&#xD800;&#x110000;b": "ab",
    "a\x01b\x7fc\x9dd\ufeff": "a b c d",
    f"{LONG}\x02": LONG.strip(),
    f"{LONG} {LONG}": f"{LONG}{LONG}".strip(),
    f" {LONG}": LONG.strip(),
    "e\u0301": "é",
    "e\ufeff\u0301": "é",
}


@pytest.mark.parametrize(("text", "expected"), WORDS.items())
def test_words(text, expected):
    assert plain(text) == expected


PARAGRAPHS = {
    "one": (["It was typed."], "It was typed."),
    "several values": (["One.", " ", "Two.", "One."], "One.\nTwo."),
    "wrapped": (["It was\n  typed. It\nsays."], "It was typed. It says."),
    "a blank line": (["It was typed.\n \n\nIt says."], "It was typed.\nIt says."),
    "headings": (
        ["AIM: It was\ntyped.\nRESULTS: It says."],
        "AIM: It was typed.\nRESULTS: It says.",
    ),
    "not wrapped": ([f"{LONG}\nIt says\nnothing."], f"{LONG.strip()}\nIt says\nnothing."),
    "breaks": (["<p>One.</p><p>Two.<br>Three.</p>"], "One.\nTwo.\nThree."),
    "nothing": ([" ", "\n"], ""),
}


@pytest.mark.parametrize(("texts", "expected"), PARAGRAPHS.values(), ids=PARAGRAPHS)
def test_paragraphs(texts, expected):
    assert paragraphs_of(texts) == expected


@given(st.text(max_size=300) | st.text("ae\u0301\u0323\ufeff\x01 <i>&;", max_size=40))
@settings(max_examples=200, deadline=None)
def test_any_text_is_one_even_line(text):
    words = plain(unicodedata.normalize("NFC", text))
    assert words == " ".join(words.split())
    assert unicodedata.is_normalized("NFC", words)
    assert not {*map(chr, range(32)), "\x7f"} & set(words)


def test_marks_without_end_are_cut_soon():
    """Normalising takes the square of their number; a quarter of a million would take hours."""
    text = plain("a" + "&#x301;&#x323;" * 120_000 + "b")
    assert len(text) < 600
    assert text.endswith("b")
    assert len(plain("a" + "\u0301\ufeff" * 120_000 + "b")) < 600
