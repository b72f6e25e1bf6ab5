"""Results of papers, as the panel tells them apart. None is edited: another one is written."""

import uuid

from django.db import transaction
from django.utils import timezone

from reviews.actions.events import record
from reviews.actions.moves import hold_unmerged
from reviews.actions.refusals import insert, same
from reviews.models import Result
from reviews.permissions import can


@transaction.atomic
def write_result(paper, *, comparison, outcome, by, time_point="", analysis="", id=None):
    """The same id with the same content again is the same result."""
    can(by, "write_result", paper.panel).enforce()
    content = {
        "paper_id": paper.pk,
        "comparison": comparison.strip(),
        "outcome": outcome.strip(),
        "time_point": time_point.strip(),
        "analysis": analysis.strip(),
    }
    if known := same(Result, id, **content):
        return known
    hold_unmerged(paper)
    result = insert(
        Result(id=id or uuid.uuid4(), written_at=timezone.now(), written_by=by, **content)
    )
    record("write_result", result, by=by, panel=paper.panel, made=[result], paper=paper.pk)
    return result
