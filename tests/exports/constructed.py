"""A frozen claim as it might be, with signs of many scripts; nothing in it is about the world."""

import json
from datetime import UTC, date, datetime
from pathlib import Path

from reviews.exports import reading_agreement, release_agreement
from reviews.exports.editions import TextShown
from reviews.exports.published import Published
from reviews.exports.reading_papers import newest
from reviews.exports.report import Report
from reviews.instruments.loading import shipped


def _word(value):
    return {"value": value, "label": value.replace("_", " ").capitalize()}


def protocol(number=1, **fixed):
    """A version of a protocol, as editions freeze it."""
    return {
        "id": f"00000000-0000-4000-8000-00000000000{number}",
        "number": number,
        "locked_on": f"2026-11-0{number}",
        "reason": None if number == 1 else "A reason & <more>.",
        "eligibility": "What is said of <treatment> A.",
        "kinds": [_word("result"), _word("recommendation")],
        "scopes": [_word("general_claim")],
        "appraisers_per_round": 2,
        "is_naming_appraisers": False,
        "settling": [_word("agreement"), _word("consensus")],
        "instruments": [
            {
                "key": "amstar-2",
                "name": "AMSTAR 2",
                "version": "2017",
                "sha256": "c" * 64,
                "settings": [
                    {
                        "id": "critical",
                        "label": "Critical items",
                        "words": ["2", "4"],
                        "is_default": False,
                    }
                ],
            }
        ],
        "outcomes": [
            {
                "id": "00000000-0000-4000-8000-000000000003",
                "question": {
                    "id": "00000000-0000-4000-8000-000000000004",
                    "population": "adults with condition B",
                    "intervention": "treatment A",
                    "comparator": "no treatment",
                    "target": _word("any_effect"),
                    "threshold": None,
                    "as_of": "2026-01-01",
                },
                "name": "outcome C",
                "importance": _word("critical"),
                "effect": _word("benefit"),
                "surrogate_of": None,
            }
        ],
    } | fixed


FLOW = [
    {
        "step": "marked",
        "label": "Claims marked in papers",
        "count": 5,
        "left_out": [{"why": "rejected", "label": "rejected", "count": 2}],
    },
    {"step": "eligible", "label": "Eligible under the protocol", "count": 3, "left_out": []},
    {
        "step": "appraised",
        "label": "Appraised and settled",
        "count": 3,
        "left_out": [{"why": "withdrawn", "label": "withdrawn by the panel", "count": 1}],
    },
    {"step": "published", "label": "In this edition", "count": 2, "left_out": []},
]
GOLDEN = Path(__file__).resolve().parent.parent / "golden"


def content():
    return json.loads((GOLDEN / "content.json").read_text())


def agreement(*contents):
    """As an edition of these claims freezes it; every round is one of GRADE."""
    used = {round["instrument"]["sha256"] for each in contents for round in each["rounds"]}
    definitions = dict.fromkeys(used, shipped()["grade"])
    return release_agreement.content(contents, [protocol()], definitions)


def chosen(lapsed=()):
    """What an edition keeps of a panel's choice of the highest certainty."""
    highest = {"value": "highest", "label": "The highest that alone would justify the advice"}
    choice = {
        "branch": highest,
        "outcome": "death",
        "round": "00000000-0000-4000-8000-000000000007",
        "reason": "Why & <so>.",
        "chosen_on": "2026-11-21",
        "lapsed": list(lapsed),
    }
    return {"choice": choice} | ({} if lapsed else {"branch": highest})


def report(*contents):
    contents = contents or (content(),)
    return Report(
        panel={"slug": "panel-1", "name": "Panel 1", "about": "About & <more>."},
        number=2,
        published_on=date(2026, 11, 22),
        digest="d" * 64,
        audit_head="a" * 64,
        texts=[TextShown([each], each["paper"]) for each in contents],
        protocols=[protocol(), protocol(2, appraisers_per_round=3)],
        flow=FLOW,
        agreement=reading_agreement.agreement({"agreement": agreement(*contents)}),
    )


def published(*contents, definitions=None, **since):
    """The edition of these claims, published as one; `since` by claim id, `definitions` those
    that are shipped."""
    return Published(
        site="https://evidence.example",
        slug="panel-1",
        number=2,
        at=datetime(2026, 11, 22, 12, 30, tzinfo=UTC),
        contents=list(contents) or [content()],
        papers=newest(contents or [content()]),
        definitions=definitions or dict(shipped()),
        since=since,
    )


def shape(value):
    """The keys of nested dicts, of lists the shape of the first that has any."""
    if isinstance(value, dict):
        return {key: shape(each) for key, each in value.items()}
    if isinstance(value, list):
        return [shape(value[0])] if value else []
    return None
