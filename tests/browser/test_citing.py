"""Copying a citation with the button, and without scripts by hand."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from reviews.exports.citing import STYLES
from reviews.vocabulary import ClaimState
from tests import build


@pytest.fixture
def address(panel):
    claim = build.claim(ClaimState.PUBLISHED, panel)
    return reverse("paper", args=[claim.source.paper_id])


def test_a_button_copies_the_citation(reader, address):
    reader.context.grant_permissions(["clipboard-read", "clipboard-write"])
    reader.goto(address)
    reader.get_by_text("Copy a citation").click()
    part = reader.locator("dd", has=reader.get_by_role("button", name="Copy as BibTeX"))
    part.get_by_role("button").click()
    expect(part.get_by_text("Copied", exact=True)).to_be_visible()
    copied = reader.evaluate("navigator.clipboard.readText()")
    assert copied == part.locator("pre").text_content()
    assert copied.startswith("@misc{")


def test_a_page_that_may_not_copy_selects_the_text(reader, address):
    reader.add_init_script("delete Navigator.prototype.clipboard")
    reader.goto(address)
    reader.get_by_text("Copy a citation").click()
    reader.get_by_role("button", name="Copy as APA").click()
    expect(reader.get_by_text("Selected: copy it with your keys")).to_be_visible()
    assert reader.evaluate("String(getSelection())").endswith("(n.d.).")


def test_without_scripts_the_text_is_there_and_no_button(new_page, live_server, address):
    page = new_page(base_url=live_server.url, java_script_enabled=False)
    page.goto(address)
    page.get_by_text("Copy a citation").click()
    expect(page.get_by_role("button", name="Copy as")).to_have_count(0)
    expect(page.get_by_role("link", name="Download")).to_have_count(len(STYLES))
    expect(page.locator("pre").first).to_be_visible()
