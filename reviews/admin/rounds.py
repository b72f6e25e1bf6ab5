"""Settling without differences: what every appraiser answered is what the panel settles."""

from django.db import transaction

from reviews.actions import verdicts
from reviews.exceptions import Conflict
from reviews.models import Appraisal, Judgement
from reviews.vocabulary import SettledBy


@transaction.atomic
def settle_agreed(round, *, by):
    """A verdict by agreement; Conflict if the appraisers differ on an item, or any of them
    departed from what the instrument proposes, which needs the panel's own rationale."""
    appraisals = Appraisal.objects.visible_to(by).filter(round=round)
    if any(appraisal.result != appraisal.proposed for appraisal in appraisals):
        raise Conflict("An appraiser departed from the instrument; settle this on its own page.")
    _, differing = verdicts.agreed(round)
    if differing:
        items = ", ".join(differing)
        raise Conflict(f"The appraisers differ on {items}; settle this on its own page.")
    judgements = Judgement.objects.visible_to(by).filter(appraisal__in=appraisals)
    content = {"judgements": _shared(judgements.order_by("appraisal_id", "item"))}
    return verdicts.settle(round, content=content, settled_by=SettledBy.AGREEMENT, by=by)


def _shared(judgements):
    """One judgement for each item: the answer they share, resting on what the first named,
    with the footnotes of all."""
    shared = {}
    for row in judgements:
        given = shared.setdefault(row.item, {"answer": row.answer, **_basis(row), "notes": {}})
        given["notes"].setdefault(row.note)
    for given in shared.values():
        given["note"] = "\n".join(filter(None, given.pop("notes")))
    return shared


def _basis(row):
    if not row.exact:
        return {"basis": row.basis}
    place = {"source": row.source_id, "start": row.start, "end": row.end, "exact": row.exact}
    return {"basis": row.basis, "quote": place}
