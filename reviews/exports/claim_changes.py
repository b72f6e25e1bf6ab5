"""What of a claim one edition shows otherwise than the one before, in words."""

from reviews.exports.notices_since import held
from reviews.exports.reading_claims import worded
from reviews.exports.releases import substance


def changes(before, after):
    """Phrases on two contents of one claim; none where nothing of substance differs."""
    before, after = substance(before), substance(after)
    parts = {part for part in after if before.get(part) != after[part]}
    if before["label"]["value"] == after["label"]["value"]:
        parts -= {"label"}
    named = [name(before, after) for part, name in _CHANGES.items() if part in parts]
    if held(after) - held(before):
        named.append("notices that became known")
    return named or (["what else is told of it"] if before != after else [])


def _wording(before, after):
    was, now = worded(before), worded(after)
    return "how it is worded" + (f", from “{was}” to “{now}”" if was != now else "")


def _label(before, after):
    was, now = (content["label"]["label"].lower() for content in (before, after))
    return f"its label, from “{was}” to “{now}”"


def _certainty(before, after):
    was, now = map(_overall, (before, after))
    return (
        f"its overall certainty, from {was} to {now}"
        if was != now
        else "how its overall certainty is taken"
    )


def _overall(content):
    overall = content["certainty"] and content["certainty"]["overall"]
    return overall["label"].lower() if overall else "none"


def _exception(before, after):
    if not before.get("exception"):
        return "an exception, which was recorded"
    return "its exception" if after["exception"] else "its exception, which was withdrawn"


# What stands for a change; the other parts follow from these.
_CHANGES = {
    "extent": lambda *_: "how far it goes",
    "wording": _wording,
    "label": _label,
    "certainty": _certainty,
    "outcomes": lambda *_: "the outcomes that were graded",
    "flags": lambda *_: "its flags",
    "exception": _exception,
    "premises": lambda *_: "what it is argued from",
    "citations": lambda *_: "the papers that it rests on",
    "exposures": lambda *_: "what is listed of papers that it rests on",
    "paper": lambda *_: "its paper, or what is listed of it",
    "rounds": lambda *_: "rounds on it or on its paper",
}
