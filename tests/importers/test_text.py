"""Bytes become text in NFC with LF, or are refused with a sentence."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviews.exceptions import Unreadable
from reviews.importers.text import Decoded, decode, normalise


@pytest.mark.parametrize(
    ("data", "text", "encoding"),
    [
        ("naïve", "naïve", "unicode"),
        ("\ufeffnaïve", "naïve", "unicode"),
        ("naïve Ω 😀".encode(), "naïve Ω 😀", "utf-8"),
        ("naïve".encode("utf-8-sig"), "naïve", "utf-8"),
        ("naïve Ω 😀".encode("utf-16"), "naïve Ω 😀", "utf-16"),
        ("naïve Ω".encode("utf-16-be").join([b"\xfe\xff", b""]), "naïve Ω", "utf-16"),
        ("naïve “quoted” €".encode("cp1252"), "naïve “quoted” €", "cp1252"),
        ("café".encode("cp1252"), "café", "cp1252"),
        (b"undefined \x81 there", "undefined \ufffd there", "cp1252"),
        ("Ω\n".encode() + "naïve\n".encode("cp1252"), "Ω\nnaïve\n", "utf-8 and cp1252"),
        ("naïve Ω".encode()[:-1], "naïve \ufffd", "utf-8"),
        (b"one\r\ntwo\rthree\n", "one\ntwo\nthree\n", "utf-8"),
        ("one\u2028two\u2029three\x85four\x0cfive", "one\ntwo\nthree\nfour\nfive", "unicode"),
    ],
)
def test_bytes_are_read_in_the_encoding_they_are_in(data, text, encoding):
    assert decode(data) == Decoded(text, encoding)


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "Nothing is in it"),
        ("\ufeff \n", "Nothing is in it"),
        (b"%PDF-1.7", "document, archive or picture"),
        (b"PK\x03\x04rest", "document, archive or picture"),
        (b"text\x00text", r"U\+0000"),
        ("text".encode("utf-16-le"), r"U\+0000"),
        ("half \ud83d of a pair", "half a surrogate pair"),
        ("e" + "\u0301\u0323" * 251, "combining marks"),
    ],
)
def test_what_is_no_text_is_refused_with_a_sentence(data, sentence):
    with pytest.raises(Unreadable, match=sentence):
        decode(data)


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")))
def test_normal_text_is_nfc_with_lf_and_stays_as_it_is(text):
    normal = normalise(text)
    assert unicodedata.is_normalized("NFC", normal)
    assert not set("\r\v\f\x85\u2028\u2029") & set(normal)
    assert normalise(normal) == normal


@given(st.text(max_size=40), st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]))
def test_every_text_survives_every_unicode_encoding(text, encoding):
    try:
        expected = decode(text)
    except Unreadable:
        return
    assert decode(text.encode(encoding)).text == expected.text
