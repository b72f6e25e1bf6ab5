"""The desk's main verbs where scripts do not run."""

import pytest
from playwright.sync_api import expect

from reviews.actions import rounds
from reviews.vocabulary import ClaimState
from tests import build
from tests.admin.people import seated
from tests.browser import desk


@pytest.fixture
def round(panel, ann, bob, cleo):
    made = build.open_round(build.claim(ClaimState.ACCEPTED, panel), appraisers=0)
    for person in (ann, bob):
        rounds.assign(made, person, by=cleo)
    return made


def test_an_appraisal_is_saved_refused_and_submitted_by_forms(at_desk, round, ann):
    page = at_desk(ann, java_script_enabled=False)
    page.locator(".quote-link").click()
    desk.judge(page, {"Start": "High", "Risk of bias": "Serious"})
    desk.press(page, "Save draft")
    expect(page.get_by_role("status")).to_have_text("The draft is saved.")
    desk.press(page, "Check and submit")
    expect(page.get_by_role("group", name="Imprecision")).to_contain_text("Answer this item.")
    answers = {item: answer for item, answer in desk.VERY_LOW.items() if item != "Risk of bias"}
    desk.judge(page, answers)
    desk.press(page, "Check and submit")
    expect(page.get_by_role("status")).to_have_text("Your appraisal is submitted and frozen.")
    expect(page.get_by_role("heading", name="Very low")).to_be_visible()


def test_a_claim_is_proposed_by_its_offsets(at_desk, panel, ann):
    source = build.source(panel)
    start = source.text.index(build.STRONG)
    page = at_desk(ann, java_script_enabled=False)
    page.goto(source.paper.get_absolute_url())
    desk.fill(page.locator("#make"), {
        "The words, as they stand in the text": build.STRONG,
        "Start": str(start),
        "End": str(start + len(build.STRONG)),
    })  # fmt: skip
    desk.press(page, "Propose the claim")
    expect(page.get_by_role("status")).to_have_text("The claim is proposed.")
    assert desk.spans(page) == [(start, start + len(build.STRONG), build.STRONG)]


def test_a_round_is_settled_in_the_admin_by_forms(at_desk, panel, round):
    build.submit_all(round)
    page = at_desk(seated(panel), java_script_enabled=False)
    page.goto("/admin/reviews/claim/?queue=ready")
    page.get_by_role("link", name="Revealed: settle").click()
    desk.press(page, "Begin to settle")
    page.get_by_label("Rationale").fill("So far.")
    desk.press(page, "Save draft")
    expect(page.locator(".messagelist")).to_have_text("The draft is saved.")
    expect(page.get_by_label("Rationale")).to_have_value("So far.")
    page.get_by_role("group", name="Did they answer the same question?").get_by_label("Yes").check()
    page.get_by_label("Agreement").check()
    desk.press(page, "Settle")
    expect(page.locator(".messagelist")).to_contain_text("The verdict stands.")
    expect(page.locator("#content")).to_contain_text("Settled")
