"""Words of a text and their place: found where they stand once, refused where they do not."""

import pytest
from django.core.exceptions import ValidationError
from hypothesis import assume, given
from hypothesis import strategies as st

from reviews.forms.spans import VerbatimField, parts_in, placed

TEXT = "Treatment A helps. 😀 Treatment A harms,\nand treatment B does not."
UNICODE = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r"), min_size=1)


@st.composite
def quoted(draw):
    text = draw(UNICODE)
    start = draw(st.integers(0, len(text) - 1))
    return text, start, draw(st.integers(start + 1, len(text)))


@given(quoted())
def test_words_that_stand_once_are_found_where_they_stand(quote):
    text, start, end = quote
    exact = text[start:end]
    assume(text.find(exact, text.find(exact) + 1) == -1)
    assert placed(text, exact=exact, start=None, end=None) == (start, end)


@given(quoted())
def test_a_given_start_is_left_for_the_action_to_check(quote):
    text, start, end = quote
    assert placed(text, exact=text[start:end], start=start, end=None) == (start, end)
    assert placed(text, exact=text[start:end], start=start, end=3) == (start, 3)


def test_words_one_letter_off_are_refused():
    with pytest.raises(ValidationError, match="These words are not in the text"):
        placed(TEXT, exact="Treatment A help.", start=None, end=None)


def test_words_that_stand_twice_need_a_start():
    with pytest.raises(ValidationError, match=r"2 times\. Give the start: 0, 21\."):
        placed(TEXT, exact="Treatment A", start=None, end=None)


def test_overlapping_places_count_apart():
    with pytest.raises(ValidationError, match=r"2 times\. Give the start: 0, 1\."):
        placed("aaa", exact="aa", start=None, end=None)


def test_line_ends_come_back_as_the_text_has_them():
    """Browsers send a line feed as two characters, which would move every offset."""
    assert VerbatimField().clean("harms,\r\nand ") == "harms,\nand "


def test_parts_are_found_in_order_across_line_ends_and_kept_verbatim():
    assert parts_in(["Treatment A harms, and", "treatment B"], TEXT, 21, len(TEXT)) == [
        (21, 43, "Treatment A harms,\nand"),
        (44, 55, "treatment B"),
    ]


@pytest.mark.parametrize(
    "lines",
    [
        ["treatment B", "Treatment A harms"],
        ["Treatment A harms", "Treatment A harms"],
        ["Treatment A helps"],
        ["treatment C"],
    ],
    ids=["out of order", "twice", "before the claim", "invented"],
)
def test_parts_that_do_not_follow_in_the_claim_are_refused(lines):
    with pytest.raises(ValidationError, match="does not follow in the claim"):
        parts_in(lines, TEXT, 21, len(TEXT))
