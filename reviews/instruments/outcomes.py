"""One certainty over the critical outcomes of a recommendation (Guyatt et al., GRADE
guidelines 11, J Clin Epidemiol 2013;66:151)."""

from collections.abc import Sequence

from reviews.instruments.definition import Instrument, find
from reviews.instruments.engine import Judged, Proposal


def across(
    instrument: Instrument, outcomes: Sequence[object], *, highest_because: str = ""
) -> Judged:
    """The lowest result over the critical outcomes.

    Where a benefit and a harm are graded and all of them point the same way, a panel may take
    the highest instead, and says why in `highest_because`; it then gives only outcomes that
    alone would justify the advice (wording.overall has the rule for claims, which knows which).
    """
    found = [find(instrument.overall.results, outcome) for outcome in outcomes]
    if not instrument.combines_outcomes:
        text = f"{instrument.name} does not combine outcomes."
        return Judged({}, Proposal(None), (text,))
    if None in found:
        words = ", ".join(str(option.value) for option in instrument.overall.results)
        return Judged({}, Proposal(None), (f"Each outcome takes one of {words}.",))
    graded = sorted(
        (option for option in found if option is not None), key=lambda option: option.points or 0
    )
    if not graded:
        return Judged({}, Proposal(None, ("outcomes",)))
    which = "highest" if highest_because.strip() else "lowest"
    chosen = graded[-1] if which == "highest" else graded[0]
    trace = [f"The {which} of {', '.join(option.label.lower() for option in graded)}."]
    if which == "highest":
        trace.append(f"All point the same way: {highest_because.strip()}")
    return Judged({}, Proposal(chosen.value, (), tuple(trace)))
