"""One paper by its DOI or PMID, from answers of the services' own shape."""

import json

import pytest

from reviews.exceptions import Unknown, Unreachable, Unreadable
from reviews.lookups.papers import find, identified

DOI = "10.5555/constructed.lookup.1"


@pytest.mark.parametrize(
    ("typed", "scheme", "value"),
    [
        ("https://doi.org/10.5555/Constructed.Lookup.1", "doi", DOI),
        (" doi:10.5555/constructed.lookup.1. ", "doi", DOI),
        ("99000001", "pmid", "99000001"),
        ("PMID: 99000001", "pmid", "99000001"),
        ("https://pubmed.ncbi.nlm.nih.gov/99000001/", "pmid", "99000001"),
    ],
)
def test_what_is_typed_is_a_doi_or_a_pmid(typed, scheme, value):
    assert identified(typed) == (scheme, value)


@pytest.mark.parametrize("typed", ["", "x", "PMC123456", "012345678", "10.5555", "1" * 5000])
def test_anything_else_is_refused(service, typed):
    with pytest.raises(Unreadable, match="is neither a DOI such as"):
        find(typed)
    assert service.asked == []


def test_a_doi_is_looked_up_at_crossref(service):
    service.tells("work.json")
    found = find("https://doi.org/10.5555/Constructed.Lookup.1")
    assert (found.service, found.format) == ("Crossref", "crossref")
    assert found.record.doi == DOI
    assert json.loads(found.answer)["message"]["member"] == "0000"
    ((path, headers),) = service.asked
    assert path == "/works/10.5555%2Fconstructed.lookup.1?mailto=panel%40example.org"
    assert headers["User-Agent"] == "evidence (mailto:panel@example.org)"


def test_without_a_contact_none_is_named(service, settings):
    settings.CONTACT_EMAIL = ""
    service.tells("work.json")
    find(DOI)
    ((path, headers),) = service.asked
    assert (path, headers["User-Agent"]) == (
        "/works/10.5555%2Fconstructed.lookup.1", "evidence",
    )  # fmt: skip


def test_a_pmid_is_looked_up_at_pubmed(service):
    service.tells("article.xml")
    found = find("99000001")
    assert (found.service, found.format) == ("PubMed", "pubmed_xml")
    assert found.record.title == "A constructed article, looked up by its PMID."
    ((path, _),) = service.asked
    assert path == (
        "/efetch.fcgi?db=pubmed&id=99000001&retmode=xml&tool=evidence&email=panel%40example.org"
    )


@pytest.mark.parametrize(("typed", "answer"), [(DOI, "work.json"), ("99000001", "article.xml")])
def test_an_answer_is_kept_for_a_day(service, typed, answer, time_machine):
    time_machine.move_to("2026-11-22 12:00:00+00:00", tick=False)
    service.tells(answer)
    first = find(typed)
    time_machine.move_to("2026-11-23 11:59:00+00:00", tick=False)
    assert find(typed) == first
    assert len(service.asked) == 1
    time_machine.move_to("2026-11-23 12:01:00+00:00", tick=False)
    find(typed)
    assert len(service.asked) == 2


def test_a_very_large_answer_is_not_kept(service):
    service.works(DOI=DOI, title=["A title"], padding="x" * 2**20)
    assert find(DOI) == find(DOI)
    assert len(service.asked) == 2


def test_what_the_services_do_not_have_is_told(service):
    with pytest.raises(Unknown) as unknown:
        find(DOI)
    assert str(unknown.value) == (
        f"Crossref does not know the DOI {DOI}. Add the paper by hand or import a file."
    )
    service.tells("nothing.xml")
    with pytest.raises(Unknown, match="PubMed does not know the PMID 99000001"):
        find("99000001")


def test_another_paper_than_the_one_asked_for_is_not_taken(service):
    service.tells("article.xml")
    with pytest.raises(Unknown, match="PubMed does not know the PMID 99000002"):
        find("99000002")


@pytest.mark.parametrize("typed", [DOI, "99000001"])
@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"<html>",
        b"[]",
        b"null",
        b'{"message-type": "work"}',
        b"[" * 100_000,
        b"\xff\xfe",
    ],
)
def test_an_answer_that_makes_no_sense_is_told(service, typed, body):
    service.answer = (200, {}, body)
    with pytest.raises(Unreachable, match="answered cannot be used") as refused:
        find(typed)
    assert str(refused.value).endswith("Add the paper by hand or import a file.")


def test_a_work_without_a_title_is_told_and_not_kept(service):
    service.works(DOI=DOI)
    with pytest.raises(Unreachable, match="Crossref tells no title of this work"):
        find(DOI)
    service.tells("work.json")
    assert find(DOI).record.doi == DOI


def test_without_a_way_out_the_sentence_says_so(service, settings):
    settings.OFFLINE = True
    with pytest.raises(Unreachable, match="Look-ups are switched off on this server"):
        find(DOI)
    assert service.asked == []


def test_a_service_that_fails_is_told_with_what_to_do_instead(service):
    service.answer = (500, {}, b"")
    with pytest.raises(Unreachable) as refused:
        find(DOI)
    assert str(refused.value) == (
        "Crossref could not be reached from this server: it answered with HTTP 500. "
        "Add the paper by hand or import a file."
    )


def test_a_name_that_leads_inside_is_refused_though_the_settings_name_it(service, settings):
    """An address in one's own network has to be named by its number."""
    settings.CROSSREF_URL = settings.EUTILS_URL = f"http://localhost:{service.port}"
    with pytest.raises(Unreachable, match="it leads to a place that may not be asked"):
        find(DOI)
    assert service.asked == []
