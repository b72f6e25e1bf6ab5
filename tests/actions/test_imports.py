"""Files of records: every record seen is imported, a duplicate or rejected."""

import json
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reviews.actions import imports, papers, people
from reviews.models import Event, Identifier, Match, Notice, Paper, Source
from reviews.models.digests import sha256
from tests import build
from tests.extracts import pubmed, pubmed_list

pytestmark = pytest.mark.django_db

RETRACTED = "Retraction in\n    J Constr Res. 2021 Feb 3;14(2):7. doi: 10.1000/notice."


def outcomes(imported):
    return [record.outcome for record in imported.records]


def test_the_seed_is_imported_as_it_stands(panel, ann):
    text = Path("reviews/demo/pubmed_14584089.txt").read_text(encoding="utf-8")
    imported = papers.import_papers(panel, text, by=ann)
    assert imported.counts == {"seen": 1, "imported": 1, "duplicates": 0, "rejected": 0}
    paper = Paper.objects.get(panel=panel)
    assert imported.records[0].paper == paper.pk
    assert (paper.journal, paper.year, paper.volume, paper.issue, paper.pages) == (
        "Yonsei Med J", 2003, "44", "5", "751-6",
    )  # fmt: skip
    assert paper.authors[0] == {"family": "Iwamoto", "given": "J", "orcid": ""}
    assert paper.record in text
    [identifier] = paper.identifiers.all()
    assert (str(identifier), identifier.basis) == ("PMID 14584089", "as imported")
    [source] = paper.sources.all()
    assert (len(source.text), source.sha256[:16]) == (1840, "ee7b2b2fd9bb3c0d")
    assert source.text == text[281 : 281 + 1840]


def test_a_file_is_one_event_that_digests_its_texts(panel, ann):
    papers.import_papers(panel, pubmed_list({"pmid": "1001"}, {"pmid": "1002"}), by=ann)
    [event] = Event.objects.filter(verb="import")
    body = json.loads(event.body)
    assert body["detail"] == {
        "format": "pubmed", "seen": 2, "imported": 2, "duplicates": 0, "rejected": 0,
    }  # fmt: skip
    assert {row[1] for row in body["made"]} == {str(s.pk) for s in Source.objects.all()}


@pytest.mark.parametrize(
    "identifier", [{"doi": "10.1000/a"}, {"pmid": "1001"}, {"doi": "10.1000/a", "pmid": "1001"}]
)
def test_a_file_twice_is_imported_once(panel, ann, identifier):
    text = pubmed_list(identifier, {"pmid": "1002"})
    first = papers.import_papers(panel, text, by=ann)
    again = papers.import_papers(panel, text, by=ann)
    assert outcomes(first) == ["imported", "imported"]
    assert outcomes(again) == ["duplicate", "duplicate"]
    assert [r.duplicate_of for r in again.records] == [r.paper for r in first.records]
    assert Paper.objects.filter(panel=panel).count() == 2
    value = identifier.get("doi", "1001")
    assert again.records[0].reason.endswith(f"{value} already.")


def test_records_of_one_file_that_share_an_identifier_are_one_paper(panel, ann):
    text = pubmed_list(
        {"pmid": "1001"},
        {"pmid": "1001", "doi": "10.1000/b"},
        {"doi": "10.1000/b"},
        {"doi": "10.1000/c", "pmid": "1002"},
    )
    imported = papers.import_papers(panel, text, by=ann)
    assert outcomes(imported) == ["imported", "duplicate", "duplicate", "imported"]
    first = imported.records[0].paper
    assert [record.duplicate_of for record in imported.records[1:3]] == [first, first]


def test_records_without_an_identifier_are_never_duplicates(panel, ann):
    imported = papers.import_papers(panel, pubmed_list({}, {}), by=ann)
    assert outcomes(imported) == ["imported", "imported"]


def test_another_panel_has_papers_of_its_own(panel, ann):
    text = pubmed_list({"pmid": "1001"})
    other = build.panel()
    papers.import_papers(other, text, by=build.chair(other))
    assert outcomes(papers.import_papers(panel, text, by=ann)) == ["imported"]


def test_what_does_not_fit_is_rejected_with_the_reason_and_the_rest_imported(panel, ann):
    text = pubmed_list(
        {"pmid": "1001"},
        {"pmid": "1002", "pages": ", ".join(f"{n}-{n + 1}" for n in range(10, 40, 2))},
        {"pmid": "1002"},
    )
    imported = papers.import_papers(panel, text, by=ann)
    assert outcomes(imported) == ["imported", "rejected", "imported"]
    assert "Pages: " in imported.records[1].reason
    assert (imported.records[1].index, imported.records[1].line) == (2, 12)


def test_rejections_stand_in_the_order_of_the_file(panel, ann):
    text = "\n\n\n".join([pubmed(1, pmid="1001"), "2. J Constr Res. 2019.\n\nPMID: 1002",
                          pubmed(3, pmid="1003")])  # fmt: skip
    imported = papers.import_papers(panel, text, by=ann)
    assert [record.index for record in imported.records] == [1, 2, 3]
    assert outcomes(imported) == ["imported", "rejected", "imported"]
    assert imported.records[1].reason.endswith(".")


