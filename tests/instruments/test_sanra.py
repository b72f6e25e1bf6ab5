"""SANRA: a sum of six items, and no sum where one of them is missing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviews.instruments.definition import suits
from reviews.instruments.engine import judge
from reviews.instruments.loading import load
from reviews.vocabulary import StudyDesign

SANRA = load("sanra")
ITEMS = ("1", "2", "3", "4", "5", "6")
FULL = dict.fromkeys(ITEMS, 2)


def test_all_twos_make_twelve():
    assert judge(SANRA, FULL).overall.proposed == 12
    assert judge(SANRA, dict.fromkeys(ITEMS, "2")).overall.proposed == 12
    assert judge(SANRA, dict.fromkeys(ITEMS, 0)).overall.proposed == 0


@given(st.fixed_dictionaries({item: st.integers(0, 2) for item in ITEMS}))
def test_the_total_is_the_sum(answers):
    judged = judge(SANRA, answers)
    assert judged.overall.proposed == sum(answers.values())
    assert SANRA.result(judged.overall.proposed).label == f"{sum(answers.values())} of 12"


@pytest.mark.parametrize("item", ITEMS)
@pytest.mark.parametrize("answer", ["not assessable", "Not_Assessable", None, ""])
def test_an_item_that_is_missing_or_not_assessable_leaves_no_total(item, answer):
    judged = judge(SANRA, FULL | {item: answer})
    assert (judged.overall.proposed, judged.overall.missing) == (None, (item,))
    assert judged.refusals == ()


def test_a_domain_decided_as_not_assessable_is_missing():
    judged = judge(SANRA, domains=FULL | {"4": "not assessable"})
    assert (judged.overall.proposed, judged.overall.missing) == (None, ("4",))


def test_the_seed_read_from_its_abstract_has_no_total():
    seed = {"1": 1, "2": 0, "3": 0, "4": "not assessable", "5": 1, "6": 0}
    assert judge(SANRA, seed).overall.missing == ("4",)


@pytest.mark.parametrize("answer", [3, -1, "3", "two", 1.5, True, [2]])
def test_other_answers_are_refused(answer):
    judged = judge(SANRA, FULL | {"4": answer})
    assert judged.overall.proposed is None
    assert judged.refusals == (f"4 cannot be {answer!r}; it takes 0, 1, 2, not assessable.",)


def test_there_is_no_cut_off():
    assert [option.help for option in SANRA.overall.results] == [""] * 13


def test_it_suits_narrative_reviews_only():
    assert [design for design in StudyDesign if suits(SANRA, design)] == ["narrative_review"]
