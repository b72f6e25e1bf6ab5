"""From a pasted abstract to a published, flagged claim, as people do it in a browser."""

import re

import pytest
from playwright.sync_api import expect

from reviews.actions import notices
from tests import build
from tests.browser import desk, seed

NOTICES = "reviews/demo/retraction_watch.csv"
IDENTIFIER = {
    "Kind": "DOI",
    "Identifier": "10.3349/ymj.2003.44.5.751",
    "How we know": "The journal's DOIs follow year, volume, issue and first page.",
}
QUESTION = {
    "Population": "women with postmenopausal osteoporosis",
    "Intervention": "bisphosphonate and vitamin K2",
    "Comparator": "bisphosphonate alone",
    "Certainty of what": "Any effect",
    "As of": "2003-10-30",
}
OUTCOME = {
    "Outcome": "new vertebral fracture",
    "Importance": "Critical",
    "Benefit or harm": "Benefit",
}
BODY = {
    "How the papers were found": "As cited in the paper",
    "What was read": "Small human studies with etidronate, and rat studies.",
}
DISSENT = "Etidronate stands for its class, so I judge indirectness not serious."


@pytest.mark.journey
def test_from_pasted_text_to_a_published_claim(at_desk, reader, panel, cleo, ann, bob, cy):
    chair = at_desk(cleo)
    paste(chair, panel)
    describe(chair)
    desk.press(chair, "Suggest claims")
    expect(chair.locator("[data-line]")).to_have_count(9)
    assert [span[:2] for span in desk.spans(chair)] == seed.SPANS
    ask_question(chair, panel)
    round = open_round(chair, panel, [ann, bob, cy])
    appraisers = [at_desk(person) for person in (ann, bob, cy)]
    for page, answers in zip(appraisers, (desk.VERY_LOW, desk.VERY_LOW, desk.LOW), strict=True):
        appraise(page, round, answers)
    settle(chair, round)
    *others, minority = appraisers
    for page in others:
        page.goto(round)
        desk.press(page, "I have none")
    dissent(minority, round)
    close(chair)
    confirm_flags(chair)
    publish(chair, panel)
    read_published(reader)


def paste(page, panel):
    page.get_by_role("link", name=panel.name).first.click()
    page.get_by_role("link", name="Paste a PubMed record or an abstract").click()
    page.get_by_label("Records").fill(seed.RECORD)
    desk.press(page, "Read the records")
    expect(page.locator("#outcome [role=status]")).to_have_text(
        "1 seen = 1 new + 0 duplicates + 0 rejected."
    )
    desk.press(page, "Store the new papers")
    expect(page.locator("#outcome [role=status]")).to_have_text(
        "1 seen = 1 imported + 0 duplicates + 0 rejected."
    )
    page.locator("#outcome tbody").get_by_role("link").click()


def describe(page):
    """The design, and the DOI by hand; a notice of that DOI is there already."""
    with open(NOTICES, "rb") as file:
        notices.load(file, by=build.staff())
    page.get_by_role("link", name="Edit details and design").click()
    desk.fill(page, {"Study design": "Narrative review"})
    desk.press(page, "Save")
    form = desk.unfold(page, "Add an identifier")
    desk.fill(form, IDENTIFIER)
    desk.press(form, "Add an identifier")
    expect(page.locator("#notices")).to_contain_text("listed as retracted")
    desk.press(page, "Acknowledge")


def ask_question(page, panel):
    page.goto(f"/desk/panels/{panel.slug}/questions/")
    desk.fill(page, QUESTION)
    desk.press(page, "Write the question")
    for label, values in (("Add an outcome", OUTCOME), ("Freeze a body of evidence", BODY)):
        form = desk.unfold(page, label)
        desk.fill(form, values)
        if "freeze" in label.lower():
            form.get_by_label("randomised").check()
        desk.press(form, label)


def open_round(page, panel, people):
    """Accept the eighth claim, open a round on it and assign; the round's address."""
    page.goto(panel.papers.get().get_absolute_url())
    page.locator("[data-line]").nth(7).get_by_role("link").click()
    desk.press(page, "Accept")
    form = desk.unfold(page, "Open a round")
    form.get_by_label("Body of evidence").select_option(index=1)
    desk.press(form, "Open a round")
    for person in people:
        line = page.locator("#appraisers li").filter(has_text=person.name)
        desk.press(line, "Assign")
        expect(page.get_by_role("status")).to_have_text(f"{person.name} is assigned.")
    return page.url.partition("#")[0]


def appraise(page, round, answers):
    page.locator(".quote-link").click()
    expect(page.get_by_text("Language level", exact=True)).to_be_visible()
    assert page.locator(".flag, .label").count() == 0
    desk.judge(page, answers)
    expect(page.locator("#result")).to_contain_text("Draft saved")
    desk.press(page, "Check and submit")
    expect(page.get_by_role("status")).to_have_text("Your appraisal is submitted and frozen.")


def settle(page, round):
    page.goto(round)
    page.get_by_role("link", name="Settle").click()
    desk.press(page, "Begin to settle")
    expect(page.locator(".mark-differs")).to_have_count(1)
    page.get_by_role("group", name="Did they answer the same question?").get_by_label("Yes").check()
    desk.judge(page, {"Indirectness ≠ differs": "Serious"})
    page.get_by_label("Adjudication").check()
    expect(page.locator("#result")).to_contain_text("Very low")
    desk.press(page, "Settle")
    expect(page.get_by_role("status")).to_contain_text("the appraisers are asked")


def dissent(page, round):
    page.goto(round)
    form = desk.unfold(page, "State a dissent")
    form.get_by_label("Minority statement").fill(DISSENT)
    desk.press(form, "State a dissent")
    expect(page.locator("#motion blockquote")).to_have_text(DISSENT)


def close(page):
    desk.press(page, "Close it")
    expect(page.locator(".label")).to_have_text("Weakly supported")
    assert desk.flags(page) == {
        "Strong recommendation on weak evidence": ("red", "computed"),
        "Hedge dropped": ("red", "proposed"),
        "From animals to humans": ("amber", "proposed"),
        "From one drug to its class": ("amber", "proposed"),
        "Rests on a narrative review": ("amber", "proposed"),
        "Harms not mentioned": ("info", "proposed"),
    }


def confirm_flags(page):
    left = page.locator("#flags").get_by_role("button", name="Confirm")
    for count in reversed(range(5)):
        left.first.click()
        expect(left).to_have_count(count)
    assert {state for _, state in desk.flags(page).values()} == {"computed", "confirmed"}


def publish(page, panel):
    page.get_by_role("link", name="Preview its publication").click()
    desk.press(page, "Publish edition 1")
    expect(page.get_by_role("status")).to_have_text("Edition 1 is published.")


def read_published(page):
    page.goto("/")
    page.get_by_role("link", name=re.compile("^“Thus")).click()
    expect(page.locator("h1")).to_contain_text("should be recommended")
    expect(page.locator("h1 + p")).to_have_text("Weakly supported")
    facts = page.locator(".facts").first
    expect(facts).to_contain_text("Strong recommendation")
    expect(facts).to_contain_text("Certainty of the evidence cited in this paper")
    expect(facts).to_contain_text("Very low")
    expect(page.get_by_label("Publication notice")).to_contain_text("listed as retracted")
    expect(page.locator(".dissent")).to_contain_text(DISSENT)
    for word in ("Ann", "Bob", "Cy"):
        expect(page.locator("main")).not_to_contain_text(re.compile(rf"\b{word}\b"))
