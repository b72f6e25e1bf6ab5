"""Matching notices with papers, and dating the look-ups.

These are parts of other actions, which write the event.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.utils import timezone

from reviews.actions.cascade import follow
from reviews.actions.refusals import refused
from reviews.integrity.dialects import moment, new_key
from reviews.integrity.matches import find, matches_of, status_of
from reviews.models import Identifier, IntegrityCheck, Match
from reviews.vocabulary import Origin, PublicationStatus, Scheme

BATCH = 2000
_MERGED = "merged"


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
    checked = _date(papers.filter(pk__in=keys.values("paper_id")), look_up)
    by_status = defaultdict(list)
    for pk, matches in matches_of(papers, look_up.origin).items():
        by_status[status_of(matches)].append(pk)
    made = IntegrityCheck.objects.filter(origin=look_up.origin, sha256=look_up.sha256)
    for status, listed in by_status.items():
        made.filter(paper__in=listed).update(status=status)
    return checked


def _date(papers, look_up):
    """A row for each paper, not listed as far as is known yet; in one statement."""
    try:
        wanted, parameters = papers.order_by().values("pk").query.sql_with_params()
    except EmptyResultSet:
        return 0
    values = [
        str(look_up.origin),
        PublicationStatus.NOT_LISTED.value,
        look_up.sha256,
        connection.ops.adapt_datefield_value(look_up.extract_on),
        moment(timezone.now()),
    ]
    with connection.cursor() as cursor:
        cursor.execute(
            f"""INSERT INTO reviews_integritycheck
                (id, paper_id, origin, status, sha256, extract_on, checked_at)
            SELECT {new_key()}, p.id, %s, %s, %s, %s, %s
            FROM reviews_paper p WHERE p.id IN ({wanted})
            ON CONFLICT (paper_id, origin, sha256) DO UPDATE SET status = excluded.status,
                extract_on = excluded.extract_on, checked_at = excluded.checked_at""",  # noqa: S608 - joins what Django compiled of a queryset; every value is a parameter
            [*values, *parameters],
        )
        return cursor.rowcount


def check_again(papers):
    """Look papers up in the extract that was loaded last, whose notices are all kept."""
    extracts = IntegrityCheck.objects.filter(origin=Origin.RETRACTION_WATCH)
    last = extracts.order_by("-checked_at").first()
    if last:
        check(papers, LookUp(Origin(last.origin), last.sha256, last.extract_on))


def inherit(paper):
    """Save and return matches of a paper with what is listed of the records merged into it: a
    record that tells of its own retraction needs no identifier for that."""
    listed = Match.objects.filter(paper__merged_into=paper).exclude(
        notice__in=Match.objects.filter(paper=paper).values("notice_id")
    )
    now = timezone.now()
    return save(
        [
            Match(notice_id=notice, paper=paper, matched_by=_MERGED, matched_at=now)
            for notice in sorted(set(listed.values_list("notice_id", flat=True)))
        ]
    )


def take_back(paper, record):
    """Delete the matches of a paper that none of its identifiers and merged records gives any
    more, and what public claims say because of them. `record` stands for itself again: what a
    repetition of it told meanwhile of itself was told of that record alone."""
    names, its_names = (
        set(Identifier.objects.filter(paper=each).values_list("scheme", "value"))
        for each in (paper, record)
    )
    merged = Match.objects.filter(paper__merged_into=paper).values_list("notice_id", flat=True)
    still, gone = set(merged), []
    for match in Match.objects.filter(paper=paper).select_related("notice"):
        of_notice = {(Scheme.DOI, match.notice.doi), (Scheme.PMID, match.notice.pmid)}
        if match.matched_by == _MERGED:
            gone += [match] if match.notice_id not in still else []
        elif not names & of_notice and (match.matched_by in list(Scheme) or its_names & of_notice):
            gone.append(match)
    if gone:
        Match.objects.filter(pk__in=[match.pk for match in gone]).delete()
        follow([paper.pk])
