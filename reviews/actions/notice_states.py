"""Telling notices that are kept already from new ones and from later states of the same record."""

from collections import defaultdict

from reviews.models import Notice
from reviews.models.digests import canonical, sha256

FACTS = ("nature", "doi", "pmid", "dated", "reasons", "reference")


def unknown(notices):
    """The notices of one source that are not kept yet. A record whose facts changed is kept
    once more, also where they changed back: its newest state is the one that counts."""
    states, new = _kept(notices), []
    for notice in notices:
        there, facts = states[notice.key], _facts(notice)
        if there and (max(at for at, _ in there), facts) in there:
            continue
        if there:
            notice.key = f"{notice.key}#{sha256(canonical([len(there), *facts]))[:32]}"
        there.append((notice.loaded_at, facts))
        new.append(notice)
    return new


def _kept(notices):
    """{key: [(when it was loaded, facts) of each state]} of those that are kept."""
    origins, keys = {notice.origin for notice in notices}, {notice.key for notice in notices}
    kept = Notice.objects.filter(origin__in=origins, record__in=keys)
    states = defaultdict(list)
    for record, at, *facts in kept.values_list("record", "loaded_at", *FACTS):
        states[record].append((at, facts))
    return states


def _facts(notice):
    return [getattr(notice, name) for name in FACTS]
