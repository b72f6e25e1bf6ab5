"""What is known of a claim beside its evidence: how it is worded, what is flagged, and what
sources list of its paper. For whoever settles or runs the queue; never for its appraisers."""

from reviews.exports.overall_choices import choice_sentences, overall
from reviews.exports.papers import Papers
from reviews.forms.claims import OverallForm
from reviews.models.facts import facts, taking_the_highest
from reviews.vocabulary import Branch, FlagState, Severity
from reviews.wording.labels import read


def known_about(claim):
    """In ten queries, for a claim loaded `with_text`."""
    known = facts(claim)
    flags = claim.flags.exclude(state=FlagState.DISMISSED)
    paper = claim.source.paper
    return {
        "reading": read(known),
        "certainty": known.certainty,
        "overall": choice_sentences(overall(claim, known)),
        "wording": claim.wording,
        "flags": sorted(flags, key=lambda flag: (list(Severity).index(flag.severity), flag.code)),
        "record": Papers([paper]).content(paper),
    }


def overall_of(claim, known, outcomes, bound):
    """How the overall certainty is taken, and the form to choose it where there is a choice;
    None where one outcome says it all."""
    if len(outcomes) < 2:
        return None
    standing = claim.overall_choice
    possible, hindrances = taking_the_highest(known, outcomes)
    is_open = possible or (standing and standing.branch == Branch.HIGHEST)
    initial = {"outcome": standing and standing.outcome_id, "replaces": number_of(standing)}
    return {
        "sentences": choice_sentences(overall(claim, known)) or ["The lowest of them."],
        "hindrances": [] if known.lapsed else hindrances,
        "choices": _choices(claim) if standing else [],
        "form": bound.get("overall")
        or (is_open and OverallForm(outcomes=possible, auto_id="overall-%s", initial=initial)),
    }


def _choices(claim):
    rows = claim.overall_choices.select_related("chosen_by", "outcome")
    return rows.order_by("-number")


def number_of(choice):
    """What the next choice of the overall certainty replaces."""
    return choice.number if choice else 0
