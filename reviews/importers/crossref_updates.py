"""What Crossref tells of notices: `updated-by` on a work, `update-to` on the notice itself.

As the REST API's "work" answers have them (https://api.crossref.org). The two fields come from
different hands, so both are read; each entry has `DOI`, `type`, `label`, `source` (`publisher` or
`retraction-watch`), `updated` and, from Retraction Watch, the `record-id` of its own file.
"""

import hashlib
import json
from dataclasses import dataclass
from datetime import date
from typing import Any

from reviews.exceptions import Unreadable
from reviews.importers import identifiers
from reviews.importers.text import normalise
from reviews.vocabulary import Nature, Scheme

# Part of a paper retracted is a correction, as PubMed's records are read here. A new version or
# an addendum takes nothing back, and is no notice.
NATURES = {
    "retraction": Nature.RETRACTION,
    "withdrawal": Nature.RETRACTION,
    "removal": Nature.RETRACTION,
    "expression_of_concern": Nature.EXPRESSION_OF_CONCERN,
    "concern": Nature.EXPRESSION_OF_CONCERN,
    "correction": Nature.CORRECTION,
    "corrigendum": Nature.CORRECTION,
    "erratum": Nature.CORRECTION,
    "partial_retraction": Nature.CORRECTION,
    "reinstatement": Nature.REINSTATEMENT,
}
RETRACTION_WATCH = "retraction-watch"
_TOLD = ("DOI", "type", "label", "source", "record-id")


@dataclass(frozen=True)
class Update:
    """One notice about the paper `doi`. `record_id` is Retraction Watch's, if it is from there;
    `notice_doi` is that of the notice, empty where a work was retracted without one. `row` is
    what the entry says in words."""

    key: str
    nature: Nature
    doi: str
    notice_doi: str
    source: str
    record_id: str
    dated: date | None
    row: dict[str, str]


def updates(work: object) -> tuple[Update, ...]:
    """The notices in a work, whole answer or its `message`; what is not understood is passed
    over, because a look-up that tells less is better than none. Each notice once."""
    if isinstance(work, dict) and isinstance(work.get("message"), dict):
        work = work["message"]
    if not isinstance(work, dict):
        return ()
    own = _doi(work.get("DOI"))
    told = [_update(entry, own, _doi(entry.get("DOI"))) for entry in _entries(work, "updated-by")]
    told += [_update(entry, _doi(entry.get("DOI")), own) for entry in _entries(work, "update-to")]
    return tuple({update.key: update for update in told if update}.values())


def _update(entry: dict[str, Any], about: str, notice: str) -> Update | None:
    kind = _text(entry.get("type")).lower().replace("-", "_").replace(" ", "_")
    nature = NATURES.get(kind)
    if nature is None or not about:
        return None
    source, record_id = _text(entry.get("source")).lower(), _text(entry.get("record-id"))
    if source != RETRACTION_WATCH:
        record_id = ""
    dated = _date(entry.get("updated"))
    # Where both fields tell of a notice, they tell of it by the same two papers; a work that
    # corrects itself may do so again on another day.
    itself = dated.isoformat() if dated and notice in ("", about) else ""
    identity = [about, notice, nature, source, record_id or itself]
    return Update(
        # Short enough for the digest of a later state behind it.
        key=hashlib.sha256(json.dumps(identity).encode()).hexdigest()[:40],
        nature=nature,
        doi=about,
        notice_doi="" if notice == about else notice,
        source=source,
        record_id=record_id,
        dated=dated,
        row={name: _text(entry.get(name)) for name in _TOLD},
    )


def _entries(work: dict[str, Any], name: str) -> list[dict[str, Any]]:
    entries = work.get(name)
    return [e for e in entries if isinstance(e, dict)] if isinstance(entries, list) else []


def _doi(value: object) -> str:
    return identifiers.if_valid(Scheme.DOI, value) if isinstance(value, str) else ""


def _text(value: object) -> str:
    """A short value as text; numbers too, as record ids are numbers."""
    if isinstance(value, bool) or not isinstance(value, str | int):
        return ""
    try:
        return normalise(str(value)).strip()
    except Unreadable:
        return ""


def _date(updated: object) -> date | None:
    """The day of `date-parts`; None for less than a day, because a guess would be worse."""
    parts = updated.get("date-parts") if isinstance(updated, dict) else None
    first = parts[0] if isinstance(parts, list) and parts else None
    if not isinstance(first, list) or len(first) != 3:
        return None
    if not all(isinstance(part, int) and not isinstance(part, bool) for part in first):
        return None
    try:
        return date(*first)
    except (ValueError, OverflowError):
        return None
