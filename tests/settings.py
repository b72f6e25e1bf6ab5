"""The project's settings as `make run` has them, with what tests need to be quick and strict."""

import os
import sys
import tempfile
from pathlib import Path

os.environ["EVIDENCE_DEBUG"] = "1"

from evidence.settings import *
from evidence.settings import API_RATES, BASE_DIR, DATABASES, TEMPLATES

ALLOWED_HOSTS = ["testserver", "localhost"]
API_RATES = dict.fromkeys(API_RATES, 10**9)  # walks knock at every door within a minute
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

# Each process has databases of its own, so that runs beside each other do not meet.
_database = DATABASES["default"]
if _database["ENGINE"].endswith("postgresql"):
    _database["TEST"] = {"NAME": f"test_evidence_{os.getpid()}"}
else:
    _database["TEST"] = {
        "NAME": str(Path(tempfile.gettempdir()) / f"test_evidence_{os.getpid()}.sqlite3")
    }


class _Unknown(str):
    """Makes a variable that is not there an error in our templates, and empty in others'."""

    def __contains__(self, part):
        return part == "%s"

    def __mod__(self, variable):
        frame = sys._getframe()
        while not hasattr(frame.f_locals.get("self"), "origin"):
            frame = frame.f_back
        origin = frame.f_locals["self"].origin
        if Path(origin.name).is_relative_to(BASE_DIR / "templates"):
            raise AssertionError(f"{origin} names {variable!r}, which is not there.")
        return ""


TEMPLATES[0]["OPTIONS"]["string_if_invalid"] = _Unknown("%s")
