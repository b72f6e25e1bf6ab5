"""When strong advice on low certainty is defensible (Andrews et al., GRADE 14 and 15,
J Clin Epidemiol 2013;66:719 and 726): five situations, and what speaks against claiming one.
"""

from dataclasses import dataclass

from reviews.vocabulary import Certainty, Direction

WEAK = frozenset({Certainty.VERY_LOW, Certainty.LOW})
FIRM = frozenset({Certainty.MODERATE, Certainty.HIGH})


@dataclass(frozen=True)
class Situation:
    """One situation: which way it lets a panel advise strongly, and which certainty it needs.

    `refuses` is the direction that contradicts the situation outright. An empty set of
    certainties asks nothing; `expected_benefit` only warns.
    """

    number: int
    summary: str
    direction: Direction
    refuses: Direction | None = None
    benefit: frozenset[Certainty] = frozenset()
    harm: frozenset[Certainty] = frozenset()
    expected_benefit: frozenset[Certainty] = frozenset()


SITUATIONS = {
    situation.number: situation
    for situation in (
        Situation(
            1,
            "Life is at stake; the option may help, and its harms are not prohibitive.",
            Direction.FOR,
            refuses=Direction.AGAINST,
            benefit=WEAK,
        ),
        Situation(
            2,
            "The benefit is uncertain; substantial harm or cost is certain.",
            Direction.AGAINST,
            refuses=Direction.FOR,
            benefit=WEAK,
            harm=FIRM,
        ),
        Situation(
            3,
            "The options may be equivalent; one is clearly less harmful or costly.",
            Direction.FOR,
            benefit=WEAK,
            harm=FIRM,
        ),
        Situation(
            4,
            "The benefits are known to be similar; one option may be more harmful.",
            Direction.AGAINST,
            benefit=FIRM,
            harm=WEAK,
        ),
        Situation(
            5,
            "Catastrophic harm is possible; the benefit is modest and well established.",
            Direction.AGAINST,
            refuses=Direction.FOR,
            harm=WEAK,
            expected_benefit=FIRM,
        ),
    )
}


@dataclass(frozen=True)
class RecordedException:
    """What a panel recorded: the situation's number, which way the claim advises, why."""

    situation: int
    direction: Direction
    reason: str
    benefit_certainty: Certainty | None = None
    harm_certainty: Certainty | None = None


def exception_refusals(
    situation: int,
    direction: Direction,
    reason: str,
    benefit_certainty: Certainty | None = None,
    harm_certainty: Certainty | None = None,
) -> list[str]:
    """Sentences that say why the exception cannot stand; none when it can."""
    if situation not in SITUATIONS:
        return [f"There is no situation {situation}; they are numbered 1 to 5."]
    wanted = SITUATIONS[situation]
    refusals = []
    if not reason.strip():
        refusals.append("Say why the situation holds here.")
    if direction == wanted.refuses:
        refusals.append(f'Situation {situation} does not go with advice "{direction.value}".')
    if wanted.benefit and benefit_certainty not in wanted.benefit:
        refusals.append(_needs(situation, "benefit", wanted.benefit, benefit_certainty))
    if wanted.harm and harm_certainty not in wanted.harm:
        kind = "harm (or cost)" if wanted.harm is FIRM else "harm"
        refusals.append(_needs(situation, kind, wanted.harm, harm_certainty))
    return refusals


def exception_warnings(
    situation: int, direction: Direction, benefit_certainty: Certainty | None = None
) -> list[str]:
    """Sentences about an exception that may stand but is unusual; for a known situation."""
    usual = SITUATIONS[situation]
    warnings = []
    if usual.expected_benefit and benefit_certainty not in usual.expected_benefit:
        warnings.append(_needs(situation, "benefit", usual.expected_benefit, benefit_certainty))
    if direction not in (usual.direction, usual.refuses):
        warnings.append(
            f'Situation {situation} usually carries advice "{usual.direction.value}";'
            " check which option the claim names."
        )
    return warnings


def _needs(situation: int, what: str, wanted: frozenset[Certainty], found: Certainty | None) -> str:
    words = " or ".join(certainty.label.lower() for certainty in sorted(wanted))
    graded = "was not graded" if found is None else f"is {found.label.lower()}"
    return f"Situation {situation} needs {words} certainty of the {what}, which {graded}."
