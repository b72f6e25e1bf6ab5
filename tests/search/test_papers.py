"""Papers of a panel are found by what their records say."""

import pytest
from django.db import connections

from reviews.actions import papers
from reviews.models import Paper
from reviews.search.papers import matching
from tests import build
from tests.extracts import pubmed_list

pytestmark = pytest.mark.django_db


def found(panel, query):
    rows = matching(Paper.objects.filter(panel=panel), query)
    return sorted(rows.values_list("title", flat=True))


@pytest.fixture
def imported(panel, ann):
    records = pubmed_list(
        {"pmid": "1001", "title": "Naïve treatments of condition B."},
        {"doi": "10.1000/abc", "title": "Another matter, “quoted” OR not."},
    )
    papers.import_papers(panel, records, by=ann)
    return papers.add(panel, title="By hand", text="Of rabbits.", by=ann)


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ("treatment", ["Naïve treatments of condition B."]),
        ("naive CONDITION", ["Naïve treatments of condition B."]),
        ("10.1000/abc", ["Another matter, “quoted” OR not."]),
        ("alpha constructed", ["Another matter, “quoted” OR not.",
                               "Naïve treatments of condition B."]),
        ('"quoted" OR (', ["Another matter, “quoted” OR not."]),
        ("rabbit", ["By hand"]),
        ("zebra", []),
        ("", ["Another matter, “quoted” OR not.", "By hand", "Naïve treatments of condition B."]),
    ],
)  # fmt: skip
def test_every_word_is_wanted_and_signs_are_just_signs(panel, imported, query, titles):
    if query.startswith("naive") and connections["default"].vendor == "postgresql":
        query = query.replace("naive", "naïve")  # it stems, but keeps accents
    assert found(panel, query) == titles


def test_what_changes_is_found_by_its_new_words_alone(panel, ann, imported):
    papers.edit(imported, title="Of hares", by=ann)
    assert found(panel, "hares rabbits") == ["Of hares"]
    assert found(panel, "hand") == []
    papers.add_identifier(imported, scheme="pmid", value="77", basis="Printed.", by=ann)
    assert found(panel, "77") == ["Of hares"]
    papers.add_source(imported, kind="full_text", text="And of foxes.", by=ann)
    assert found(panel, "fox") == ["Of hares"]


def test_another_panel_s_papers_stay_its_own(panel, imported):
    assert found(build.panel(), "treatment") == []


def test_a_paper_with_a_text_of_many_words_is_found_by_those_it_begins_with(panel):
    made = build.paper(panel, text=" ".join(f"w{n}x{7 * n}" for n in range(150_000)))
    assert list(matching(Paper.objects.all(), "w3x21")) == [made]
