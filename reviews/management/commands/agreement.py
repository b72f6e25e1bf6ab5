"""`manage.py agreement`: how far raters agree, beyond chance."""

import json
import sys
from argparse import RawDescriptionHelpFormatter
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from reviews.agreement import reading
from reviews.agreement.summary import summary
from reviews.exceptions import Unreadable
from reviews.vocabulary import Scale

DESCRIPTION = """\
Reads who rated which item how, and prints how far the raters agree: percent agreement,
Cohen's and Fleiss' kappa, Krippendorff's alpha, Gwet's AC1 and AC2 and the intraclass
correlation, with 95% intervals, as one JSON object. What does not apply, or cannot be told
from these ratings, is null. No database is needed and nothing is stored.

FILE is a CSV file with a header and one row for each rating; "-" reads standard input:

  item,rater,rating
  Trial A,Ann,low
  Trial A,Bob,moderate
  Trial B,Ann,high

Leave out what was not rated. Commas, semicolons or tabs part the cells.

The scale says what may be done with the ratings:
  nominal   names that can only be told apart (the default)
  ordinal   steps from low to high; give words in their order with --order
  interval  numbers whose differences count, such as a sum of points
  ratio     numbers from a true zero whose proportions count, such as a dose

Examples:
  manage.py agreement ratings.csv --scale ordinal --order "very low,low,moderate,high"
  manage.py agreement - --scale interval < totals.csv
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
        parser.add_argument("file", metavar="FILE|-", help="the CSV file, or - for stdin")
        parser.add_argument(
            "--scale",
            metavar="SCALE",
            help=f"{', '.join(Scale)}; without it nominal, or ordinal where an order is given",
        )
        parser.add_argument(
            "--order",
            metavar='"LOW,...,HIGH"',
            help="all categories that could be chosen, from lowest to highest",
        )
        parser.add_argument(
            "--more",
            action="store_true",
            help="add Conger's kappa, Brennan and Prediger's, and Fleiss' for each category",
        )

    def handle(self, *, file, scale, order, **options):
        name = "standard input" if file == "-" else file
        chosen = scale or (Scale.NOMINAL if order is None else Scale.ORDINAL)
        if chosen not in set(Scale):
            raise CommandError(f"There is no scale {scale}; try {', '.join(Scale)}.")
        if order is not None and chosen not in {Scale.NOMINAL, Scale.ORDINAL}:
            raise CommandError(f"--order is for categories; leave it out on the {chosen} scale.")
        try:
            names = () if order is None else reading.read_order(order)
            data = sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
            ratings, doubts = reading.read(data, Scale(chosen), names)
        except OSError as error:
            raise CommandError(f"{name}: {error.strerror}.") from None
        except Unreadable as refusal:
            raise CommandError(f"{name}: {refusal}") from None
        document = summary(ratings, Scale(chosen), with_more=options["more"])
        document["warnings"] = doubts + document["warnings"]
        self.stdout.write(json.dumps(document))
