"""The overall certainty over critical outcomes (method B.1; GRADE guidelines 11)."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviews.instruments.loading import load
from reviews.instruments.outcomes import across
from reviews.vocabulary import Branch, Certainty, Direction, Effect, EvidenceSide
from reviews.wording.overall import JUSTIFIES, Choice, Graded, hindrances, overall

GRADE = load("grade")
WITH, AGAINST, UNCLEAR = EvidenceSide.WITH, EvidenceSide.AGAINST, EvidenceSide.UNCLEAR
NONE_FOUND = EvidenceSide.NONE_FOUND
BENEFIT, HARM = Effect.BENEFIT, Effect.HARM
FOR = Direction.FOR
DIRECTIONS = st.sampled_from([*Direction, None])


def graded(key, certainty, side=WITH, effect=BENEFIT, *, is_critical=True, verdict=None):
    return Graded(key, f"outcome {key}", verdict or f"verdict on {key}", certainty, side, effect,
                  is_critical)  # fmt: skip


def harm(key, certainty, side=WITH, **more):
    return graded(key, certainty, side, HARM, **more)


def naming(outcome):
    return Choice(Branch.HIGHEST, outcome.key, outcome.verdict)


@st.composite
def outcomes(draw, sides=EvidenceSide, at_least=0):
    """Any outcomes, each its own; what was not found has no certainty."""
    rows = draw(
        st.lists(
            st.tuples(
                st.sampled_from(Certainty),
                st.sampled_from(sides),
                st.sampled_from(Effect),
                st.booleans(),
            ),
            min_size=at_least,
            max_size=5,
        )
    )
    return [
        graded(n, None if side == NONE_FOUND else certainty, side, effect, is_critical=is_critical)
        for n, (certainty, side, effect, is_critical) in enumerate(rows)
    ]


@st.composite
def agreeing(draw):
    """Critical outcomes of both kinds that all point the claim's way, the direction of its
    advice, and one that can justify that."""
    direction = draw(st.sampled_from(Direction))
    found = draw(outcomes(sides=[WITH], at_least=2))
    found = [replace(each, is_critical=True) for each in found]
    found[:2] = replace(found[0], effect=BENEFIT), replace(found[1], effect=HARM)
    found = draw(st.permutations(found))
    named = [each for each in found if each.effect == JUSTIFIES[direction]]
    return found, direction, draw(st.sampled_from(named))


def test_the_published_case_where_directions_differ_is_the_lowest():
    found = [
        graded(1, Certainty.HIGH),
        harm(2, Certainty.LOW, AGAINST),
        graded(3, Certainty.MODERATE),
    ]
    for choice in (None, naming(found[0])):
        assert overall(found, choice, direction=FOR).certainty == Certainty.LOW
        assert overall(found, choice, direction=FOR).side == UNCLEAR


def test_where_all_point_the_same_way_the_one_that_justifies_the_advice_decides():
    found = [graded(1, Certainty.HIGH), harm(2, Certainty.LOW), graded(3, Certainty.MODERATE)]
    assert overall(found, None, direction=FOR).certainty == Certainty.LOW
    for named in (found[0], found[2]):
        taken = overall(found, naming(named), direction=FOR)
        assert (taken.certainty, taken.branch, taken.side) == (
            named.certainty, Branch.HIGHEST, WITH)  # fmt: skip


@pytest.mark.parametrize(
    ("direction", "named", "is_taken"),
    [("for", "death", True), ("for", "pain", False), ("against", "death", False),
     ("against", "pain", True)],
)  # fmt: skip
def test_advice_for_rests_on_a_benefit_and_advice_against_on_a_harm(direction, named, is_taken):
    death, pain = graded("death", Certainty.HIGH), harm("pain", Certainty.HIGH)
    found = [death, pain, graded("sleep", Certainty.LOW)]
    named = death if named == "death" else pain
    taken = overall(found, naming(named), direction=Direction(direction))
    assert taken.certainty == (Certainty.HIGH if is_taken else Certainty.LOW)
    assert (taken.lapsed == ()) == is_taken


def test_who_names_the_other_kind_is_told_which_to_name():
    death, pain = graded("death", Certainty.HIGH), harm("pain", Certainty.HIGH)
    told = {
        direction: hindrances([death, pain], naming(named), direction=direction)
        for direction, named in ((Direction.FOR, pain), (Direction.AGAINST, death))
    }
    said_for = (
        "Advice “for” is justified by a benefit, and “outcome pain” is a harm: name a critical"
        " benefit."
    )
    said_against = (
        "Advice “against” is justified by a harm, and “outcome death” is a benefit: name a critical"
        " harm."
    )
    assert told == {Direction.FOR: [said_for], Direction.AGAINST: [said_against]}


@pytest.mark.parametrize("effect", Effect)
def test_with_one_kind_alone_the_balance_is_uncertain(effect):
    found = [graded(n, Certainty.HIGH, effect=effect) for n in (1, 2)]
    direction = next(each for each in Direction if JUSTIFIES[each] == effect)
    missing = {BENEFIT: "harm", HARM: "benefit"}[effect]
    [said] = overall(found, naming(found[0]), direction=direction).lapsed
    assert said == (
        f"Grade an outcome on {missing} first: without one the balance is uncertain, and the"
        " lowest counts."
    )


@pytest.mark.parametrize("side", [WITH, AGAINST, UNCLEAR, NONE_FOUND])
def test_a_graded_harm_that_is_not_critical_makes_the_balance_known(side):
    certainty = None if side == NONE_FOUND else Certainty.LOW
    found = [
        graded(1, Certainty.HIGH),
        graded(2, Certainty.LOW),
        harm(3, certainty, side, is_critical=False),
    ]
    taken = overall(found, naming(found[0]), direction=FOR)
    assert taken.branch == (Branch.LOWEST if side == NONE_FOUND else Branch.HIGHEST)


def test_outcomes_that_are_not_critical_neither_lower_nor_hinder():
    found = [
        graded(1, Certainty.HIGH),
        harm(2, Certainty.MODERATE),
        harm(3, Certainty.VERY_LOW, AGAINST, is_critical=False),
    ]
    assert overall(found, None, direction=FOR).certainty == Certainty.MODERATE
    assert overall(found, naming(found[0]), direction=FOR).certainty == Certainty.HIGH


def test_without_a_critical_outcome_all_count():
    found = [graded(n, c, is_critical=False) for n, c in enumerate(Certainty)]
    assert overall(found, None, direction=FOR).certainty == Certainty.VERY_LOW
    assert overall([], None, direction=FOR).certainty is None
    assert overall([], None, direction=FOR).side is None


@given(outcomes(), DIRECTIONS)
def test_no_choice_and_the_lowest_are_the_same_and_never_lapse(found, direction):
    kept = overall(found, Choice(Branch.LOWEST), direction=direction)
    assert kept == overall(found, None, direction=direction)
    assert kept.lapsed == ()


@given(outcomes(), st.integers(0, 4), DIRECTIONS)
def test_a_choice_either_counts_or_says_why_not(found, key, direction):
    named = next((each for each in found if each.key == key), graded(key, Certainty.HIGH))
    low = overall(found, None, direction=direction)
    taken = overall(found, naming(named), direction=direction)
    assert (taken.branch == Branch.LOWEST) == bool(taken.lapsed)
    assert all(sentence.endswith(".") for sentence in taken.lapsed)
    assert taken.side == low.side
    if taken.lapsed:
        assert taken.certainty == low.certainty
    else:
        assert taken.certainty == named.certainty
        assert low.certainty <= taken.certainty


@given(st.one_of(outcomes(), outcomes(sides=[WITH], at_least=3)), st.integers(0, 4), DIRECTIONS)
def test_a_choice_lapses_exactly_when_the_rule_says(found, key, direction):
    """The rule once more, in the words of GRADE guidelines 11."""
    critical = [each for each in found if each.is_critical]
    named = next((each for each in found if each.key == key), graded(key, Certainty.HIGH))
    all_point_to_the_claim = len(critical) > 1 and {each.side for each in critical} == {WITH}
    balance_is_graded = {each.effect for each in found if each.certainty} == {BENEFIT, HARM}
    alone_would_justify = named in critical and (direction, named.effect) in {
        (Direction.FOR, BENEFIT),
        (Direction.AGAINST, HARM),
    }
    counts = all_point_to_the_claim and balance_is_graded and alone_would_justify
    assert (overall(found, naming(named), direction=direction).branch == Branch.HIGHEST) == counts


@given(outcomes(), st.sampled_from(Direction))
def test_no_choice_lifts_advice_above_what_could_justify_it(found, direction):
    justifying = [
        each.certainty
        for each in found
        if each.is_critical and each.effect == JUSTIFIES[direction] and each.certainty
    ]
    low = overall(found, None, direction=direction)
    for named in found:
        taken = overall(found, naming(named), direction=direction)
        assert taken.certainty == low.certainty or taken.certainty <= max(justifying)


@given(agreeing(), st.data())
def test_either_branch_is_monotone_in_every_outcome(drawn, data):
    found, direction, named = drawn
    place = data.draw(st.integers(0, len(found) - 1))
    raised = data.draw(st.sampled_from([c for c in Certainty if c >= found[place].certainty]))
    better = [*found[:place], replace(found[place], certainty=raised), *found[place + 1 :]]
    for choice in (None, naming(named)):
        before = overall(found, choice, direction=direction)
        after = overall(better, choice, direction=direction)
        assert before.lapsed == after.lapsed == ()
        assert before.certainty <= after.certainty


@given(agreeing())
def test_claims_and_the_command_judge_take_it_alike(drawn):
    found, direction, named = drawn
    low = overall(found, None, direction=direction)
    words = [each.certainty.word for each in found]
    assert across(GRADE, words).overall.proposed == low.certainty.word
    # The command is given only outcomes that would justify the advice.
    justifying = [each for each in found if each.effect == JUSTIFIES[direction]]
    best = max(justifying, key=lambda each: each.certainty)
    for handed, chosen in ((justifying, best), ([named], named)):
        words = [each.certainty.word for each in handed]
        said = across(GRADE, words, highest_because="It decides.").overall.proposed
        assert said == overall(found, naming(chosen), direction=direction).certainty.word


@pytest.mark.parametrize(
    ("found", "said"),
    [
        ([], "Nothing is graded for this claim: settle rounds on its critical outcomes first."),
        ([graded(1, None, NONE_FOUND)], "Nothing is graded for this claim"),
        ([graded(1, Certainty.LOW)], "Only one critical outcome is graded"),
        ([graded(1, Certainty.LOW, is_critical=False)], "No critical outcome is graded"),
        (
            [graded(1, Certainty.LOW), harm(2, Certainty.LOW), graded(3, None, NONE_FOUND)],
            "The critical outcomes do not all point the same way: “outcome 1” with the claim, ",
        ),
        (
            [graded(1, Certainty.LOW, UNCLEAR), harm(2, Certainty.LOW, UNCLEAR)],
            "The critical outcomes do not all point the same way",
        ),
        (
            [graded(1, Certainty.LOW, verdict="a later one"), harm(2, Certainty.LOW)],
            "“outcome 1” was graded again after the choice.",
        ),
        (
            [graded(2, Certainty.LOW), harm(3, Certainty.LOW)],
            "Name one of the critical outcomes that are graded for this claim.",
        ),
    ],
)
def test_every_hindrance_is_a_sentence(found, said):
    [sentence] = hindrances(found, naming(graded(1, Certainty.LOW)), direction=FOR)
    assert sentence.startswith(said)


def test_several_hindrances_are_all_told():
    found = [graded(1, Certainty.LOW), graded(2, Certainty.LOW, AGAINST)]
    told = hindrances(found, naming(graded(3, Certainty.LOW)), direction=None)
    assert len(told) == 4
    found[1] = harm(2, None, NONE_FOUND)
    told = hindrances([*found, graded(3, Certainty.LOW)], naming(found[1]), direction=FOR)
    assert len(told) == 4
    assert told[-1] == "No evidence was found on “outcome 2”."


def test_without_advice_it_is_told_what_to_record_first():
    found = [graded(1, Certainty.HIGH), harm(2, Certainty.LOW)]
    [said] = hindrances(found, naming(found[0]), direction=None)
    assert said == (
        "The wording gives no advice, and nothing but advice can rest on one outcome alone: if the"
        " claim advises, record first whether for or against."
    )


def test_outcomes_that_stand_against_the_claim_justify_none_of_its_advice():
    found = [graded(1, Certainty.HIGH, AGAINST), harm(2, Certainty.LOW, AGAINST)]
    taken = overall(found, naming(found[0]), direction=FOR)
    assert (taken.certainty, taken.branch) == (Certainty.LOW, Branch.LOWEST)
    assert taken.lapsed == (
        "The critical outcomes all point against the claim, and justify no advice.",
    )
