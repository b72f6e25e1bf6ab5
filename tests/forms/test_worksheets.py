"""A worksheet reads back what was typed into it, complete or not, for every instrument."""

from types import SimpleNamespace
from uuid import UUID

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given, settings
from hypothesis import strategies as st

from reviews.actions.worksheets import CLAIM_ITEMS
from reviews.forms.worksheets import WorksheetForm
from reviews.instruments.definition import Subject
from reviews.instruments.loading import shipped
from reviews.vocabulary import JudgementBasis

SOURCE = SimpleNamespace(
    pk=UUID(int=1),
    text="Half 😀 of them fell. Half stood.",
    paper=SimpleNamespace(short="Someone 2020"),
    get_kind_display=lambda: "Abstract",
)
LINES = st.text(st.characters(categories=["L", "P", "N"]), max_size=20)


def round_with(key):
    instrument = shipped()[key]
    is_claim = instrument.subject == Subject.CLAIM
    return SimpleNamespace(
        instrument=SimpleNamespace(parsed=instrument), claim_id=is_claim and UUID(int=2)
    )


def form(round, data):
    return WorksheetForm(data, round=round, sources=[SOURCE])


@st.composite
def contents(draw, key):
    """Unfinished content: some items, each with some of what may be typed."""
    round = round_with(key)
    answers = {
        item.id: [str(answer.value) for answer in item.answers]
        for item in round.instrument.parsed.items
    }
    judgements = {}
    for item in draw(st.sets(st.sampled_from(sorted(answers)))):
        judgements[item] = {
            "answer": draw(st.sampled_from(answers[item])),
            "basis": draw(st.sampled_from(["", *JudgementBasis])),
            "note": draw(LINES),
        }
        if draw(st.booleans()):
            start = draw(st.integers(0, len(SOURCE.text) - 1))
            end = draw(st.integers(start + 1, len(SOURCE.text)))
            judgements[item]["quote"] = {
                "source": str(SOURCE.pk),
                "start": start,
                "end": end,
                "exact": SOURCE.text[start:end],
            }
    for item in draw(st.sets(st.sampled_from(sorted(CLAIM_ITEMS)))) if round.claim_id else ():
        answer = draw(st.sampled_from([str(value) for value, _ in CLAIM_ITEMS[item]]))
        judgements[item] = {"answer": answer, "basis": "", "note": ""}
    return {"judgements": judgements, "result": "", "rationale": draw(LINES)}


@pytest.mark.parametrize("key", sorted(shipped()))
@settings(deadline=None, max_examples=25)
@given(data=st.data())
def test_what_is_typed_comes_back_from_form_and_draft_alike(key, data):
    round, content = round_with(key), data.draw(contents(key))
    shown = WorksheetForm(round=round, sources=[SOURCE], content=content)
    sent = form(
        round,
        {field.html_name: field.value() for field in shown if field.value() not in (None, "")},
    )
    assert sent.is_valid(), sent.errors
    assert sent.content() == content
    assert shown.differences(content, sent.content()) == []


def test_every_item_is_asked_in_the_order_of_the_instrument():
    sections = form(round_with("grade"), None).sections()
    assert [heading for heading, _ in sections] == [
        "Start",
        "Reasons to rate down",
        "Reasons to rate up",
    ]
    asked = [row.item for _, rows in sections for row in rows]
    assert asked == [item.id for item in shipped()["grade"].items]


def test_a_round_on_a_paper_does_not_ask_how_a_claim_is_worded():
    assert form(round_with("sanra"), None).own_rows() == []


def test_a_quote_without_a_place_is_found_by_its_words():
    data = {
        "start-answer": "high",
        "start-exact": "of them",
        "start-source": str(SOURCE.pk),
    }
    sheet = form(round_with("grade"), data)
    assert sheet.is_valid()
    assert sheet.content()["judgements"]["start"]["quote"] == {
        "source": str(SOURCE.pk),
        "start": 7,
        "end": 14,
        "exact": "of them",
    }


def test_a_quote_that_is_not_in_the_text_is_kept_for_the_action_to_refuse():
    data = {"start-exact": "All of them", "start-source": str(SOURCE.pk)}
    sheet = form(round_with("grade"), data)
    assert sheet.is_valid()
    kept = sheet.content()["judgements"]["start"]["quote"]
    assert (kept["exact"], kept["start"]) == ("All of them", None)


def test_an_answer_that_the_instrument_does_not_give_is_refused():
    sheet = form(round_with("sanra"), {"1-answer": "3"})
    assert list(sheet.errors) == ["1-answer"]


def test_problems_stand_beside_the_items_they_are_about():
    sheet = form(round_with("grade"), {})
    sheet.is_valid()
    sheet.add_problems(
        ValidationError(
            {"start": ["Answer this item."], "rationale": ["Say why."], "gone": ["No such item."]}
        )
    )
    assert sheet.errors == {
        "start-answer": ["Answer this item."],
        "rationale": ["Say why."],
        "__all__": ["No such item."],
    }


def test_two_texts_of_a_draft_are_compared_in_words():
    sheet = form(round_with("grade"), {})
    saved = {"judgements": {"risk_of_bias": {"answer": "-1", "note": "Open."}}}
    sent = {"judgements": {"risk_of_bias": {"answer": "-2", "note": "Open."}}, "rationale": "Yes."}
    assert sheet.differences(saved, sent) == [
        ("Rationale", "", "Yes."),
        ("Risk of bias, Risk of bias", "Serious", "Very serious"),
    ]
