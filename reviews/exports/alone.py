"""Modules of this folder that run alone, as `python -m reviews.exports.<module>`: data comes in, a
file goes out. The process ends with the memory it takes and whatever befalls it, and what it loads
is loaded by nobody else."""

import subprocess
import sys

from django.conf import settings


def run(module, data, *, seconds) -> bytes:
    """Raises subprocess.SubprocessError if it fails or takes longer."""
    made = subprocess.run(  # noqa: S603 - no shell, and callers name `module` by a constant
        [sys.executable, "-m", f"reviews.exports.{module}"],
        input=data,
        capture_output=True,
        timeout=seconds,
        check=True,
        cwd=settings.BASE_DIR,
    )
    return made.stdout
