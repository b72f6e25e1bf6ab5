"""Recomputing the audit: on which papers frozen claims rest, by which notices find them."""

import json
from collections import defaultdict
from itertools import islice

from reviews.exports.notices_since import rests_on
from reviews.models import FrozenClaim, FrozenPaper
from reviews.models.digests import sha256

BATCH = 100  # frozen claims that are in memory at a time


def problems():
    """A sentence for each frozen claim of which other papers are kept than it names."""
    columns = FrozenClaim.objects.order_by("pk").values_list("pk", "content", "digest")
    rows = columns.iterator(BATCH)
    while batch := list(islice(rows, BATCH)):
        kept = defaultdict(dict)
        papers = FrozenPaper.objects.filter(frozen__in=[pk for pk, *_ in batch])
        for frozen, paper, shown in papers.values_list("frozen", "paper", "shown"):
            kept[frozen][str(paper)] = str(shown)
        for pk, content, written in batch:
            # That its text was changed is told already.
            if sha256(content) == written and not _is_named(kept[pk], json.loads(content)):
                yield (
                    f"Frozen claim {pk} names other papers than are kept of it, so notices about "
                    "these may be told of it or not."
                )


def _is_named(kept, content):
    """Whether all that it names are kept, each as itself, and others for one of those alone."""
    named = rests_on(content).keys()
    return set(kept.values()) == named and all(kept.get(pk) == pk for pk in named)
