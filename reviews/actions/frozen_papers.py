"""On which papers frozen claims rest. A part of publishing, which writes the event."""

from collections import defaultdict

from reviews.exports.notices_since import rests_on
from reviews.models import FrozenPaper
from reviews.models.papers import merged

BATCH = 2000


def keep(frozen):
    """Rows for [(frozen claim, its content)] that were made just now."""
    if not frozen:
        return
    records = defaultdict(list)
    for record, paper in merged().items():
        records[str(paper)].append(record)
    FrozenPaper.objects.bulk_create(
        (
            FrozenPaper(frozen=row, paper_id=paper, shown_id=shown)
            for row, content in frozen
            for paper, shown in _papers(content, records).items()
        ),
        batch_size=BATCH,
    )


def _papers(content, records):
    """{paper or record of it: the paper that is shown}, all ids as text."""
    shown = {pk: pk for pk in rests_on(content)}
    return {str(record): pk for pk in shown for record in records[pk]} | shown
