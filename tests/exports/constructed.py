"""A frozen claim as it might be, with signs of many scripts; nothing in it is about the world."""

import json
from datetime import date
from pathlib import Path

from reviews.exports.editions import TextShown
from reviews.exports.report import Report

GOLDEN = Path(__file__).resolve().parent.parent / "golden"


def content():
    return json.loads((GOLDEN / "content.json").read_text())


def report(*contents):
    return Report(
        panel={"slug": "panel-1", "name": "Panel 1", "about": "About & <more>."},
        number=2,
        published_on=date(2026, 11, 22),
        digest="d" * 64,
        audit_head="a" * 64,
        texts=[TextShown([each]) for each in contents or [content()]],
    )


def shape(value):
    """The keys of nested dicts, of lists the shape of the first that has any."""
    if isinstance(value, dict):
        return {key: shape(each) for key, each in value.items()}
    if isinstance(value, list):
        return [shape(value[0])] if value else []
    return None
