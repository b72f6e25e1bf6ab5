"""What is known of a claim beside its evidence: how it is worded, what is flagged, and what
sources list of its paper. For whoever settles or runs the queue; never for its appraisers."""

from reviews.exports.papers import Papers
from reviews.models.facts import facts
from reviews.vocabulary import FlagState, Severity
from reviews.wording.labels import read


def known_about(claim):
    """In ten queries, for a claim loaded `with_text`."""
    known = facts(claim)
    flags = claim.flags.exclude(state=FlagState.DISMISSED)
    paper = claim.source.paper
    return {
        "reading": read(known),
        "certainty": known.certainty,
        "wording": claim.wording,
        "flags": sorted(flags, key=lambda flag: (list(Severity).index(flag.severity), flag.code)),
        "record": Papers([paper]).content(paper),
    }
