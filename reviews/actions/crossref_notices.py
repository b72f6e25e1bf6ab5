"""Keeping what Crossref tells of one paper as notices of that source.

This is part of the actions that look papers up, which write the event.
"""

import json

from django.utils import timezone

from reviews.actions.events import hold_installation
from reviews.actions.matches import match
from reviews.actions.notice_states import unknown
from reviews.actions.refusals import refused
from reviews.importers.crossref_updates import updates
from reviews.integrity.status import publication_status
from reviews.models import Identifier, IntegrityCheck, Notice
from reviews.models.digests import sha256
from reviews.vocabulary import Origin, Scheme


def keep_crossref(paper, work):
    """The notices in Crossref's answer (a dict) to a look-up of the paper's DOI, each kept once
    in the installation and none that Retraction Watch's own file told; matched, followed to the
    claims they reach, and the look-up dated. Returns the new notices, for the event."""
    # Take it before any other row, as whoever loads notices does.
    hold_installation()
    told, now = updates(work), timezone.now()
    known = _told_by_retraction_watch(told)
    new = unknown([_notice(row, now) for row in told if row.record_id not in known])
    with refused():
        Notice.objects.bulk_create(new)
    match(Identifier.objects.filter(scheme=Scheme.DOI, value__in={row.doi for row in new}))
    own = set(paper.identifiers.filter(scheme=Scheme.DOI).values_list("value", flat=True))
    IntegrityCheck.objects.update_or_create(
        paper=paper,
        origin=Origin.CROSSREF,
        sha256=sha256(json.dumps(work, sort_keys=True)),
        defaults={
            "status": publication_status(row for row in told if row.doi in own),
            "extract_on": timezone.localdate(),
            "checked_at": now,
        },
    )
    return new


def _told_by_retraction_watch(told):
    """Record ids that Retraction Watch's file has brought."""
    ids = {row.record_id for row in told if row.record_id}
    kept = Notice.objects.filter(record__in=ids, origin=Origin.RETRACTION_WATCH)
    return set(kept.values_list("record", flat=True))


def _notice(row, now):
    return Notice(
        origin=Origin.CROSSREF,
        key=row.key,
        nature=row.nature,
        doi=row.doi,
        dated=row.dated,
        reference=f"DOI {row.notice_doi}" if row.notice_doi else "",
        row=row.row,
        extract_on=timezone.localdate(now),
        loaded_at=now,
    )
