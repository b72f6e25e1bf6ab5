"""The overall certainty over the critical outcomes of a claim (Guyatt et al., GRADE guidelines
11, J Clin Epidemiol 2013;66:151).

It is the lowest. Where a benefit and a harm are graded and all critical outcomes point the same
way, a panel may take that of an outcome which alone would justify the advice, and says why: a
benefit where the advice is for something, a harm where it is against.

The side is relative to the claim, whatever the outcome. A harm stands with advice for something
where the panel judged that what was found of it, little or none, leaves the advice as it is, and a
benefit likewise with advice against. That takes nothing from the advice, and is no reason for it.
"""

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass

from reviews.vocabulary import Branch, Certainty, Direction, Effect, EvidenceSide

JUSTIFIES = {Direction.FOR: Effect.BENEFIT, Direction.AGAINST: Effect.HARM}


@dataclass(frozen=True)
class Graded:
    """What the panel concluded on one outcome: `key` tells the outcome from others, `verdict`
    this conclusion from a later one. `certainty` is None where no evidence was found."""

    key: Hashable
    name: str
    verdict: Hashable
    certainty: Certainty | None
    side: EvidenceSide
    effect: Effect
    is_critical: bool = True


@dataclass(frozen=True)
class Choice:
    """What a panel recorded; the highest names an outcome and the verdict that was read."""

    branch: Branch
    key: Hashable = None
    verdict: Hashable = None


@dataclass(frozen=True)
class Overall:
    """`branch` is the one that counts; `lapsed` has sentences on why a recorded choice of the
    highest does not. `certainty` and `side` are None while nothing is graded."""

    certainty: Certainty | None
    side: EvidenceSide | None
    branch: Branch = Branch.LOWEST
    lapsed: tuple[str, ...] = ()


def overall(
    outcomes: Sequence[Graded], choice: Choice | None, *, direction: Direction | None
) -> Overall:
    """Over the critical outcomes, or over all as long as none of those is graded.

    `direction` is that of the advice, None where the claim gives none. What a panel chose counts
    only while nothing hinders it, so that a later verdict or another reading of the wording takes
    the claim back to the lowest by itself.
    """
    deciding = [each for each in outcomes if each.is_critical] or list(outcomes)
    side = _side(deciding)
    low = lowest(each.certainty for each in deciding)
    if choice is None or choice.branch == Branch.LOWEST:
        return Overall(low, side)
    if found := hindrances(outcomes, choice, direction=direction):
        return Overall(low, side, lapsed=tuple(found))
    named = next(each for each in deciding if each.key == choice.key)
    return Overall(named.certainty, side, Branch.HIGHEST)


def hindrances(
    outcomes: Sequence[Graded], choice: Choice, *, direction: Direction | None
) -> list[str]:
    """Sentences on why the certainty of the chosen outcome cannot be the overall one; none when
    it can."""
    if missing := nothing_to_choose(outcomes):
        return [missing]
    critical = [each for each in outcomes if each.is_critical]
    named = next((each for each in critical if each.key == choice.key), None)
    found = []
    if direction is None:
        found.append(
            "The wording gives no advice, and nothing but advice can rest on one outcome alone: if"
            " the claim advises, record first whether for or against."
        )
    found += _not_graded(outcomes)
    sides = {each.side for each in critical}
    if sides == {EvidenceSide.AGAINST}:
        found.append("The critical outcomes all point against the claim, and justify no advice.")
    elif sides != {EvidenceSide.WITH}:
        found.append(f"The critical outcomes do not all point the same way: {_sides(critical)}.")
    if named is None:
        found.append("Name one of the critical outcomes that are graded for this claim.")
    else:
        found += _against_naming(named, choice, direction)
    return found


def nothing_to_choose(outcomes: Sequence[Graded]) -> str:
    """The sentence that says so, "" if two critical outcomes or more are graded."""
    critical = [each for each in outcomes if each.is_critical and each.certainty is not None]
    if not any(each.certainty is not None for each in outcomes):
        return "Nothing is graded for this claim: settle rounds on its critical outcomes first."
    if len(critical) > 1:
        return ""
    graded = "Only one critical outcome is graded" if critical else "No critical outcome is graded"
    return f"{graded} for this claim, so there is nothing to choose from: the lowest counts."


def _not_graded(outcomes: Sequence[Graded]) -> list[str]:
    """A sentence for the side of the balance that is not graded. An outcome that is not critical
    will do, as it does where strong advice is weighed (wording.facts.balance_is_graded)."""
    graded = {each.effect for each in outcomes if each.certainty is not None}
    return [
        f"Grade an outcome on {effect.value} first: without one the balance is uncertain, and the"
        " lowest counts."
        for effect in Effect
        if effect not in graded
    ]


def _against_naming(named: Graded, choice: Choice, direction: Direction | None) -> list[str]:
    found = []
    if direction is not None and named.effect != (needed := JUSTIFIES[direction]):
        found.append(
            f"Advice “{direction.value}” is justified by a {needed.value}, and “{named.name}” is a"
            f" {named.effect.value}: name a critical {needed.value}."
        )
    if named.verdict != choice.verdict:
        found.append(f"“{named.name}” was graded again after the choice.")
    elif named.certainty is None:
        found.append(f"No evidence was found on “{named.name}”.")
    return found


def lowest(certainties: Iterable[Certainty | None]) -> Certainty | None:
    """None while none of them is graded."""
    return min((each for each in certainties if each is not None), default=None)


def _side(outcomes: Sequence[Graded]) -> EvidenceSide | None:
    """The side on which all stand; unclear when they stand on several."""
    sides = {each.side for each in outcomes}
    if len(sides) > 1:
        sides.discard(EvidenceSide.NONE_FOUND)
    return sides.pop() if len(sides) == 1 else EvidenceSide.UNCLEAR if sides else None


def _sides(outcomes: Sequence[Graded]) -> str:
    return ", ".join(f"“{each.name}” {each.side.label.lower()}" for each in outcomes)
