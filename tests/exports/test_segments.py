"""A marked text is cut without losing a character."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviews.exports.segments import Mark, Piece, segments


@st.composite
def marked_texts(draw):
    text = draw(st.text(min_size=1, max_size=60))
    spans = st.tuples(st.integers(0, len(text) - 1), st.integers(1, len(text)))
    spans = spans.filter(lambda span: span[0] < span[1])
    found = draw(st.lists(spans, max_size=8))
    return text, [Mark(*span, f"class-{n}", f"id-{n}") for n, span in enumerate(found)]


@given(marked_texts())
def test_pieces_joined_are_the_text_and_none_is_empty(marked):
    text, marks = marked
    pieces = segments(text, marks)
    assert "".join(piece.text for piece in pieces) == text
    assert all(piece.text == text[piece.start : piece.end] != "" for piece in pieces)


@given(marked_texts())
def test_every_character_carries_exactly_its_marks(marked):
    text, marks = marked
    for piece in segments(text, marks):
        for place in range(piece.start, piece.end):
            covering = [mark for mark in marks if mark.start <= place < mark.end]
            assert list(piece.marks) == covering


@given(marked_texts())
def test_every_anchor_is_written_exactly_once(marked):
    text, marks = marked
    anchors = [anchor for piece in segments(text, marks) for anchor in piece.anchors]
    assert sorted(anchors) == sorted(mark.anchor for mark in marks)


def test_a_cue_inside_a_claim_cuts_it_in_three():
    marks = [Mark(0, 12, "weak", "c1"), Mark(3, 9, "cue")]
    assert segments("it should be", marks) == [
        Piece(0, 3, "it ", (marks[0],)),
        Piece(3, 9, "should", tuple(marks)),
        Piece(9, 12, " be", (marks[0],)),
    ]
    assert [piece.classes for piece in segments("it should be", marks)] == [
        "weak",
        "weak cue",
        "weak",
    ]


def test_the_empty_text_has_no_pieces():
    assert segments("", []) == []


@pytest.mark.parametrize(("start", "end"), [(-1, 2), (2, 2), (3, 1), (0, 5)])
def test_a_mark_outside_the_text_is_refused(start, end):
    with pytest.raises(ValueError, match=f"{start}-{end} is not a span of 4 characters."):
        segments("abcd", [Mark(start, end, "weak")])
