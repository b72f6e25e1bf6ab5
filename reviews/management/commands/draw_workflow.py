"""Draw the workflow tables as Mermaid, so that the page in docs cannot rot."""

from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from reviews.vocabulary import Role
from reviews.workflow import CLAIM_MOVES, ROLES, ROUND_MOVES

PAGE = Path("docs/workflow.md")


def _diagram(moves):
    lines = ["```mermaid", "stateDiagram-v2"]
    for verb, move in moves.items():
        note = " (with a reason)" if move.reasoned else ""
        lines += [
            f"    {source} --> {move.target}: {verb}{note}" for source in sorted(move.sources)
        ]
    return [*lines, "```"]


def _table():
    lines = ["| verb | " + " | ".join(Role) + " |", "|---" * (len(Role) + 1) + "|"]
    for verb, roles in ROLES.items():
        marks = ["yes" if role in roles else "-" for role in Role]
        lines.append(f"| {verb.replace('_', ' ')} | {' | '.join(marks)} |")
    return lines


def drawn():
    """The whole page."""
    return "\n".join(
        [
            "# Workflow",
            "",
            "Drawn from `reviews/workflow.py` by `manage.py draw_workflow`; `make test` compares.",
            "",
            "## A claim",
            "",
            *_diagram(CLAIM_MOVES),
            "",
            "## A round",
            "",
            *_diagram(ROUND_MOVES),
            "",
            "## Who may, by role",
            "",
            "`reviews/permissions.py` adds what depends on the thing itself: assignment,",
            "interests, authorship, one's own appraisal.",
            "",
            *_table(),
            "",
        ]
    )


class Command(BaseCommand):
    help = "Write docs/workflow.md from the workflow tables; --check only compares."

    def add_arguments(self, parser):
        parser.add_argument("--check", action="store_true", help="exit 1 if the page is old")

    def handle(self, *, check, **options):
        page = settings.BASE_DIR / PAGE
        if not check:
            page.write_text(drawn())
        elif not page.exists() or page.read_text() != drawn():
            raise CommandError(f"{PAGE} is old: run manage.py draw_workflow.")
