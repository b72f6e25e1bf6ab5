"""Checklists that people judge: no sum, no threshold, no result from the engine."""

import pytest

from reviews.instruments.definition import Algorithm, suits
from reviews.instruments.engine import judge
from reviews.instruments.loading import shipped
from reviews.instruments.requests import respond
from reviews.vocabulary import StudyDesign

JBI = ["Yes", "No", "Unclear", "NA"]
APPRAISALS = ["Include", "Exclude", "Seek further info"]
CASP = ["Yes", "Can't tell", "No"]
NHLBI = ["Yes", "No", "CD", "NA", "NR"]
LEVELS = ["Good", "Fair", "Poor"]

# Questions that the makers do not put as yes or no.
OPEN = {
    "casp-rct": [],
    "casp-systematic-review": ["6", "7"],
    "casp-cohort": ["7", "8", "12"],
    "casp-case-control": ["7", "8"],
    "casp-diagnostic": ["7", "8", "12"],
    "casp-qualitative": ["10"],
}

# key: (numbers of the questions, answers, results, designs)
CHECKLISTS = {
    "jbi-rct": (range(1, 14), JBI, APPRAISALS, ["randomised_trial"]),
    "jbi-cohort": (range(1, 12), JBI, APPRAISALS, ["cohort"]),
    "jbi-case-control": (range(1, 11), JBI, APPRAISALS, ["case_control"]),
    "jbi-case-series": (range(1, 11), JBI, APPRAISALS, ["case_series"]),
    "jbi-systematic-review": (range(1, 12), JBI, APPRAISALS, ["systematic_review"]),
    "jbi-text-and-opinion": (range(1, 7), JBI, APPRAISALS, ["opinion"]),
    "casp-rct": ("1 2 3 4a 4b 4c 5 6 7 8 9 10 11", CASP, [], ["randomised_trial"]),
    "casp-systematic-review": (range(1, 11), CASP, [], ["systematic_review"]),
    "casp-cohort": ("1 2 3 4 5a 5b 6a 6b 7 8 9 10 11 12", CASP, [], ["cohort"]),
    "casp-case-control": ("1 2 3 4 5 6a 6b 7 8 9 10 11", CASP, [], ["case_control"]),
    "casp-diagnostic": (range(1, 13), CASP, [], ["diagnostic_accuracy"]),
    "casp-qualitative": (range(1, 11), CASP, [], ["qualitative"]),
    "nhlbi-controlled-intervention": (
        range(1, 15),
        NHLBI,
        LEVELS,
        ["randomised_trial", "non_randomised_trial"],
    ),
    "nhlbi-cohort": (range(1, 15), NHLBI, LEVELS, ["cohort", "cross_sectional"]),
    "nhlbi-case-control": (range(1, 13), NHLBI, LEVELS, ["case_control"]),
    "nhlbi-before-after": (range(1, 13), NHLBI, LEVELS, ["before_after"]),
    "nhlbi-systematic-review": (range(1, 9), NHLBI, LEVELS, ["systematic_review"]),
    "nhlbi-case-series": (range(1, 10), NHLBI, LEVELS, ["case_series"]),
}
EACH = pytest.mark.parametrize("key", CHECKLISTS)


@EACH
def test_questions_answers_results_and_designs_are_the_published_ones(key):
    questions, answers, results, designs = CHECKLISTS[key]
    checklist = shipped()[key]
    ids = questions.split() if isinstance(questions, str) else [str(n) for n in questions]
    assert [item.id for item in checklist.items] == ids
    closed = [item for item in checklist.items if item.id not in OPEN.get(key, [])]
    assert all([o.value for o in item.answers] == answers for item in closed)
    assert [option.value for option in checklist.overall.results] == results
    assert [design for design in StudyDesign if suits(checklist, design)] == designs
    assert not checklist.is_verbatim


@EACH
def test_whatever_is_answered_the_result_is_left_to_people(key):
    checklist = shipped()[key]
    opened = dict.fromkeys(OPEN.get(key, []), "Described")
    for value in CHECKLISTS[key][1]:
        answers = {item.id: value for item in checklist.items} | opened
        judged = judge(checklist, answers)
        assert (judged.overall.proposed, judged.overall.missing) == (None, ())
        assert judged.overall.trace[1] == checklist.no_total
        assert {name: domain.proposed for name, domain in judged.domains.items()} == answers


@EACH
def test_a_gap_is_named(key):
    checklist = shipped()[key]
    [first, *rest] = [item.id for item in checklist.items]
    answers = dict.fromkeys(rest, "Yes") | dict.fromkeys(OPEN.get(key, []), "Described")
    assert judge(checklist, answers).overall.missing == (first,)


@EACH
@pytest.mark.parametrize("word", ["total", "sum", "score"])
def test_a_sum_is_refused_with_the_reason(key, word):
    checklist = shipped()[key]
    answers = {item.id: item.answers[0].value for item in checklist.items}
    answer = respond(checklist, {"answers": answers, word: True})
    assert (answer["overall"]["proposed"], answer["warnings"]) == (None, [])
    assert answer["refusals"] == [checklist.no_total]
    assert "score" in checklist.no_total
    assert not any(option.points for item in checklist.items for option in item.answers)
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


def test_nhlbi_questions_are_said_to_be_answered_yes_no_or_other():
    answers = shipped()["nhlbi-cohort"].items[0].answers
    assert [option.label for option in answers[2:]] == [
        "Cannot determine",
        "Not applicable",
        "Not reported",
    ]


@pytest.mark.parametrize("key", [key for key in CHECKLISTS if key.startswith("casp-")])
def test_casp_has_sections_and_open_questions_are_answered_in_the_footnote(key):
    checklist = shipped()[key]
    headings = list(dict.fromkeys(domain.heading[0] for domain in checklist.domains))
    assert headings == list("ABCD" if key == "casp-rct" else "ABC")
    for item in checklist.items:
        is_open = [option.value for option in item.answers] == ["Described", "Can't tell"]
        assert item.answers[0].needs_footnote == is_open == (item.id in OPEN[key])
