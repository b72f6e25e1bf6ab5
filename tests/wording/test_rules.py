"""The over-claim rules against tables read off the method by hand, and their properties."""

from dataclasses import replace
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviews.vocabulary import (
    Advice,
    Certainty,
    Direction,
    EvidenceSide,
    FlagCode,
    Kind,
    Label,
    Scope,
    Severity,
)
from reviews.wording.exceptions import RecordedException
from reviews.wording.explanations import FLAGS
from reviews.wording.facts import Facts, drops_hedge, gap
from reviews.wording.labels import label, read
from reviews.wording.rules import RULES, default_severity, flags, notes

CERTAINTIES = (None, *Certainty)
STRONG = FlagCode.STRONG_REC_WEAK_EVIDENCE
LANGUAGE = FlagCode.LANGUAGE_ABOVE_CERTAINTY

# Columns: very low, low, moderate, high.
LANGUAGE_TABLE = {
    4: "red   red   amber -",
    3: "red   amber -     -",
    2: "amber -     -     -",
    1: "-     -     -     -",
}
CONTRADICTED_TABLE = {"against": "amber amber red red"}
WITHOUT_EXCEPTION = {"strong": "red red - -"}
WITH_EXCEPTION = {"strong": "amber amber - -"}
# Columns as above: where wording is held against certainty at all.
COMPARED_TABLE = {
    "with": "yes yes yes yes",
    "unclear": "yes - - -",
    "against": "- - - -",
    "none_found": "- - - -",
}
# Situation: directions that may stand, benefits and harms it needs, all written out.
SITUATION_TABLE = {
    1: ("for", "very_low low", "any"),
    2: ("against", "very_low low", "moderate high"),
    3: ("for against", "very_low low", "moderate high"),
    4: ("for against", "moderate high", "very_low low"),
    5: ("against", "any", "very_low low"),
}
# A pair of certainties (benefit, harm) that each situation accepts.
FITTING = {
    1: (Certainty.LOW, None),
    2: (Certainty.LOW, Certainty.HIGH),
    3: (Certainty.VERY_LOW, Certainty.MODERATE),
    4: (Certainty.HIGH, Certainty.LOW),
    5: (Certainty.MODERATE, Certainty.VERY_LOW),
}


def cell(table, row, certainty):
    """A cell of a table above; an empty one and a missing row or column are "-"."""
    return table[row].split()[certainty - 1] if certainty and row in table else "-"


def expected(kind, scope, advice, level, certainty, side, situation, direction, balance):
    """Computed flags and the label, straight from the tables."""
    found = {}
    if kind == "background" or side == "none_found":
        certainty = None
    is_compared = cell(COMPARED_TABLE, side, certainty) == "yes"
    found[FlagCode.CONTRADICTED] = cell(CONTRADICTED_TABLE, side, certainty)
    if is_compared and kind != "recommendation" and scope == "general_claim":
        found[LANGUAGE] = cell(LANGUAGE_TABLE, level, certainty)
    is_open = False
    if is_compared:
        excused = situation and direction in SITUATION_TABLE[situation][0].split()
        table = WITH_EXCEPTION if excused else WITHOUT_EXCEPTION
        found[STRONG] = cell(table, advice, certainty)
        if found[STRONG] != "-" and balance == "harm only":
            found[STRONG], is_open = "-", True
    found = {code: word for code, word in found.items() if word != "-"}
    return found, expected_label(found, certainty, is_compared, is_open)


def expected_label(found, certainty, is_compared, is_open):
    if certainty is None:
        return "not_graded"
    if FlagCode.CONTRADICTED in found:
        return "contradicted"
    if "red" in (found.get(STRONG), found.get(LANGUAGE)):
        return "weakly_supported"
    if LANGUAGE in found:
        return "above_support"
    if STRONG in found:
        return "strong_justified"
    return "in_line" if is_compared and not is_open else "not_graded"


def exception(situation, direction, reason="Nothing else is left to try."):
    benefit, harm = FITTING[situation]
    return RecordedException(situation, direction, reason, benefit, harm)


