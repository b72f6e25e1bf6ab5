"""Telling notices that are kept already from new ones and from later states of the same record."""

from reviews.models import Notice
from reviews.models.digests import canonical, sha256


def unknown(notices):
    """The notices that are not kept yet. A record whose facts changed is kept once more."""
    states = {_state(notice) for notice in notices}
    keys = {notice.key for notice in notices}
    origins = {notice.origin for notice in notices}
    stored = Notice.objects.filter(origin__in=origins, key__in=keys | states)
    known = {notice.key: _facts(notice) for notice in stored.defer("row")}
    new = []
    for notice in notices:
        state = _state(notice)
        if known.get(notice.key, _facts(notice)) != _facts(notice):
            notice.key = state
        if notice.key not in known:
            known[notice.key] = _facts(notice)
            new.append(notice)
    return new


def _facts(notice):
    return [
        notice.nature,
        notice.doi,
        notice.pmid,
        notice.dated,
        notice.reasons,
        notice.reference,
    ]


def _state(notice):
    return f"{notice.key}#{sha256(canonical(_facts(notice)))[:32]}"
