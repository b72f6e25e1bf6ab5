"""Rules over signalling questions, and questions that earlier answers lead past."""

from collections import Counter
from itertools import product
from pathlib import Path

import pytest

from reviews.instruments.engine import judge
from reviews.instruments.loading import load, parse

SIGNALLING = load(Path(__file__).parent / "signalling.yaml")
FIVE = ("Y", "PY", "PN", "N", "NI")
FIRST, THIRD = ("1.1", "1.2", "1.3"), ("3.1", "3.2", "3.3", "3.4")


@pytest.mark.parametrize(
    ("domain", "items", "low", "some", "high"),
    [("1", FIRST, 18, 47, 60), ("3", THIRD, 490, 54, 81)],
)
def test_every_combination_of_five_answers_counts_as_the_published_tables_do(
    domain, items, low, some, high
):
    found = Counter(
        judge(SIGNALLING, dict(zip(items, answers, strict=True))).domains[domain].proposed
        for answers in product(FIVE, repeat=len(items))
    )
    assert found == {"Low": low, "Some concerns": some, "High": high}


def test_questions_led_past_are_neither_missing_nor_used():
    judged = judge(SIGNALLING, {"3.1": "Y", "3.4": "N", "3.3": "NA"})
    assert judged.domains["3"].proposed == "Low"
    assert [str(warning) for warning in judged.warnings] == [
        "3.4 is not asked after these answers; what was given for it is ignored."
    ]


def test_only_questions_that_are_reached_are_missing():
    def missing(*answers):
        given = dict(zip(THIRD, answers, strict=False))
        return judge(SIGNALLING, given).domains["3"].missing

    assert missing() == ("3.1",)
    assert missing("N") == ("3.2",)
    assert missing("N", "NI") == ("3.3",)
    assert missing("N", "N", "NI") == ("3.4",)
    assert missing("N", "Y") == missing("Y") == ()


def test_an_answer_given_early_waits_for_the_questions_before_it():
    judged = judge(SIGNALLING, {"3.3": "N"})
    assert judged.domains["3"].missing == ("3.1",)
    assert judged.warnings == ()


@pytest.mark.parametrize(
    ("one", "three", "overall"),
    [
        ("Low", "Low", "Low"),
        ("Low", "Some concerns", "Some concerns"),
        ("high", "low", "High"),
        ("Some concerns", "Some concerns", "Some concerns"),
    ],
)
def test_the_worst_domain_is_the_overall(one, three, overall):
    judged = judge(SIGNALLING, domains={"1": one, "3": three})
    assert judged.overall.proposed == overall


def test_a_decided_domain_stands_in_place_of_its_proposal():
    answers = {"1.1": "Y", "1.2": "Y", "1.3": "N", "3.1": "Y"}
    assert judge(SIGNALLING, answers).overall.proposed == "Low"
    judged = judge(SIGNALLING, answers, domains={"1": "High"})
    assert judged.domains["1"].proposed == judged.overall.proposed == "High"


def test_what_cannot_be_a_decided_domain_is_refused_or_ignored():
    judged = judge(SIGNALLING, domains={"1": "No information", "3": "Low", "9": "Low"})
    assert judged.refusals == ("1 cannot be 'No information'; it takes Low, Some concerns, High.",)
    assert [str(warning) for warning in judged.warnings] == [
        "'9' is not a domain of Signalling questions; what was given for it is ignored."
    ]
    assert judged.overall.missing == ("1",)


PEOPLE = """\
key: judged
version: "1"
name: Judged
publisher: This project
citation: None published.
source_url: https://example.org/
licence: MIT
verbatim: false
subject: paper
designs: [cohort]
note: For tests only.
domains:
  - id: "1"
    label: First
    judged: true
    algorithm: rules
    items:
      - {id: "1.1", label: Sound, answers: &both [{value: y, label: Yes}, {value: n, label: No}]}
      - {id: "1.2", label: Whole, answers: *both}
    results: &two [{value: low, label: Low}, {value: high, label: High}]
    rules:
      - {when: {"1.1": y, "1.2": y}, then: low, because: Nothing is amiss}
      - {because: The panel judges what is amiss}
  - id: "2"
    label: Second
    answers: *two
overall:
  algorithm: worst
  of: ["1"]
  results: *two
"""


def judged(answers, decided=None, definition=PEOPLE):
    return judge(parse(definition, "judged.yaml"), answers, domains=decided)


def test_what_people_judge_is_missing_under_the_id_of_its_domain():
    assert judged({"1.1": "y"}).domains["1"].missing == ("1.2",)
    assert judged({"1.1": "n"}).domains["1"].missing == ("1.2", "1")
    found = judged({"1.1": "n", "1.2": "y"}).domains["1"]
    assert (found.proposed, found.missing, found.open) == (None, ("1",), ())
    assert found.trace == (
        "1.1 Sound: no.",
        "1.2 Whole: yes.",
        "The panel judges what is amiss.",
    )
    assert judged({"1.1": "y", "1.2": "y"}).domains["1"].proposed == "low"


def test_an_overall_rests_on_the_domains_it_names():
    assert judged({"1.1": "y", "1.2": "y"}).overall.proposed == "low"
    assert judged({}).overall.missing == ("1.1", "1.2")
    assert judged({}, {"1": "high"}).overall.proposed == "high"
