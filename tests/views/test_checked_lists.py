"""Check my reference list: what is known in public of the papers that somebody cites."""

import logging
import re
from datetime import date
from html import unescape

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from reviews.actions import claims, papers, releases, rounds
from reviews.exports import checked_lists
from reviews.importers import apart
from reviews.models import Event, Import, ImportRecord, Match, PublicIdentifier, Standing
from reviews.vocabulary import ClaimState, Label
from tests import build
from tests.integrity.test_listed import load
from tests.views.test_checked_texts import errors, kept, words

pytestmark = pytest.mark.django_db
ADDRESS = "/check/references/"
DOI, PMID = "10.5555/cited.a", "99000001"
PRINTED = {
    "ris": f"TY  - JOUR\nTI  - Constructed title\nDO  - {DOI}\nER  - \n",
    "nbib": f"PMID- {PMID}\nTI  - Constructed title\nAID - {DOI} [doi]\n",
    "pubmed_xml": (
        '<?xml version="1.0"?><PubmedArticleSet><PubmedArticle><MedlineCitation>'
        f"<PMID>{PMID}</PMID><Article><ArticleTitle>Constructed title</ArticleTitle>"
        f'<ELocationID EIdType="doi">{DOI}</ELocationID></Article></MedlineCitation>'
        "</PubmedArticle></PubmedArticleSet>"
    ),
    "bibtex": f"@article{{a, title={{Constructed title}}, doi={{{DOI}}}}}\n",
    "endnote_xml": (
        '<?xml version="1.0"?><xml><records><record><titles><title>Constructed title</title>'
        f"</titles><electronic-resource-num>{DOI}</electronic-resource-num></record></records></xml>"
    ),
    "csl_json": f'[{{"type": "article-journal", "title": "Constructed title", "DOI": "{DOI}"}}]',
    "csv": f"title,doi\nConstructed title,{DOI}\n",
    "plain": f"{DOI}\n",
    "pmid": f"{PMID}\n",
    "printed": f"1. Someone A. Constructed title. J Made Up. 2026;1:2. doi:{DOI}\n",
}


@pytest.fixture(autouse=True)
def rested():
    """Each test has all the attempts that one place has."""
    cache.clear()


@pytest.fixture
def notice():
    row = {
        "Record ID": "4711", "OriginalPaperDOI": DOI, "OriginalPaperPubMedID": PMID,
        "RetractionDate": "10/30/2025 0:00",
    }  # fmt: skip
    return load(row, extract_on=date(2026, 8, 22))


def published(label=Label.WEAKLY_SUPPORTED, doi=DOI, state=ClaimState.PUBLISHED):
    """A claim of a paper with that DOI."""
    source = build.source()
    by = build.chair(source.paper.panel)
    papers.add_identifier(source.paper, scheme="doi", value=doi, basis="Printed.", by=by)
    if label == Label.WEAKLY_SUPPORTED:
        return build.claim(state, source=source)
    made = build.claim(ClaimState.ACCEPTED, source=source)
    sides = {Label.CONTRADICTED: ("high", "against"), Label.IN_LINE: ("high", "with")}
    build.grade(made, build.worksheet(*sides[label]))
    build.confirm_flags(made)
    releases.publish(source.paper.panel, [made], by=by)
    return made


def post(client, text):
    return client.post(ADDRESS, {"text": text})


def entries(response):
    return re.findall(r'<li class="card stack" id="reference-.*?\n</li>', response.text, re.S)


def section(response, name):
    found = re.findall(f'<section class="stack" id="{name}".*?</section>', response.text, re.S)
    return words(found[0]) if found else ""


def test_the_page_is_open_and_the_same_for_everybody(client):
    empty = client.get(ADDRESS)
    assert (empty.status_code, empty["Cache-Control"]) == (
        200,
        "public, max-age=0, must-revalidate",
    )
    client.force_login(build.user())
    assert client.get(ADDRESS).content == empty.content
    assert client.delete(ADDRESS).status_code == 405


def test_nobody_is_known_and_nobody_may_keep_the_answer(notice):
    answer = post(Client(enforce_csrf_checks=True), DOI)
    assert answer.status_code == 200
    assert answer["Cache-Control"] == "no-store"
    assert not answer.cookies
    assert "Cookie" not in answer.get("Vary", "")


