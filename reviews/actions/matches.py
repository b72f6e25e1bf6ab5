"""Matching notices with papers, and dating the look-ups.

These are parts of other actions, which write the event.
"""

from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from reviews.actions.cascade import follow
from reviews.actions.refusals import refused
from reviews.integrity.matches import find, matches_of, status_of
from reviews.models import Identifier, IntegrityCheck, Match
from reviews.vocabulary import Origin, Scheme

BATCH = 2000


@dataclass(frozen=True)
class LookUp:
    """One extract of one source; `extract_on` is None when its date is not known."""

    origin: Origin
    sha256: str
    extract_on: date | None


def match(identifiers):
    """Save and return the new matches of a queryset of identifiers with all notices, and follow
    the notices to the claims they reach."""
    return save(find(identifiers))


def save(matches):
    keep(matches)
    if matches:
        follow({match.paper_id for match in matches}, matches=matches)
    return matches


def keep(matches):
    with refused():
        Match.objects.bulk_create(matches, batch_size=BATCH)
    return matches


def check(papers, look_up):
    """Date the look-up of each paper of a queryset that has a DOI or a PMID to look up.

    The same extract again moves the date. Returns how many papers were looked up.
    """
    keys = Identifier.objects.filter(scheme__in=[Scheme.DOI, Scheme.PMID])
    wanted = papers.filter(pk__in=keys.values("paper_id"))
    matches = matches_of(papers, look_up.origin)
    now = timezone.now()
    checks = [
        IntegrityCheck(
            paper_id=pk,
            origin=look_up.origin,
            status=status_of(matches.get(pk, ())),
            extract_on=look_up.extract_on,
            sha256=look_up.sha256,
            checked_at=now,
        )
        for pk in wanted.values_list("pk", flat=True)
    ]
    IntegrityCheck.objects.bulk_create(
        checks,
        batch_size=BATCH,
        update_conflicts=True,
        unique_fields=["paper", "origin", "sha256"],
        update_fields=["status", "extract_on", "checked_at"],
    )
    return len(checks)


def check_again(papers):
    """Look papers up in the extract that was loaded last, whose notices are all kept."""
    extracts = IntegrityCheck.objects.filter(origin=Origin.RETRACTION_WATCH)
    last = extracts.order_by("-checked_at").first()
    if last:
        check(papers, LookUp(Origin(last.origin), last.sha256, last.extract_on))
