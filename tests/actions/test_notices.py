"""Notices: every row kept once, matched, dated look-ups, and claims that learn of them."""

import io
import json
from datetime import date

import pytest
import time_machine
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from reviews.actions import claims, notices, papers, people
from reviews.exceptions import Conflict
from reviews.exports import verify
from reviews.exports.papers import Papers
from reviews.integrity.matches import statuses
from reviews.models import Event, IntegrityCheck, Match, Notice, Standing
from reviews.models.events import INSTALLATION
from reviews.vocabulary import Banner, ClaimState, PublicationStatus
from tests import build
from tests.extracts import HEADER, notice, retraction_watch

pytestmark = pytest.mark.django_db
DOI = "10.1000/abc"


def known_by(paper, **identifiers):
    for scheme, value in identifiers.items():
        by = build.chair(paper.panel)
        papers.add_identifier(paper, scheme=scheme, value=value, basis="Known.", by=by)
    return paper


@pytest.fixture
def paper(panel):
    return known_by(build.paper(panel), doi=DOI)


def counts(loaded):
    return loaded.seen, loaded.added, loaded.known, len(loaded.rejections)


def test_every_row_is_kept_and_what_is_unknown_stays_unknown():
    data = retraction_watch(
        notice("1", doi=f"https://doi.org/{DOI.upper()}", RetractionDOI="10.1000/notice",
               RetractionPubMedID="77", Reason="+One;+Another;"),
        notice("2", doi="unavailable", pmid="0", date=""),
        notice("3", nature="Golf"),
    )  # fmt: skip
    loaded = notices.load(data, extract_on=date(2026, 3, 1))
    assert counts(loaded) == (3, 2, 0, 1)
    assert loaded.rejections[0].line == 4
    first, second = Notice.objects.order_by("key")
    assert (first.doi, first.pmid, first.nature) == (DOI, "", "retraction")
    assert (first.reasons, first.reference) == ("One; Another", "DOI 10.1000/notice, PMID 77")
    assert (first.dated, first.extract_on) == (date(2024, 3, 9), date(2026, 3, 1))
    assert first.row["Reason"] == "+One;+Another;"
    assert (second.doi, second.dated, second.reasons, second.reference) == ("", None, "", "")


def test_a_load_is_one_event_that_digests_its_rows(paper):
    data = retraction_watch(notice("1", doi=DOI))
    loaded = notices.load(data, extract_on=date(2026, 3, 1))
    [event] = Event.objects.filter(verb="load")
    body = json.loads(event.body)
    [row] = Notice.objects.all()
    assert (event.chain_id, event.actor_id) == (INSTALLATION, people.system().pk)
    assert [made[:2] for made in body["made"]] == [["notice", str(row.pk)]]
    assert body["detail"] == {
        "closed": [],
        "extract_on": "2026-03-01",
        "matched": [[str(row.pk), str(paper.pk)]],
        "opened": [],
        "sha256": loaded.look_up.sha256,
    }
    assert list(verify.problems()) == []


def test_the_same_file_again_changes_the_date_of_the_look_up_alone(paper):
    data = retraction_watch(notice("1", doi=DOI), notice("", doi="10.1000/other"))
    with time_machine.travel("2026-03-01T12:00Z", tick=False):
        first = notices.load(data)
    before = list(Notice.objects.order_by("key").values())
    with time_machine.travel("2026-04-01T12:00Z", tick=False):
        again = notices.load(io.BytesIO(data))
    assert counts(first) == (2, 2, 0, 0)
    assert counts(again) == (2, 0, 2, 0)
    assert (len(first.matches), len(again.matches)) == (1, 0)
    assert list(Notice.objects.order_by("key").values()) == before
    [check] = IntegrityCheck.objects.all()
    assert (check.status, check.checked_at.date()) == ("retracted", date(2026, 4, 1))


def test_a_newer_file_is_a_look_up_of_its_own(paper):
    notices.load(retraction_watch(notice("1", doi="10.1000/other")))
    notices.load(retraction_watch(notice("1", doi="10.1000/other"), notice("2", doi=DOI)))
    found = IntegrityCheck.objects.order_by("checked_at").values_list("status", flat=True)
    assert list(found) == ["not_listed", "retracted"]


