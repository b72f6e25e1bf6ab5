"""SYRCLE's tool: ten entries, each for itself, and no sum of them."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reviews.instruments.definition import suits
from reviews.instruments.engine import judge
from reviews.instruments.loading import load
from reviews.instruments.requests import respond
from reviews.vocabulary import StudyDesign

SYRCLE = load("syrcle")
ENTRIES = [str(number) for number in range(1, 11)]


def test_there_are_ten_entries_over_six_kinds_of_bias():
    assert [domain.id for domain in SYRCLE.domains] == ENTRIES
    assert list(dict.fromkeys(domain.heading for domain in SYRCLE.domains)) == [
        "Selection bias",
        "Performance bias",
        "Detection bias",
        "Attrition bias",
        "Reporting bias",
        "Other",
    ]


@pytest.mark.parametrize("entry", ENTRIES)
@pytest.mark.parametrize(("answer", "level"), [("Yes", "Low"), ("No", "High"), ("U", "Unclear")])
def test_an_answer_to_a_whole_entry_gives_its_level(entry, answer, level):
    assert judge(SYRCLE, {entry: answer}).domains[entry].proposed == level


def worksheets():
    return st.fixed_dictionaries(
        {i.id: st.sampled_from([option.value for option in i.answers]) for i in SYRCLE.items}
    )


@settings(max_examples=50, deadline=None)
@given(worksheets())
def test_one_relevant_no_is_high_and_what_is_not_relevant_does_not_count(answers):
    judged = judge(SYRCLE, answers)
    for domain in SYRCLE.domains:
        given_ = {answers[item.id] for item in domain.items} - {"NA"}
        level = (
            "High" if "No" in given_ else "Unclear" if "Unclear" in given_
            else "Low" if given_ else None
        )  # fmt: skip
        found = judged.domains[domain.id]
        assert found.proposed == level
        assert found.missing == (() if level else (domain.id,))


def test_a_no_decides_before_the_other_questions_are_answered():
    found = judge(SYRCLE, {"8.3": "No"}).domains["8"]
    assert (found.proposed, found.missing, found.open) == ("High", (), ("8.1", "8.2", "8.4"))


@pytest.mark.parametrize("word", ["sum", "score", "total"])
def test_a_sum_is_refused_with_the_reason(word):
    answer = respond(SYRCLE, {"answers": dict.fromkeys(ENTRIES, "Yes"), word: True})
    assert answer["overall"]["proposed"] is None
    assert answer["refusals"] == [SYRCLE.no_total]
    assert "no summary score" in SYRCLE.no_total


def test_without_being_asked_for_it_says_why_there_is_no_overall():
    overall = judge(SYRCLE, dict.fromkeys(ENTRIES, "Yes")).overall
    assert (overall.proposed, overall.missing) == (None, ())
    assert overall.trace[:10] == tuple(f"{domain.label}: Low." for domain in SYRCLE.domains)
    assert overall.trace[10:12] == ("There is no overall result.", SYRCLE.no_total)


def test_it_is_for_animal_experiments():
    assert [d for d in StudyDesign if suits(SYRCLE, d)] == ["animal_experiment"]
