"""What may be claimed as one of the five situations, written out and tried in full."""

from itertools import product

import pytest

from reviews.vocabulary import Certainty, Direction
from reviews.wording.exceptions import SITUATIONS, exception_refusals, exception_warnings

VL, L, M, H = Certainty
GRADES = (None, VL, L, M, H)

# (situation, direction): every accepted pair "benefit/harm"; "*" is any, graded or not.
ACCEPTED = {
    (1, "for"): "very_low/* low/*",
    (1, "against"): "",
    (2, "for"): "",
    (2, "against"): "very_low/moderate very_low/high low/moderate low/high",
    (3, "for"): "very_low/moderate very_low/high low/moderate low/high",
    (3, "against"): "very_low/moderate very_low/high low/moderate low/high",
    (4, "for"): "moderate/very_low moderate/low high/very_low high/low",
    (4, "against"): "moderate/very_low moderate/low high/very_low high/low",
    (5, "for"): "",
    (5, "against"): "*/very_low */low",
}


def is_accepted(situation, direction, benefit, harm):
    return any(
        wanted_benefit in ("*", benefit) and wanted_harm in ("*", harm)
        for wanted_benefit, wanted_harm in (
            pair.split("/") for pair in ACCEPTED[situation, direction].split()
        )
    )


@pytest.mark.parametrize("situation", range(1, 6))
@pytest.mark.parametrize("direction", Direction)
def test_exactly_the_listed_combinations_are_accepted(situation, direction):
    for benefit, harm in product(GRADES, GRADES):
        words = [grade.word if grade else None for grade in (benefit, harm)]
        refusals = exception_refusals(situation, direction, "A reason.", benefit, harm)
        assert (refusals == []) == is_accepted(situation, direction, *words), (benefit, harm)
        assert all(sentence.endswith(".") for sentence in refusals)


@pytest.mark.parametrize("reason", ["", " ", "\n\t"])
@pytest.mark.parametrize("situation", range(1, 6))
def test_a_reason_is_required(situation, reason):
    direction = SITUATIONS[situation].direction
    with_reason, without = (
        exception_refusals(situation, direction, text, L, H) for text in ("A reason.", reason)
    )
    assert without == ["Say why the situation holds here.", *with_reason]


def test_refusals_say_what_is_wanted_and_what_was_found():
    assert exception_refusals(2, Direction.FOR, "A reason.", H, None) == [
        'Situation 2 does not go with advice "for".',
        "Situation 2 needs very low or low certainty of the benefit, which is high.",
        "Situation 2 needs moderate or high certainty of the harm (or cost), which was not graded.",
    ]


@pytest.mark.parametrize("situation", [0, 6, -1])
def test_only_five_situations_exist(situation):
    assert exception_refusals(situation, Direction.FOR, "A reason.", L, H) == [
        f"There is no situation {situation}; they are numbered 1 to 5."
    ]


def test_a_catastrophic_harm_warns_unless_the_benefit_is_well_established():
    assert [bool(exception_warnings(5, Direction.AGAINST, grade)) for grade in GRADES] == [
        True,
        True,
        True,
        False,
        False,
    ]


def test_an_unusual_direction_warns():
    assert exception_warnings(3, Direction.FOR, L) == exception_warnings(4, Direction.AGAINST) == []
    assert exception_warnings(4, Direction.FOR, H) == [
        'Situation 4 usually carries advice "against"; check which option the claim names.'
    ]
