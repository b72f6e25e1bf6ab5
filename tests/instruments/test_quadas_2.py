"""QUADAS-2: doubt is for people, applicability stands apart, and nothing is added up."""

from itertools import product

import pytest

from reviews.instruments.definition import suits
from reviews.instruments.engine import judge
from reviews.instruments.loading import load
from reviews.instruments.requests import respond
from reviews.vocabulary import StudyDesign

QUADAS = load("quadas-2")
BIAS = ("1", "2", "3", "4")
CONCERNS = ("1.applicability", "2.applicability", "3.applicability")
LOW = dict.fromkeys(BIAS + CONCERNS, "Low")


@pytest.mark.parametrize("domain", BIAS)
def test_only_yes_throughout_is_low_and_nothing_is_high_by_itself(domain):
    items = [item.id for item in QUADAS.items if item.domain == domain]
    for answers in product(["Yes", "No", "Unclear"], repeat=len(items)):
        found = judge(QUADAS, dict(zip(items, answers, strict=True))).domains[domain]
        is_low = set(answers) == {"Yes"}
        expected = ("Low", ()) if is_low else (None, (domain,))
        assert (found.proposed, found.missing) == expected
        assert is_low or "bias is possible" in found.trace[-1]


def test_a_doubt_is_judged_by_people():
    answers = {"1.1": "Yes", "1.2": "No", "1.3": "Yes"}
    for level in ("Low", "Unclear", "High"):
        assert judge(QUADAS, answers, domains={"1": level}).domains["1"].proposed == level


def test_low_throughout_is_low_risk_and_one_high_or_unclear_is_at_risk():
    assert judge(QUADAS, domains=LOW).overall.proposed == "Low risk"
    for domain, level in product(BIAS, ["High", "Unclear"]):
        judged = judge(QUADAS, domains=LOW | {domain: level})
        assert judged.overall.proposed == "At risk"
        assert judged.overall.trace[4] == f"Domains at high or unclear risk: 1 ({domain})."


def test_applicability_stands_apart_from_bias():
    judged = judge(QUADAS, domains=LOW | {"2.applicability": "High"})
    assert judged.overall.proposed == "Low risk"
    assert [str(warning) for warning in judged.warnings] == ["APPLICABILITY"]
    assert judge(QUADAS, domains=LOW).warnings == ()


def test_bias_alone_gives_the_overall_and_says_nothing_of_applicability():
    judged = judge(QUADAS, domains=dict.fromkeys(BIAS, "Low"))
    assert judged.overall.proposed == "Low risk"
    assert not any("applicability" in line for line in judged.overall.trace)
    assert judged.domains["3.applicability"].missing == ("3.applicability",)


def test_a_score_is_refused_with_the_reason():
    answer = respond(QUADAS, {"domains": LOW, "score": True})
    assert answer["overall"]["proposed"] is None
    assert answer["refusals"] == [QUADAS.no_total]


def test_a_level_of_another_tool_is_refused():
    answer = respond(QUADAS, {"domains": LOW | {"4": "Some concerns"}})
    assert answer["refusals"] == ["4 cannot be 'Some concerns'; it takes Low, Unclear, High."]


def test_it_is_for_studies_of_diagnostic_accuracy():
    assert [d for d in StudyDesign if suits(QUADAS, d)] == ["diagnostic_accuracy"]
