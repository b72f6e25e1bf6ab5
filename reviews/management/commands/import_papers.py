"""`manage.py import_papers`: a file of records into a panel."""

import json
import sys
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from reviews.actions import papers
from reviews.management.actors import actor, add_actor, refusals
from reviews.models import Panel


class Command(BaseCommand):
    help = (
        "Import a file of records in PubMed's text format into a panel. Every record seen is "
        "imported, a duplicate of a paper that the panel has, or rejected with a reason; either "
        "the whole file is stored or, if the command ends early, nothing of it."
    )

    def add_arguments(self, parser):
        parser.add_argument("file", metavar="FILE|-", help="the records, or - for standard input")
        parser.add_argument("--panel", metavar="SLUG", required=True, help="the panel's short name")
        parser.add_argument(
            "--json", action="store_true", help="print one JSON object about every record"
        )
        add_actor(parser)

    def handle(self, *, file, **options):
        panel = Panel.objects.filter(slug=options["panel"]).first()
        if panel is None:
            raise CommandError(f"There is no panel {options['panel']}.")
        with refusals():
            data = sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
            imported = papers.import_papers(panel, data, by=actor(options["actor"]))
        self.stdout.write(json.dumps(_document(imported)) if options["json"] else _page(imported))


def _document(imported):
    """As docs/commands.md describes it."""
    records = [_record(record) for record in imported.records]
    return {"format": imported.format, **imported.counts, "records": records}


def _record(record):
    return {
        "index": record.index,
        "line": record.line,
        "outcome": record.outcome,
        "reason": record.reason or None,
        "paper": record.paper and str(record.paper),
        "duplicate_of": record.duplicate_of and str(record.duplicate_of),
        "title": record.title or None,
        "doi": record.doi or None,
        "pmid": record.pmid or None,
        "notices": [_notice(notice) for notice in record.notices],
    }


def _notice(notice):
    return {
        "nature": notice.nature,
        "heading": notice.heading,
        "reference": notice.reference or None,
        "date": notice.published or None,
        "doi": notice.doi or None,
        "pmid": notice.pmid or None,
    }


def _page(imported):
    """The same for people: the counts, and a line for what needs attention."""
    counts = ", ".join(f"{name} {count}" for name, count in imported.counts.items())
    lines = [f"{counts[:1].upper()}{counts[1:]}."]
    for record in imported.records:
        place = f"Record {record.index}, line {record.line}"
        if record.reason:
            lines.append(f"{place}, {record.outcome}: {record.reason}")
        lines += [f"{place}: {notice.nature.label} ({notice.heading})" for notice in record.notices]
    return "\n".join(lines)
