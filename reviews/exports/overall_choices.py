"""The overall certainty of a claim and how the panel takes it: as editions keep it, and in
sentences that are the same whatever the rendering."""

from reviews.exports.language import gettext as _
from reviews.exports.words import certain, dated, word
from reviews.vocabulary import Branch


def overall(claim, known):
    """For an edition, from a claim loaded `with_text` and its Facts."""
    return {
        "overall": certain(known.certainty),
        "side": word(known.evidence_side),
        "branch": word(known.branch),
        "choice": claim.overall_choice and _choice(claim.overall_choice, known),
    }


def _choice(row, known):
    return {
        "branch": word(Branch(row.branch)),
        "outcome": row.outcome and row.outcome.name,
        "round": row.round_id and str(row.round_id),
        "reason": row.reason,
        "chosen_on": dated(row.chosen_at),
        "lapsed": list(known.lapsed),
    }


def overall_sentences(content) -> list[str]:
    """Of a frozen content, for a claim of several outcomes; none for one, which says it all.
    Editions made before panels could choose have neither branch nor choice."""
    certainty = content["certainty"]
    if not certainty or len(content["outcomes"]) < 2:
        return []
    found = certainty["overall"]["label"] if certainty["overall"] else _("none")
    overall = _("Overall, over the critical outcomes: {certainty}.").format(certainty=found)
    return [overall, *choice_sentences(certainty)]


def choice_sentences(certainty) -> list[str]:
    """What the panel chose, and whether it holds; none where it chose nothing."""
    choice = certainty.get("choice")
    if not choice:
        return []
    reason = _("The panel's reason: “{reason}”").format(reason=choice["reason"])
    if choice["branch"]["value"] == Branch.LOWEST:
        return [_("The panel keeps to the lowest."), reason]
    if choice["lapsed"]:
        return [
            _("The panel had taken the certainty of “{outcome}”.").format_map(choice),
            reason,
            _("That no longer applies, so the lowest counts."),
            *choice["lapsed"],
        ]
    taken = _(
        "All critical outcomes point the same way, and “{outcome}” alone would justify the advice,"
        " so its certainty is the overall one."
    ).format(outcome=choice["outcome"])
    return [taken, reason]
