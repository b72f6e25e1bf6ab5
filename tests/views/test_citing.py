"""Citations to copy or download, on public pages and on the desk."""

import re
from html import unescape
from uuid import uuid4

import pytest
from django.urls import reverse

from reviews.actions import papers
from reviews.exports.citing import STYLES
from reviews.vocabulary import ClaimState
from tests import build

pytestmark = pytest.mark.django_db


@pytest.fixture
def claim():
    return build.claim(ClaimState.PUBLISHED)


def shown(page):
    """The citations of a page, by the names of their styles."""
    pattern = r"<dt>([^<]+)</dt><dd><pre[^>]* citation\">(.*?)</pre>"
    found = re.findall(pattern, page.content.decode(), re.S)
    return {name: unescape(text) for name, text in found}


@pytest.mark.parametrize("style", STYLES)
def test_the_page_shows_what_the_file_holds(client, claim, style):
    paper = claim.source.paper
    file = client.get(reverse("paper-citation", args=[paper.pk, style]))
    assert file.headers["Content-Type"] == f"{STYLES[style].media}; charset=utf-8"
    assert file.headers["Content-Disposition"].startswith('attachment; filename="')
    assert paper.title.rstrip(".") in file.content.decode()
    for page in ("paper", "claim"):
        address = reverse(page, args=[paper.pk if page == "paper" else claim.pk])
        citations = shown(client.get(address))
        assert list(citations) == [each.name for each in STYLES.values()]
        assert citations[STYLES[style].name] == file.content.decode()


def test_the_public_file_is_what_was_published(client, claim):
    paper, chair = claim.source.paper, build.chair(claim.source.paper.panel)
    address = reverse("paper-citation", args=[paper.pk, "vancouver"])
    published = client.get(address).content
    before = {
        field: getattr(paper, field)
        for field in (
            "authors", "affiliation", "journal", "year", "published", "volume", "issue", "pages",
            "design",
        )
    }  # fmt: skip
    papers.edit(paper, **before | {"title": "Another title"}, by=chair)
    assert client.get(address).content == published
    client.force_login(chair)
    desk = client.get(reverse("desk-paper-citation", args=[paper.pk, "vancouver"]))
    assert b"Another title" in desk.content


def test_the_public_file_knows_no_session_and_caches_may_keep_it(client, claim):
    address = reverse("paper-citation", args=[claim.source.paper_id, "ris"])
    answer = client.get(address)
    assert not answer.cookies
    assert "Cookie" not in answer.get("Vary", "")
    assert answer["Cache-Control"] == "public, max-age=0, must-revalidate"
    again = client.get(address, headers={"if-none-match": answer["ETag"]})
    assert again.status_code == 304


def test_hidden_missing_and_unknown_styles_answer_alike(client):
    hidden = build.claim(ClaimState.GRADED).source.paper_id
    answers = [
        client.get(reverse("paper-citation", args=[pk, style]))
        for pk, style in [(hidden, "ris"), (uuid4(), "ris"), (hidden, "unknown")]
    ]
    assert {answer.status_code for answer in answers} == {404}
    assert len({answer.content for answer in answers}) == 1


def test_a_style_that_is_none_is_missing_on_the_desk(client, claim):
    paper = claim.source.paper
    client.force_login(build.chair(paper.panel))
    assert client.get(reverse("desk-paper-citation", args=[paper.pk, "x"])).status_code == 404
    assert list(shown(client.get(reverse("desk-paper", args=[paper.pk])))) == [
        style.name for style in STYLES.values()
    ]


def test_signs_of_a_title_stay_text_on_the_page(client):
    source = build.source(title="A <script> & {B}")
    claim = build.claim(ClaimState.PUBLISHED, source=source)
    page = client.get(reverse("claim", args=[claim.pk]))
    assert b"<script> &amp;" not in page.content
    assert "A <script> & {B}." in shown(page)["Vancouver"]
