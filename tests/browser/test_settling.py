"""Settling in a browser: how its pages look, by key and as it saves itself."""

import shutil

import pytest
from playwright.sync_api import expect

from tests.browser import desk, looks


@pytest.fixture
def album():
    shutil.rmtree(looks.FOLDER / "settling", ignore_errors=True)
    yield "settling"
    looks.write_index()


def test_settling_looks_right_and_saves_itself(demo, visit, album):
    address = f"{demo.rounds['revealed'].get_absolute_url()}settle/"
    page, other = visit("adjudicator"), visit("chair")
    page.goto(address)
    faults = looks.look(page, album, "free")
    desk.press(page, "Begin to settle")
    faults += looks.look(page, album, "taken")
    page.get_by_label("Rationale").fill("So far.")
    expect(page.locator("#result")).to_contain_text("Draft saved")
    other.goto(address)
    faults += looks.look(other, album, "taken-by-another")
    page.reload()
    expect(page.get_by_label("Rationale")).to_have_value("So far.")
    folded = page.locator("fieldset.item:not(.differs) > details").first
    assert folded.get_attribute("open") is None
    page.locator("body").press("j")
    expect(folded).to_have_attribute("open", "")
    page.get_by_role("group", name="Did they answer the same question?").get_by_label("Yes").check()
    page.get_by_label("Agreement").check()
    desk.press(page, "Settle")
    expect(page.get_by_role("alert")).to_contain_text("Please look at this again")
    faults += looks.look(page, album, "refused")
    assert faults == []
