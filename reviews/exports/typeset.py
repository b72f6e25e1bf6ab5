"""Runs alone, as `python -m reviews.exports.typeset`: JSON comes in, a PDF goes out.

A process of its own, so that the memory it takes and whatever befalls it end with it. It needs
neither Django nor a database. What users wrote reaches Typst as data, never as source.
"""

import json
import sys
from datetime import UTC, datetime
from pathlib import Path

import typst

TEMPLATE = Path(__file__).parent / "report.typ"
FONTS = Path(__file__).parent / "fonts"
STANDARD = "ua-1"  # tagged, with language, title, headings in order and alternative texts


def main():
    document = json.load(sys.stdin)
    published = datetime.fromisoformat(document["published_on"]).replace(tzinfo=UTC)
    sys.stdout.buffer.write(
        typst.compile(
            TEMPLATE,
            root=TEMPLATE.parent,
            font_paths=[FONTS],
            ignore_system_fonts=True,
            format="pdf",
            pdf_standards=[STANDARD],
            sys_inputs={"report": json.dumps(document)},
            timestamp=published,
        )
    )


if __name__ == "__main__":
    main()
