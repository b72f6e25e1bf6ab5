"""`manage.py verify_audit`: whether the history is as it was written."""

import json

from django.core.management.base import BaseCommand, CommandError

from reviews.exports import verify


class Command(BaseCommand):
    help = (
        "Recompute every chain of events and the digest of every guarded row, and name what was "
        "edited, inserted, reordered or deleted. Whoever owns the database can cut off the end "
        "of a chain unseen: keep the printed hashes elsewhere and give them back with --head."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--head",
            nargs="+",
            action="extend",
            default=[],
            metavar="HASH",
            dest="heads",
            help="hashes that were kept outside; each must still be that of an event",
        )
        parser.add_argument("--json", action="store_true", help="print one JSON object")

    def handle(self, *, heads, **options):
        problems = list(verify.problems(heads))
        newest = verify.heads()
        if options["json"]:
            self.stdout.write(json.dumps({"heads": newest, "problems": problems}))
        else:
            self.stdout.writelines(f"{problem}\n" for problem in problems)
            self.stdout.writelines(f"{head}  {name}\n" for name, head in newest.items())
        if problems:
            count = f"{len(problems)} problem{'s' if len(problems) > 1 else ''}"
            raise CommandError(f"The history is not as it was written: {count}.")
