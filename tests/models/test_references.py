"""Papers' own lists of references, found again in the panel."""

import pytest

from reviews.actions import papers
from reviews.importers.records import Cited
from reviews.models import Reference
from tests import build

pytestmark = pytest.mark.django_db


def identify(paper, scheme, value):
    papers.add_identifier(
        paper, scheme=scheme, value=value, basis="Made for the test.", by=build.chair(paper.panel)
    )


def found(paper):
    rows = Reference.objects.filter(paper=paper).order_by("position").with_found()
    return [row.found for row in rows]


def test_an_entry_is_found_in_the_panel_by_doi_then_by_pmid(panel):
    own, by_doi, by_pmid = (build.paper(panel) for _ in range(3))
    identify(by_doi, "doi", "10.5555/first")
    identify(by_pmid, "pmid", "99000001")
    identify(build.paper(), "doi", "10.5555/elsewhere")
    build.references(
        own,
        Cited("Both.", doi="10.5555/first", pmid="99000001"),
        Cited("PMID alone.", pmid="99000001"),
        Cited("A DOI that the panel has not, of a paper without one.", "10.5555/x", "99000001"),
        Cited("In another panel.", doi="10.5555/elsewhere"),
        Cited("Neither."),
    )
    assert found(own) == [by_doi.pk, by_pmid.pk, by_pmid.pk, None, None]


def test_a_doi_decides_where_both_have_one(panel):
    own, other = build.paper(panel), build.paper(panel)
    identify(other, "pmid", "99000001")
    identify(other, "doi", "10.5555/other")
    build.references(own, Cited("Mistyped.", doi="10.5555/x", pmid="99000001"))
    assert found(own) == [None]


@pytest.mark.parametrize("count", [1, 3])
def test_a_list_is_found_in_one_query(panel, count, django_assert_num_queries):
    own = build.paper(panel)
    build.references(own, *[Cited(f"Entry {n}.", doi=f"10.5555/{n}") for n in range(count)])
    with django_assert_num_queries(1):
        assert found(own) == [None] * count
