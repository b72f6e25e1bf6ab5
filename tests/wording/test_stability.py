"""What would change a label."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from reviews.instruments.loading import load
from reviews.vocabulary import (
    Advice,
    Branch,
    Certainty,
    Direction,
    Effect,
    EvidenceSide,
    Kind,
    Label,
)
from reviews.wording.facts import Facts
from reviews.wording.labels import label
from reviews.wording.overall import JUSTIFIES, Choice, Graded, lowest, overall
from reviews.wording.stability import at, stability

GRADE = load("grade")
NO_STEPS = {item.id: 0 for item in GRADE.items if not item.id.startswith("start")}
WITH = EvidenceSide.WITH


def advice(certainty, **more):
    return Facts(
        Kind.RECOMMENDATION,
        advice=Advice.STRONG,
        direction=Direction.FOR,
        certainty=certainty,
        evidence_side=WITH,
        benefit_certainty=certainty,
        **more,
    )


def statement(level, certainty, side=WITH):
    return Facts(
        Kind.RESULT,
        language_level=level,
        certainty=certainty,
        evidence_side=side,
        benefit_certainty=certainty,
    )


def test_a_strong_recommendation_on_three_downgrades_needs_two_fewer():
    sheet = NO_STEPS | {"start": "high", "risk_of_bias": -1, "indirectness": -1, "imprecision": -1}
    found = stability(
        advice(Certainty.VERY_LOW),
        appraised=[advice(Certainty.VERY_LOW), advice(Certainty.VERY_LOW), advice(Certainty.LOW)],
        instrument=GRADE,
        answers=sheet,
    )
    assert found.label == Label.WEAKLY_SUPPORTED
    assert found.sentences == (
        "Holds for 3 of 3 appraisers.",
        "Becomes “wording in line with certainty” at moderate: two fewer downgrades.",
    )


def test_an_appraiser_who_would_label_otherwise_is_counted():
    found = stability(
        statement(4, Certainty.LOW),
        appraised=[statement(4, Certainty.LOW), statement(4, Certainty.MODERATE)],
    )
    assert (found.holds, found.appraisers) == (1, 2)
    assert found.sentences == (
        "Holds for 1 of 2 appraisers.",
        "Becomes “worded above its support” at moderate.",
    )


def test_steps_are_counted_from_the_sum_before_the_clamp():
    sheet = NO_STEPS | {"start": "high", "risk_of_bias": -2, "imprecision": -2, "indirectness": -1}
    [change] = stability(advice(Certainty.VERY_LOW), instrument=GRADE, answers=sheet).changes
    assert (change.certainty, change.steps) == (Certainty.MODERATE, 4)
    assert change.sentence.endswith("at moderate: four fewer downgrades.")


def test_evidence_that_starts_low_must_rise():
    sheet = NO_STEPS | {"start": "low"}
    found = stability(statement(4, Certainty.LOW), instrument=GRADE, answers=sheet)
    assert found.changes[0].sentence == (
        "Becomes “worded above its support” at moderate: one level higher."
    )
    assert found.single == ("start high", "large effect large", "dose-response yes",
                            "residual confounding yes")  # fmt: skip


def test_both_directions_are_told():
    sheet = NO_STEPS | {"start": "high", "imprecision": -1}
    found = stability(statement(4, Certainty.MODERATE), instrument=GRADE, answers=sheet)
    assert [(c.certainty, c.label, c.steps) for c in found.changes] == [
        (Certainty.HIGH, Label.IN_LINE, 1),
        (Certainty.LOW, Label.WEAKLY_SUPPORTED, -1),
    ]
    assert found.changes[1].sentence.endswith("at low: one more downgrade.")


def test_one_judgement_never_counts_if_grade_itself_would_warn_of_it():
    sheet = NO_STEPS | {"start": "high", "risk_of_bias": -1, "imprecision": -1}
    found = stability(statement(4, Certainty.LOW), instrument=GRADE, answers=sheet)
    assert found.sentences[-1] == (
        "One different judgement is enough: risk of bias not serious; or imprecision not serious."
    )


def test_a_contradicted_claim_stays_so_at_any_certainty():
    found = stability(statement(4, Certainty.LOW, EvidenceSide.AGAINST))
    assert found.sentences == ("No other certainty would change it.",)


def test_an_ungraded_claim_has_nothing_to_vary():
    assert stability(statement(4, None)).sentences == ()
    sheet = NO_STEPS | {"start": "high"}
    assert stability(statement(4, None), instrument=GRADE, answers=sheet).sentences == ()


def test_raising_the_overall_certainty_raises_what_held_it_back():
    facts = advice(Certainty.LOW, harm_certainty=Certainty.MODERATE)
    firm = advice(Certainty.LOW, harm_certainty=Certainty.HIGH)
    assert at(firm, Certainty.MODERATE).harm_certainty == Certainty.HIGH
    high, very_low = at(facts, Certainty.HIGH), at(facts, Certainty.VERY_LOW)
    assert (high.benefit_certainty, high.harm_certainty) == (Certainty.HIGH, Certainty.HIGH)
    assert (very_low.benefit_certainty, very_low.harm_certainty) == (
        Certainty.VERY_LOW,
        Certainty.MODERATE,
    )


@given(st.integers(1, 4), st.sampled_from(Certainty), st.sampled_from(EvidenceSide))
def test_every_change_is_real_and_none_nearer_was_passed_over(level, certainty, side):
    facts = statement(level, certainty, side)
    current = label(facts)
    for change in stability(facts).changes:
        assert label(at(facts, change.certainty)) == change.label != current
        between = range(*sorted((certainty, change.certainty)))
        passed = [Certainty(step) for step in between if step != change.certainty]
        assert {label(at(facts, step)) for step in passed} <= {current}


def advised(direction, outcomes, choice):
    """The facts that follow from graded outcomes, as they do of a claim's verdicts."""
    found = overall(outcomes, choice, direction=direction)
    return replace(
        advice(found.certainty, branch=found.branch, lapsed=found.lapsed),
        direction=direction,
        evidence_side=found.side,
        **{
            f"{effect.value}_certainty": lowest(
                each.certainty for each in outcomes if each.effect == effect
            )
            for effect in Effect
        },
    )