def test_a_paper_that_cannot_be_looked_up_was_not(panel, paper):
    build.paper(panel)
    loaded = notices.load(retraction_watch(notice("1", doi="10.1000/other")))
    assert (loaded.checked, loaded.unchecked) == (1, 1)
    assert IntegrityCheck.objects.get().paper == paper


def test_a_record_that_changed_is_kept_in_both_states_and_the_newer_counts(paper):
    concern = notice("1", doi=DOI, nature="Expression of concern", date="")
    notices.load(retraction_watch(concern))
    loaded = notices.load(retraction_watch(notice("1", doi=DOI, nature="Correction", date="")))
    assert counts(loaded) == (1, 1, 0, 0)
    assert Notice.objects.count() == 2
    assert statuses([paper]) == {paper.pk: PublicationStatus.CORRECTED}
    assert set(Notice.objects.values_list("record", flat=True)) == {"1"}


def test_a_record_whose_doi_was_mended_marks_the_other_paper_alone(panel, paper):
    other = build.paper(panel)
    known_by(other, doi="10.1000/other")
    notices.load(retraction_watch(notice("1", doi=DOI)))
    notices.load(retraction_watch(notice("1", doi="10.1000/other")))
    assert statuses([paper, other]) == {
        paper.pk: PublicationStatus.NOT_LISTED,
        other.pk: PublicationStatus.RETRACTED,
    }
    assert [told["record"].partition("#")[0] for told in Papers([other]).notices(other.pk)] == ["1"]
    assert Papers([paper]).notices(paper.pk) == []
    assert [match.paper for match in Match.objects.unacknowledged()] == [other]
    found = IntegrityCheck.objects.order_by("checked_at", "status")
    assert [(row.paper, row.status) for row in found if row.sha256 == found.last().sha256] == [
        (paper, "not_listed"), (other, "retracted"),
    ]  # fmt: skip
    # Mended back: it is of the first again.
    notices.load(retraction_watch(notice("1", doi=DOI)))
    assert statuses([paper, other])[paper.pk] == PublicationStatus.RETRACTED
    assert statuses([paper, other])[other.pk] == PublicationStatus.NOT_LISTED
    assert list(verify.problems()) == []


def test_a_record_that_changed_back_counts_as_it_is_now(paper):
    retracted, concern = "Retraction", "Expression of concern"
    for nature, status in [
        (retracted, PublicationStatus.RETRACTED),
        (concern, PublicationStatus.CONCERN),
        (retracted, PublicationStatus.RETRACTED),
        (concern, PublicationStatus.CONCERN),
        (retracted, PublicationStatus.RETRACTED),
    ]:
        file = retraction_watch(notice("1", doi=DOI, nature=nature))
        assert counts(notices.load(file)) == (1, 1, 0, 0)
        assert counts(notices.load(file)) == (1, 0, 1, 0)
        assert statuses([paper]) == {paper.pk: status}


def test_a_record_id_with_any_sign_in_it_is_known_again(paper):
    file = retraction_watch(notice("1#2", doi=DOI), notice("1", doi=DOI))
    assert counts(notices.load(file)) == (2, 2, 0, 0)
    assert counts(notices.load(file)) == (2, 0, 2, 0)


def test_a_record_with_other_words_around_the_same_facts_is_the_same(paper):
    notices.load(retraction_watch(notice("1", doi=DOI)))
    wider = retraction_watch(
        notice("1", doi=DOI, Subject="Constructed;", New="x"), header=[*HEADER, "New"]
    )
    assert counts(notices.load(wider)) == (1, 0, 1, 0)


def test_rows_that_share_a_record_id_are_all_kept_and_all_count(paper):
    loaded = notices.load(
        retraction_watch(
            notice("1", doi=DOI, date=""),
            notice("1", doi=DOI, date="", nature="Correction"),
            notice("1", doi=DOI, date=""),
        )
    )
    assert counts(loaded) == (3, 2, 1, 0)
    assert statuses([paper]) == {paper.pk: PublicationStatus.RETRACTED}


