"""Telling notices that are kept already from new ones and from later states of the same record."""

from reviews.models import Notice
from reviews.models.digests import canonical, sha256


def unknown(notices):
    """The notices of one source that are not kept yet. A record whose facts changed is kept
    once more."""
    known = _kept(notices)
    new, later = [], []
    for notice in notices:
        facts = _facts(notice)
        if notice.key not in known:
            known[notice.key] = facts
            new.append(notice)
        elif known[notice.key] != facts:
            notice.key = f"{notice.key}#{sha256(canonical(facts))[:32]}"
            later.append(notice)
    states = set(_kept(later))
    for notice in later:
        if notice.key not in states:
            states.add(notice.key)
            new.append(notice)
    return new


def _kept(notices):
    """{key: facts} of those that are kept."""
    origins, keys = {notice.origin for notice in notices}, {notice.key for notice in notices}
    stored = Notice.objects.filter(origin__in=origins, key__in=keys)
    return {notice.key: _facts(notice) for notice in stored.defer("row")}


def _facts(notice):
    return [
        notice.nature,
        notice.doi,
        notice.pmid,
        notice.dated,
        notice.reasons,
        notice.reference,
    ]
