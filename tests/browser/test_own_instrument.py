"""An instrument of a panel's own, from the form over its file to a settled round."""

import re

import pytest
from playwright.sync_api import expect

from reviews.models import Instrument, Protocol, Verdict
from tests import build
from tests.browser import desk

TYPED = {
    "Name": "Transparency sheet",
    "Key": "transparency",
    "What one must know before using it": "Read the methods first.",
    "Questions": "# Source\nIs it said where the data come from? | Look at the methods.\n"
    "# Reasoning\nDoes the conclusion follow from the data?",
    "Results": "Good\nFair\nPoor",
    "Where it is described": "Written for this panel.",
}
SOURCE, REASONING = "Is it said where the data come from?", "Does the conclusion follow?"


@pytest.mark.journey
def test_an_instrument_of_ones_own_from_the_form_to_a_settled_round(
    at_desk, panel, cleo, ann, bob, ada, tmp_path
):
    paper = build.source(panel, design="cohort").paper
    chair = at_desk(cleo)
    first = make_by_form(chair, panel)
    second = first.replace("version: '1'", "version: '2'").replace(
        "the conclusion follow from the data?", "the conclusion follow?"
    )
    hand_in(chair, panel, second, tmp_path)
    amend_protocol(chair, panel)
    round = open_round(chair, paper, [ann, bob])
    first_page, second_page, third_page = at_desk(ann), at_desk(bob), at_desk(ada)
    appraise(first_page, round, {SOURCE: "Yes", REASONING: "Yes"}, "Good")
    appraise(second_page, round, {SOURCE: "Yes", REASONING: "No"}, "Poor")
    settle(third_page, round)
    assent(first_page, round)
    assent(second_page, round)
    close(third_page)
    verdict = Verdict.objects.get()
    assert (verdict.result, verdict.round.instrument.version) == ("Poor", "2")


def make_by_form(page, panel):
    """What the download holds."""
    page.goto(f"/desk/panels/{panel.slug}/instruments/")
    page.get_by_role("link", name="Make one by a form").click()
    desk.fill(page, TYPED | {"Key": "Not a key"})
    page.get_by_label("The worst answer counts").check()
    desk.press(page, "Keep it")
    expect(page.get_by_role("alert").first).to_contain_text(
        "Small letters, figures and dashes alone"
    )
    for label in ("Name", "Questions", "Results"):
        field = page.get_by_role("textbox", name=re.compile(rf"^{label}( \(optional\))?$"))
        expect(field).to_have_value(TYPED[label])
    expect(page.get_by_label("The worst answer counts")).to_be_checked()
    desk.fill(page, {"Key": TYPED["Key"]})
    desk.press(page, "Preview")
    expect(page.locator("#preview")).to_contain_text("Transparency sheet, as it would be kept")
    desk.press(page, "Keep it")
    expect(page.get_by_role("status")).to_have_text("Transparency sheet, 1, is kept.")
    with page.expect_download() as download:
        page.get_by_role("link", name="Download the file").click()
    assert download.value.suggested_filename == "transparency-1.yaml"
    return download.value.path().read_text(encoding="utf-8")


def hand_in(page, panel, text, folder):
    """A broken copy, told with its line and mended in place; then it stands beside the first."""
    line = next(n for n, line in enumerate(text.split("\n"), 1) if "note:" in line)
    broken = text.replace("note:", "nota:")
    file = folder / "transparency-2.yaml"
    file.write_text(broken, encoding="utf-8")
    page.goto(f"/desk/panels/{panel.slug}/instruments/")
    page.get_by_role("link", name="Hand in a file").click()
    page.get_by_label("A file").set_input_files(file)
    desk.press(page, "Keep it")
    expect(page.get_by_role("alert").first).to_contain_text(
        f"Line {line}: nota is not a field here."
    )
    content = page.get_by_label("or its content")
    expect(content).to_have_value(broken)
    assert Instrument.objects.filter(panel=panel).count() == 1
    file.write_text(text, encoding="utf-8")
    page.get_by_label("A file").set_input_files(file)
    desk.press(page, "Keep it")
    expect(page.get_by_role("status")).to_have_text("Transparency sheet, 2, is kept.")
    assert Instrument.objects.filter(panel=panel).count() == 2


def amend_protocol(page, panel):
    """The newest version is the one that may be listed; it is not usable before."""
    page.goto(f"/desk/panels/{panel.slug}/protocol/")
    desk.press(page, "Amend: draft the next version")
    page.get_by_label("Transparency sheet (2)").check()
    desk.press(page, "Save the draft")
    form = desk.unfold(page, "Lock this version")
    form.get_by_role("textbox").fill("A sheet of our own.")
    desk.press(form, "Lock this version")
    listed = page.locator("#in-force")
    expect(listed).to_contain_text("In force: version 2")
    expect(listed.get_by_role("listitem").filter(has_text="Transparency sheet")).to_contain_text(
        "version 2"
    )
    assert Protocol.objects.in_force(panel).number == 2


def open_round(page, paper, people):
    page.goto(paper.get_absolute_url())
    form = desk.unfold(page, "Open a round")
    form.get_by_label("Instrument").select_option(label="Transparency sheet, of the paper")
    desk.press(form, "Open a round")
    expect(page.get_by_role("heading", name="Transparency sheet")).to_be_visible()
    for person in people:
        line = page.locator("#appraisers li").filter(has_text=person.name)
        desk.press(line, "Assign")
        expect(page.get_by_role("status")).to_have_text(f"{person.name} is assigned.")
    return page.url.partition("#")[0]


def appraise(page, round, answers, result):
    page.reload()
    page.locator(".quote-link").click()
    expect(page.get_by_text("Look at the methods.")).to_be_visible()
    expect(page.get_by_role("link", name="The source of")).to_have_count(0)  # none was given
    expect(page.locator("#result")).to_contain_text("No result yet")  # nothing of the other's
    desk.judge(page, answers)
    expect(page.locator("#result strong")).to_have_text(result)
    expect(page.locator("#result")).to_contain_text("Draft saved")
    desk.press(page, "Check and submit")
    expect(page.get_by_role("status")).to_have_text("Your appraisal is submitted and frozen.")


def settle(page, round):
    page.goto(round)
    page.get_by_role("link", name="Settle").click()
    desk.press(page, "Begin to settle")
    expect(page.locator(".mark-differs")).to_have_count(1)
    page.get_by_role("group", name="Did they answer the same question?").get_by_label("Yes").check()
    desk.judge(page, {f"{REASONING} ≠ differs": "No"})
    page.get_by_label("Adjudication").check()
    expect(page.locator("#result")).to_contain_text("Poor")
    desk.press(page, "Settle")
    expect(page.get_by_role("status")).to_contain_text("The verdict is proposed")


def assent(page, round):
    page.goto(round)
    desk.press(page, "I have none")
    expect(page.get_by_role("status")).to_be_visible()


def close(page):
    page.reload()
    desk.press(page, "Close it")
    expect(page.get_by_role("status")).to_have_text("The verdict stands.")
