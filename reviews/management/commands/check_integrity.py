"""`manage.py check_integrity`: look every paper up in a Retraction Watch file."""

import io
import json
import sys
from datetime import date
from pathlib import Path

from django.core.management.base import BaseCommand

from reviews.actions import notices
from reviews.exports.papers import notice
from reviews.exports.words import grouped
from reviews.integrity.matches import matches_of, status_of
from reviews.management.actors import actor, add_actor, refusals
from reviews.models import Claim, Exposure, Identifier, Paper
from reviews.models.people import SYSTEM
from reviews.vocabulary import PublicationStatus


class Command(BaseCommand):
    help = (
        "Load a CSV file of the Retraction Watch data, keep every notice in it, and look up "
        "every paper by DOI, then PMID. Not listed means: not in this file. Every claim that "
        "rests on a listed paper is named, and published ones are to be re-evaluated. The same "
        "file again changes nothing but the date of the look-up."
    )

    def add_arguments(self, parser):
        parser.add_argument("file", metavar="FILE|-", help="the CSV file, or - for standard input")
        parser.add_argument(
            "--extract-date",
            type=date.fromisoformat,
            metavar="YYYY-MM-DD",
            help="the day the file was made; without it, that day is not known",
        )
        parser.add_argument(
            "--json", action="store_true", help="print one JSON object about file and papers"
        )
        add_actor(parser)

    def handle(self, *, file, **options):
        by = actor(options["actor"])
        with refusals(), _opened(file) as rows:
            loaded = notices.load(rows, extract_on=options["extract_date"], by=by)
        papers = Paper.objects.all() if by.pk == SYSTEM else Paper.objects.visible_to(by)
        document = _document(loaded) | {
            "listed": _listed(papers, {row.pk for row in loaded.matches}),
            "affected": _affected(papers, loaded.loaded_at),
            "re_evaluations": _reevaluations(papers, loaded.followed),
        }
        self.stdout.write(json.dumps(document) if options["json"] else _page(document))


def _opened(file):
    return io.BytesIO(sys.stdin.buffer.read()) if file == "-" else Path(file).open("rb")


def _document(loaded):
    """As docs/commands.md describes it: what became of the file."""
    look_up = loaded.look_up
    return {
        "source": look_up.origin,
        "sha256": look_up.sha256,
        "extract_date": look_up.extract_on and look_up.extract_on.isoformat(),
        "seen": loaded.seen,
        "added": loaded.added,
        "known": loaded.known,
        "rejected": len(loaded.rejections),
        "rejections": [{"line": row.line, "reason": row.reason} for row in loaded.rejections],
        "checked": loaded.checked,
        "unchecked": loaded.unchecked,
    }


def _listed(papers, new):
    """Papers that any source lists, with their notices; `new` holds ids of new matches."""
    matches = matches_of(papers.values("pk"))
    concerned = Paper.objects.filter(pk__in=matches).select_related("panel")
    named = Identifier.objects.filter(paper__in=concerned.values("pk")).order_by("scheme", "value")
    identifiers = grouped(named, "paper_id")
    return [
        {
            "paper": str(paper.pk),
            "panel": paper.panel.slug,
            "title": paper.title,
            "identifiers": [
                {"scheme": row.scheme, "value": row.value} for row in identifiers.get(paper.pk, [])
            ],
            "status": status_of(matches[paper.pk]),
            "is_new": any(match.pk in new for match in matches[paper.pk]),
            "notices": [notice(match) for match in matches[paper.pk]],
        }
        for paper in concerned.order_by("panel__slug", "title", "pk")
    ]


def _affected(papers, loaded_at):
    """Claims that stand in listed papers or rest on them, with the path; new since a moment."""
    exposures = Exposure.objects.current().filter(claim__source__paper__in=papers.values("pk"))
    found = exposures.select_related("claim__revision", "claim__source__paper__panel")
    ordered = found.order_by("claim__source__paper__panel__slug", "paper_id", "steps", "claim_id")
    return [
        {
            "claim": str(exposure.claim_id),
            "panel": exposure.claim.source.paper.panel.slug,
            "exact": str(exposure.claim),
            "state": exposure.claim.state,
            "listed": str(exposure.paper_id),
            "status": exposure.status,
            "steps": exposure.steps,
            "path": exposure.path,
            "is_new": exposure.found_at >= loaded_at,
        }
        for exposure in ordered.iterator(chunk_size=2000)
    ]


def _reevaluations(papers, followed):
    """Claims whose re-evaluation the file opened or closed."""
    acts = {"opened": followed.opened, "closed": followed.closed}
    claims = Claim.objects.filter(source__paper__in=papers.values("pk")).order_by("pk")
    return {
        act: [str(pk) for pk in claims.filter(pk__in=found).values_list("pk", flat=True)]
        for act, found in acts.items()
    }


_NEAR = {0: "its own paper", 1: "cited or graded with it"}


def _page(document):
    """The same for people."""
    lines = [
        "Rows: {seen} seen = {added} new + {known} known + {rejected} rejected.".format(**document),
        "Papers: {checked} looked up; {unchecked} without DOI or PMID.".format(**document),
    ]
    lines += [f"Line {row['line']}, rejected: {row['reason']}" for row in document["rejections"]]
    for paper in document["listed"]:
        status = PublicationStatus(paper["status"]).label
        mark = " (new)" if paper["is_new"] else ""
        lines.append(f"{paper['panel']}: {paper['title']}: {status}{mark}.")
    opened, closed = document["re_evaluations"]["opened"], document["re_evaluations"]["closed"]
    claims = {affected["claim"] for affected in document["affected"]}
    lines.append(f"Claims that stand in listed papers or rest on them: {len(claims)}.")
    lines.append(f"Re-evaluations: {len(opened)} opened, {len(closed)} closed.")
    for affected in document["affected"]:
        if affected["claim"] in opened:
            status = PublicationStatus(affected["status"]).label.lower()
            steps = affected["steps"]
            away = _NEAR.get(steps, f"{steps} steps away")
            lines.append(f"{affected['panel']}: “{affected['exact']}”: {away}, {status}.")
    return "\n".join(lines)
