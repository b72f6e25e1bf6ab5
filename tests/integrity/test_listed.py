"""What is listed of papers that are only named."""

from dataclasses import dataclass
from datetime import date
from io import BytesIO

import pytest

from reviews.actions import notices, papers
from reviews.importers import retraction_watch
from reviews.integrity.listed import listed, pairs, snapshot
from reviews.models import Notice
from reviews.vocabulary import Origin
from tests import build

pytestmark = pytest.mark.django_db
DOI, PMID = "10.5555/constructed.a", "99000001"


@dataclass
class Named:
    doi: str = ""
    pmid: str = ""


def load(*rows, extract_on=None):
    """A Retraction Watch file with these cells in its rows."""
    columns = sorted({*retraction_watch.REQUIRED_COLUMNS, *(name for row in rows for name in row)})
    lines = [",".join(columns)]
    for cells in rows:
        row = dict.fromkeys(columns, "") | {"RetractionNature": "Retraction"} | cells
        lines.append(",".join(row[name] for name in columns))
    return notices.load(BytesIO("\n".join(lines).encode()), extract_on=extract_on)


def found(*named):
    """[[(record, scheme)] of each]"""
    told = listed(named)
    return [
        [(each.notice.record, str(each.matched_by)) for each in told.get(place, [])]
        for place in range(len(named))
    ]


def test_a_doi_finds_a_notice_then_a_pmid_where_no_doi_says_otherwise():
    load({"Record ID": "1", "OriginalPaperDOI": DOI, "OriginalPaperPubMedID": PMID})
    assert found(Named(DOI)) == [[("1", "doi")]]
    assert found(Named(DOI, PMID)) == [[("1", "doi")]]
    assert found(Named("", PMID)) == [[("1", "pmid")]]
    assert found(Named("10.5555/other", PMID)) == [[]]
    assert found(Named("", PMID), Named(DOI)) == [[("1", "pmid")], [("1", "doi")]]
    assert found(Named(), Named("10.5555/other"), Named("", "99000002")) == [[], [], []]


def test_a_notice_without_a_doi_is_found_by_pmid_whatever_the_doi():
    load({"Record ID": "1", "OriginalPaperPubMedID": PMID})
    assert found(Named("10.5555/other", PMID)) == [[("1", "pmid")]]


def test_a_paper_that_is_named_twice_is_told_of_twice():
    load({"Record ID": "1", "OriginalPaperDOI": DOI})
    assert found(Named(DOI), Named(DOI)) == [[("1", "doi")], [("1", "doi")]]


def test_of_a_record_that_was_changed_only_the_newest_state_is_told(time_machine):
    time_machine.move_to("2026-01-01 12:00:00+00:00", tick=False)
    row = {"Record ID": "1", "OriginalPaperDOI": DOI}
    load(row)
    time_machine.move_to("2026-01-02 12:00:00+00:00", tick=False)
    load(row | {"RetractionNature": "Correction"})
    [told] = listed([Named(DOI)])[0]
    assert (told.notice.nature, told.notice.record) == ("correction", "1")


def test_a_record_whose_doi_was_mended_is_told_of_the_other_paper_alone(time_machine):
    time_machine.move_to("2026-01-01 12:00:00+00:00", tick=False)
    load({"Record ID": "1", "OriginalPaperDOI": DOI}, {"Record ID": "2", "OriginalPaperDOI": DOI})
    time_machine.move_to("2026-01-02 12:00:00+00:00", tick=False)
    load({"Record ID": "1", "OriginalPaperDOI": "10.5555/other"})
    assert found(Named(DOI), Named("10.5555/other")) == [[("2", "doi")], [("1", "doi")]]
    assert found(Named(DOI)) == [[("2", "doi")]]


def test_what_an_imported_record_tells_is_not_told_to_everybody(panel):
    """It is the panel's: that it has the paper, and who knows who wrote the record."""
    record = (
        f"PMID- {PMID}\nTI  - A constructed paper.\nPT  - Retracted Publication\n"
        f"RIN - J Made Up. 2026;1:1\nAID - {DOI} [doi]\n"
    )
    papers.import_papers(panel, record, by=build.chair(panel))
    assert set(Notice.objects.values_list("origin", flat=True)) == {Origin.PUBMED}
    assert found(Named(DOI, PMID)) == [[]]
    assert snapshot() is None


def test_the_snapshot_is_the_newest_extract():
    assert snapshot() is None
    load({"Record ID": "1", "OriginalPaperDOI": DOI})
    assert snapshot().extract_on is None
    load({"Record ID": "2", "OriginalPaperDOI": DOI}, extract_on=date(2026, 3, 1))
    load({"Record ID": "3", "OriginalPaperDOI": DOI}, extract_on=date(2026, 2, 1))
    assert snapshot().extract_on == date(2026, 3, 1)
    assert snapshot().source == Origin.RETRACTION_WATCH


@pytest.mark.parametrize("count", [1, 3, 300])
def test_a_list_is_looked_up_in_one_query(count, django_assert_num_queries):
    load(*[{"Record ID": str(n + 1), "OriginalPaperDOI": f"10.5555/{n}"} for n in range(count)])
    named = [Named(f"10.5555/{n}", str(99000000 + n)) for n in range(count)]
    with django_assert_num_queries(1):
        assert len(listed(named)) == count


def test_what_has_several_identifiers_is_found_by_each_once():
    named = [Named("10.5555/a"), Named("", "1"), Named("10.5555/b", "2"), Named("", "2")]
    things = [("paper", {"10.5555/a", "10.5555/b"}, {"1", "2"}), ("other", set(), {"2"})]
    assert sorted((place, thing, str(scheme)) for place, thing, scheme in pairs(named, things)) == [
        (0, "paper", "doi"),
        (1, "paper", "pmid"),
        (2, "other", "pmid"),
        (2, "paper", "doi"),
        (3, "other", "pmid"),
        (3, "paper", "pmid"),
    ]
