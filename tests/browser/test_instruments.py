"""Instruments for a paper: offered by its design, and refusing what they must refuse."""

from playwright.sync_api import expect

from reviews.actions import results, rounds
from reviews.models import Round
from tests import build
from tests.browser import desk

FROM_THE_ABSTRACT = {
    "Importance for the readership": "Alluded to",
    "Aims or questions": "None stated",
    "Literature search": "Not described",
    "Referencing": "Not assessable",
    "Scientific reasoning": "Appropriate evidence used selectively",
    "Presentation of data": "Inadequately presented",
}


def test_a_review_without_a_method_is_offered_sanra_and_not_amstar(at_desk, paper, cleo):
    page = at_desk(cleo)
    page.goto(paper.get_absolute_url())
    form = desk.unfold(page, "Open a round")
    offered = form.get_by_label("Instrument").locator("option").all_inner_texts()
    assert offered == ["Choose", "SANRA, of the paper (usual)"]
    expect(page.get_by_text("AMSTAR 2 is not offered")).to_contain_text(
        "the design of this paper is: narrative review"
    )


def test_sanra_gives_no_sum_where_an_item_cannot_be_assessed(at_desk, paper, cleo, ann):
    page = at_desk(cleo)
    page.goto(paper.get_absolute_url())
    form = desk.unfold(page, "Open a round")
    desk.fill(form, {"Instrument": "SANRA, of the paper (usual)"})
    desk.press(form, "Open a round")
    expect(page.get_by_role("heading", name="SANRA")).to_be_visible()
    rounds.assign(Round.objects.get(), ann, by=cleo)
    page = at_desk(ann)
    page.locator(".quote-link").click()
    result = page.locator("#result")
    desk.judge(page, FROM_THE_ABSTRACT | {"Referencing": "Key statements supported"})
    expect(result.locator(".result strong")).to_have_text("4 of 12")
    desk.judge(page, FROM_THE_ABSTRACT)
    expect(result).to_contain_text("answered as not assessable: referencing.")
    desk.press(page, "Check and submit")
    expect(page.locator("main h2")).to_have_text("No result")


def test_rob_2_asks_on_only_where_the_answers_lead(at_desk, panel, cleo, ann):
    build.lock(panel, instruments={"rob-2-assignment": {}})
    paper = build.source(panel, design="randomised_trial").paper
    asked = {"comparison": "A against placebo", "outcome": "Falls"}
    made = rounds.open_round(
        instrument="rob-2-assignment",
        paper=paper,
        paper_result=results.write_result(paper, **asked, by=cleo),
        by=cleo,
    )
    rounds.assign(made, ann, by=cleo)
    page = at_desk(ann)
    page.goto(f"/desk/rounds/{made.pk}/appraise/")
    result = page.locator("#result")
    later = page.get_by_role("group", name="Gaps shown not to matter", exact=True)
    desk.judge(page, {"Data nearly complete": "Yes"})
    expect(later.get_by_text("Not reached.")).to_be_visible()
    expect(later.get_by_label("Probably no")).to_be_hidden()
    expect(result).to_contain_text("Missing outcome data: + Low")
    desk.judge(page, {"Data nearly complete": "No"})
    expect(later.get_by_text("Not reached.")).to_be_hidden()
    desk.judge(page, {"Gaps shown not to matter": "Probably yes"})
    expect(result).to_contain_text("Missing outcome data: + Low")
    result.get_by_text("How each domain comes about").click()
    expect(result).to_contain_text("There is evidence that the gaps do not matter: Low.")
    desk.press(page, "Check and submit")
    expect(page.get_by_role("alert")).to_contain_text("Random sequence")
