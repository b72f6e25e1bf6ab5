"""ROBINS-I of 2016: people judge seven domains; the worst counts, and no gap is hidden."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reviews.instruments.definition import suits
from reviews.instruments.engine import judge
from reviews.instruments.loading import load
from reviews.instruments.requests import respond
from reviews.vocabulary import StudyDesign

ROBINS = load("robins-i-2016")
IDS = [domain.id for domain in ROBINS.domains]
LEVELS = ["Low", "Moderate", "Serious", "Critical", "No information"]


def overall(*levels):
    return judge(ROBINS, domains=dict(zip(IDS, levels, strict=True))).overall.proposed


@pytest.mark.parametrize(
    ("levels", "result"),
    [
        (["Low"] * 7, "Low"),
        (["Low"] * 6 + ["Moderate"], "Moderate"),
        (["Moderate"] * 7, "Moderate"),
        (["Low"] * 5 + ["Moderate", "Serious"], "Serious"),
        (["Serious"] * 7, "Serious"),
        (["Serious"] * 6 + ["Critical"], "Critical"),
        (["Low"] * 6 + ["No information"], "No information"),
        (["Moderate"] * 6 + ["No information"], "No information"),
        (["Serious"] + ["No information"] * 6, "Serious"),
        (["Critical"] + ["No information"] * 6, "Critical"),
    ],
)
def test_the_published_rule(levels, result):
    assert overall(*levels) == result


@settings(max_examples=50, deadline=None)
@given(st.lists(st.sampled_from(LEVELS), min_size=7, max_size=7))
def test_low_needs_seven_low_domains_and_a_gap_is_never_hidden(levels):
    judged = judge(ROBINS, domains=dict(zip(IDS, levels, strict=True)))
    found = judged.overall.proposed
    assert (found == "Low") == (set(levels) == {"Low"})
    if "No information" in levels:
        assert found in ("No information", "Serious", "Critical")
        assert any("Domains without information: " in line for line in judged.overall.trace)
    if "No information" in levels and "Serious" in levels:
        assert any("no information" in str(warning) for warning in judged.warnings)


def test_several_serious_domains_are_no_critical_one_but_people_are_reminded():
    judged = judge(ROBINS, domains=dict(zip(IDS, ["Serious"] * 2 + ["Low"] * 5, strict=True)))
    assert judged.overall.proposed == "Serious"
    [warning] = judged.warnings
    assert "may decide on critical" in str(warning)
    assert not warning.needs_reason


def test_a_domain_that_is_not_judged_leaves_no_overall():
    answer = respond(ROBINS, {"domains": dict.fromkeys(IDS[:6], "Critical")})
    assert answer["overall"] == {"proposed": None, "missing": ["7"], "trace": []}


@pytest.mark.parametrize("word", ["Some concerns", "High", "serious risk"])
def test_other_levels_are_refused(word):
    judged = judge(ROBINS, domains=dict.fromkeys(IDS, "Low") | {"3": word})
    assert judged.refusals == (
        f"3 cannot be {word!r}; it takes Low, Moderate, Serious, Critical, No information.",
    )


def test_answers_propose_a_domain_only_where_the_form_says_what_follows():
    no_confounding = judge(ROBINS, {"1.1": "PN"}).domains["1"]
    assert (no_confounding.proposed, no_confounding.missing) == ("Low", ())
    best = {item.id: (item.order or ("N",))[0] for item in ROBINS.items}
    judged = judge(ROBINS, best)
    proposals = {name: (found.proposed, found.missing) for name, found in judged.domains.items()}
    assert proposals == {"1": ("Low", ())} | {name: (None, (name,)) for name in IDS[1:]}
    assert judged.overall.missing == tuple(IDS[1:])


@pytest.mark.parametrize(
    ("answers", "asked"),
    [
        ({}, ("1.1",)),
        ({"1.1": "Y"}, ("1.2",)),
        ({"1.1": "Y", "1.2": "N"}, ("1.4", "1.6")),
        ({"1.1": "Y", "1.2": "NI"}, ("1.4", "1.6")),
        ({"1.1": "Y", "1.2": "Y"}, ("1.3",)),
        ({"1.1": "Y", "1.2": "Y", "1.3": "PN"}, ("1.4", "1.6")),
        ({"1.1": "Y", "1.2": "Y", "1.3": "Y"}, ("1.7",)),
        ({"1.1": "Y", "1.2": "Y", "1.3": "Y", "1.7": "PY"}, ("1.8",)),
        ({"1.1": "Y", "1.2": "N", "1.4": "Y", "1.6": "N"}, ("1.5",)),
    ],
)
def test_confounding_is_asked_about_at_the_start_or_over_time(answers, asked):
    assert judge(ROBINS, answers).domains["1"].open == asked


@pytest.mark.parametrize(
    ("answers", "domain", "asked"),
    [
        ({"2.1": "Y", "2.4": "Y"}, "2", ("2.2",)),
        ({"2.1": "Y", "2.2": "Y", "2.3": "Y", "2.4": "Y"}, "2", ("2.5",)),
        ({"2.1": "N", "2.4": "N"}, "2", ("2.5",)),
        ({"2.1": "N", "2.4": "Y"}, "2", ()),
        ({"4.1": "NA", "4.3": "N", "4.4": "Y", "4.5": "Y"}, "4", ("4.6",)),
        ({"4.1": "Y", "4.3": "NA", "4.4": "NA", "4.5": "NA"}, "4", ("4.2",)),
        ({"5.1": "Y", "5.2": "N", "5.3": "N"}, "5", ()),
        ({"5.1": "Y", "5.2": "N", "5.3": "PY"}, "5", ("5.4", "5.5")),
    ],
)
def test_the_other_domains_ask_on_where_the_form_does(answers, domain, asked):
    assert judge(ROBINS, answers).domains[domain].open == asked


def test_it_is_for_comparisons_without_randomisation():
    designs = [design for design in StudyDesign if suits(ROBINS, design)]
    assert designs == ["non_randomised_trial", "cohort", "case_control"]
