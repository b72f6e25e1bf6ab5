"""Judge answers by an instrument, without a database."""

import json
import sys

from django.core.management.base import BaseCommand, CommandError

from reviews.instruments.loading import shipped
from reviews.instruments.requests import refusal, respond


class Command(BaseCommand):
    help = (
        "Read JSON from standard input, one object a line, and print what an instrument "
        'proposes for each, one line out for each. A line is {"answers": {"1": 2, ...}} or '
        '{"domains": {...}} for the overall judgement alone; for grade also '
        '{"outcomes": ["high", "low"]}. Bad answers are told under "refusals"; the exit code '
        "is 1 only if a line could not be read."
    )
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("instrument", help=f"one of {', '.join(shipped())}")

    def handle(self, *args, instrument, **options):
        if instrument not in shipped():
            raise CommandError(f"There is no instrument {instrument}; try {', '.join(shipped())}.")
        definition = shipped()[instrument]
        unread = 0
        for number, line in enumerate(sys.stdin.buffer, start=1):
            if not line.strip():
                continue
            try:
                answer = respond(definition, json.loads(line))
            except (ValueError, RecursionError):
                unread += 1
                answer = refusal(definition, f"Line {number} is not JSON.")
            self.stdout.write(json.dumps(answer))
        if unread:
            raise CommandError(f"{unread} of the lines could not be read as JSON.")
