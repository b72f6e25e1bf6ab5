"""What is marked is what was found, and nothing that anybody wrote is taken for a mark."""

import json
import re
from html import unescape

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from reviews.search import marks
from reviews.search.queries import QUOTE, REST, TITLE
from reviews.search.words import plain

WRITTEN = st.text(st.sampled_from("ab<>&\"'… \n\x02mark/é骨")) | st.text()


def as_marked(text, draw):
    """As a database would mark some of the words."""
    return re.sub(r"\S+", lambda word: f"<{word[0]}>" if draw() else word[0], plain(text))


def read(html):
    """(what a reader reads, what of it is marked), if it holds no tag but <mark>."""
    assert not re.sub(r"</?mark>", "", html).count("<")
    return unescape(re.sub(r"</?mark>", "", html)), re.findall(r"<mark>(.*?)</mark>", html, re.S)


@given(WRITTEN, WRITTEN, st.lists(st.tuples(st.sampled_from(["Author", "Outcome"]), WRITTEN)),
       st.sampled_from([QUOTE, TITLE, REST]), st.data())  # fmt: skip
def test_whatever_was_written_is_read_as_it_was(quote, title, rest, place, data):
    looked_at = {QUOTE: quote, TITLE: title, REST: "\n".join(text for _, text in rest)}[place]
    told = as_marked(looked_at, lambda: data.draw(st.booleans()))
    parts = json.dumps([title, *rest])
    shown, beside = marks.shown(quote, f"{told}\n{parts}", place)
    words, marked = read(shown)
    assert words == quote
    if place == QUOTE:
        assert [plain(unescape(each)) for each in marked] == re.findall("<(.*?)>", told)
        assert beside == ""
    else:
        assert marked == []
        assert bool(beside) == ("<" in told)
    if beside:
        words, marked = read(beside)
        assert marked
        what, _, around = words.partition(": ")
        assert what in {"Title", "Author", "Outcome"}
        texts = [title] if place == TITLE else [text for _, text in rest]
        assert any(around.removeprefix("… ").removesuffix(" …") in text for text in texts)
        assert len(around) <= marks.LONGEST + 4


def test_a_long_text_is_cut_around_the_first_word():
    text = "before " * 40 + "<b>turmeric" + " after" * 40
    told = plain(text).replace("turmeric", "<turmeric>")
    shown, beside = marks.shown("Quote.", f"{told}\n{json.dumps([text])}", TITLE)
    assert shown == "Quote."
    assert re.fullmatch(
        r"Title: … (before )+&lt;b&gt;<mark>turmeric</mark>( after)+( af?t?e?)? …", beside
    )


@pytest.mark.django_db
@given(WRITTEN)
def test_postgresql_marks_plain_words_and_changes_no_other_letter(text):
    if connection.vendor != "postgresql":
        pytest.skip("It is of PostgreSQL alone.")
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT ts_headline('english', %s, to_tsquery('english', '''mark'' & ''b'''), "
            "'HighlightAll=true, StartSel=<, StopSel=>')",
            [plain(text)],
        )
        [told] = cursor.fetchone()
    assert told.replace("<", "").replace(">", "") == plain(text)
