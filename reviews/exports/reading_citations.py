"""What pages and reports say of citations: the same words whatever the rendering."""

from reviews.exports.language import gettext as _
from reviews.exports.terms import inside, within
from reviews.models.citations import PARTS
from reviews.vocabulary import Directness, PublicationStatus, Stance

# A sign for each stance, so that it is told by more than colour; the word stands beside it.
SIGNS = {Stance.SUPPORTS: "+", Stance.CONTRADICTS: "×", Stance.MENTIONS: "·"}


def citations(content) -> list[dict]:
    """What a frozen claim rests on; editions made before citations were kept have none."""
    return content.get("citations", [])


def stance_sign(stance: str) -> str:
    return SIGNS[Stance(stance)]


def directness_sentence(citation) -> str:
    """How directly the cited paper speaks to each part of the question, as far as judged."""
    found = {name: citation["directness"][name] for name in PARTS}
    told = [
        f"{_(name)}: {within(word['label'])}"
        for name, word in found.items()
        if word["value"] != Directness.NOT_JUDGED
    ]
    if not told:
        return _("How direct it is was not judged.")
    missing = [_(name) for name in PARTS if found[name]["value"] == Directness.NOT_JUDGED]
    sentence = "; ".join(told)
    judged = f"{sentence[0].upper()}{sentence[1:]}."
    rest = [_("Not judged: {parts}.").format(parts=", ".join(missing))] if missing else []
    return " ".join([judged, *rest])


def cited_status(citation) -> str:
    """What sources list of the cited paper, in neutral words; "" if nothing is listed."""
    status = citation["paper"]["status"]
    if status["value"] == PublicationStatus.NOT_LISTED:
        return ""
    return _("The cited paper is {status}.").format(status=inside(status["label"]))
