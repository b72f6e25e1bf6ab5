"""Check my abstract: anybody pastes a text and sees how it is worded; nothing of it stays."""

import logging
import re
from html import unescape

import pytest
from django.conf import settings
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from reviews.forms.checked_texts import LONGEST
from reviews.importers import pubmed
from reviews.models import Event
from reviews.vocabulary import Label
from tests import build

pytestmark = pytest.mark.django_db
ADDRESS = "/check/"
ARGUED = (
    "Some studies have shown that treatment A appears to be useful in adults with condition B. "
    "Based on these findings, treatment A may be more effective than treatment C. "
    "Thus, treatment A should be recommended for women with condition B."
)
SEED = "reviews/demo/pubmed_14584089.txt"


@pytest.fixture(autouse=True)
def rested():
    """Each test has all the attempts that one place has."""
    cache.clear()


def words(markup):
    """What a reader reads, white space run together."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", markup)).split())


def kept(response):
    """What stands in the form."""
    [text] = re.findall(r"<textarea[^>]*>\r?\n?(.*?)</textarea>", response.content.decode(), re.S)
    return unescape(text)


def errors(response):
    """The sentences of what is wrong."""
    return re.findall(r'<div class="errors".*?</div>', response.content.decode(), re.S)


def sentences(response):
    return re.findall(r'<li class="card stack" id="sentence-.*?</li>\n', response.text, re.S)


def test_the_page_is_open_and_the_same_for_everybody(client):
    empty = client.get(ADDRESS)
    assert empty.status_code == 200
    assert empty["Cache-Control"] == "public, max-age=0, must-revalidate"
    again = client.get(ADDRESS, headers={"if-none-match": empty["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    client.force_login(build.user())
    assert client.get(ADDRESS).content == empty.content
    assert client.put(ADDRESS).status_code == 405


@pytest.mark.parametrize("text", [build.TEXT, "", "\0", "a" * (LONGEST + 1)])
def test_nobody_is_known_and_nobody_may_keep_the_answer(text, django_assert_num_queries):
    """Also without a token: there is nothing that it could protect."""
    strict = Client(enforce_csrf_checks=True)
    with django_assert_num_queries(0):
        answer = strict.post(ADDRESS, {"text": text})
    assert answer.status_code in {200, 400}
    assert answer["Cache-Control"] == "no-store"
    assert not answer.cookies
    assert "Cookie" not in answer.get("Vary", "")


def test_each_sentence_is_shown_with_how_it_is_worded(client):
    answer = client.post(ADDRESS, {"text": ARGUED})
    assert answer.status_code == 200
    first, second, third = map(words, sentences(answer))
    for expected in (
        "Sentence 1",
        "Kind Result",
        "Advice Weak recommendation",
        "Advice as weak as this would be supported at every certainty.",
    ):
        assert expected in first
    for expected in (
        "Kind Conclusion",
        "Language level Hedged, as with “may” (level 2 of 4)",
        "Causal language Conditional",
        "An effect put like this would need low certainty or higher.",
    ):
        assert expected in second
    for expected in (
        "Sentence 3",
        "Kind Recommendation",
        "Language level None",
        "Advice Strong recommendation, for",
        "Advice as strong as this would need high or moderate certainty over the critical outcomes",
        "Worth a second look",
        "Hedge dropped.",
        "Harms not mentioned.",
        "should be : a word that obliges",
    ):
        assert expected in third
    assert kept(answer) == ARGUED


def test_cues_are_marked_and_the_legend_explains_each_kind_there_is(client):
    answer = client.post(ADDRESS, {"text": build.STRONG})
    assert '<mark class="cue advice">should be</mark>' in answer.text
    [legend] = re.findall(r'<p class="meta legend">.*?</p>', answer.text, re.S)
    marked = re.findall(r'<mark class="cue (\w+)">', "".join(sentences(answer)))
    assert set(re.findall(r'<mark class="cue (\w+)">', legend)) == set(marked)


def test_what_is_shown_is_the_text_itself(client):
    text = pubmed.parse((settings.BASE_DIR / SEED).read_bytes()).records[0].abstract
    answer = client.post(ADDRESS, {"text": text})
    shown = [
        unescape(re.sub(r"<[^>]+>", "", part))
        for part in re.findall(r'<p class="source">(.*?)\n</p>', answer.text, re.S)
    ]
    assert len(shown) == 9
    assert " ".join(shown) == " ".join(text.split("\n"))


def test_nothing_is_said_of_certainty_or_truth(client):
    page = words(client.post(ADDRESS, {"text": build.TEXT}).text)
    assert [label for label in Label if label.label in page] == []
    assert "It says nothing of whether a sentence is true" in page


def test_markup_is_text(client):
    text = "Treatment A </textarea><script>alert(1)</script> should be <b>recommended</b> & used."
    answer = client.post(ADDRESS, {"text": text})
    assert "<script>alert" not in answer.text
    assert "<b>" not in answer.text
    assert kept(answer) == text


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "Paste a text first"),
        (" \n ", "Paste a text first"),
        ("a" * (LONGEST + 1), "no more than 20,000 are read at a time"),
        ("one\0two", "Null characters are not allowed."),
        ("e" + "\u0301" * 600, "combining marks follow one another"),
    ],
)
def test_what_cannot_be_read_has_one_sentence_and_is_kept(client, text, sentence):
    answer = client.post(ADDRESS, {"text": text})
    assert answer.status_code == 400
    [told] = errors(answer)
    assert sentence in unescape(told)
    assert told.count("<li>") == 1
    assert kept(answer) == text
    assert sentences(answer) == []


def test_what_is_far_too_large_is_not_even_read(client):
    answer = client.post(ADDRESS, {"text": "a" * 20 * 2**20})
    assert answer.status_code == 413
    [told] = errors(answer)
    assert "Go back, where your text still stands" in told


@pytest.mark.parametrize("body", [b"\xff\xfe\x00\x9f" * 1000, b"%PDF-1.7", b"{}"])
def test_what_is_no_form_is_answered_by_the_form(client, body):
    answer = client.generic("POST", ADDRESS, body, content_type="application/octet-stream")
    assert answer.status_code == 400
    assert "Paste a text first" in errors(answer)[0]


def test_asking_too_often_is_slowed_down_and_loses_nothing(client):
    for _ in range(30):
        client.post(ADDRESS, {"text": ""})
    answer = client.post(ADDRESS, {"text": build.TEXT})
    assert answer.status_code == 429
    assert "Wait a minute" in errors(answer)[0]
    assert kept(answer) == build.TEXT
    assert client.get(ADDRESS).status_code == 200


def test_nothing_is_kept_or_logged(client, caplog):
    build.panel()
    events = Event.objects.count()
    with caplog.at_level(logging.DEBUG):
        for text in (build.TEXT, "x" * 2**21, "\0" + build.TEXT):
            client.post(ADDRESS, {"text": text})
    assert Event.objects.count() == events
    assert "treatment A" not in caplog.text


def test_the_way_there_is_on_every_public_page(client):
    for address in (reverse("index"), reverse("method"), "/check/references/"):
        assert client.get(address).text.count(f'href="{ADDRESS}"') >= 2
