"""Linked data: as kept, valid where it can be checked, and unable to leave its element."""

import json
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from reviews.exports.jsonld import documents, script
from tests.exports.constructed import chosen, content
from tests.exports.golden import assert_golden

URL = "https://evidence.example/claims/00000000-0000-4000-8000-000000000003/2/"


def made(shown):
    return documents(shown, url=URL, published_on=date(2026, 11, 22))


def test_the_documents_are_as_kept():
    text = json.dumps(made(content()), ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    assert_golden("claim.jsonld", text)


def test_the_position_selects_the_quote_in_the_text():
    _, annotation = made(content())
    quote, position = annotation["target"]["selector"]
    text = content()["source"]["text"]
    assert text[position["start"] : position["end"]] == quote["exact"]


def test_a_claim_that_was_not_graded_is_not_rated():
    shown = content() | {"certainty": None}
    review, _ = made(shown)
    assert "reviewRating" not in review


def test_a_claim_frozen_before_citations_were_kept_cites_nothing():
    shown = content()
    del shown["citations"]
    review, _ = made(shown)
    assert "citation" not in review["itemReviewed"]


def test_why_the_overall_certainty_is_not_the_lowest_is_told_with_the_rating():
    shown = content()
    shown["certainty"] |= chosen()
    review, _ = made(shown)
    assert review["reviewRating"]["ratingExplanation"].endswith(
        "“death” alone would justify the advice, so its certainty is the overall one."
        " The panel's reason: “Why & <so>.”"
    )


@given(st.text())
def test_no_text_can_leave_the_script_element(text):
    written = script({"text": text})
    assert json.loads(written) == {"text": text}
    assert not set("<>&\u2028\u2029") & set(written)
