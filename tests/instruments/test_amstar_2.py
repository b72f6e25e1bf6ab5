"""AMSTAR 2's overall confidence, and why the set of critical items must be stored."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviews.instruments.definition import suits
from reviews.instruments.engine import judge
from reviews.instruments.loading import load
from reviews.vocabulary import StudyDesign

AMSTAR = load("amstar-2")
CRITICAL = ("2", "4", "7", "9", "11", "13", "15")
OTHERS = ("1", "3", "5", "6", "8", "10", "12", "14", "16")
ALL_YES = dict.fromkeys(map(str, range(1, 17)), "Yes")
NONE = "no meta-analysis"
PARTIAL = ("2", "4", "7", "8", "9")


def overall(answers, **settings):
    return judge(AMSTAR, ALL_YES | answers, settings=settings).overall.proposed


@pytest.mark.parametrize(
    ("answers", "result"),
    [
        ({}, "High"),
        ({"1": "No"}, "High"),
        ({"1": "No", "10": "No"}, "Moderate"),
        ({"7": "No"}, "Low"),
        ({"7": "No", **dict.fromkeys(OTHERS, "No")}, "Low"),
        ({"2": "No", "7": "No"}, "Critically low"),
        (dict.fromkeys(ALL_YES, "No"), "Critically low"),
        ({"11": NONE, "12": NONE, "15": NONE}, "High"),
        (dict.fromkeys(PARTIAL, "Partial Yes"), "High"),
    ],
)
def test_the_rule(answers, result):
    assert overall(answers) == result


def test_which_items_are_critical_is_chosen_and_shown():
    assert overall({"2": "No"}, critical=["9", "13"]) == "High"
    assert overall({"1": "No"}, critical=["1"]) == "Low"
    judged = judge(AMSTAR, ALL_YES, settings={"critical": [13, "9"]})
    assert judged.overall.trace[0] == "Critical items: 13, 9."


@pytest.mark.parametrize("critical", [["17"], "2", [["2"]], None, 2])
def test_a_critical_set_that_names_no_items_is_refused(critical):
    judged = judge(AMSTAR, ALL_YES, settings={"critical": critical})
    assert judged.overall.proposed is None
    assert judged.refusals[0].startswith("Critical items is a list that may hold 1, 2, 3,")


def test_partial_yes_may_be_made_a_weakness():
    both = ["No", "Partial Yes"]
    assert overall({"7": "Partial Yes"}, flaws=both) == "Low"
    assert overall({"2": "PY", "7": "py"}, flaws=both) == "Critically low"
    assert overall({"8": "Partial Yes"}, flaws=both) == "High"


@pytest.mark.parametrize("item", sorted(set(ALL_YES) - set(PARTIAL)))
def test_partial_yes_is_offered_for_five_items_only(item):
    assert overall({item: "Partial Yes"}) is None


@pytest.mark.parametrize("item", sorted(set(ALL_YES) - {"11", "12", "15"}))
def test_no_meta_analysis_is_offered_for_three_items_only(item):
    assert overall({item: NONE}) is None


@pytest.mark.parametrize(
    ("item", "randomised", "other", "worst"),
    [
        ("9", "Yes", "No", "No"),
        ("9", "Partial Yes", "Yes", "Partial Yes"),
        ("9", "Includes only NRSI", "Yes", "Yes"),
        ("9", "No", "Includes only RCTs", "No"),
        ("11", "Yes", "No", "No"),
        ("11", NONE, "Yes", "Yes"),
        ("11", NONE, NONE, "No meta-analysis conducted"),
    ],
)
def test_the_worse_part_counts_for_the_two_split_items(item, randomised, other, worst):
    answers = {name: value for name, value in ALL_YES.items() if name != item}
    parts = {f"{item}.rct": randomised, f"{item}.nrsi": other}
    judged = judge(AMSTAR, answers | parts)
    assert judged.domains[item].proposed == worst
    assert judged.overall.proposed == ("Low" if worst == "No" else "High")


def test_one_part_left_open_is_named_and_the_whole_number_fills_only_open_parts():
    part = {"9.rct": "No", "9": None}
    assert judge(AMSTAR, ALL_YES | part).overall.missing == ("9.nrsi",)
    assert judge(AMSTAR, ALL_YES | {"9.rct": "No"}).domains["9"].proposed == "No"


def test_a_review_cannot_include_only_both():
    parts = {"9.rct": "Includes only NRSI", "9.nrsi": "Includes only RCTs"}
    judged = judge(AMSTAR, ALL_YES | parts)
    assert (judged.overall.proposed, len(judged.refusals)) == (None, 1)


def test_it_is_not_offered_for_a_narrative_review():
    assert [design for design in StudyDesign if suits(AMSTAR, design)] == ["systematic_review"]


# Items 1 to 16 and the rating as printed in table 2 of PMC9188066, one review a line.
PRINTED = """
Y N N PY Y N N Y PY N Y Y Y Y Y Y       Moderate
Y N N Y Y Y Y PY Y Y Y N N Y Y Y        Low
Y Y N PY Y Y Y Y Y N NMA NMA Y Y N Y    Moderate
Y PY N PY Y Y N Y Y N NMA NMA N Y NMA Y Low
Y PY N PY Y N N PY Y N Y N Y Y N Y      Moderate
Y N Y PY Y N N Y PY N NMA NMA N N N Y   Low
Y N N N Y N N Y N N NMA NMA N N NMA Y   Critically low
Y Y N PY Y Y N Y Y N Y Y Y Y Y Y        Moderate
Y Y N PY N Y N Y Y N Y Y Y Y N Y        Low
Y Y N Y Y Y Y Y Y Y Y N Y N N Y         Moderate
Y Y N PY Y Y N Y Y N Y N Y Y Y Y        Moderate
Y Y N Y Y Y N Y Y N NMA NMA Y Y NMA Y   Moderate
""".strip().splitlines()


def test_the_default_rule_differs_from_eleven_of_twelve_printed_ratings():
    differing = 0
    for line in PRINTED:
        words = line.split(maxsplit=16)
        answers = dict(zip(ALL_YES, words, strict=False))
        differing += judge(AMSTAR, answers).overall.proposed != words[16]
    assert differing == 11


WORKSHEET = st.fixed_dictionaries({item: st.sampled_from(["Yes", "No"]) for item in ALL_YES})


@given(WORKSHEET, st.frozensets(st.sampled_from(sorted(ALL_YES))))
def test_the_rule_holds_for_any_critical_set(answers, critical):
    flaws = {item for item, answer in answers.items() if answer == "No"}
    severe, light = len(flaws & critical), len(flaws - critical)
    expected = ("Critically low" if severe > 1 else "Low" if severe
                else "Moderate" if light > 1 else "High")  # fmt: skip
    assert overall(answers, critical=sorted(critical)) == expected


@given(
    WORKSHEET,
    st.sampled_from(sorted(ALL_YES)),
    st.sampled_from([["No"], ["No", "Partial Yes"]]),
    st.frozensets(st.sampled_from(sorted(ALL_YES))),
)
def test_a_worse_answer_never_raises_confidence(answers, item, flaws, critical):
    """From best to worst; that there is no meta-analysis is neither."""
    order = ["Critically low", "Low", "Moderate", "High"]
    steps = ["Yes", "Partial Yes", "No"] if item in PARTIAL else ["Yes", "No"]
    chosen = {"flaws": flaws, "critical": sorted(critical)}
    found = [order.index(overall(answers | {item: step}, **chosen)) for step in steps]
    assert found == sorted(found, reverse=True)
