"""The report of an edition as a file."""

from pathlib import Path
from subprocess import SubprocessError

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from reviews.exceptions import Unreadable
from reviews.exports import interchange, published
from reviews.exports.formats import FORMATS
from reviews.models import Release


class Command(BaseCommand):
    help = (
        "Write a published edition of a panel to a file: every claim in its text with its "
        "appraisals, verdict, flags and notices. The same edition gives the same file "
        "until a notice about it becomes known. Nothing that is not published is in it."
    )

    def add_arguments(self, parser):
        parser.add_argument("panel", metavar="PANEL", help="the panel's short name in addresses")
        parser.add_argument(
            "--format",
            choices=[*FORMATS, *interchange.FORMATS],
            required=True,
            help="what to write",
        )
        parser.add_argument("-o", "--output", metavar="FILE", required=True, help="where to")
        parser.add_argument("--edition", metavar="N", type=int, help="its number; else the newest")

    def handle(self, **options):
        release = _release(options["panel"], options["edition"])
        output = options["output"]
        try:
            pieces = _pieces(release, options["format"])
            with Path(output).open("wb") as file:
                file.writelines(p if isinstance(p, bytes) else p.encode() for p in pieces)
        except SubprocessError as error:
            raise CommandError("The report could not be typeset.") from error
        except (Unreadable, ValueError) as refusal:
            raise CommandError(str(refusal)) from refusal
        except OSError as error:
            raise CommandError(f"{output} cannot be written: {error.strerror}.") from error


def _pieces(release, name):
    if name in FORMATS:
        return FORMATS[name].pieces(release)
    return [interchange.written(published.of_release(release, settings.SITE_URL), name)]


def _release(slug, edition):
    releases = Release.objects.filter(panel__slug=slug).order_by("-number")
    if edition is not None:
        releases = releases.filter(number=edition)
    release = releases.select_related("panel").first()
    if release is None:
        which = "no edition" if edition is None else f"no edition {edition}"
        raise CommandError(f"The panel {slug!r} has {which}.")
    return release
