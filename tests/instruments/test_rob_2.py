"""RoB 2: every published decision table, what is asked next, and what may not stand."""

import csv
from collections import Counter
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reviews.instruments.definition import suits
from reviews.instruments.engine import judge
from reviews.instruments.loading import load
from reviews.instruments.requests import respond
from reviews.vocabulary import StudyDesign

ASSIGNMENT, ADHERENCE = load("rob-2-assignment"), load("rob-2-adherence")
FIVE = ("Y", "PY", "PN", "N", "NI")
LEVELS = ("Low", "Some concerns", "High")
CASES = Path(__file__).parent / "rob2_cases.csv"


def items(instrument, domain):
    return [item.id for item in instrument.items if item.domain == domain]


def proposed(instrument, domain, answers):
    given = dict(zip(items(instrument, domain), answers, strict=True))
    return judge(instrument, given).domains[domain].proposed


def in_each(rows):
    """Each case with the instruments whose tables it is from."""
    for row in rows:
        domain, _, effect = row["domain"].partition("-")
        for instrument in (ASSIGNMENT, ADHERENCE):
            if instrument.key.endswith(effect):
                yield instrument, domain, row["answers_in_question_order"], row


def test_every_case_of_the_decision_tables_matches():
    with CASES.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 460
    for instrument, domain, answers, row in in_each(rows):
        if domain == "overall":
            decided = dict(zip("12345", answers.split("|"), strict=True))
            found = judge(instrument, domains=decided).overall.proposed
        else:
            found = proposed(instrument, domain, answers.split())
        assert found == row["proposed_judgement"], row


@pytest.mark.parametrize("instrument", [ASSIGNMENT, ADHERENCE], ids=["assignment", "adherence"])
@pytest.mark.parametrize(
    ("domain", "low", "some", "high"),
    [("1", 18, 47, 60), ("3", 490, 54, 81), ("4", 480, 402, 2243), ("5", 8, 37, 80)],
)
def test_every_combination_counts_as_the_published_tables_do(instrument, domain, low, some, high):
    every = product(FIVE, repeat=len(items(instrument, domain)))
    found = Counter(proposed(instrument, domain, answers) for answers in every)
    assert [found[level] for level in LEVELS] == [low, some, high]
    assert found.total() == low + some + high


# What Y and PY, and PN and N, have in common: the tables only ask for these.
KINDS = {"Y": 2, "N": 2, "NI": 1, "NA": 1}


def weighted(instrument, domain, alphabets):
    """{level: combinations}, where each of Y and N stands for two answers."""
    found = Counter()
    for answers in product(*alphabets):
        weight = 1
        for answer in answers:
            weight *= KINDS[answer]
        found[proposed(instrument, domain, answers)] += weight
    return [found[level] for level in LEVELS]


def test_deviations_count_as_the_published_tables_do():
    assert weighted(ASSIGNMENT, "2", [("Y", "N", "NI")] * 7) == [15500, 28452, 34173]


def in_words(first, second, others, implemented, adhered, analysed):
    """The published algorithm for the effect of adhering, from its text."""
    balanced = (first, second) == ("N", "N") or others in ("Y", "NA")
    if balanced and implemented in ("N", "NA") and adhered in ("N", "NA"):
        return "Low"
    return "Some concerns" if analysed == "Y" else "High"


def test_deviations_from_adherence_follow_the_published_algorithm():
    three, four = ("Y", "N", "NI"), ("Y", "N", "NI", "NA")
    for answers in product(three, three, four, four, four, three):
        assert proposed(ADHERENCE, "2", answers) == in_words(*answers), answers


@pytest.mark.parametrize("instrument", [ASSIGNMENT, ADHERENCE], ids=["assignment", "adherence"])
@settings(max_examples=50, deadline=None)
@given(data=st.data())
def test_probably_counts_as_its_plain_answer(instrument, data):
    answers = {
        item.id: data.draw(st.sampled_from([str(each.value) for each in item.answers]))
        for item in instrument.items
    }
    plain = {name: {"PY": "Y", "PN": "N"}.get(value, value) for name, value in answers.items()}
    found, wanted = judge(instrument, answers), judge(instrument, plain)
    assert [found.domains[d].proposed for d in "12345"] == [
        wanted.domains[d].proposed for d in "12345"
    ]
    assert found.overall.proposed == wanted.overall.proposed


def next_asked(domain, answers, instrument=ASSIGNMENT):
    found = judge(instrument, answers).domains[domain]
    return found.proposed, found.missing


@pytest.mark.parametrize(
    ("domain", "answers", "proposal", "missing"),
    [
        ("1", {}, None, ("1.1", "1.2", "1.3")),
        ("1", {"1.1": "Y", "1.2": "PY"}, None, ("1.3",)),
        ("1", {"1.2": "N"}, "High", ()),
        ("1", {"1.1": "N", "1.2": "Y"}, "Some concerns", ()),
        ("1", {"1.2": "Y", "1.3": "Y"}, "Some concerns", ()),
        ("1", {"1.2": "NI", "1.3": "N"}, "Some concerns", ()),
        ("2", {}, None, ("2.1", "2.2", "2.6")),
        ("2", {"2.1": "NI", "2.2": "N"}, None, ("2.3", "2.6")),
        ("2", {"2.1": "PN", "2.2": "N"}, None, ("2.6",)),
        ("2", {"2.1": "N", "2.2": "N", "2.6": "N"}, None, ("2.7",)),
        ("2", {"2.1": "N", "2.2": "N", "2.6": "N", "2.7": "PY"}, "High", ()),
        ("2", {"2.1": "Y", "2.3": "Y", "2.4": "Y"}, None, ("2.2", "2.5", "2.6")),
        ("2", {"2.1": "Y", "2.3": "Y", "2.4": "Y", "2.5": "NI"}, "High", ()),
        ("3", {}, None, ("3.1",)),
        ("3", {"3.1": "NI"}, None, ("3.2",)),
        ("3", {"3.1": "N", "3.2": "NI", "3.3": "PY"}, None, ("3.4",)),
        ("4", {"4.2": "PY"}, "High", ()),
        ("4", {"4.1": "N", "4.2": "N", "4.3": "Y"}, None, ("4.4",)),
        ("5", {"5.2": "NI", "5.3": "N"}, "Some concerns", ()),
        ("5", {"5.2": "NI"}, None, ("5.1", "5.3")),
        ("5", {"5.3": "Y"}, "High", ()),
    ],
)
def test_what_is_asked_next_or_decided_already(domain, answers, proposal, missing):
    assert next_asked(domain, answers) == (proposal, missing)


