"""Checking a text and a list of references in a browser, as anybody does: without scripts too."""

from datetime import date

import pytest
from playwright.sync_api import expect

from reviews.actions import papers
from reviews.importers import pubmed
from tests import build
from tests.browser import looks, seed
from tests.integrity.test_listed import load

DOI = "10.5555/cited.a"


@pytest.fixture
def seed_text():
    return pubmed.parse(seed.RECORD).records[0].abstract


def test_a_text_is_read_sentence_by_sentence(reader, seed_text):
    reader.goto("/")
    reader.get_by_role("link", name="Check a text").click()
    reader.get_by_label("Your text").fill(seed_text)
    reader.get_by_role("button", name="Read my text").click()
    expect(reader.get_by_role("heading", name="9 sentences")).to_be_in_viewport()
    eighth = reader.locator("#sentence-8")
    expect(eighth).to_contain_text("Strong recommendation, for")
    expect(eighth).to_contain_text("Hedge dropped.")
    expect(reader.get_by_label("Your text")).to_have_value(seed_text)
    assert reader.context.cookies() == []
    assert looks.look(reader, "checking", "text") == []


@pytest.fixture
def list_of_three(committed_db):
    """One with a notice and a published claim, one of which nothing is known, one without a DOI."""
    source = build.source()
    by = build.chair(source.paper.panel)
    papers.add_identifier(source.paper, scheme="doi", value=DOI, basis="Printed.", by=by)
    build.claim("published", source=source)
    row = {"Record ID": "4711", "OriginalPaperDOI": DOI, "RetractionDate": "10/30/2025 0:00"}
    load(row, extract_on=date(2026, 8, 22))
    return (
        f"1. Someone A. A constructed paper. J Made Up. 2020;1:2. doi:{DOI}\n"
        "2. Other B. Another constructed paper. J Made Up. 2021;3:4. doi:10.5555/cited.b\n"
        "3. Third C. A constructed book. 2022.\n"
    )


@pytest.mark.parametrize("has_scripts", [True, False])
def test_a_list_is_looked_up(list_of_three, new_page, live_server, has_scripts):
    page = new_page(base_url=live_server.url, java_script_enabled=has_scripts)
    page.goto("/check/references/")
    page.get_by_label("Your references").fill(list_of_three)
    page.get_by_role("button", name="Look them up").click()
    expect(page.locator("#reference-1")).to_contain_text("Listed as retracted.")
    expect(page.locator("#reference-1")).to_contain_text("Weakly supported")
    expect(page.locator("#clear")).to_contain_text("10.5555/cited.b")
    expect(page.locator("#rejected")).to_contain_text("neither a DOI nor a PMID")
    if has_scripts:
        assert looks.look(page, "checking", "references") == []
    page.locator("#reference-1 .quote a").click()
    expect(page.get_by_text("Weakly supported").first).to_be_visible()


def test_a_file_that_is_far_too_large_gets_its_sentence_and_nothing_typed_is_lost(reader, tmp_path):
    path = tmp_path / "large.ris"
    path.write_text("a" * 20 * 2**20)
    reader.goto("/check/references/")
    reader.get_by_label("or a file of them").set_input_files(path)
    reader.get_by_label("Your references").fill("what I typed")
    reader.get_by_role("button", name="Look them up").click()
    expect(reader.get_by_role("alert")).to_contain_text("Go back")
    assert looks.look(reader, "checking", "too-large") == []
    reader.go_back()
    expect(reader.get_by_label("Your references")).to_have_value("what I typed")
