"""`manage.py import_papers`: a file of records into a panel."""

import json
import shutil
import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from reviews.actions import papers
from reviews.management.actors import actor, add_actor, refusals
from reviews.models import Panel
from reviews.vocabulary import Nature, RecordOutcome

BATCH = 500  # records that are in memory at a time


class Command(BaseCommand):
    help = (
        "Import a file of records into a panel: RIS, MEDLINE (nbib), PubMed XML or text, BibTeX, "
        "EndNote XML, CSL-JSON, CSV or TSV, told apart by content. Every record seen is imported, "
        "a duplicate of a paper that the panel has, or rejected with a reason; either the whole "
        "file is stored or, if the command ends early, nothing of it: run it again then."
    )

    # Checking the addresses loads every page: a third of the memory, and nothing of it is used.
    requires_system_checks = []

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
        by = actor(options["actor"])
        with refusals(), _opened(file) as records:
            name = "" if file == "-" else Path(file).name
            upload = papers.import_papers(panel, records, by=by, name=name)
        for part in _document(upload) if options["json"] else _page(upload):
            self.stdout.write(part, ending="")


@contextmanager
def _opened(file):
    with tempfile.TemporaryFile() if file == "-" else Path(file).open("rb") as opened:
        if file == "-":
            shutil.copyfileobj(sys.stdin.buffer, opened)
        yield opened


def _document(upload):
    """As docs/commands.md describes it, in parts, because there may be very many records."""
    head = json.dumps({"format": upload.format, **upload.counts, "records": []})
    yield head.removesuffix("]}")
    between = ""
    for record in upload.records.order_by("index").iterator(BATCH):
        yield between + json.dumps(_record(record))
        between = ", "
    yield "]}\n"


def _record(record):
    is_new = record.outcome == RecordOutcome.IMPORTED
    paper = record.paper_id and str(record.paper_id)
    return {
        "index": record.index,
        "line": record.line,
        "outcome": record.outcome,
        "reason": record.reason or None,
        "paper": paper if is_new else None,
        "duplicate_of": None if is_new else paper,
        "title": record.title or None,
        "doi": record.doi or None,
        "pmid": record.pmid or None,
        "notices": record.notices,
    }


def _page(upload):
    """The same for people: the counts, and a line for what needs attention."""
    counts = ", ".join(f"{name} {count}" for name, count in upload.counts.items())
    yield f"{counts[:1].upper()}{counts[1:]}.\n"
    if upload.problem:
        yield f"{upload.problem}\n"
    for record in upload.records.order_by("index").iterator(BATCH):
        place = f"Record {record.index}, line {record.line}"
        if record.reason:
            yield f"{place}, {record.outcome}: {record.reason}\n"
        for notice in record.notices:
            yield f"{place}: {Nature(notice['nature']).label} ({notice['heading']})\n"
