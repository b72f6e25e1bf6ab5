"""INSPECT-SR: twenty-one checks, and people who judge what they amount to."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reviews.instruments.definition import suits
from reviews.instruments.engine import judge
from reviews.instruments.loading import load
from reviews.instruments.requests import respond
from reviews.vocabulary import StudyDesign

INSPECT = load("inspect-sr")
LEVELS = ["No concerns", "Some concerns", "Serious concerns"]


def test_there_are_twenty_one_checks_in_four_domains():
    assert [(domain.id, len(domain.items)) for domain in INSPECT.domains] == [
        ("1", 3),
        ("2", 5),
        ("3", 2),
        ("4", 11),
    ]
    assert [item.id for item in INSPECT.items][-1] == "4.11"


def test_domains_and_the_whole_are_on_one_scale():
    for procedure in [domain.procedure for domain in INSPECT.domains] + [INSPECT.overall]:
        assert [option.value for option in procedure.results] == LEVELS


CHECKS = st.fixed_dictionaries(
    {item.id: st.sampled_from([option.value for option in item.answers]) for item in INSPECT.items}
)


@settings(max_examples=50, deadline=None)
@given(CHECKS)
def test_nothing_is_computed_from_the_checks(answers):
    judged = judge(INSPECT, answers)
    assert {name: found.missing for name, found in judged.domains.items()} == {
        name: (name,) for name in "1234"
    }
    assert judged.overall.missing == tuple("1234")


@settings(max_examples=50, deadline=None)
@given(st.lists(st.sampled_from(LEVELS), min_size=4, max_size=4))
def test_nor_is_the_whole_computed_from_the_domains(levels):
    overall = judge(INSPECT, domains=dict(zip("1234", levels, strict=True))).overall
    assert (overall.proposed, overall.missing) == (None, ())
    assert overall.trace[3] == f"Results: {levels[3]}."
    assert overall.trace[4] == "People judge: no concerns, some concerns, serious concerns."
    assert "at least as severely as the most severe domain" in overall.trace[-1]


@pytest.mark.parametrize("word", ["Low", "High", "No information"])
def test_levels_of_bias_are_refused(word):
    answer = respond(INSPECT, {"domains": {"1": word}})
    assert answer["refusals"] == [
        f"1 cannot be {word!r}; it takes No concerns, Some concerns, Serious concerns."
    ]


def test_it_is_for_randomised_trials_only():
    assert [d for d in StudyDesign if suits(INSPECT, d)] == ["randomised_trial"]
