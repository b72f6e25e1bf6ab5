"""Which notices are about which papers."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reviews.actions import notices, papers
from reviews.integrity.matches import find, matches_of, statuses
from reviews.models import Identifier, Match
from reviews.vocabulary import PublicationStatus
from tests import build
from tests.extracts import notice, retraction_watch

pytestmark = pytest.mark.django_db


def known_by(panel, **identifiers):
    paper, by = build.paper(panel), build.chair(panel)
    for scheme, value in identifiers.items():
        papers.add_identifier(paper, scheme=scheme, value=value, basis="Known.", by=by)
    return paper


def matched():
    return set(Match.objects.values_list("paper_id", "matched_by"))


@pytest.mark.parametrize(
    ("identifiers", "row", "by"),
    [
        ({"doi": "10.1000/a"}, {"doi": "10.1000/a"}, "doi"),
        ({"doi": "10.1000/a"}, {"doi": "HTTPS://DOI.ORG/10.1000/A"}, "doi"),
        ({"pmid": "11"}, {"pmid": "11"}, "pmid"),
        ({"pmid": "11"}, {"pmid": "11", "doi": "10.1000/a"}, "pmid"),
        ({"pmid": "11", "doi": "10.1000/a"}, {"pmid": "11"}, "pmid"),
        ({"pmid": "11", "doi": "10.1000/a"}, {"pmid": "11", "doi": "10.1000/a"}, "doi"),
        ({"pmid": "11", "doi": "10.1000/a"}, {"pmid": "12", "doi": "10.1000/a"}, "doi"),
        ({"pmid": "11", "doi": "10.1000/a"}, {"pmid": "11", "doi": "10.1000/b"}, None),
        ({"doi": "10.1000/a"}, {"doi": "10.1000/ab"}, None),
        ({"pmid": "11"}, {"pmid": "0"}, None),
        ({"pmcid": "PMC11"}, {"pmid": "11"}, None),
        ({}, {}, None),
    ],
)
def test_a_notice_is_matched_by_doi_then_by_pmid(panel, identifiers, row, by):
    paper = known_by(panel, **identifiers)
    notices.load(retraction_watch(notice("1", **row)))
    assert matched() == ({(paper.pk, by)} if by else set())


def test_the_paper_of_the_doi_keeps_the_notice_from_the_paper_of_the_pmid(panel):
    right, wrong = known_by(panel, doi="10.1000/a"), known_by(panel, pmid="11")
    notices.load(retraction_watch(notice("1", doi="10.1000/a", pmid="11")))
    assert matched() == {(right.pk, "doi")}
    assert statuses([right, wrong]) == {
        right.pk: PublicationStatus.RETRACTED,
        wrong.pk: PublicationStatus.NOT_LISTED,
    }


def test_a_notice_reaches_every_panel(panel):
    here, there = known_by(panel, doi="10.1000/a"), known_by(build.panel(), pmid="11")
    notices.load(retraction_watch(notice("1", doi="10.1000/a", pmid="11")))
    assert matched() == {(here.pk, "doi"), (there.pk, "pmid")}


def test_only_the_identifiers_asked_about_are_matched(panel):
    here, there = build.paper(panel), build.paper(panel)
    notices.load(retraction_watch(notice("1", doi="10.1000/a"), notice("2", doi="10.1000/b")))
    Identifier.objects.bulk_create(
        Identifier(
            paper=paper, panel=panel, scheme="doi", value=value, basis="Known.",
            added_at=paper.added_at, added_by=paper.added_by,
        )
        for paper, value in ((here, "10.1000/a"), (there, "10.1000/b"))
    )  # fmt: skip
    assert [row.paper_id for row in find(Identifier.objects.filter(paper=here))] == [here.pk]
    assert find(Identifier.objects.filter(value__in=[])) == []


def test_many_papers_are_read_in_one_query(panel, django_assert_num_queries):
    rows = [notice(str(number), doi=f"10.1000/{number}") for number in range(3)]
    notices.load(retraction_watch(*rows))
    found = [known_by(panel, doi=f"10.1000/{number}") for number in range(3)]
    for some in (found[:1], found):
        with django_assert_num_queries(1):
            assert set(statuses(some).values()) == {PublicationStatus.RETRACTED}
        with django_assert_num_queries(1):
            assert matches_of(some).keys() == {paper.pk for paper in some}


DOIS = st.sampled_from(["", "10.1000/a", "10.1000/b"])
PMIDS = st.sampled_from(["", "11", "12"])


@settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    held=st.lists(st.tuples(DOIS, PMIDS), max_size=3, unique=True).filter(
        lambda held: all(
            len({pair[n] for pair in held if pair[n]}) == sum(bool(pair[n]) for pair in held)
            for n in (0, 1)
        )
    ),
    doi=DOIS,
    pmid=PMIDS,
)
def test_the_query_says_what_the_rule_says(held, doi, pmid):
    """The same rule, read row by row."""
    panel = build.panel()
    found = {}
    for own_doi, own_pmid in held:
        given = {"doi": own_doi, "pmid": own_pmid}
        paper = known_by(panel, **{name: value for name, value in given.items() if value})
        found[paper.pk] = own_doi, own_pmid
    notices.load(retraction_watch(notice(f"{panel.pk}", doi=doi, pmid=pmid or "0")))
    expected = set()
    for pk, (own_doi, own_pmid) in found.items():
        if doi and own_doi == doi:
            expected.add((pk, "doi"))
        elif pmid and own_pmid == pmid:
            is_elsewhere = any(other == doi for other, _ in found.values())
            if not doi or not own_doi and not is_elsewhere:
                expected.add((pk, "pmid"))
    matches = Match.objects.filter(notice__key=str(panel.pk), paper__panel=panel)
    assert set(matches.values_list("paper_id", "matched_by")) == expected
