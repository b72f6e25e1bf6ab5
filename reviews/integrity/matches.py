"""Which notices are about which papers: by DOI, and by PMID where no DOI says otherwise."""

import uuid
from collections import defaultdict
from datetime import date

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.utils import timezone

from reviews.integrity.status import publication_status
from reviews.models import Match

# A PMID is a plain number, so one slip of the pen names another paper. Where notice and paper
# both have a DOI, or the panel holds the paper of the notice's DOI, the DOIs decide.
_BY_DOI = "i.scheme = 'doi' AND i.value = n.doi"
_BY_PMID = """
    i.scheme = 'pmid' AND i.value = n.pmid AND (n.doi = '' OR NOT EXISTS (
        SELECT 1 FROM reviews_identifier own
        WHERE own.paper_id = i.paper_id AND own.scheme = 'doi'
    ) AND NOT EXISTS (
        SELECT 1 FROM reviews_identifier there
        WHERE there.panel_id = i.panel_id AND there.scheme = 'doi' AND there.value = n.doi
    ))
"""


def find(identifiers):
    """Unsaved matches of all notices with the papers that a queryset of identifiers names,
    those that are there already left out. One query, whatever the size."""
    try:
        wanted, parameters = identifiers.order_by().values("pk").query.sql_with_params()
    except EmptyResultSet:
        return []
    with connection.cursor() as cursor:
        sql = " UNION ".join(_pairs(rule, wanted) for rule in (_BY_DOI, _BY_PMID))
        cursor.execute(sql, parameters * 2)
        pairs = cursor.fetchall()
    now = timezone.now()
    return [
        Match(
            notice_id=uuid.UUID(str(notice)),
            paper_id=uuid.UUID(str(paper)),
            matched_by=scheme,
            matched_at=now,
        )
        for notice, paper, scheme in pairs
    ]


def matches_of(papers, origin=None):
    """{paper id: its matches with their notices} for papers that have any, in one query.

    `papers` is a queryset or a list. What a source has changed since is left out.
    """
    # Asked to sort or to filter by notice, SQLite would begin with all the notices there are.
    matches = Match.objects.standing().filter(paper__in=papers).select_related("notice")
    found = defaultdict(list)
    for match in sorted(matches.defer("notice__row"), key=_place):
        if origin in (None, match.notice.origin):
            found[match.paper_id].append(match)
    return dict(found)


def status_of(matches):
    return publication_status([match.notice for match in matches])


def statuses(papers):
    """{paper id: PublicationStatus} for papers or their ids, in one query."""
    wanted = [getattr(paper, "pk", paper) for paper in papers]
    matches = matches_of(wanted)
    return {pk: status_of(matches.get(pk, ())) for pk in wanted}


def _place(match):
    notice = match.notice
    return notice.origin, notice.dated or date.min, notice.key


def _pairs(rule, identifiers):
    return f"""
    SELECT n.id, i.paper_id, i.scheme
    FROM reviews_notice n JOIN reviews_identifier i ON {rule}
    WHERE i.id IN ({identifiers}) AND NOT EXISTS (
        SELECT 1 FROM reviews_match m WHERE m.notice_id = n.id AND m.paper_id = i.paper_id)
    """  # noqa: S608 - joins a constant rule and a query that Django compiled, with parameters
