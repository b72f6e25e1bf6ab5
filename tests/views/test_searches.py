"""Searching what is published, as readers do."""

import re
from html import unescape
from importlib import import_module
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.db import connection
from django.urls import reverse

from reviews.actions import claims
from reviews.search import claims as index
from reviews.search import ranking
from reviews.vocabulary import ClaimState
from tests import build

pytestmark = pytest.mark.django_db
PAYLOAD = "Osteoporosis <script>alert(1)</script> “</a>” & <mark>\x02bone\x03</mark>"


def published(exact="Turmeric supplements should be given.", panel=None, **details):
    source = build.source(panel, text=exact, **details)
    claim = build.claim(ClaimState.GRADED, source=source, exact=exact)
    build.confirm_flags(claim)
    build.publish(claim)
    return claim


def page(client, **query):
    return client.get(reverse("index"), query).content.decode()


def text(html):
    return " ".join(unescape(re.sub(r"<[^>]+>", "", html)).split())


def listed(html):
    return [text(quote) for quote in re.findall(r'<p class="quote .*?</p>', html, re.S)]


@pytest.fixture
def claim():
    return published(title=PAYLOAD, journal="Journal of Plants", year=1990)


def test_what_was_found_is_marked_where_it_stands(client, claim):
    html = page(client, q="supplement")
    assert "“Turmeric <mark>supplements</mark> should be given.”" in html
    html = page(client, q="osteoporosis bone script")
    [found] = re.findall(r'<p class="meta found">(.*?)</p>', html, re.S)
    assert text(found) == "Title: " + " ".join(PAYLOAD.split())
    assert re.findall("<mark>(.*?)</mark>", html) == ["Osteoporosis", "script", "script", "bone"]
    assert "<script>" not in html
    html = page(client, q="plant")
    assert '<p class="meta found">Journal: Journal of <mark>Plants</mark></p>' in html
    assert "<mark>" not in page(client, kind="recommendation")


def test_near_words_are_suggested_and_searched_for(client, claim):
    html = page(client, q="turmerick suplement", kind="recommendation")
    assert "Nothing has “turmerick”, “suplement”. Showing what has “turmeric”, “supplements”." in (
        text(html)
    )
    assert listed(html) == ["“Turmeric supplements should be given.”"]
    assert 'value="turmerick suplement"' in html
    [exact] = re.findall(r'<a href="(\?[^"]*exact=1)"', html)
    html = client.get(reverse("index") + unescape(exact)).content.decode()
    assert listed(html) == []
    assert "Showing what has" not in html
    assert "Nothing has “xyzzyq”, nor a word that is near." in text(page(client, q="xyzzyq"))


def test_a_word_of_the_desk_is_never_suggested(client, claim):
    build.claim(ClaimState.GRADED, source=build.source(text="Schizandra should be given."),
                exact="Schizandra should be given.")  # fmt: skip
    assert "schizandra" not in page(client, q="schizandro").replace("schizandro", "")
    assert "schizandra" not in page(client, q="schizandr")


def test_what_is_withdrawn_is_found_no_more_and_found_again_once_it_is_published(client, claim):
    by = build.chair(claim.source.paper.panel)
    claims.withdraw(claim, reason="For the test.", by=by)
    assert listed(page(client, q="turmeric")) == []
    assert "Showing" not in page(client, q="turmerick")
    assert listed(page(client, kind="recommendation")) == []
    claims.restore(claim, reason="For the test.", by=by)
    assert listed(page(client, q="turmeric")) == []
    build.publish(claim)
    assert len(listed(page(client, q="turmerick"))) == 1


def test_facets_say_how_many_they_would_leave(client, claim, monkeypatch):
    published("Ginger should be given.", journal="journal of PLANTS", year=1991)
    html = page(client, journal="journal of plants", q="given")
    assert len(listed(html)) == 2
    assert '<option value="1990">1990 (1)</option>' in html
    assert '<option value="recommendation">Recommendation (2)</option>' in html
    html = page(client, year="1990")
    assert '<option value="1991">1991 (1)</option>' in html
    assert '<option value="retracted">' in html
    assert listed(page(client, journal="Nowhere")) == []
    monkeypatch.setattr(ranking, "MOST", 1)
    html = page(client, q="given")
    assert '<option value="recommendation">Recommendation (1+)</option>' in html
    assert '<option value="result">Result</option>' in html
    assert "More than 1 claims fit" in html


def test_a_notice_changes_under_which_status_a_claim_is_found_at_once(client, claim):
    assert len(listed(page(client, status="not_listed"))) == 1
    build.notice(claim.source.paper)
    assert listed(page(client, status="not_listed")) == []
    assert len(listed(page(client, status="retracted", q="turmeric"))) == 1


@pytest.mark.parametrize("count", [1, 3])
def test_a_search_takes_three_queries(client, count, django_assert_num_queries):
    panel = build.panel()
    for number in range(count):
        published(f"Turmeric {number} should be given.", panel=panel)
    for query in ({"q": "turmeric"}, {"q": "turmerick", "kind": "result"},
                  {"panel": panel.slug}):  # fmt: skip
        with django_assert_num_queries(3 if any(query.values()) and "kind" not in query else 2):
            page(client, **query)


def test_what_no_search_would_ask_is_answered(client, claim):
    for query in (" ".join("abcdefghijklmnopqrstuvwxyz" * 4)[:200], "\x00", "w " * 60, "x" * 200,
                  "x" * 500, "骨质疏松", "ωμέγα", "\"' OR 1=1; NEAR( * --", "🙂", "_"):  # fmt: skip
        assert client.get(reverse("index"), {"q": query}).status_code == 200, query
    for place in ("x", "~", "1~", f"2026-01-01T00:00:00+00:00~{claim.pk}", "\x00", "-1"):
        answer = client.get(reverse("index"), {"q": "turmeric", "after": place})
        assert answer.status_code == 404, place


def test_migrating_indexes_what_is_there(client, claim):
    index.drop(connection)
    index.create(connection)
    assert listed(page(client, q="turmeric")) == []
    migration = import_module("reviews.migrations.0032_claim_search")
    migration.create(apps, SimpleNamespace(connection=connection))
    assert len(listed(page(client, q="turmerick", journal="journal of plants"))) == 1
