"""`manage.py import_archive`: everything that an archive holds, into an empty installation."""

from django.core.management.base import BaseCommand

from reviews.actions import archives
from reviews.management.actors import refusals
from reviews.management.archives import progress, say


class Command(BaseCommand):
    help = (
        "Restore what export_archive wrote, into an empty installation: a new database on which "
        "manage.py migrate was run and nothing else. Either all of it is restored, as it was, or "
        "nothing. Passwords are not in it: everybody sets a new one, through “Forgot your "
        "password?” on the page to sign in."
    )

    # Checking the addresses loads every page: a third of the memory, and nothing of it is used.
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("file", metavar="FILE", help="the archive")
        parser.add_argument(
            "--digest", metavar="HASH", help="what export_archive printed, to be held "
            "against the archive"
        )  # fmt: skip
        parser.add_argument("--json", action="store_true", help="print one JSON object")

    def handle(self, *, file, **options):
        with refusals():
            digest, rows = archives.import_archive(
                file, digest=options["digest"], told=progress(self.stderr)
            )
        say(self.stdout, digest, rows, options["json"])