def test_adherence_asks_for_the_analysis_where_anything_leads_to_it():
    assert next_asked("2", {"2.1": "Y", "2.3": "N"}, ADHERENCE)[1] == ("2.2", "2.4", "2.5", "2.6")
    calm = {"2.1": "N", "2.2": "N", "2.4": "NA", "2.5": "PN"}
    assert next_asked("2", calm, ADHERENCE) == ("Low", ())


def test_a_domain_that_is_decided_still_names_what_the_form_asks():
    assert judge(ASSIGNMENT, {"1.2": "N"}).domains["1"].open == ("1.1", "1.3")


def test_the_overall_waits_for_every_domain_even_where_one_is_high():
    overall = judge(ASSIGNMENT, {"1.2": "N"}).overall
    assert (overall.proposed, overall.missing) == (
        None,
        ("2.1", "2.2", "2.6", "3.1", "4.1", "4.2", "5.1", "5.2", "5.3"),
    )
    assert judge(ASSIGNMENT, domains={"1": "High"}).overall.missing == ("2", "3", "4", "5")


def test_an_answer_to_an_unreached_question_is_ignored_and_said():
    answers = {"3.1": "Y", "3.2": "N", "3.3": "NA", "3.4": "Y"}
    answer = respond(ASSIGNMENT, {"answers": answers})
    assert answer["domains"]["3"]["proposed"] == "Low"
    assert answer["refusals"] == []
    assert answer["warnings"] == [
        "3.2 is not asked after these answers; what was given for it is ignored.",
        "3.4 is not asked after these answers; what was given for it is ignored.",
    ]


def test_not_applicable_is_no_answer_to_a_question_that_is_asked():
    judged = judge(ASSIGNMENT, {"3.1": "N", "3.2": "NA"})
    assert judged.refusals == ("3.2 cannot be 'NA'; it takes Y, PY, PN, N, NI.",)
    assert judged.domains["3"].missing == ("3.2",)
    assert judge(ASSIGNMENT, {"3.2": "NA"}).refusals == ()


def test_the_trace_tells_each_answer_what_was_not_reached_and_the_rule():
    answers = {"4.1": "N", "4.2": "NI", "4.3": "PN"}
    assert judge(ASSIGNMENT, answers).domains["4"].trace == (
        "4.1 Unsuitable method: no.",
        "4.2 Measurement unlike between groups: no information.",
        "4.3 Assessors aware: probably no.",
        "Not reached: 4.4, 4.5.",
        "Nothing is known on whether the groups were measured alike: Some concerns.",
    )


@settings(deadline=None)
@given(st.lists(st.sampled_from(LEVELS), min_size=5, max_size=5))
def test_low_needs_every_domain_and_one_high_is_enough(levels):
    judged = judge(ASSIGNMENT, domains=dict(zip("12345", levels, strict=True)))
    wanted = "High" if "High" in levels else "Low" if set(levels) == {"Low"} else "Some concerns"
    assert judged.overall.proposed == wanted
    assert judged.overall.trace[-1] == f"The worst counts: {wanted}."
    several = wanted == "Some concerns" and levels.count("Some concerns") > 1
    assert [str(w).startswith("Some concerns in more than one") for w in judged.warnings] == (
        [True] if several else []
    )
    assert not any(warning.needs_reason for warning in judged.warnings)


def test_a_word_that_is_no_level_is_refused_in_a_sentence():
    decided = dict(zip("12345", ["Low", "Low", "No information", "Low", "Low"], strict=True))
    answer = respond(ASSIGNMENT, {"domains": decided})
    assert answer["overall"] == {"proposed": None, "missing": ["3"], "trace": []}
    assert answer["refusals"] == [
        "3 cannot be 'No information'; it takes Low, Some concerns, High."
    ]


def test_a_decided_domain_stands_beside_what_the_answers_propose():
    answers = {"1.1": "Y", "1.2": "Y", "1.3": "N"}
    found = judge(ASSIGNMENT, answers, domains={"1": "high"}).domains["1"]
    assert found.proposed == "High"
    assert found.trace[-2:] == (
        "The allocation was concealed and nothing speaks against the randomisation: Low.",
        "Randomisation process: High, as decided, not Low.",
    )


def test_both_effects_ask_the_same_outside_the_second_domain():
    for ours, theirs in zip(ASSIGNMENT.domains, ADHERENCE.domains, strict=True):
        assert (ours == theirs) == (ours.id != "2")
    assert (ASSIGNMENT.overall, ASSIGNMENT.version) == (ADHERENCE.overall, ADHERENCE.version)


def test_it_is_offered_for_randomised_trials_only():
    for instrument in (ASSIGNMENT, ADHERENCE):
        assert [d for d in StudyDesign if suits(instrument, d)] == ["randomised_trial"]
