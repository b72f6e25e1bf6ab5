"""`manage.py suggest_claims`: how each sentence of an abstract is worded."""

import json
import sys
from argparse import RawDescriptionHelpFormatter
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from reviews.exceptions import Unreadable
from reviews.wording import suggestions

DESCRIPTION = """\
Reads an abstract and proposes, sentence by sentence, how it is worded: background, result,
conclusion or recommendation; how strongly it advises; how firmly it is put (1 to 4); which
causal language it uses; and the words that show it. Proposals are for people to accept or to
correct. No database is needed and nothing is stored.

FILE is a PubMed export in text format, with one record or many, or any plain text;
"-" reads standard input.

Examples:
  manage.py suggest_claims abstract.txt
  manage.py suggest_claims export.txt --json | head -1
  manage.py suggest_claims sentences.txt --lines
"""


class Command(BaseCommand):
    help = DESCRIPTION
    requires_system_checks = ()

    def create_parser(self, prog_name, subcommand, **kwargs):
        """Keeps the line breaks of the description."""
        parser = super().create_parser(prog_name, subcommand, **kwargs)
        parser.formatter_class = RawDescriptionHelpFormatter
        return parser

    def add_arguments(self, parser):
        parser.add_argument("file", metavar="FILE|-", help="the text to read, or - for stdin")
        parser.add_argument(
            "--json",
            action="store_true",
            help="print one JSON object for each record, each on a line of its own",
        )
        parser.add_argument(
            "--lines",
            action="store_true",
            help="take every input line as one sentence; print one JSON line for each",
        )

    def handle(self, *, file, lines, **options):
        name = "standard input" if file == "-" else file
        try:
            data = sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
            if lines:
                for sentence in suggestions.of_lines(data):
                    self.stdout.write(json.dumps(sentence))
                return
            found, refusals = suggestions.of_file(data)
        except OSError as error:
            raise CommandError(f"{name}: {error.strerror}.") from None
        except Unreadable as refusal:
            raise CommandError(f"{name}: {refusal}") from None
        for suggestion in found:
            self.stdout.write(json.dumps(suggestion) if options["json"] else _page(suggestion))
        if refusals:
            raise CommandError(" ".join(refusals))


def _page(suggestion):
    """The same for people: a paragraph for each sentence."""
    paragraphs = [suggestion["paper"]["title"] or "Text without a record"]
    for sentence in suggestion["sentences"]:
        cues = ", ".join(f"{cue['text']} ({cue['group']})" for cue in sentence["cues"])
        flags = ", ".join(flag["code"] for flag in sentence["flags"])
        level = sentence["language_level"]
        facts = [
            f"{sentence['start']}-{sentence['end']}",
            sentence["kind"],
            f"advice {sentence['advice']}",
            f"causal language {sentence['causal']}",
            *([f"language level {level}"] if level else []),
        ]
        paragraphs.append(
            "\n".join(filter(None, [", ".join(facts), sentence["exact"], cues, flags]))
        )
    return "\n\n".join(paragraphs) + "\n"