def test_a_record_id_of_any_length_is_a_key():
    long = "x" * 300
    notices.load(retraction_watch(notice(long, doi=DOI), notice(f"{long}y", doi=DOI)))
    assert Notice.objects.count() == 2


def test_a_file_that_is_no_such_file_is_refused():
    for data in (b"", b"a,b\n1,2\n"):
        with pytest.raises(ValidationError):
            notices.load(data)


def test_only_staff_and_commands_load(cleo):
    with pytest.raises(PermissionDenied, match="Only staff"):
        notices.load(retraction_watch(), by=cleo)
    notices.load(retraction_watch(), by=build.staff())


def test_many_rows_and_papers_take_no_more_queries_than_few(panel):
    def queries(numbers):
        for number in numbers:
            known_by(build.paper(panel), doi=f"10.1000/{number}")
        rows = [notice(str(number), doi=f"10.1000/{number}") for number in numbers]
        with CaptureQueriesContext(connection) as captured:
            loaded = notices.load(retraction_watch(*rows))
        assert len(loaded.matches) == len(numbers)
        return len(captured)

    notices.load(retraction_watch())
    assert queries(range(1)) == queries(range(10, 25))


def test_papers_that_come_later_meet_the_notices_that_are_there(panel):
    known_by(build.paper(panel), pmid="1")
    notices.load(retraction_watch(notice("1", doi=DOI)), extract_on=date(2026, 3, 1))
    paper = known_by(build.paper(panel), pmid="2")
    assert IntegrityCheck.objects.get(paper=paper).status == "not_listed"
    known_by(paper, doi=DOI)
    check = IntegrityCheck.objects.get(paper=paper)
    assert (check.status, check.extract_on) == ("retracted", date(2026, 3, 1))
    assert Match.objects.get().paper == paper
    [event] = Event.objects.filter(verb="add_identifier", body__contains=DOI)
    assert json.loads(event.body)["detail"]["matched"] == [str(Notice.objects.get().pk)]


def test_a_match_is_acknowledged_once_by_a_chair(paper, ann, cleo):
    [match] = notices.load(retraction_watch(notice("1", doi=DOI))).matches
    match = Match.objects.get(pk=match.pk)
    with pytest.raises(PermissionDenied):
        notices.acknowledge(match, by=ann)
    notices.acknowledge(match, note=" Seen. ", by=cleo)
    assert not Match.objects.unacknowledged().exists()
    assert match.acknowledgement.note == "Seen."
    with pytest.raises(Conflict, match="acknowledged already"):
        notices.acknowledge(match, by=cleo)
    assert Event.objects.filter(verb="acknowledge").count() == 1


def test_a_new_notice_stands_over_the_public_claims_of_the_paper():
    claim = build.claim(ClaimState.PUBLISHED)
    other = build.claim(ClaimState.PUBLISHED)
    known_by(claim.source.paper, doi=DOI)
    data = retraction_watch(notice("1", doi=DOI, date=""))
    notices.load(data, extract_on=date(2026, 3, 1))
    standing = Standing.objects.get(claim=claim)
    assert (standing.banner, standing.status) == (Banner.RE_EVALUATION, "retracted")
    [told] = standing.notices_since
    assert told["id"] == str(Notice.objects.get().pk)
    assert (told["nature"]["value"], told["source"]["value"]) == ("retraction", "retraction_watch")
    assert (told["dated"], told["as_of"]) == (None, "2026-03-01")
    untouched = Standing.objects.get(claim=other)
    assert (untouched.banner, untouched.notices_since) == (Banner.NONE, [])
    notices.load(data)
    assert len(Standing.objects.get(claim=claim).notices_since) == 1


def test_a_withdrawn_claim_stays_withdrawn_when_a_notice_comes():
    claim = build.claim(ClaimState.PUBLISHED)
    known_by(claim.source.paper, doi=DOI)
    claims.withdraw(claim, reason="For the test.", by=build.chair(claim.source.paper.panel))
    notices.load(retraction_watch(notice("1", doi=DOI)))
    standing = Standing.objects.get(claim=claim)
    assert (standing.banner, standing.reason) == (Banner.WITHDRAWN, "For the test.")
    assert len(standing.notices_since) == 1
