"""Checklists that people judge: no sum, no threshold, no result from the engine."""

import pytest

from reviews.instruments.definition import Algorithm, suits
from reviews.instruments.engine import judge
from reviews.instruments.loading import shipped
from reviews.instruments.requests import respond
from reviews.vocabulary import StudyDesign

JBI = ["Yes", "No", "Unclear", "NA"]
APPRAISALS = ["Include", "Exclude", "Seek further info"]

# key: (ids of the questions, answers, results, designs)
CHECKLISTS = {
    "jbi-rct": (range(1, 14), JBI, APPRAISALS, ["randomised_trial"]),
    "jbi-cohort": (range(1, 12), JBI, APPRAISALS, ["cohort"]),
    "jbi-case-control": (range(1, 11), JBI, APPRAISALS, ["case_control"]),
    "jbi-case-series": (range(1, 11), JBI, APPRAISALS, ["case_series"]),
    "jbi-systematic-review": (range(1, 12), JBI, APPRAISALS, ["systematic_review"]),
    "jbi-text-and-opinion": (range(1, 7), JBI, APPRAISALS, ["opinion"]),
}
EACH = pytest.mark.parametrize("key", CHECKLISTS)


@EACH
def test_questions_answers_results_and_designs_are_the_published_ones(key):
    questions, answers, results, designs = CHECKLISTS[key]
    checklist = shipped()[key]
    assert [item.id for item in checklist.items] == [str(number) for number in questions]
    assert all([o.value for o in item.answers] == answers for item in checklist.items)
    assert [option.value for option in checklist.overall.results] == results
    assert [design for design in StudyDesign if suits(checklist, design)] == designs
    assert not checklist.is_verbatim


@EACH
def test_whatever_is_answered_the_result_is_left_to_people(key):
    checklist = shipped()[key]
    for value in CHECKLISTS[key][1]:
        judged = judge(checklist, {item.id: value for item in checklist.items})
        assert (judged.overall.proposed, judged.overall.missing) == (None, ())
        assert judged.overall.trace[1] == checklist.no_total
        assert {judged.domains[item.id].proposed for item in checklist.items} == {value}


@EACH
def test_a_gap_is_named(key):
    checklist = shipped()[key]
    [first, *rest] = [item.id for item in checklist.items]
    assert judge(checklist, dict.fromkeys(rest, "Yes")).overall.missing == (first,)


@EACH
@pytest.mark.parametrize("word", ["total", "sum", "score"])
def test_a_sum_is_refused_with_the_reason(key, word):
    checklist = shipped()[key]
    answers = {item.id: "Yes" for item in checklist.items}
    answer = respond(checklist, {"answers": answers, word: True})
    assert (answer["overall"]["proposed"], answer["warnings"]) == (None, [])
    assert answer["refusals"] == [checklist.no_total]
    assert "score" in checklist.no_total
    assert Algorithm.SUM not in {domain.procedure.algorithm for domain in checklist.domains}


def test_the_trial_checklist_of_2023_is_grouped_by_domain_of_bias():
    domains = shipped()["jbi-rct"].domains
    groups = [
        (heading, sum(domain.heading == heading for domain in domains))
        for heading in dict.fromkeys(domain.heading for domain in domains)
    ]
    assert groups == [
        ("Selection and allocation", 3),
        ("Administration of the treatment", 3),
        ("Assessment, detection and measurement of the outcome", 3),
        ("Retention of participants", 1),
        ("Validity of the statistical conclusion", 3),
    ]
