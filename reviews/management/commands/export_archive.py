"""`manage.py export_archive`: the whole installation into one file."""

from django.core.management.base import BaseCommand

from reviews.actions import archives
from reviews.management.actors import actor, add_actor, refusals
from reviews.management.archives import progress, say


class Command(BaseCommand):
    help = (
        "Write everything that this installation holds into one new file, from which "
        "import_archive restores it elsewhere: every record, event and edition, but no password, "
        "token, session or draft. It holds appraisals that are blinded still, so keep it as you "
        "keep the database. Keep the digest that is printed: it tells whether the file is whole."
    )

    # Checking the addresses loads every page: a third of the memory, and nothing of it is used.
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("file", metavar="FILE", help="where to; it may not be there yet")
        parser.add_argument("--json", action="store_true", help="print one JSON object")
        add_actor(parser)

    def handle(self, *, file, **options):
        with refusals():
            by = actor(options["actor"])
            digest, rows = archives.export_archive(file, by=by, told=progress(self.stderr))
        say(self.stdout, digest, rows, options["json"])
