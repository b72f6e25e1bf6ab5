"""What Crossref tells of a paper, kept beside what other sources tell."""

import pytest

from reviews.actions import crossref_notices, notices, papers
from reviews.models import Exposure, IntegrityCheck, Match, Notice
from tests import build
from tests.extracts import notice, retraction_watch
from tests.importers.test_crossref_updates import NOTICE, PAPER, entry, work

pytestmark = pytest.mark.django_db


@pytest.fixture
def paper(panel):
    made = build.paper(panel)
    papers.add_identifier(made, scheme="doi", value=PAPER, basis="x", by=build.chair(panel))
    return made


def look_up(paper, *entries):
    return crossref_notices.keep_crossref(paper, {"message": work(**{"updated-by": [*entries]})})


def test_a_notice_is_kept_once_matched_and_followed(paper):
    claim = build.claim(source=paper.sources.get())
    [made] = look_up(paper, entry())
    assert look_up(paper, entry()) == []
    assert (made.origin, made.nature, made.reference) == ("crossref", "retraction", f"DOI {NOTICE}")
    assert Match.objects.get().paper == paper
    assert Exposure.objects.get().claim == claim
    check = IntegrityCheck.objects.get()
    assert (check.origin, check.status) == ("crossref", "retracted")


def test_nothing_listed_is_a_finding_too(paper):
    assert look_up(paper) == []
    assert IntegrityCheck.objects.get().status == "not_listed"


def test_what_the_file_of_retraction_watch_told_is_not_told_again(paper):
    notices.load(retraction_watch(notice("4711", doi=PAPER)))
    watched = {"source": "retraction-watch", "record-id": "4711"}
    assert look_up(paper, entry(**watched)) == []
    assert IntegrityCheck.objects.get(origin="crossref").status == "retracted"
    assert len(look_up(paper, entry(source="retraction-watch", **{"record-id": "471"}))) == 1
    assert len(look_up(paper, entry())) == 1


def test_a_notice_whose_facts_changed_is_kept_in_both_states(paper):
    look_up(paper, entry())
    [newer] = look_up(paper, entry(day=(2024, 3, 10)))
    assert newer.record == Notice.objects.earliest("loaded_at").record
    assert Notice.objects.count() == 2


def test_a_look_up_of_one_paper_is_none_of_another(panel, paper):
    look_up(paper, entry())
    other = build.paper(panel)
    papers.add_identifier(other, scheme="doi", value="10.5555/b", basis="x", by=build.chair(panel))
    assert not IntegrityCheck.objects.filter(paper=other).exists()
