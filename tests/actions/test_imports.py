"""Files of records: every record seen is imported, a duplicate or rejected."""

import json
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reviews.actions import duplicates, papers, people
from reviews.models import Event, Identifier, Match, Notice, Pair, Paper, Source
from reviews.models.digests import canonical, manifest, sha256
from tests import build
from tests.extracts import pubmed, pubmed_list

pytestmark = pytest.mark.django_db

RETRACTED = "Retraction in\n    J Constr Res. 2021 Feb 3;14(2):7. doi: 10.1000/notice."


def records_of(upload):
    return list(upload.records.order_by("index"))


def outcomes(upload):
    return [record.outcome for record in records_of(upload)]


def test_the_seed_is_imported_as_it_stands(panel, ann):
    text = Path("reviews/demo/pubmed_14584089.txt").read_text(encoding="utf-8")
    imported = papers.import_papers(panel, text, by=ann)
    assert imported.counts == {"seen": 1, "imported": 1, "duplicates": 0, "rejected": 0}
    paper = Paper.objects.get(panel=panel)
    assert records_of(imported)[0].paper_id == paper.pk
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
    upload = papers.import_papers(panel, pubmed_list({"pmid": "1001"}, {"pmid": "1002"}), by=ann)
    [event] = Event.objects.filter(verb="import")
    body = json.loads(event.body)
    texts = [Source.objects.get(paper=record.paper_id) for record in records_of(upload)]
    listed = manifest((text.pk, sha256(text.text)) for text in texts)
    assert body["detail"] == {
        "seen": 2, "imported": 2, "duplicates": 0, "rejected": 0,
        "texts": listed | {"at": json.loads(canonical(texts[0].added_at))},
    }  # fmt: skip
    assert listed["count"] == 2
    verbs = Event.objects.filter(subject_id=upload.pk).order_by("sequence")
    assert [event.verb for event in verbs] == ["upload", "read", "import"]


@pytest.mark.parametrize(
    "identifier", [{"doi": "10.1000/a"}, {"pmid": "1001"}, {"doi": "10.1000/a", "pmid": "1001"}]
)
def test_a_file_twice_is_imported_once(panel, ann, identifier):
    text = pubmed_list(identifier, {"pmid": "1002"})
    first = papers.import_papers(panel, text, by=ann)
    again = papers.import_papers(panel, text, by=ann)
    assert outcomes(first) == ["imported", "imported"]
    assert outcomes(again) == ["duplicate", "duplicate"]
    there = [record.paper_id for record in records_of(first)]
    assert [record.paper_id for record in records_of(again)] == there
    assert Paper.objects.filter(panel=panel).count() == 2
    value = identifier.get("doi", "1001")
    assert records_of(again)[0].reason.endswith(f"{value} already.")


def test_records_of_one_file_that_share_an_identifier_are_one_paper(panel, ann):
    text = pubmed_list(
        {"pmid": "1001"},
        {"pmid": "1001", "doi": "10.1000/b"},
        {"doi": "10.1000/b"},
        {"doi": "10.1000/c", "pmid": "1002"},
    )
    imported = papers.import_papers(panel, text, by=ann)
    assert outcomes(imported) == ["imported", "duplicate", "duplicate", "imported"]
    first = records_of(imported)[0].paper_id
    assert [record.paper_id for record in records_of(imported)[1:3]] == [first, first]


def test_records_of_one_title_year_and_first_author_are_one_paper_unless_identifiers_differ(
    panel, ann
):
    def one_title(*records):
        title = {"title": "The effect of treatment A on condition B in adults."}
        return pubmed_list(*(title | record for record in records))

    text = one_title({}, {}, {"pmid": "1001"}, {"pmid": "1002"}, {"doi": "10.1000/a"})
    first = papers.import_papers(panel, text, by=ann)
    assert outcomes(first) == ["imported"] + ["duplicate"] * 4
    assert "same title, year and first author" in records_of(first)[1].reason
    other = build.panel()
    text = one_title({"pmid": "1001"}, {"pmid": "1002"}, {})
    second = papers.import_papers(other, text, by=build.chair(other))
    assert outcomes(second) == ["imported", "imported", "duplicate"]
    third = papers.import_papers(other, one_title({"pmid": "1003"}, {}), by=build.chair(other))
    assert outcomes(third) == ["imported", "duplicate"]


def test_another_panel_has_papers_of_its_own(panel, ann):
    text = pubmed_list({"pmid": "1001"})
    other = build.panel()
    papers.import_papers(other, text, by=build.chair(other))
    assert outcomes(papers.import_papers(panel, text, by=ann)) == ["imported"]


