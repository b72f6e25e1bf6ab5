"""Verbs that explain themselves, and terms that open an entry."""

import re
from pathlib import Path
from uuid import UUID

import pytest
from django.template import Context, Template, TemplateSyntaxError
from django.test import RequestFactory

from reviews.glossary import TERMS
from reviews.permissions import ALLOWED, Permit
from reviews.vocabulary import Role

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"
ACCEPT = '{% verb "desk-claim-accept" pk label="Accept" permit=permit to="paper" %}'


def rendered(source, **context):
    request = RequestFactory().get("/")
    return Template("{% load desk %}" + source).render(Context({"request": request, **context}))


def test_a_verb_is_a_button_that_posts():
    button = rendered(ACCEPT, pk=UUID(int=1), permit=ALLOWED)
    assert (
        f'<form class="verb" method="post" action="/desk/claims/{UUID(int=1)}/accept/">' in button
    )
    assert '<input type="hidden" name="to" value="paper">' in button
    assert "<button>Accept</button>" in button


def test_a_refused_verb_is_grey_and_described_by_its_reason():
    button = rendered(ACCEPT, pk=UUID(int=1), permit=Permit("Only <chairs> may."))
    described = re.search(r'aria-disabled="true" aria-describedby="([^"]+)"', button)
    assert f'id="{described[1]}">Only &lt;chairs&gt; may.</span>' in button
    assert "<form" not in button


def test_a_term_opens_the_entry_that_every_page_carries():
    target = re.search(r'popovertarget="([^"]+)"', rendered('{% term "language level" %}'))
    entries = rendered('{% include "_glossary.html" %}')
    assert f'id="{target[1]}" popover' in entries
    assert TERMS["language level"] in entries


def test_a_term_without_an_entry_is_an_error():
    with pytest.raises(TemplateSyntaxError, match="no entry 'zeal'"):
        rendered('{% term "zeal" %}')


def test_no_entry_is_idle_and_none_is_missing():
    pages = "".join(page.read_text() for page in TEMPLATES.rglob("*.html"))
    used = set(re.findall(r'{% term "([^"]+)"', pages)) | {str(role) for role in Role}
    assert used == set(TERMS)


def test_every_entry_is_one_sentence():
    assert [text for text in TERMS.values() if text.count(". ") or not text.endswith(".")] == []