@pytest.mark.parametrize("kind", Kind)
@pytest.mark.parametrize("balance", ["benefit only", "harm only", "both"])
def test_flags_and_label_equal_the_tables_for_every_combination(kind, balance):
    every = product(Scope, Advice, (None, 1, 2, 3, 4), CERTAINTIES, EvidenceSide,
                    (None, 1, 2, 3, 4, 5), Direction)  # fmt: skip
    for scope, advice, level, certainty, side, situation, direction in every:
        facts = Facts(
            kind=kind,
            scope=scope,
            advice=advice,
            direction=direction,
            language_level=level,
            certainty=certainty,
            evidence_side=side,
            benefit_certainty=None if balance == "harm only" else certainty,
            harm_certainty=None if balance == "benefit only" else certainty,
            exception=exception(situation, direction) if situation else None,
        )
        wanted = expected(
            kind, scope, advice, level, certainty, side, situation, direction, balance
        )
        assert ({flag.code: flag.severity for flag in flags(facts)}, label(facts)) == wanted, facts


def strong(certainty, **changes):
    facts = Facts(
        kind=Kind.RECOMMENDATION,
        advice=Advice.STRONG,
        direction=Direction.FOR,
        certainty=certainty,
        evidence_side=EvidenceSide.WITH,
        benefit_certainty=certainty,
    )
    return replace(facts, **changes)


def assertive(certainty, **changes):
    facts = Facts(
        kind=Kind.RESULT,
        language_level=4,
        certainty=certainty,
        evidence_side=EvidenceSide.WITH,
        benefit_certainty=certainty,
    )
    return replace(facts, **changes)


def severities(facts):
    return {flag.code: flag.severity for flag in flags(facts)}


def test_the_seed_reads_as_a_panel_would_read_it():
    s8 = strong(Certainty.VERY_LOW, confirmed=frozenset({FlagCode.HEDGE_DROPPED}))
    assert label(assertive(Certainty.LOW)) == Label.WEAKLY_SUPPORTED
    assert label(strong(Certainty.MODERATE)) == Label.IN_LINE
    assert flags(strong(Certainty.MODERATE)) == ()
    assert severities(s8) == {STRONG: Severity.RED, FlagCode.HEDGE_DROPPED: Severity.RED}
    assert label(s8) == label(strong(Certainty.LOW)) == Label.WEAKLY_SUPPORTED


def test_at_moderate_only_the_dropped_hedge_stays_and_turns_amber():
    s8 = strong(Certainty.MODERATE, confirmed=frozenset({FlagCode.HEDGE_DROPPED}))
    assert severities(s8) == {FlagCode.HEDGE_DROPPED: Severity.AMBER}
    against = replace(s8, evidence_side=EvidenceSide.AGAINST)
    assert label(against) == Label.CONTRADICTED
    assert severities(against)[FlagCode.CONTRADICTED] == Severity.RED


def test_an_exception_softens_the_flag_only_with_a_reason_and_in_the_claims_direction():
    excused = strong(Certainty.VERY_LOW, exception=exception(1, Direction.FOR))
    [flag] = flags(excused)
    assert (flag.severity, flag.situation) == (Severity.AMBER, 1)
    assert flag.reason.endswith(
        "justified, situation 1: Life is at stake; the option may help, "
        "and its harms are not prohibitive."
    )
    assert label(excused) == Label.STRONG_JUSTIFIED
    for refused in (
        exception(1, Direction.FOR, reason="  "),
        exception(2, Direction.FOR),
        exception(3, Direction.AGAINST),
    ):
        facts = strong(Certainty.VERY_LOW, exception=refused)
        assert [(f.severity, f.situation) for f in flags(facts)] == [(Severity.RED, None)]


def test_softer_words_take_the_flag_away():
    assert flags(strong(Certainty.VERY_LOW, advice=Advice.WEAK)) == ()
    assert label(strong(Certainty.VERY_LOW, advice=Advice.WEAK)) == Label.IN_LINE
    assert flags(strong(Certainty.VERY_LOW, advice=Advice.NONE)) == ()


def test_no_evidence_found_is_never_very_low():
    facts = assertive(Certainty.VERY_LOW, evidence_side=EvidenceSide.NONE_FOUND)
    assert flags(facts) == ()
    assert read(facts).label == Label.NOT_GRADED
    assert read(facts).why == "No evidence was found; that is not the same as very low certainty."