@pytest.mark.parametrize("name", PRINTED)
def test_a_notice_is_told_with_all_that_is_known_of_it(client, notice, name):
    answer = post(client, PRINTED[name])
    [entry] = map(words, entries(answer))
    matched = "PMID" if name == "pmid" else "DOI"
    for expected in (
        "Listed as retracted.",
        "Retraction, listed by Retraction Watch (extract of 22 August 2026)",
        f"matched by {matched}.",
        "Dated 30 October 2025.",
        "Its reason is not known here.",
        "Record 4711 of that source.",
    ):
        assert expected in entry
    assert kept(answer).strip() == PRINTED[name].strip()
    assert "1 reference: 1 with notices, 0 with claims" in section(answer, "found")


def test_a_file_is_read_as_the_same_text_is(client, notice):
    upload = SimpleUploadedFile("list.ris", PRINTED["ris"].encode())
    answer = client.post(ADDRESS, {"file": upload, "text": ""})
    assert "Listed as retracted." in words(entries(answer)[0])


def test_what_is_not_listed_is_never_said_to_be_sound(client, notice):
    answer = post(client, "10.5555/other\n")
    assert "10.5555/other" in section(answer, "clear")
    assert "Not listed in the snapshot of Retraction Watch of 22 August 2026" in section(
        answer, "clear"
    )
    assert "not retracted" not in words(answer.text).lower()


def test_without_a_snapshot_nothing_is_said_of_notices(client):
    page = words(post(client, DOI).text)
    assert "No list of notices was loaded here, so nothing can be said of notices." in page
    assert "Not listed" not in page


def test_the_day_of_an_undated_snapshot_is_not_made_up(client, time_machine):
    time_machine.move_to("2026-11-01 12:00:00+00:00", tick=False)
    load({"Record ID": "1", "OriginalPaperDOI": "10.5555/other"})
    page = words(post(client, DOI).text)
    assert "the snapshot of Retraction Watch that was loaded on 1 November 2026" in page
    assert "(its own day is not known)" in page


@pytest.mark.parametrize("label", [Label.WEAKLY_SUPPORTED, Label.CONTRADICTED])
def test_claims_that_a_panel_found_wanting_are_linked(client, label):
    claim = published(label)
    assert Standing.objects.get(claim=claim).label == label
    [entry] = entries(post(client, PRINTED["ris"]))
    assert f'href="{reverse("claim", args=[claim.pk])}"' in entry
    assert f'href="{reverse("paper", args=[claim.source.paper_id])}"' in entry
    assert label.label in words(entry)
    assert build.STRONG in words(entry)


def test_other_claims_are_counted_and_not_shown(client):
    claim = published(Label.IN_LINE)
    [entry] = entries(post(client, DOI))
    assert reverse("claim", args=[claim.pk]) not in entry
    assert "1 claim with other labels" in words(entry)


def test_what_is_not_published_leaves_no_trace(client):
    published(state=ClaimState.GRADED)
    other = post(client, "10.5555/other.a").text.replace("10.5555/other.a", DOI)
    assert post(client, DOI).text == other


def test_an_identifier_that_no_edition_shows_finds_nothing(client):
    claim = published()
    paper = claim.source.paper
    papers.add_identifier(
        paper, scheme="pmid", value=PMID, basis="Found since.", by=build.chair(paper.panel)
    )
    assert entries(post(client, PMID)) == []
    assert len(entries(post(client, DOI))) == 1
    assert set(PublicIdentifier.objects.values_list("value", flat=True)) == {DOI}


def test_a_new_edition_is_found_by_what_it_shows(client):
    claim = published()
    paper = claim.source.paper
    by = build.chair(paper.panel)
    papers.add_identifier(paper, scheme="pmid", value=PMID, basis="Found since.", by=by)
    releases.publish(paper.panel, [], by=by)
    assert len(entries(post(client, PMID))) == 1


