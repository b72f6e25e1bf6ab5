"""Judging by JSON, as the command prints it."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviews.instruments.loading import shipped
from reviews.instruments.requests import respond

GRADE, SANRA, AMSTAR = (shipped()[key] for key in ("grade", "sanra", "amstar-2"))
OTHERS = [shipped()[key] for key in ("ocebm-2011", "nos-cohort", "jbi-case-series")]


def test_the_answer_has_the_documented_shape():
    assert respond(SANRA, {"answers": {"1": 2, "2": 3, "9": 1}}) == {
        "instrument": "sanra",
        "version": "2019",
        "domains": {
            "1": {
                "proposed": 2,
                "missing": [],
                "trace": ["Importance for the readership: Explicitly justified."],
            },
            **{str(n): {"proposed": None, "missing": [str(n)], "trace": []} for n in range(2, 7)},
        },
        "overall": {"proposed": None, "missing": ["2", "3", "4", "5", "6"], "trace": []},
        "refusals": ["2 cannot be 3; it takes 0, 1, 2, not assessable."],
        "warnings": ["'9' is not a question of SANRA; what was given for it is ignored."],
    }


def test_outcomes_give_the_overall_of_grade():
    answer = respond(GRADE, {"outcomes": ["high", "low", "moderate"]})
    assert answer["overall"]["proposed"] == "low"
    assert answer["domains"] == {}
    reason = {"outcomes": ["high", "low"], "highest_because": "Each alone would do."}
    assert respond(GRADE, reason)["overall"]["proposed"] == "high"


def test_settings_stand_beside_the_answers():
    answers = {str(n): "Yes" for n in range(1, 17)} | {"1": "No"}
    assert respond(AMSTAR, {"answers": answers})["overall"]["proposed"] == "High"
    given = {"answers": answers, "critical": ["1"]}
    assert respond(AMSTAR, given)["overall"]["proposed"] == "Low"


def test_decided_domains_stand_before_answers():
    answers = {str(n): 2 for n in range(1, 7)}
    given = {"answers": answers, "domains": {"1": 0}}
    assert respond(SANRA, given)["overall"]["proposed"] == 10


@pytest.mark.parametrize(
    ("request_", "refusal"),
    [
        ({}, "Give answers, domains or outcomes."),
        ([1], "Give answers, domains or outcomes."),
        ("answers", "Give answers, domains or outcomes."),
        ({"answers": [2]}, "Answers and domains are given by their ids."),
        ({"domains": 2}, "Answers and domains are given by their ids."),
        ({"outcomes": "high"}, "Outcomes are a list, highest_because a sentence."),
        (
            {"outcomes": [], "highest_because": True},
            "Outcomes are a list, highest_because a sentence.",
        ),
    ],
)
def test_what_cannot_be_read_is_refused_in_a_sentence(request_, refusal):
    answer = respond(GRADE, request_)
    assert answer["overall"]["proposed"] is None
    assert answer["refusals"] == [refusal]


def test_a_key_that_means_nothing_is_told():
    answers = dict.fromkeys("123456", 2)
    answer = respond(SANRA, {"answers": answers, "critical": ["2"]})
    assert answer["overall"]["proposed"] == 12
    assert answer["warnings"] == ["'critical' means nothing here and is ignored."]


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner),
)
KEYS = st.sampled_from(["answers", "domains", "outcomes", "highest_because", "critical", "total"])


@pytest.mark.parametrize("instrument", [GRADE, SANRA, AMSTAR, *OTHERS], ids=lambda each: each.key)
@given(request_=JSON | st.dictionaries(KEYS, JSON))
def test_no_request_breaks_it_and_a_proposal_never_stands_beside_a_refusal(instrument, request_):
    answer = respond(instrument, request_)
    json.dumps(answer)
    overall = answer["overall"]
    assert overall["proposed"] is None or not (answer["refusals"] or overall["missing"])
