"""The report of an edition, or of the working state, as a file."""

import tempfile
from pathlib import Path
from subprocess import SubprocessError

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from reviews.exceptions import Conflict, Unreadable
from reviews.exports import interchange, published, rendering, working_state
from reviews.exports import report as reports
from reviews.exports.choices import SECTIONS, Choices
from reviews.exports.formats import FORMATS
from reviews.models import Panel, Release
from reviews.vocabulary import ReportLanguage, ReportOrder


class Command(BaseCommand):
    help = (
        "Write a published edition of a panel to a file: every claim in its text with its "
        "appraisals, verdict, flags and notices. The same edition gives the same file "
        "until a notice about it becomes known. Nothing that is not published is in it, but "
        "with --working: that is what the next edition would hold."
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
        of = parser.add_mutually_exclusive_group()
        of.add_argument("--edition", metavar="N", type=int, help="its number; else the newest")
        of.add_argument(
            "--working",
            action="store_true",
            help="the working state instead, not published: graded claims and those that stand",
        )
        parser.add_argument(
            "--section",
            choices=SECTIONS,
            action="append",
            help="only this section; again for more of them",
        )
        parser.add_argument(
            "--claim", metavar="ID", action="append", help="only this claim; again for more of them"
        )
        parser.add_argument(
            "--order",
            choices=list(ReportOrder),
            default=ReportOrder.TEXT.value,
            help="how claims follow each other; else as in their texts",
        )

        parser.add_argument(
            "--language",
            choices=list(ReportLanguage),
            default=ReportLanguage.ENGLISH.value,
            help="of headings and fixed words, where people read them; else English",
        )

    def handle(self, **options):
        choices = Choices(
            tuple(options["section"] or SECTIONS),
            tuple(options["claim"] or ()),
            options["order"],
            options["language"],
        )
        if choices.fault:
            raise CommandError(choices.fault)
        output = options["output"]
        try:
            pieces = _pieces(options, choices)
            with Path(output).open("wb") as file:
                file.writelines(p if isinstance(p, bytes) else p.encode() for p in pieces)
        except SubprocessError as error:
            raise CommandError("The report could not be typeset.") from error
        except (Conflict, Unreadable, ValueError) as refusal:
            raise CommandError(str(refusal)) from refusal
        except OSError as error:
            raise CommandError(f"{output} cannot be written: {error.strerror}.") from error


def _pieces(options, choices):
    name, is_working = options["format"], options["working"]
    if name not in FORMATS and (is_working or not choices.is_everything):
        raise CommandError(
            f"The format {name} is of whole editions only: leave the choices out, or take one of "
            f"{', '.join(FORMATS)}."
        )
    if is_working:
        return [_made(working_state.read(_panel(options["panel"])), choices, name)]
    release = _release(options["panel"], options["edition"])
    if name not in FORMATS:
        return [interchange.written(published.of_release(release, settings.SITE_URL), name)]
    if choices.is_everything:
        return FORMATS[name].pieces(release)
    return [_made((reports.head(release), reports.lines(release)), choices, name)]


def _made(read, choices, name):
    """By the process that makes reports that people ask for."""
    head, lines = read
    missing = set(choices.claims) - reports.held(head)
    if missing:
        raise CommandError(f"It has no claim {min(missing)}.")
    with tempfile.TemporaryFile("w+", encoding="utf-8") as file:
        file.write(reports.choosing(head, choices) + "\n")
        file.writelines(lines)
        return rendering.made(file, name)


def _panel(slug):
    panel = Panel.objects.filter(slug=slug).first()
    if panel is None:
        raise CommandError(f"There is no panel {slug!r}.")
    return panel


def _release(slug, edition):
    releases = Release.objects.filter(panel__slug=slug).order_by("-number")
    if edition is not None:
        releases = releases.filter(number=edition)
    release = releases.select_related("panel").first()
    if release is None:
        which = "no edition" if edition is None else f"no edition {edition}"
        raise CommandError(f"The panel {slug!r} has {which}.")
    return release
