"""What besides the data decides the bytes of a page or a file: this program, as it is installed."""

import hashlib
import sys
from functools import cache, lru_cache
from importlib.metadata import distributions
from pathlib import Path

from django.conf import settings

from reviews.models.digests import canonical, sha256


def making() -> str:
    """A digest that is another with every version of the program and of what it is built on, and
    with the settings that pages show. Machines that run the same have the same."""
    return _making(settings.SITE_URL, settings.CONTACT_EMAIL)


@lru_cache
def _making(*shown):
    return sha256(canonical([_program(), *shown]))


@cache
def _program():
    base = Path(settings.BASE_DIR)
    found = hashlib.sha256(sys.version.encode())
    for name in sorted(f"{each.name} {each.version}" for each in distributions()):
        found.update(name.encode())
    for file in sorted(
        _files(base / "reviews", base / "evidence", base / "templates", base / "locale")
    ):
        found.update(str(file.relative_to(base)).encode())
        found.update(file.read_bytes())
    return found.hexdigest()


def _files(*folders):
    for folder in folders:
        for file in folder.rglob("*"):
            if file.is_file() and "__pycache__" not in file.parts:
                yield file
