"""How values are written into frozen content: words with their labels, unknowns as null."""

from datetime import datetime

from reviews.exports.language import gettext as _
from reviews.exports.language import ngettext


def pair(row, field):
    """A column of words as {"value", "label"}, so that an edition keeps the words it showed;
    null if the column is empty."""
    value = getattr(row, field)
    return {"value": value, "label": getattr(row, f"get_{field}_display")()} if value else None


def word(member):
    """A member of the vocabulary as {"value", "label"}; null for None."""
    return None if member is None else {"value": member.value, "label": member.label}


def unknown(text):
    """What nobody wrote is not known, which is null and never an empty string."""
    return text or None


def dated(moment):
    """An ISO date; of a moment, the day in UTC; null if not known."""
    if isinstance(moment, datetime):
        return moment.date().isoformat()
    return None if moment is None else moment.isoformat()


def certain(certainty):
    """A Certainty as {"value", "label", "step"}, 1 to 4; null for None."""
    return certainty and {
        "value": certainty.word,
        "label": certainty.label,
        "step": int(certainty),
    }


def counted(tally):
    """A closed vote in words, {"for", "against", "abstain", "not_counted": votes}; "" for None.
    Editions older than `not_counted` lack it."""
    if tally is None:
        return ""
    words = _("{for} for, {against} against, {abstain} abstained").format_map(tally)
    left_out = tally.get("not_counted", 0)
    if not left_out:
        return words
    said = ngettext(
        "{count} vote was not counted, because whoever cast it could not vote any more when the"
        " vote was closed",
        "{count} votes were not counted, because those who cast them could not vote any more when"
        " the vote was closed",
        left_out,
    )
    return f"{words}; {said.format(count=left_out)}"


def grouped(rows, key):
    """{value of the attribute `key`: [rows in their order]}"""
    groups = {}
    for row in rows:
        groups.setdefault(getattr(row, key), []).append(row)
    return groups
