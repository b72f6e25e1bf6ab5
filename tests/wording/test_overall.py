"""The overall certainty over critical outcomes (method B.1; GRADE guidelines 11)."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviews.instruments.loading import load
from reviews.instruments.outcomes import across
from reviews.vocabulary import Branch, Certainty, EvidenceSide
from reviews.wording.overall import Choice, Graded, hindrances, overall

GRADE = load("grade")
WITH, AGAINST, UNCLEAR = EvidenceSide.WITH, EvidenceSide.AGAINST, EvidenceSide.UNCLEAR
NONE_FOUND = EvidenceSide.NONE_FOUND


def graded(key, certainty, side=WITH, is_critical=True, verdict=None):
    return Graded(key, f"outcome {key}", verdict or f"verdict on {key}", certainty, side,
                  is_critical)  # fmt: skip


def naming(outcome):
    return Choice(Branch.HIGHEST, outcome.key, outcome.verdict)


@st.composite
def outcomes(draw, sides=EvidenceSide, at_least=0):
    """Any outcomes, each its own; what was not found has no certainty."""
    rows = draw(
        st.lists(
            st.tuples(st.sampled_from(Certainty), st.sampled_from(sides), st.booleans()),
            min_size=at_least,
            max_size=5,
        )
    )
    return [
        graded(n, None if side == NONE_FOUND else certainty, side, is_critical)
        for n, (certainty, side, is_critical) in enumerate(rows)
    ]


@st.composite
def agreeing(draw):
    """Critical outcomes that all point the claim's way, and one of them."""
    found = draw(outcomes(sides=[WITH], at_least=2))
    found = [replace(each, is_critical=True) for each in found]
    return found, draw(st.sampled_from(found))


def test_the_published_case_where_directions_differ_is_the_lowest():
    found = [
        graded(1, Certainty.HIGH),
        graded(2, Certainty.LOW, AGAINST),
        graded(3, Certainty.MODERATE),
    ]
    for choice in (None, naming(found[0])):
        assert overall(found, choice, advises=True).certainty == Certainty.LOW
        assert overall(found, choice, advises=True).side == UNCLEAR


def test_where_all_point_the_same_way_the_one_that_justifies_the_advice_decides():
    found = [graded(1, Certainty.HIGH), graded(2, Certainty.LOW), graded(3, Certainty.MODERATE)]
    assert overall(found, None, advises=True).certainty == Certainty.LOW
    for named in found:
        taken = overall(found, naming(named), advises=True)
        assert (taken.certainty, taken.branch, taken.side) == (
            named.certainty, Branch.HIGHEST, WITH)  # fmt: skip


def test_outcomes_that_are_not_critical_neither_lower_nor_hinder():
    found = [
        graded(1, Certainty.HIGH),
        graded(2, Certainty.MODERATE),
        graded(3, Certainty.VERY_LOW, AGAINST, is_critical=False),
    ]
    assert overall(found, None, advises=True).certainty == Certainty.MODERATE
    assert overall(found, naming(found[0]), advises=True).certainty == Certainty.HIGH


def test_without_a_critical_outcome_all_count():
    found = [graded(n, c, is_critical=False) for n, c in enumerate(Certainty)]
    assert overall(found, None, advises=True).certainty == Certainty.VERY_LOW
    assert overall([], None, advises=True).certainty is None
    assert overall([], None, advises=True).side is None


@given(outcomes(), st.booleans())
def test_no_choice_and_the_lowest_are_the_same_and_never_lapse(found, advises):
    kept = overall(found, Choice(Branch.LOWEST), advises=advises)
    assert kept == overall(found, None, advises=advises)
    assert kept.lapsed == ()


