"""Matching notices with papers, dating the look-ups, and telling the public claims.

These are parts of other actions, which write the event.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from reviews.actions.refusals import refused
from reviews.exports.papers import notice
from reviews.integrity.matches import find, matches_of, status_of, statuses
from reviews.models import Identifier, IntegrityCheck, Match, Notice, Standing
from reviews.vocabulary import Banner, Origin, Scheme

BATCH = 2000
_MERGED = "merged"
_NEW_NOTICE = "A notice about the paper became known after this edition."


@dataclass(frozen=True)
class LookUp:
    """One extract of one source; `extract_on` is None when its date is not known."""

    origin: Origin
    sha256: str
    extract_on: date | None


def match(identifiers):
    """Save and return the new matches of a queryset of identifiers with all notices."""
    return save(find(identifiers))


def save(matches):
    with refused():
        Match.objects.bulk_create(matches, batch_size=BATCH)
    _tell_standings(matches)
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
    last = IntegrityCheck.objects.order_by("-checked_at").first()
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


def take_back(paper):
    """Delete the matches of a paper that none of its identifiers and merged records gives any
    more, and what public claims say because of them."""
    names = set(Identifier.objects.filter(paper=paper).values_list("scheme", "value"))
    merged = Match.objects.filter(paper__merged_into=paper).values_list("notice_id", flat=True)
    still, gone = set(merged), []
    for match in Match.objects.filter(paper=paper).select_related("notice"):
        of_notice = {(Scheme.DOI, match.notice.doi), (Scheme.PMID, match.notice.pmid)}
        if match.matched_by == _MERGED:
            gone += [match] if match.notice_id not in still else []
        elif match.matched_by in list(Scheme) and not names & of_notice:
            gone.append(match)
    if gone:
        Match.objects.filter(pk__in=[match.pk for match in gone]).delete()
        _untell_standings(paper, {str(match.notice_id) for match in gone})


def _untell_standings(paper, notices):
    standings = list(Standing.objects.filter(paper_id=paper.pk))
    for standing in standings:
        standing.status = statuses([paper])[paper.pk]
        told = [notice for notice in standing.notices_since if notice["id"] not in notices]
        if standing.notices_since and not told and standing.reason == _NEW_NOTICE:
            standing.banner, standing.reason = Banner.NONE, ""
        standing.notices_since = told
    Standing.objects.bulk_update(standings, ["status", "notices_since", "banner", "reason"])


def _tell_standings(matches):
    """Public claims of papers with new notices say so, over the edition that did not know."""
    notices = Notice.objects.in_bulk({match.notice_id for match in matches})
    new = defaultdict(list)
    for match in matches:
        match.notice = notices[match.notice_id]
        new[match.paper_id].append(notice(match))
    concerned = Standing.objects.filter(paper_id__in=new)
    concerned.exclude(banner=Banner.WITHDRAWN).update(
        banner=Banner.RE_EVALUATION,
        reason=_NEW_NOTICE,
    )
    standings = list(concerned)
    status = statuses({standing.paper_id for standing in standings})
    for standing in standings:
        standing.status = status[standing.paper_id]
        standing.notices_since += new[standing.paper_id]
    Standing.objects.bulk_update(standings, ["status", "notices_since"])
