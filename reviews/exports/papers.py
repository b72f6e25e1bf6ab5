"""Papers and what sources list about them, as editions show it: what is not known is null."""

from reviews.exports.words import dated, grouped, pair, unknown, word
from reviews.integrity.matches import statuses
from reviews.models import Identifier, IntegrityCheck, Match
from reviews.vocabulary import Origin


class Papers:
    """Identifiers, notices, look-ups and status of some papers, in four queries."""

    def __init__(self, papers):
        self.identifiers = grouped(
            Identifier.objects.filter(paper__in=papers).order_by("scheme", "value"), "paper_id"
        )
        self.matches = grouped(
            Match.objects.standing()
            .filter(paper__in=papers)
            .select_related("notice")
            .order_by("notice__origin", "notice__key"),
            "paper_id",
        )
        self.checks = grouped(
            IntegrityCheck.objects.filter(paper__in=papers).order_by("checked_at"), "paper_id"
        )
        self.statuses = statuses(papers)

    def content(self, paper):
        """The status is what sources list, and stands apart from every label."""
        latest = {row.origin: row for row in self.checks.get(paper.pk, [])}
        return {
            "id": str(paper.pk),
            "title": paper.title,
            "short": paper.short,
            "authors": paper.authors,
            "journal": unknown(paper.journal),
            "year": paper.year,
            "published": unknown(paper.published),
            "volume": unknown(paper.volume),
            "issue": unknown(paper.issue),
            "pages": unknown(paper.pages),
            "design": pair(paper, "design"),
            "identifiers": [
                {"scheme": pair(row, "scheme"), "value": row.value, "basis": row.basis}
                for row in self.identifiers.get(paper.pk, [])
            ],
            "status": word(self.statuses[paper.pk]),
            "notices": self.notices(paper.pk),
            "checks": [check(latest[origin]) for origin in sorted(latest)],
        }

    def notices(self, pk):
        return [notice(match) for match in self.matches.get(pk, [])]


def notice(match):
    """One notice about one paper; `as_of` is the day of the extract it was read from."""
    listed = match.notice
    return {
        "id": str(listed.pk),
        "nature": pair(listed, "nature"),
        "source": word(Origin(listed.origin)),
        "record": listed.key,
        "dated": dated(listed.dated),
        "reasons": unknown(listed.reasons),
        "reference": unknown(listed.reference),
        "as_of": dated(listed.extract_on),
        "matched_by": match.matched_by,
    }


def check(row):
    """One dated look-up, "not listed" included."""
    return {
        "source": word(Origin(row.origin)),
        "status": pair(row, "status"),
        "as_of": dated(row.extract_on),
        "checked_on": dated(row.checked_at),
        "sha256": row.sha256,
    }