def test_strong_advice_stays_open_until_a_weak_benefit_or_both_sides_are_graded():
    harm_only = strong(Certainty.LOW, benefit_certainty=None, harm_certainty=Certainty.LOW)
    firm_benefit = strong(Certainty.LOW, benefit_certainty=Certainty.HIGH)
    assert [flags(harm_only), flags(firm_benefit)] == [(), ()]
    assert [label(harm_only), label(firm_benefit)] == [Label.NOT_GRADED] * 2
    assert label(replace(firm_benefit, harm_certainty=Certainty.LOW)) == Label.WEAKLY_SUPPORTED


def test_notes_tell_what_was_not_graded_and_keep_understatement_for_the_panel():
    both = strong(Certainty.LOW, harm_certainty=Certainty.LOW)
    harm_only = replace(both, benefit_certainty=None)
    hedged = assertive(Certainty.HIGH, language_level=2)
    unclear = assertive(Certainty.LOW, evidence_side=EvidenceSide.UNCLEAR)
    assert [(n.text, n.is_public) for n in notes(strong(Certainty.HIGH))] == [
        ("Harms not graded.", True)
    ]
    assert notes(both) == notes(strong(None)) == notes(replace(hedged, language_level=3)) == ()
    assert [n.text for n in notes(harm_only)] == ["Benefits not graded."]
    assert [n.is_public for n in notes(hedged)] == [False]
    assert [n.is_public for n in notes(unclear)] == [False]


FIXED = {
    Severity.AMBER: "SPECIES_EXTRAPOLATION CLASS_EXTRAPOLATION UNSUPPORTED_SUBGROUP "
    "RATIONALE_INDIRECT DESIGN_NARRATIVE_REVIEW",
    Severity.INFO: "ANIMAL_EVIDENCE COMPOUND_CLAIM VAGUE_SOURCE POPULATION_NOT_STATED "
    "NO_MAGNITUDE SIZE_NOT_SUPPORTED",
}


@pytest.mark.parametrize(
    ("code", "severity"),
    [(FlagCode(code), severity) for severity, codes in FIXED.items() for code in codes.split()],
)
def test_a_structural_flag_stands_only_once_confirmed_whatever_the_grade(code, severity):
    assert default_severity(code) == severity
    for certainty in CERTAINTIES:
        facts = assertive(certainty, language_level=1)
        assert flags(facts) == ()
        assert severities(replace(facts, confirmed=frozenset({code}))) == {code: severity}


@pytest.mark.parametrize(
    ("code", "severity", "changes"),
    [
        ("HEDGE_DROPPED", "red", {"certainty": None}),
        ("HEDGE_DROPPED", "red", {"certainty": Certainty.LOW}),
        ("HEDGE_DROPPED", "amber", {"certainty": Certainty.MODERATE}),
        ("HEDGE_DROPPED", "red", {"evidence_side": EvidenceSide.NONE_FOUND}),
        ("CAUSAL_FROM_OBSERVATIONAL", "amber", {"body_is_randomised": False}),
        ("CAUSAL_FROM_OBSERVATIONAL", None, {"body_is_randomised": True}),
        ("CAUSAL_FROM_OBSERVATIONAL", None, {"body_is_randomised": None}),
        (
            "CAUSAL_FROM_OBSERVATIONAL",
            None,
            {"body_is_randomised": False, "certainty": Certainty.MODERATE},
        ),
        ("CAUSAL_FROM_OBSERVATIONAL", None, {"body_is_randomised": False, "certainty": None}),
        ("SURROGATE_OUTCOME", "info", {}),
        ("SURROGATE_OUTCOME", "amber", {"surrogate_worded_as_patient_outcome": True}),
        ("NO_HARMS", "info", {}),
        ("NO_HARMS", "amber", {"only_abstract_read": False}),
        ("MISREPORTED", "amber", {"scope": Scope.REPORTED_RESULT}),
        ("MISREPORTED", None, {"scope": Scope.GENERAL_CLAIM}),
    ],
)
def test_some_structural_flags_depend_on_the_facts(code, severity, changes):
    facts = assertive(Certainty.LOW, language_level=1, confirmed=frozenset({FlagCode(code)}))
    assert severities(replace(facts, **changes)).get(code) == severity


