"""What environment variables say. A secret may come from a file, named by the same variable with
_FILE after it."""

import os
from pathlib import Path


def text(name, default=""):
    path = os.environ.get(f"{name}_FILE")
    return Path(path).read_text().strip() if path else os.environ.get(name, default)


def flag(name):
    return text(name).lower() in {"1", "true", "yes", "on"}


def number(name, default):
    return int(text(name) or default)


def words(name):
    return [word.strip() for word in text(name).split(",") if word.strip()]