def test_a_file_that_cannot_be_read_stores_nothing(panel, ann):
    for data in (b"", b"%PDF-1.7", "a\0b"):
        with pytest.raises(ValidationError):
            papers.import_papers(panel, data, by=ann)
    assert not Event.objects.filter(verb="import").exists()


def test_what_a_record_tells_of_itself_becomes_a_notice(panel, ann):
    text = pubmed_list({"pmid": "1001", "notice": RETRACTED}, {"notice": RETRACTED})
    imported = papers.import_papers(panel, text, by=ann)
    matches = Match.objects.select_related("notice", "paper")
    assert {match.paper_id for match in matches} == {r.paper for r in imported.records}
    assert {match.matched_by for match in matches} == {"record"}
    notice = matches.get(paper=imported.records[0].paper).notice
    assert (notice.origin, notice.nature, notice.pmid) == ("pubmed", "retraction", "1001")
    assert notice.dated.isoformat() == "2021-02-03"
    assert notice.row["published"] == "2021 Feb 3"
    made = json.loads(Event.objects.get(verb="import").body)["made"]
    assert sum(row[0] == "notice" for row in made) == Notice.objects.count() == 2


def test_a_date_without_a_day_stays_unknown(panel, ann):
    told = RETRACTED.replace("2021 Feb 3", "2021 Feb")
    papers.import_papers(panel, pubmed_list({"pmid": "1001", "notice": told}), by=ann)
    assert Notice.objects.get().dated is None


def test_a_duplicate_that_tells_of_a_retraction_warns_of_the_paper_that_is_there(panel, ann):
    [first] = papers.import_papers(panel, pubmed_list({"pmid": "1001"}), by=ann).records
    text = pubmed_list({"pmid": "1001", "notice": RETRACTED})
    for _ in range(2):
        assert outcomes(papers.import_papers(panel, text, by=ann)) == ["duplicate"]
    assert Match.objects.get().paper_id == first.paper


def test_a_notice_reaches_the_same_paper_in_other_panels(panel, ann):
    other = build.panel()
    papers.import_papers(other, pubmed_list({"pmid": "1001"}), by=build.chair(other))
    papers.import_papers(panel, pubmed_list({"pmid": "1001", "notice": RETRACTED}), by=ann)
    matched = dict(Match.objects.values_list("paper__panel__slug", "matched_by"))
    assert matched == {panel.slug: "record", other.slug: "pmid"}
    assert Notice.objects.count() == 1


def test_the_system_may_import_and_nothing_else(panel):
    system = people.system()
    papers.import_papers(panel, pubmed_list({"pmid": "1001"}), by=system)
    paper = Paper.objects.get(panel=panel)
    assert (paper.added_by, Event.objects.get(verb="import").actor_id) == (system, system.pk)
    with pytest.raises(Exception, match="You have no seat in this panel"):
        papers.edit(paper, title="Other", by=system)


def test_thirty_records_take_as_many_queries_as_one(panel, ann):
    def queries(numbers):
        text = pubmed_list(*({"pmid": str(n), "doi": f"10.1000/{n}"} for n in numbers))
        with CaptureQueriesContext(connection) as captured:
            papers.import_papers(panel, text, by=ann)
        return len(captured)

    assert queries(range(1001, 1002)) == queries(range(2001, 2031))


def test_more_identifiers_than_one_look_up_holds(panel, ann, monkeypatch):
    monkeypatch.setattr(imports, "LOOK_UP", 3)
    text = pubmed_list(*({"pmid": str(n), "doi": f"10.1000/{n}"} for n in range(1001, 1008)))
    papers.import_papers(panel, text, by=ann)
    assert set(outcomes(papers.import_papers(panel, text, by=ann))) == {"duplicate"}


RECORDS = st.fixed_dictionaries(
    {
        "pmid": st.sampled_from(["", "1001", "1002", "1003"]),
        "doi": st.sampled_from(["", "10.1000/a", "10.1000/b"]),
        "pages": st.sampled_from(["1-9", "9" * 61]),
        "notice": st.sampled_from(["", RETRACTED]),
    }
)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(files=st.lists(st.lists(RECORDS, min_size=1, max_size=6), max_size=3))
def test_every_record_is_accounted_for(files):
    panel = build.panel()
    by = build.chair(panel)
    imported_papers = set()
    for records in files:
        imported = papers.import_papers(panel, pubmed_list(*records), by=by)
        counts = imported.counts
        assert counts["seen"] == len(records)
        assert counts["seen"] == counts["imported"] + counts["duplicates"] + counts["rejected"]
        imported_papers |= {r.paper for r in imported.records if r.outcome == "imported"}
        for record in imported.records:
            assert (record.paper is not None) == (record.outcome == "imported")
            assert (record.duplicate_of is not None) == (record.outcome == "duplicate")
            assert bool(record.reason) == (record.outcome != "imported")
            assert record.duplicate_of is None or record.duplicate_of in imported_papers
    assert {p.pk for p in panel.papers.all()} == imported_papers
    for source in Source.objects.filter(paper__panel=panel):
        assert source.sha256 == sha256(source.text)
    values = Identifier.objects.filter(panel=panel).values_list("scheme", "value")
    assert len(set(values)) == len(values)
