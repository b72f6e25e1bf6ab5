"""Choosing which outcome decides, beside the certainty, and what readers then see."""

import pytest
from playwright.sync_api import expect

from reviews.vocabulary import ClaimState
from tests import build
from tests.browser import desk, looks

BUTTON = "Choose the overall certainty"
NAMED = "moderate, that of “death from any cause”"
DECIDES = "“death from any cause” alone would justify the advice"


@pytest.fixture
def claim(panel):
    """With benefits alone: nobody has graded a harm yet."""
    made = build.claim(ClaimState.ACCEPTED, panel)
    results = {"death from any cause": "moderate", "days in hospital": "low"}
    build.grade_outcomes(made, **results)
    return made


def grade_a_harm(claim):
    build.grade_outcomes(claim, harms={"severe bleeding": "moderate"})


@pytest.mark.parametrize("has_scripts", [True, False], ids=["scripts", "no scripts"])
def test_the_panel_takes_one_outcome_and_the_lowest_again(at_desk, claim, cleo, has_scripts):
    page = at_desk(cleo, java_script_enabled=has_scripts)
    page.goto(claim.get_absolute_url())
    expect(page.locator("#overall")).to_contain_text("Grade an outcome on harm first")
    expect(page.locator("summary", has_text=BUTTON)).to_have_count(0)
    grade_a_harm(claim)
    page.goto(claim.get_absolute_url())
    form = desk.unfold(page, BUTTON)
    expect(form.get_by_label("severe bleeding")).to_have_count(0)
    expect(form.get_by_label("the lowest of them")).to_be_checked()
    form.get_by_label(NAMED).check()
    desk.fill(form, {"Why": "   "})
    desk.press(form, BUTTON)
    expect(form.get_by_role("alert").locator("li")).to_have_text("Why: This field is required.")
    expect(form.get_by_label(NAMED)).to_be_checked()
    desk.fill(form, {"Why": "Nobody would trade a life for a day."})
    desk.press(form, BUTTON)
    expect(page.get_by_role("status")).to_have_text("The choice is recorded.")
    expect(page.locator("#overall")).to_contain_text(DECIDES)
    expect(page.locator("h1 ~ p .label")).to_have_text("Wording in line with certainty")
    form = desk.unfold(page, BUTTON)
    form.get_by_label("the lowest of them").check()
    desk.fill(form, {"Why": "Days count."})
    desk.press(form, BUTTON)
    expect(page.locator("#overall")).to_contain_text("The panel keeps to the lowest.")
    expect(page.locator("h1 ~ p .label")).to_have_text("Weakly supported")


def test_its_pages_look_right(at_desk, reader, claim, cleo):
    page, faults = at_desk(cleo), []
    page.goto(claim.get_absolute_url())
    faults += looks.look(page, "overall", "no-harm-graded")
    grade_a_harm(claim)
    page.goto(claim.get_absolute_url())
    form = desk.unfold(page, BUTTON)
    faults += looks.look(page, "overall", "to-choose")
    form.get_by_label(NAMED).check()
    desk.fill(form, {"Why": "Nobody would trade a life for a day."})
    desk.press(form, BUTTON)
    page.locator("summary", has_text="What the panel chose").click()
    faults += looks.look(page, "overall", "chosen")
    claim.refresh_from_db()
    build.confirm_flags(claim)
    build.publish(claim)
    reader.goto(f"/claims/{claim.pk}/")
    expect(reader.locator("main")).to_contain_text(DECIDES)
    faults += looks.look(reader, "overall", "public")
    harm = build.body(claim.source.paper.panel, effect="harm", name="bleeding")
    build.grade(claim, build.worksheet("very_low", side="against"), harm)
    page.goto(claim.get_absolute_url())
    expect(page.locator("#overall")).to_contain_text("“bleeding” against the claim.")
    faults += looks.look(page, "overall", "lapsed")
    assert faults == []
