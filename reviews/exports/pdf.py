"""A report as tagged PDF: the same report gives the same bytes."""

import json
import subprocess
import sys

from django.conf import settings

from reviews.exports.glyphs import everywhere
from reviews.exports.reading_report import document

SECONDS = 120  # a thousand claims take a few


def render(report) -> bytes:
    """Typeset in a process of its own. Raises subprocess.SubprocessError if it fails."""
    made = subprocess.run(  # noqa: S603 - a fixed command without a shell
        [sys.executable, "-m", "reviews.exports.typeset"],
        input=json.dumps(everywhere(document(report))).encode(),
        capture_output=True,
        timeout=SECONDS,
        check=True,
        cwd=settings.BASE_DIR,
    )
    return made.stdout
