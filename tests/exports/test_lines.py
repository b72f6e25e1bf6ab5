"""Lines of claims in lists."""

from datetime import UTC, datetime
from html.parser import HTMLParser
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviews.exports.lines import line
from reviews.vocabulary import Banner, Certainty, Kind, Label, PublicationStatus

CLAIM = UUID("00000000-0000-4000-8000-000000000007")
SHOWN = {
    "claim": CLAIM, "exact": "It should be given.", "label": "weakly_supported",
    "kind": "recommendation", "certainty": "very_low", "status": "retracted",
    "banner": "re_evaluation", "panel": "Bone health panel", "year": 2003,
    "at": datetime(2026, 11, 3, 23, 30, tzinfo=UTC),
}  # fmt: skip


class Words(HTMLParser):
    """The text of some markup, and where its links lead."""

    def __init__(self, markup):
        super().__init__()
        self.text, self.links, self.tags = "", [], []
        self.feed(markup)

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.links += [value for name, value in attrs if name == "href"]

    def handle_data(self, data):
        self.text += data


def words(**told):
    return Words(line(*(SHOWN | told).values()))


def test_a_line_tells_what_was_said_how_it_is_judged_and_what_became_of_it():
    shown = words()
    assert shown.links == [f"/claims/{CLAIM}/"]
    assert shown.text.split("\n") == [
        "",
        "“It should be given.”",
        "Weakly supportedRecommendation · certainty of the evidence: very low",
        (
            "Paper listed as retracted. Under re-evaluation. Bone health panel · paper of 2003 · "
            "3 November 2026"
        ),
    ]


def test_what_is_not_known_is_not_told():
    told = {"certainty": "", "status": "not_listed", "banner": "none", "year": None}
    assert words(**told).text.split("\n")[2:] == [
        "Weakly supportedRecommendation · certainty of the evidence: not graded",
        "Bone health panel · 3 November 2026",
    ]


@given(st.text(), st.text())
def test_whatever_people_wrote_is_text(exact, panel):
    plain = words(exact="", panel="").tags
    assert words(exact=exact, panel=panel).tags == plain


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("label", Label), ("kind", Kind), ("status", PublicationStatus), ("banner", Banner),
        ("certainty", [step.word for step in Certainty]),
    ],
)  # fmt: skip
def test_every_word_of_the_vocabulary_has_its_own_line(name, values):
    told = {line(*(SHOWN | {name: str(value)}).values()) for value in values}
    # What a claim that was withdrawn says is on its own page; it is in no list.
    assert len(told) == len(list(values)) - (name == "banner")