def test_a_computed_flag_cannot_be_set_by_hand():
    computed = {rule.code for rule in RULES if rule.is_computed}
    assert computed == {FlagCode.CONTRADICTED, STRONG, LANGUAGE}
    assert flags(assertive(Certainty.HIGH, confirmed=frozenset(computed))) == ()


def test_every_code_has_one_row_and_one_explanation():
    assert sorted(rule.code for rule in RULES) == sorted(FlagCode) == sorted(FLAGS)


def test_proposals_carry_the_severity_of_an_ungraded_abstract():
    assert {code: default_severity(FlagCode(code)) for code in
            ("HEDGE_DROPPED", "SURROGATE_OUTCOME", "NO_HARMS", "CAUSAL_FROM_OBSERVATIONAL")} == {
        "HEDGE_DROPPED": Severity.RED,
        "SURROGATE_OUTCOME": Severity.INFO,
        "NO_HARMS": Severity.INFO,
        "CAUSAL_FROM_OBSERVATIONAL": Severity.AMBER,
    }  # fmt: skip


def test_a_hedge_is_dropped_where_the_claim_is_worded_stronger_than_its_premise():
    none, weak, strong_ = Advice.NONE, Advice.WEAK, Advice.STRONG
    assert drops_hedge(strong_, None, none, 2)
    assert drops_hedge(none, 4, none, 3)
    assert drops_hedge(strong_, None, weak, None)
    assert not drops_hedge(strong_, None, none, 4)
    assert not drops_hedge(weak, None, none, 2)
    assert not drops_hedge(none, 2, none, 3)
    assert not drops_hedge(none, None, none, 2)
    assert not drops_hedge(strong_, None, none, None)


GRAVITY = {None: 0, Severity.INFO: 1, Severity.AMBER: 2, Severity.RED: 3}
ANY_FACTS = st.builds(
    Facts,
    kind=st.sampled_from(Kind),
    scope=st.sampled_from(Scope),
    advice=st.sampled_from(Advice),
    direction=st.none() | st.sampled_from(Direction),
    language_level=st.none() | st.integers(1, 4),
    certainty=st.sampled_from(CERTAINTIES),
    evidence_side=st.sampled_from((None, *EvidenceSide)),
    benefit_certainty=st.sampled_from(CERTAINTIES),
    harm_certainty=st.sampled_from(CERTAINTIES),
    exception=st.none()
    | st.builds(exception, st.integers(1, 5), st.sampled_from(Direction), st.text(max_size=3)),
    confirmed=st.frozensets(st.sampled_from(FlagCode)),
    body_is_randomised=st.none() | st.booleans(),
    only_abstract_read=st.booleans(),
    surrogate_worded_as_patient_outcome=st.booleans(),
)


@given(ANY_FACTS, st.sampled_from(Certainty), st.sampled_from(Certainty))
def test_more_certainty_never_adds_or_worsens_a_flag_on_wording(facts, one, other):
    side = replace(facts, evidence_side=EvidenceSide.WITH)
    low, high = (replace(side, certainty=step) for step in sorted((one, other)))
    for code in (LANGUAGE, STRONG, FlagCode.HEDGE_DROPPED):
        worse, better = (GRAVITY[severities(each).get(code)] for each in (low, high))
        assert better <= worse


@given(ANY_FACTS, st.integers(1, 4), st.integers(1, 4))
def test_softer_wording_never_adds_or_worsens_a_flag(facts, one, other):
    soft, firm = (replace(facts, language_level=level) for level in sorted((one, other)))
    for code in FlagCode:
        assert GRAVITY[severities(soft).get(code)] <= GRAVITY[severities(firm).get(code)]


@given(ANY_FACTS, st.frozensets(st.sampled_from(FlagCode)))
def test_structural_flags_never_change_the_label(facts, confirmed):
    assert label(replace(facts, confirmed=confirmed)) == label(facts)


@given(ANY_FACTS)
def test_a_label_always_says_why_and_flags_give_each_code_once(facts):
    found = flags(facts)
    assert read(facts).why.endswith(".")
    assert len({flag.code for flag in found}) == len(found)
    assert all(flag.reason.endswith(".") for flag in found)


@given(st.integers(1, 4), st.sampled_from(Certainty))
def test_the_gap_counts_steps(level, certainty):
    ordered = ["very_low", "low", "moderate", "high"]
    assert gap(level, certainty) == level - 1 - ordered.index(certainty.word)