@given(outcomes(), st.integers(0, 4), st.booleans())
def test_a_choice_either_counts_or_says_why_not(found, key, advises):
    named = next((each for each in found if each.key == key), graded(key, Certainty.HIGH))
    low = overall(found, None, advises=advises)
    taken = overall(found, naming(named), advises=advises)
    assert (taken.branch == Branch.LOWEST) == bool(taken.lapsed)
    assert all(sentence.endswith(".") for sentence in taken.lapsed)
    assert taken.side == low.side
    if taken.lapsed:
        assert taken.certainty == low.certainty
    else:
        assert taken.certainty == named.certainty
        assert low.certainty <= taken.certainty
        assert {each.side for each in found if each.is_critical} == {WITH}


@given(agreeing(), st.data())
def test_either_branch_is_monotone_in_every_outcome(drawn, data):
    found, named = drawn
    place = data.draw(st.integers(0, len(found) - 1))
    raised = data.draw(st.sampled_from([c for c in Certainty if c >= found[place].certainty]))
    better = [*found[:place], replace(found[place], certainty=raised), *found[place + 1 :]]
    for choice in (None, naming(named)):
        before = overall(found, choice, advises=True)
        after = overall(better, choice, advises=True)
        assert before.lapsed == after.lapsed == ()
        assert before.certainty <= after.certainty


@given(agreeing())
def test_claims_and_the_command_judge_take_it_alike(drawn):
    found, named = drawn
    words = [each.certainty.word for each in found]
    low = overall(found, None, advises=True)
    assert across(GRADE, words).overall.proposed == low.certainty.word
    best = max(found, key=lambda each: each.certainty)
    taken = overall(found, naming(best), advises=True)
    said = across(GRADE, words, highest_because="It decides.")
    assert said.overall.proposed == taken.certainty.word
    alone = across(GRADE, [named.certainty.word], highest_because="It decides.")
    assert alone.overall.proposed == overall(found, naming(named), advises=True).certainty.word


@pytest.mark.parametrize(
    ("found", "said"),
    [
        ([], "Nothing is graded for this claim: settle rounds on its critical outcomes first."),
        ([graded(1, None, NONE_FOUND)], "Nothing is graded for this claim"),
        ([graded(1, Certainty.LOW)], "Only one critical outcome is graded"),
        ([graded(1, Certainty.LOW, is_critical=False)], "No critical outcome is graded"),
        (
            [graded(1, Certainty.LOW), graded(2, Certainty.LOW), graded(3, None, NONE_FOUND)],
            "The critical outcomes do not all point the same way: “outcome 1” with the claim, ",
        ),
        (
            [graded(1, Certainty.LOW, UNCLEAR), graded(2, Certainty.LOW, UNCLEAR)],
            "The critical outcomes do not all point the same way",
        ),
        (
            [graded(1, Certainty.LOW, verdict="a later one"), graded(2, Certainty.LOW)],
            "“outcome 1” was graded again after the choice.",
        ),
        (
            [graded(2, Certainty.LOW), graded(3, Certainty.LOW)],
            "Name one of the critical outcomes that are graded for this claim.",
        ),
    ],
)
def test_every_hindrance_is_a_sentence(found, said):
    [sentence] = hindrances(found, naming(graded(1, Certainty.LOW)), advises=True)
    assert sentence.startswith(said)


def test_several_hindrances_are_all_told():
    found = [graded(1, Certainty.LOW), graded(2, Certainty.LOW, AGAINST)]
    told = hindrances(found, naming(graded(3, Certainty.LOW)), advises=False)
    assert len(told) == 3
    found[1] = graded(2, None, NONE_FOUND)
    told = hindrances([*found, graded(3, Certainty.LOW)], naming(found[1]), advises=True)
    assert told[-1] == "No evidence was found on “outcome 2”."


def test_outcomes_that_stand_against_the_claim_justify_none_of_its_advice():
    found = [graded(1, Certainty.HIGH, AGAINST), graded(2, Certainty.LOW, AGAINST)]
    taken = overall(found, naming(found[0]), advises=True)
    assert (taken.certainty, taken.branch) == (Certainty.LOW, Branch.LOWEST)
    assert taken.lapsed == (
        "The critical outcomes all point against the claim, and justify no advice.",
    )