def test_what_is_too_long_for_its_field_is_cut_there_and_whole_in_the_record(panel, ann):
    pages = ", ".join(f"{n}-{n + 1}" for n in range(10, 40, 2))
    imported = papers.import_papers(panel, pubmed_list({"pmid": "1001", "pages": pages}), by=ann)
    assert outcomes(imported) == ["imported"]
    paper = Paper.objects.get(panel=panel)
    assert len(paper.pages) <= 60
    assert pages.startswith(paper.pages)
    assert pages in paper.record


def test_rejections_stand_in_the_order_of_the_file(panel, ann):
    text = "\n\n\n".join([pubmed(1, pmid="1001"), "2. J Constr Res. 2019.\n\nPMID: 1002",
                          pubmed(3, pmid="1003")])  # fmt: skip
    imported = papers.import_papers(panel, text, by=ann)
    assert [record.index for record in records_of(imported)] == [1, 2, 3]
    assert outcomes(imported) == ["imported", "rejected", "imported"]
    assert records_of(imported)[1].reason.endswith(".")


def test_a_file_that_cannot_be_read_stores_nothing(panel, ann):
    for data in (b"", b"%PDF-1.7", "a\0b"):
        with pytest.raises(ValidationError):
            papers.import_papers(panel, data, by=ann)
    assert not Event.objects.filter(verb="import").exists()


def test_what_a_record_tells_of_itself_becomes_a_notice(panel, ann):
    text = pubmed_list({"pmid": "1001", "notice": RETRACTED}, {"notice": RETRACTED})
    imported = papers.import_papers(panel, text, by=ann)
    matches = Match.objects.select_related("notice", "paper")
    assert {match.paper_id for match in matches} == {r.paper_id for r in records_of(imported)}
    assert {match.matched_by for match in matches} == {"record"}
    notice = matches.get(paper=records_of(imported)[0].paper_id).notice
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
    [first] = records_of(papers.import_papers(panel, pubmed_list({"pmid": "1001"}), by=ann))
    text = pubmed_list({"pmid": "1001", "notice": RETRACTED})
    for _ in range(2):
        assert outcomes(papers.import_papers(panel, text, by=ann)) == ["duplicate"]
    assert Match.objects.get().paper_id == first.paper_id


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


def test_thirty_records_take_as_many_queries_as_two(panel, ann):
    def queries(numbers):
        text = pubmed_list(*({"pmid": str(n), "doi": f"10.1000/{n}"} for n in numbers))
        with CaptureQueriesContext(connection) as captured:
            papers.import_papers(panel, text, by=ann)
        return len(captured)

    queries(range(101, 103))  # begins the chains of events
    assert queries(range(1001, 1003)) == queries(range(2001, 2031))


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
        rows = records_of(imported)
        imported_papers |= {r.paper_id for r in rows if r.outcome == "imported"}
        for record in rows:
            assert (record.paper_id == record.pk) == (record.outcome == "imported")
            assert (record.paper_id is None) == (record.outcome == "rejected")
            assert bool(record.reason) == (record.outcome != "imported")
            assert record.paper_id is None or record.paper_id in imported_papers
    assert {p.pk for p in panel.papers.all()} == imported_papers
    for source in Source.objects.filter(paper__panel=panel):
        assert source.sha256 == sha256(source.text)
    values = Identifier.objects.filter(panel=panel).values_list("scheme", "value")
    assert len(set(values)) == len(values)


def test_a_name_that_a_merged_record_had_is_contradicted_by_identifiers_too(panel, ann):
    """Two that were merged may share their name with a third, which is another paper."""

    def file(*dois):
        return pubmed_list(*({"title": "Treatment A in condition B", "doi": doi} for doi in dois))

    assert papers.import_papers(panel, file("10.5555/a", "10.5555/b"), by=ann).imported == 2
    pair = Pair.objects.get()
    duplicates.merge(pair, keep=pair.first, by=ann)
    again = papers.import_papers(panel, file("10.5555/a", "10.5555/b", "10.5555/c"), by=ann)
    assert outcomes(again) == ["duplicate", "duplicate", "imported"]


def test_a_notice_names_whose_record_told_it(panel, ann):
    """A reference manager's file is not PubMed's word, even where it repeats it."""
    papers.import_papers(panel, pubmed_list({"pmid": "1001", "notice": RETRACTED}), by=ann)
    ris = "TY  - JOUR\nTI  - RETRACTED: A constructed article of another kind\nER  - \n"
    papers.import_papers(panel, ris, by=ann)
    origins = dict(Match.objects.values_list("paper__title", "notice__origin"))
    assert origins == {
        "The constructed record of number 1.": "pubmed",
        "RETRACTED: A constructed article of another kind": "record",
    }
