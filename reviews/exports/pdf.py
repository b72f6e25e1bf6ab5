"""A report as tagged PDF: the same report gives the same bytes."""

import json

from reviews.exports import alone
from reviews.exports.glyphs import everywhere
from reviews.exports.reading_report import document

SECONDS = 120  # a thousand claims take a few


def render(report) -> bytes:
    """Raises subprocess.SubprocessError if it cannot be typeset."""
    told = json.dumps(everywhere(document(report)))
    return alone.run("typeset", told.encode(), seconds=SECONDS)