def test_an_edition_adds_its_doi_to_a_pmid_alone(client):
    claim = published()
    paper = claim.source.paper
    by = build.chair(paper.panel)
    papers.add_identifier(paper, scheme="pmid", value=PMID, basis="Printed.", by=by)
    releases.publish(paper.panel, [], by=by)
    load({"Record ID": "1", "OriginalPaperDOI": DOI})
    [entry] = map(words, entries(post(client, PMID)))
    assert f"The edition has DOI {DOI} for it." in entry
    assert "Listed as retracted." in entry


def test_a_paper_that_stands_in_the_list_twice_is_told_of_twice(client, notice):
    assert len(entries(post(client, f"{DOI}\n{PMID}\n{DOI}"))) == 3


def test_what_an_edition_says_of_its_paper_is_told(client):
    source = build.source()
    panel, by = source.paper.panel, build.chair(source.paper.panel)
    record = f"PMID- {PMID}\nTI  - Title\nRIN - J X. 2026;1:1\nAB  - {build.TEXT}\n"
    papers.import_papers(panel, record, by=by)
    paper = panel.papers.get(title="Title")
    build.acknowledge(Match.objects.get(paper=paper))
    build.claim(ClaimState.PUBLISHED, source=paper.sources.get())
    [entry] = map(words, entries(post(client, PMID)))
    assert f"Listed as retracted , says the edition of {panel.name}." in entry


def test_a_withdrawn_claim_is_not_held_against_anybody(client):
    claim = published()
    claims.withdraw(claim, reason="A slip.", by=build.chair(claim.source.paper.panel))
    assert entries(post(client, DOI)) == []


def test_a_claim_that_is_looked_at_again_says_so(client):
    claim = published()
    rounds.open_round(
        instrument="grade",
        claim=claim,
        body=claim.rounds.get().body,
        reason="Again, for the test.",
        by=build.chair(claim.source.paper.panel),
    )
    assert "Under re-evaluation." in words(entries(post(client, DOI))[0])


def test_what_the_list_itself_tells_is_told_as_that(client):
    text = (
        f"PMID- {PMID}\nTI  - Constructed title\nPT  - Retracted Publication\nRIN - J X. 2026;1:1\n"
    )
    [entry] = map(words, entries(post(client, text)))
    assert "Your list itself says: Retraction in: J X. 2026;1:1" in entry


def test_every_record_is_accounted_for(client, notice):
    text = (
        f"TY  - JOUR\nTI  - First\nDO  - {DOI}\nER  - \n"
        "TY  - JOUR\nTI  - Second\nDO  - 10.5555/other\nER  - \n"
        "TY  - JOUR\nTI  - Third\nER  - \nTY  - JOUR\nDO  - 10.5555/untitled\nER  - \n"
    )
    answer = post(client, text)
    assert "First" in entries(answer)[0]
    assert "Second" in section(answer, "clear")
    assert "Third" in section(answer, "nameless")
    assert "10.5555/untitled" in section(answer, "rejected") + section(answer, "clear")


def test_what_the_list_may_lack_is_said(client):
    text = f"{PRINTED['ris']}\n{PRINTED['bibtex']}"
    assert "hand them in as a file of their own" in section(post(client, text), "found")


def test_markup_is_text(client, notice):
    answer = post(client, PRINTED["ris"].replace("Constructed", "<script>alert(1)</script>"))
    assert "<script>alert" not in answer.text


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "Paste your references or choose a file, one of the two."),
        ("hello\nworld", "Its beginning is in none of the formats"),
        ("10.5555/a " * 150_000, "One line of it has more than 1,048,576 characters"),
        ("10.5555/a\n" * (checked_lists.MOST_RECORDS + 1), "more than 2,000 references"),
        ("one\0two", "Null characters are not allowed."),
    ],
    ids=["empty", "unknown", "one line", "many", "null"],
)
def test_what_cannot_be_read_has_one_sentence_and_is_kept(client, text, sentence):
    answer = post(client, text)
    assert answer.status_code == 400
    [told] = errors(answer)
    assert sentence in unescape(told)
    assert told.count("<li>") == 1
    assert kept(answer).strip() == text.strip()


