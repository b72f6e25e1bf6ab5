"""GRADE's arithmetic: the published cases, every refusal, and properties."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviews.instruments.engine import judge
from reviews.instruments.loading import load
from reviews.instruments.neighbours import neighbours
from reviews.instruments.outcomes import across

GRADE = load("grade")
DOWNS = ("risk_of_bias", "inconsistency", "indirectness", "imprecision", "publication_bias")
UPS = ("large_effect", "dose_response", "confounding")
RCT = {"start": "high", **dict.fromkeys(DOWNS + UPS, 0)}
OBSERVATIONAL = {**RCT, "start": "low"}
ORDER = ("very_low", "low", "moderate", "high")


def overall(answers):
    return judge(GRADE, answers).overall.proposed


@pytest.mark.parametrize(
    ("start", "steps", "result", "warned"),
    [
        (RCT, {}, "high", []),
        (RCT, {"risk_of_bias": -1}, "moderate", []),
        (RCT, {"risk_of_bias": -1, "imprecision": -1}, "low", []),
        (RCT, {"risk_of_bias": -2, "imprecision": -2}, "very_low", []),
        (RCT, {"imprecision": -3}, "very_low", []),
        (
            RCT,
            {"inconsistency": -1, "large_effect": 1},
            "high",
            ["UP_WITH_DOWN", "UP_FROM_HIGH"],
        ),
        (OBSERVATIONAL, {}, "low", []),
        (OBSERVATIONAL, {"large_effect": 2}, "high", []),
        (
            OBSERVATIONAL,
            {"large_effect": 1, "dose_response": 1, "confounding": 1},
            "high",
            [],
        ),
        (OBSERVATIONAL, {"indirectness": -1, "dose_response": 1}, "low", ["UP_WITH_DOWN"]),
        (RCT, {"confounding": 1}, "high", ["UP_FROM_HIGH"]),
    ],
)
def test_the_published_cases(start, steps, result, warned):
    judged = judge(GRADE, start | steps)
    assert (judged.overall.proposed, [str(w) for w in judged.warnings]) == (result, warned)
    assert all(warning.needs_reason for warning in judged.warnings)
    assert judged.refusals == judged.overall.missing == ()


def test_the_trace_shows_start_downs_ups_sum_and_clamp_in_that_order():
    answers = RCT | {"risk_of_bias": -2, "imprecision": -3, "dose_response": 1}
    assert judge(GRADE, answers).overall.trace == (
        "Start: high, 4.",
        "Risk of bias: very serious, -2.",
        "Inconsistency: not serious, 0.",
        "Indirectness: not serious, 0.",
        "Imprecision: extremely serious, -3.",
        "Publication bias: undetected, 0.",
        "Large effect: no, 0.",
        "Dose-response: yes, 1.",
        "Residual confounding: no, 0.",
        "Sum: 4 - 2 - 3 + 1 = 0.",
        "Clamped to 1-4: very low.",
    )


@pytest.mark.parametrize(
    ("item", "value"),
    [(item, -3) for item in DOWNS if item not in ("risk_of_bias", "imprecision")]
    + [(item, -4) for item in DOWNS]
    + [(item, 1) for item in DOWNS]
    + [("large_effect", 3), ("dose_response", 2), ("confounding", -1), ("start", "moderate")]
    + [("imprecision", True), ("imprecision", -1.0), ("imprecision", [-1]), ("start", {})],
)
def test_an_answer_that_grade_does_not_know_is_refused_by_name(item, value):
    judged = judge(GRADE, RCT | {item: value})
    assert judged.overall.proposed is None
    assert judged.overall.missing == (item,)
    [refusal] = judged.refusals
    assert refusal.startswith(f"{item} cannot be {value!r}; it takes ")


def test_three_levels_for_risk_of_bias_need_the_robins_i_start():
    answers = RCT | {"risk_of_bias": -3}
    for basis in ({}, {"start_basis": "randomised"}, {"start_basis": ""}):
        judged = judge(GRADE, answers | basis)
        assert (judged.overall.proposed, len(judged.refusals)) == (None, 1)
    assert overall(answers | {"start_basis": "robins_i"}) == "very_low"


@pytest.mark.parametrize(
    ("start", "basis", "is_accepted"),
    [
        ("high", "randomised", True),
        ("high", "robins_i", True),
        ("low", "non_randomised", True),
        ("low", "randomised", False),
        ("low", "robins_i", False),
        ("high", "non_randomised", False),
    ],
)
def test_the_start_agrees_with_its_basis(start, basis, is_accepted):
    judged = judge(GRADE, RCT | {"start": start, "start_basis": basis})
    assert (judged.refusals == ()) == (judged.overall.proposed == start) == is_accepted


def test_a_basis_given_before_the_start_is_no_contradiction():
    judged = judge(GRADE, {"start_basis": "randomised"})
    assert judged.refusals == ()
    assert judged.overall.missing[0] == "start"


def test_a_very_low_start_is_taken_from_imports_with_a_warning():
    judged = judge(GRADE, RCT | {"start": "very_low"})
    [warning] = judged.warnings
    assert judged.overall.proposed == "very_low"
    assert "not a GRADE start" in str(warning)
    assert not warning.needs_reason


def test_answers_may_be_words_or_figures_in_any_case():
    written = {name: str(value).upper() for name, value in RCT.items()} | {"imprecision": "-1"}
    assert overall(written | {"start": "HIGH", "large_effect": "+1"}) == "high"
    assert overall(RCT | {"start": "very low"}) == "very_low"


def test_every_step_away_from_zero_needs_a_footnote_and_nothing_else_does():
    for item in GRADE.items:
        for option in item.answers:
            is_step = not item.id.startswith("start") and option.value != 0
            assert option.needs_footnote == is_step, (item.id, option.value)


def test_decided_domains_alone_give_the_overall():
    judged = judge(GRADE, domains=RCT | {"risk_of_bias": -1})
    assert judged.overall.proposed == "moderate"
    assert judged.domains["risk_of_bias"].trace == ("Risk of bias: Serious, as decided.",)
    del (decided := dict(RCT))["imprecision"]
    assert judge(GRADE, domains=decided).overall.missing == ("imprecision",)


WORKSHEET = st.fixed_dictionaries(
    {
        item.id: st.sampled_from([option.value for option in item.answers])
        for item in GRADE.items
        if item.id != "start_basis"
    }
).filter(lambda answers: answers["risk_of_bias"] != -3)


@given(WORKSHEET)
def test_the_result_is_the_clamped_sum(answers):
    start = {"high": 4, "low": 2, "very_low": 1}[answers["start"]]
    total = start + sum(answers[name] for name in DOWNS + UPS)
    assert overall(answers) == ORDER[max(1, min(4, total)) - 1]


@given(WORKSHEET, st.sampled_from(DOWNS + UPS))
def test_one_step_down_never_raises_certainty(answers, name):
    lower = judge(GRADE, answers | {name: answers[name] - 1})
    if not lower.refusals:
        assert ORDER.index(lower.overall.proposed) <= ORDER.index(overall(answers))


@given(WORKSHEET, st.randoms())
def test_the_order_of_answers_does_not_matter(answers, random):
    pairs = list(answers.items())
    random.shuffle(pairs)
    assert judge(GRADE, dict(pairs)) == judge(GRADE, answers)


@given(WORKSHEET, st.sets(st.sampled_from(["start", *DOWNS, *UPS])))
def test_missing_answers_are_named_in_order_and_nothing_is_proposed(answers, left_out):
    kept = {name: value for name, value in answers.items() if name not in left_out}
    judged = judge(GRADE, kept)
    assert list(judged.overall.missing) == [name for name in RCT if name in left_out]
    assert (judged.overall.proposed is None) == bool(left_out)
    assert {name for name, domain in judged.domains.items() if domain.missing} == left_out


@given(WORKSHEET)
def test_neighbours_differ_in_one_answer_and_are_judged_alike(answers):
    for neighbour in neighbours(GRADE, answers):
        changed = answers | {neighbour.item.id: neighbour.option.value}
        assert len(changed) == len(answers)
        assert changed != answers
        assert overall(changed) == neighbour.proposed


@pytest.mark.parametrize(
    ("outcomes", "lowest", "highest"),
    [
        (["high", "low", "moderate"], "low", "high"),
        (["moderate"], "moderate", "moderate"),
        (["very_low", "high"], "very_low", "high"),
        (["very low", "Low"], "very_low", "low"),
    ],
)
def test_the_overall_certainty_is_the_lowest_unless_all_point_the_same_way(
    outcomes, lowest, highest
):
    judged = across(GRADE, outcomes, highest_because="Each alone would justify it.")
    assert across(GRADE, outcomes).overall.proposed == lowest
    assert across(GRADE, outcomes, highest_because=" ").overall.proposed == lowest
    assert judged.overall.proposed == highest
    assert judged.overall.trace[-1] == "All point the same way: Each alone would justify it."


@given(
    st.lists(st.sampled_from(ORDER), min_size=1, max_size=6), st.sampled_from(ORDER), st.randoms()
)
def test_the_chosen_branch_bounds_the_overall_and_another_outcome_moves_it_one_way(
    outcomes, another, random
):
    def place(found, **branch):
        return ORDER.index(across(GRADE, found, **branch).overall.proposed)

    branch = {"highest_because": "Each alone would justify it."}
    lowest, highest = place(outcomes), place(outcomes, **branch)
    assert lowest == min(map(ORDER.index, outcomes)) <= highest == max(map(ORDER.index, outcomes))
    assert place([*outcomes, another]) <= lowest
    assert place([*outcomes, another], **branch) >= highest
    random.shuffle(shuffled := list(outcomes))
    assert (place(shuffled), place(shuffled, **branch)) == (lowest, highest)


def test_no_outcome_gives_no_overall_and_a_wrong_word_is_refused():
    assert across(GRADE, []).overall.missing == ("outcomes",)
    wrong = across(GRADE, ["high", "good"])
    assert wrong.overall.proposed is None
    assert wrong.refusals == ("Each outcome takes one of high, moderate, low, very_low.",)
    assert across(load("sanra"), ["high"]).refusals == ("SANRA does not combine outcomes.",)
