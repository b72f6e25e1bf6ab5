"""OCEBM 2011: every cell of the table, those that are not in it, and the modifiers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviews.instruments.definition import suits
from reviews.instruments.engine import judge
from reviews.instruments.loading import load
from reviews.vocabulary import StudyDesign

OCEBM = load("ocebm-2011")
TREATED = ("treatment", "common_harms", "rare_harms", "screening")
MODIFIERS = ("quality", "imprecision", "indirectness", "inconsistency", "small_effect")

# (question, level): the kinds of study in that cell of the printed table.
TABLE = {
    ("treatment", 1): ["sr_randomised"],
    ("treatment", 2): ["randomised_trial", "dramatic_effect"],
    ("common_harms", 1): ["sr_randomised", "sr_nested_case_control", "n_of_1", "dramatic_effect"],
    ("common_harms", 2): ["randomised_trial"],
    ("rare_harms", 1): ["sr_randomised", "n_of_1"],
    ("rare_harms", 2): ["randomised_trial", "dramatic_effect"],
    ("screening", 1): ["sr_randomised"],
    ("screening", 2): ["randomised_trial"],
    **{(question, 3): ["controlled_cohort"] for question in TREATED},
    **{
        (question, 4): ["case_series", "case_control", "historically_controlled"]
        for question in TREATED
    },
    **{(question, 5): ["mechanism"] for question in (*TREATED, "diagnosis")},
    ("diagnosis", 1): ["sr_cross_sectional"],
    ("diagnosis", 2): ["cross_sectional"],
    ("diagnosis", 3): ["inconsistent_reference"],
    ("diagnosis", 4): ["case_control", "poor_reference"],
    ("prognosis", 1): ["sr_inception_cohorts"],
    ("prognosis", 2): ["inception_cohort"],
    ("prognosis", 3): ["cohort"],
    ("prognosis", 4): ["case_series", "case_control", "poor_cohort"],
    ("prevalence", 1): ["random_sample"],
    ("prevalence", 2): ["sr_surveys"],
    ("prevalence", 3): ["non_random_sample"],
    ("prevalence", 4): ["case_series"],
}
CELLS = {
    (question, study): level for (question, level), studies in TABLE.items() for study in studies
}
QUESTION, STUDY = OCEBM.items[:2]


def level(question, study, **modifiers):
    return judge(OCEBM, {"question": question, "study": study, **modifiers}).overall.proposed


@pytest.mark.parametrize("question", [option.value for option in QUESTION.answers])
@pytest.mark.parametrize("study", [option.value for option in STUDY.answers])
def test_a_study_has_the_level_of_its_cell_and_none_outside_the_table(question, study):
    judged = judge(OCEBM, {"question": question, "study": study})
    assert judged.overall.proposed == CELLS.get((question, study))
    assert len(judged.refusals) == ((question, study) not in CELLS)


def test_every_kind_of_study_is_in_some_cell():
    assert {study for _, study in CELLS} == {option.value for option in STUDY.answers}


@pytest.mark.parametrize("question", ["prognosis", "prevalence"])
def test_prognosis_and_prevalence_have_no_level_five(question):
    [refusal] = judge(OCEBM, {"question": question, "study": "mechanism"}).refusals
    assert refusal.startswith("The 2011 table has no level 5 for prognosis and prevalence (n/a)")


def test_the_trace_says_what_a_level_is_not():
    judged = judge(OCEBM, {"question": "treatment", "study": "RCT", "indirectness": "down"})
    assert judged.overall.trace == (
        "Level of the study for the question: level 2, 2.",
        "Indirectness: one level down, 1.",
        "Sum: 2 + 1 = 3.",
        "Clamped to 1-5: level 3.",
        "A level is a search heuristic, not the certainty of the evidence.",
    )


def test_levels_are_clamped_at_both_ends():
    assert level("treatment", "sr_randomised", large_effect="very_large") == 1
    assert level("treatment", "mechanism", quality="down", imprecision="down") == 5
    assert level("treatment", "case_series", **dict.fromkeys(MODIFIERS, "down")) == 5
    assert level("treatment", "case_series", large_effect="very_large") == 2


def test_every_modifier_that_moves_the_level_needs_a_written_reason():
    for item in OCEBM.items[2:]:
        assert [o.needs_footnote for o in item.answers] == [o.points != 0 for o in item.answers]


def test_an_effect_is_not_both_very_small_and_large():
    assert level("treatment", "cohort", small_effect="down", large_effect="large") is None


@pytest.mark.parametrize("given", ["1a", "2b", "3A", "B"])
@pytest.mark.parametrize("name", ["study", "level"])
def test_levels_of_2009_are_refused_as_another_instrument(name, given):
    for judged in (judge(OCEBM, {name: given}), judge(OCEBM, domains={"level": given})):
        [refusal] = judged.refusals
        assert "belong to the table of 2009, another instrument" in refusal
        assert judged.overall.proposed is None


def test_expert_opinion_is_not_in_the_table():
    [refusal] = judge(OCEBM, {"question": "treatment", "study": "Expert opinion"}).refusals
    assert refusal.startswith("Expert opinion is not in the 2011 table")
    assert not suits(OCEBM, StudyDesign.OPINION)
    assert not suits(OCEBM, StudyDesign.NARRATIVE_REVIEW)


def test_a_decided_level_stands_before_the_modifiers():
    assert judge(OCEBM, domains={"level": 2, "indirectness": "down"}).overall.proposed == 3


@given(
    st.sampled_from(sorted(CELLS)),
    st.fixed_dictionaries({name: st.sampled_from(["none", "down"]) for name in MODIFIERS}),
    st.sampled_from(["none", "large", "very_large"]),
    st.sampled_from(MODIFIERS),
)
def test_the_level_is_the_clamped_sum_and_no_reason_to_go_down_raises_it(cell, downs, up, name):
    if up != "none":
        downs = downs | {"small_effect": "none"}
    count = list(downs.values()).count("down")
    expected = CELLS[cell] + count - ["none", "large", "very_large"].index(up)
    found = level(*cell, **downs, large_effect=up)
    assert found == min(max(expected, 1), 5)
    if not (name == "small_effect" and up != "none"):
        assert level(*cell, **downs | {name: "down"}, large_effect=up) >= found