@pytest.mark.parametrize(
    ("data", "status", "sentence"),
    [
        (b"", 400, "Nothing is in it"),
        (b"%PDF-1.7 \x00\x01", 400, "This is a document, archive or picture"),
        (b"\x00\xff" * 999, 400, "none of the formats"),
        (b"a" * 6 * 2**20, 413, "Go back, where what you typed still stands"),
        (b"a" * 20 * 2**20, 413, "Go back, where what you typed still stands"),
        (b"a" * (5 * 2**20 + 1), 400, "The file is larger than 5 MB"),
        (b"<!DOCTYPE a [<!ENTITY b 'c'>]><PubmedArticleSet>&b;</PubmedArticleSet>", 400, "."),
    ],
    ids=["empty", "pdf", "binary", "6 MB", "20 MB", "5 MB", "entity"],
)
def test_a_file_that_cannot_be_read_has_one_sentence(client, data, status, sentence):
    answer = client.post(ADDRESS, {"file": SimpleUploadedFile("file", data), "text": ""})
    assert answer.status_code == status
    [told] = errors(answer)
    assert sentence in unescape(told)


def test_text_that_is_far_too_large_is_not_even_read(client):
    answer = client.post(
        ADDRESS, "text=" + "a" * 3 * 2**20, content_type="application/x-www-form-urlencoded"
    )
    assert answer.status_code == 413
    assert "Go back" in errors(answer)[0]


class Coming:
    """A body of which we count what is read."""

    taken = 0

    def read(self, size=2**16):
        self.taken += size
        return b"a" * size

    readline = read


def send(client, address, length):
    """(status, bytes of the body that were read) of a body that says it has this length."""
    body = Coming()
    given = {"wsgi.input": body, "CONTENT_LENGTH": length}
    answer = client.generic("POST", address, **given)
    return answer.status_code, body.taken


@pytest.mark.parametrize("address", [ADDRESS, "/check/"])
def test_of_what_is_too_large_no_more_is_read_than_a_browser_needs(client, address):
    for length in ("33554433", "9" * 30, "a"):
        assert send(client, address, length) == (413, 0)
    status, taken = send(client, address, str(32 * 2**20))
    assert (status, taken >= 32 * 2**20) == (413, True)
    while client.post(address, {"text": ""}).status_code != 429:
        pass
    assert send(client, address, str(32 * 2**20)) == (413, 0)


@pytest.mark.parametrize("address", [ADDRESS, "/check/"])
def test_a_body_without_a_length_is_not_read(client, address):
    assert send(client, address, "") == (400, 0)


def test_asking_too_often_is_slowed_down_and_loses_nothing(client):
    for _ in range(30):
        post(client, "")
    answer = post(client, DOI)
    assert answer.status_code == 429
    assert "Wait a minute" in errors(answer)[0]
    assert kept(answer) == DOI


def test_while_too_many_are_read_others_wait_and_lose_nothing(client, monkeypatch):
    monkeypatch.setattr(checked_lists, "_PATIENCE", 0.01)
    for _ in range(2):
        checked_lists._AT_ONCE.acquire()
    try:
        answer = post(client, DOI)
    finally:
        checked_lists._AT_ONCE.release(2)
    assert answer.status_code == 503
    assert "Other lists are being read just now." in errors(answer)[0]
    assert kept(answer) == DOI
    assert post(client, DOI).status_code == 200


@pytest.mark.parametrize("count", [1, 3])
def test_the_number_of_queries_does_not_grow(client, count, django_assert_num_queries):
    """Notices; the snapshot; claims that stand; their identifiers."""
    dois = [f"10.5555/{n}" for n in range(count)]
    for doi in dois:
        published(doi=doi)
    load(*[{"Record ID": str(n + 1), "OriginalPaperDOI": doi} for n, doi in enumerate(dois)])
    text = "\n".join(dois)
    with django_assert_num_queries(3):
        answer = post(client, text)
    assert len(entries(answer)) == count


def test_nothing_is_kept_or_logged(client, notice, caplog):
    events = Event.objects.count()
    with caplog.at_level(logging.DEBUG):
        post(client, PRINTED["ris"])
        post(client, "A secret title\nB secret title")
    assert (Import.objects.count(), ImportRecord.objects.count()) == (0, 0)
    assert Event.objects.count() == events
    assert "secret" not in caplog.text
    assert "Constructed" not in caplog.text


def test_reading_is_given_little_time():
    assert checked_lists.LONGEST < apart.LONGEST
