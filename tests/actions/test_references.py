"""Papers' own lists of references: mapped, kept in bulk, and found again in the panel."""

from types import SimpleNamespace

import pytest

from reviews.actions import papers
from reviews.actions.references import keep_references, references_of
from reviews.importers.records import Cited
from reviews.models import Reference
from tests import build

pytestmark = pytest.mark.django_db


def listed(*entries):
    return SimpleNamespace(references=entries)


def identify(paper, scheme, value):
    papers.add_identifier(
        paper, scheme=scheme, value=value, basis="Made for the test.", by=build.chair(paper.panel)
    )


def kept(paper, *entries):
    keep_references([(paper.pk, listed(*entries))])
    return list(Reference.objects.filter(paper=paper).order_by("position").with_found())


def test_every_entry_that_tells_something_keeps_its_place():
    rows = references_of(
        None,
        (
            Cited("Someone. A study. 2001.", doi="https://doi.org/10.5555/ABC.", year=2001),
            Cited("  "),
            Cited("", title="A title alone", year=99999),
            Cited("", pmid="PMID: 123", doi="no doi"),
        ),
    )
    assert [(row.position, row.text, row.doi, row.pmid, row.title, row.year) for row in rows] == [
        (1, "Someone. A study. 2001.", "10.5555/abc", "", "", 2001),
        (2, "A title alone", "", "", "A title alone", None),
        (3, "PMID 123", "", "123", "", None),
    ]


def test_an_entry_is_found_in_the_panel_by_doi_then_by_pmid(panel):
    own, by_doi, by_pmid = (build.paper(panel) for _ in range(3))
    identify(by_doi, "doi", "10.5555/first")
    identify(by_pmid, "pmid", "99000001")
    identify(build.paper(), "doi", "10.5555/elsewhere")
    rows = kept(
        own,
        Cited("Both.", doi="10.5555/first", pmid="99000001"),
        Cited("PMID alone.", pmid="99000001"),
        Cited("A DOI that the panel has not, of a paper without one.", "10.5555/x", "99000001"),
        Cited("In another panel.", doi="10.5555/elsewhere"),
        Cited("Neither."),
    )
    assert [row.found for row in rows] == [by_doi.pk, by_pmid.pk, by_pmid.pk, None, None]


def test_a_doi_decides_where_both_have_one(panel):
    other = build.paper(panel)
    identify(other, "pmid", "99000001")
    identify(other, "doi", "10.5555/other")
    [row] = kept(build.paper(panel), Cited("Mistyped.", doi="10.5555/x", pmid="99000001"))
    assert row.found is None


@pytest.mark.parametrize("count", [1, 3])
def test_lists_are_kept_and_found_in_one_statement_each(panel, count, django_assert_num_queries):
    records = [
        (build.paper(panel).pk, listed(*[Cited(f"Entry {n}.", doi=f"10.5555/{n}") for n in "ab"]))
        for _ in range(count)
    ]
    with django_assert_num_queries(1):
        assert len(keep_references(records)) == 2 * count
    with django_assert_num_queries(1):
        assert [row.found for row in Reference.objects.with_found()] == [None] * 2 * count
