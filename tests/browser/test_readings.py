"""How claims are read: proposals, their cues, corrections beside them, and splits."""

import pytest
from playwright.sync_api import expect

from reviews.models import Claim
from tests.browser import desk, seed

ADVICE = {"none": "No advice", "weak": "Weak recommendation, for",
          "strong": "Strong recommendation, for"}  # fmt: skip


def test_each_sentence_is_proposed_as_an_expert_reads_it(at_desk, paper, ann):
    page = at_desk(ann)
    for gold, span in zip(seed.GOLD, seed.SPANS, strict=True):
        page.goto(seed.claim(paper, span).get_absolute_url())
        [proposed] = desk.wording(page, "Advice")
        assert proposed in {
            ADVICE[advice] for advice in (gold["advice"], *gold.get("advice_accept", []))
        }


def test_cues_are_told_apart_at_their_places(at_desk, paper, ann):
    page = at_desk(ann)
    page.goto(paper.get_absolute_url())
    shown = desk.spans(page)
    assert [(start, end) for start, end, _ in shown] == seed.SPANS
    assert [words for *_, words in shown] == [
        paper.sources.get().text[start:end] for start, end in seed.SPANS
    ]
    places = {place for start, end, _ in desk.spans(page, ".cue") for place in range(start, end)}
    for start, end, words, _ in (cue for gold in seed.GOLD for cue in gold["cues"]):
        assert places.issuperset(range(start, end)), words


def test_a_correction_is_kept_beside_the_proposal(at_desk, paper, ann):
    page = at_desk(ann)
    page.goto(seed.claim(paper, seed.S9).get_absolute_url())
    [proposed] = desk.wording(page, "Advice")
    form = desk.unfold(page, "Correct the wording")
    desk.fill(form, {"Advice": "No advice", "Advice is": "None", "Why": "It names no action."})
    desk.press(form, "Correct the wording")
    expect(page.get_by_role("status")).to_have_text("Your reading is kept beside the proposal.")
    assert desk.wording(page, "Advice") == [proposed, "No advice"]
    assert desk.wording(page, "Why") == ["–", "It names no action."]


def test_a_compound_sentence_is_split_into_claims(at_desk, paper, ann):
    page = at_desk(ann)
    text = paper.sources.get().text
    page.goto(seed.claim(paper, seed.S4).get_absolute_url())
    form = desk.unfold(page, "Split")
    parts = [text[start:end] for start, end in (seed.S4A, seed.S4B)]
    desk.fill(form, {
        "Parts, one a line": "\n".join(parts),
        "Reads as, one a line": "\n[Bisphosphonates] are more efficacious than vitamin K2",
    })  # fmt: skip
    desk.press(form, "Split")
    expect(page.get_by_role("status")).to_have_text("The claim is split into 2.")
    shown = [(start, end) for start, end, _ in desk.spans(page)]
    assert shown == [*seed.SPANS[:3], seed.S4A, seed.S4B, *seed.SPANS[4:]]
    page.goto(seed.claim(paper, seed.S4B).get_absolute_url())
    expect(page.locator("h1")).to_have_text(f"“{parts[1]}”")
    expect(page.locator("main")).to_contain_text(
        "[Bisphosphonates] are more efficacious than vitamin K2"
    )


@pytest.mark.parametrize(
    ("words", "replaced", "advice"),
    [
        ("should be recommended", "should be recommended", "Strong recommendation, for"),
        ("should be recommended", "may be considered", "Weak recommendation, for"),
        (
            "this combined treatment should be recommended for",
            "further studies should assess this combined treatment for",
            "No advice",
        ),
    ],
)
def test_other_words_are_other_advice(at_desk, panel, ann, words, replaced, advice):
    page = at_desk(ann)
    page.goto(f"/desk/panels/{panel.slug}/imports/")
    page.get_by_label("Records").fill(seed.RECORD.replace("\n", " \n").replace(words, replaced))
    desk.press(page, "Read the records")
    desk.press(page, "Store the new papers")
    page.locator("#outcome tbody").get_by_role("link").click()
    desk.press(page, "Suggest claims")
    page.locator("[data-line]").nth(7).get_by_role("link").click()
    expect(page.locator("h1")).to_contain_text(replaced)
    assert desk.wording(page, "Advice") == [advice]
    assert Claim.objects.count() == 9