@given(
    st.sampled_from(Direction),
    st.lists(
        st.tuples(st.sampled_from(Effect), st.sampled_from(Certainty)), min_size=1, max_size=4
    ),
    st.sampled_from(Certainty),
    st.sampled_from(Certainty),
    st.sampled_from(Certainty),
)
def test_where_the_highest_is_taken_only_the_named_outcome_moves(
    direction, others, balancing, certainty, moved
):
    """`at` gives the label that the outcomes themselves would, with the named one moved; what
    was graded of the other kind stays."""
    needed = JUSTIFIES[direction]
    [other] = set(Effect) - {needed}
    rest = [
        Graded(n, f"outcome {n}", n, c, WITH, effect)
        for n, (effect, c) in enumerate([*others, (other, balancing)])
    ]

    def facts(certainty):
        named = Graded("named", "the named", "read", certainty, WITH, needed)
        return advised(direction, [*rest, named], Choice(Branch.HIGHEST, "named", "read"))

    before, after, expected = facts(certainty), at(facts(certainty), moved), facts(moved)
    assert before.branch == after.branch == expected.branch == Branch.HIGHEST
    assert after.certainty == expected.certainty
    assert label(after) == label(expected)
    kept = f"{other.value}_certainty"
    assert getattr(after, kept) == getattr(before, kept) == getattr(expected, kept)
    if moved < certainty:
        assert after == expected


def test_a_choice_that_lapsed_is_taken_up_by_no_other_certainty():
    found = [
        Graded(n, f"outcome {n}", n, c, WITH, Effect.BENEFIT)
        for n, c in enumerate((Certainty.MODERATE, Certainty.LOW))
    ]
    facts = advised(Direction.FOR, found, Choice(Branch.HIGHEST, 0, 0))
    assert (facts.certainty, facts.branch) == (Certainty.LOW, Branch.LOWEST)
    assert stability(facts).sentences == ("Becomes “wording in line with certainty” at moderate.",)
    assert {at(facts, step).branch for step in Certainty} == {Branch.LOWEST}
