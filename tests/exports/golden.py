"""Comparing with kept files: UPDATE_GOLDEN=1 writes them anew, for a person to read the diff."""

import os

from tests.exports.constructed import GOLDEN


def assert_golden(name, text):
    path = GOLDEN / name
    if os.environ.get("UPDATE_GOLDEN"):
        path.write_text(text)
    assert text == path.read_text(), f"{name} differs; if that is meant, UPDATE_GOLDEN=1 renews it."
