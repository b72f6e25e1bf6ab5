"""Interests in an intervention and the questions that they touch."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviews.staffing.interventions import touches

# Of such letters, none of the words that stand between things can be made.
WORDS = st.lists(st.text("abcefghijk", min_size=3, max_size=7), min_size=1, max_size=4).map(
    " ".join
)


@pytest.mark.parametrize(
    ("declared", "asked"),
    [
        ("treatment A", "treatment A"),
        ("TREATMENT a", "Treatment A, 45 mg a day"),
        ("treatment A 70 mg", "treatment A"),
        ("treatment A / treatment B", "treatment B"),
        ("treatment A and treatment B", "treatment B plus exercise"),
        ("blockers", "a blocker"),
        ("Therapie f\u00fcr Alte", "therapie fur alte"),
        ("vitamin-K2", "Vitamin K2"),
    ],
)
def test_what_names_the_same_thing_touches(declared, asked):
    assert touches(declared, asked)
    assert touches(asked, declared)


@pytest.mark.parametrize(
    ("declared", "asked"),
    [
        ("treatment A", "treatment B"),
        ("treatment A", "treatment AB"),
        ("aspirin", "aspirinate"),
        ("", "treatment A"),
        ("  , ; ", "treatment A"),
        ("treatment A", ""),
        ("new treatment A", "treatment new A"),
        ("mass", "mas"),
    ],
)
def test_what_names_another_thing_does_not(declared, asked):
    assert not touches(declared, asked)
    assert not touches(asked, declared)


@given(WORDS, WORDS, WORDS)
def test_a_thing_named_among_others_is_touched_whatever_its_case(before, named, after):
    assert touches(named.upper(), f"{before} {named} {after}")
    assert touches(named, f"{before}; {named.title()}, {after}")
    assert touches(named, named)


@given(st.text(max_size=40), st.text(max_size=40))
def test_either_way_round_is_the_same_and_nothing_breaks(one, other):
    assert touches(one, other) == touches(other, one)
