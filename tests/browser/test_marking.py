"""Claims made of a text, with a mouse and without one."""

import pytest
from playwright.sync_api import expect

from reviews.models import Claim
from tests import build
from tests.browser import desk

TEXT = (
    "🧪🦴 In 𝔸dults with condition B (n = 7), “treatment A” was given. "
    "Thus, treatment A should be recommended for the treatment of condition B."
)
SECOND = "Thus, treatment A should be recommended for the treatment of condition B."


@pytest.fixture
def text(panel):
    return build.source(panel, TEXT)


def drag_over(page, words):
    """Press the mouse at the first letter of these words and let go after the last."""
    edges = page.locator("#text").evaluate(
        """(text, words) => {
          const node = [...text.childNodes].find((node) => node.textContent.includes(words));
          const from = node.textContent.indexOf(words);
          return [from, from + words.length].map((offset) => {
            const range = document.createRange();
            range.setStart(node, offset);
            const { x, y, height } = range.getBoundingClientRect();
            return [x, y + height / 2];
          });
        }""",
        words,
    )
    page.mouse.move(*edges[0])
    page.mouse.down()
    page.mouse.move(*edges[1], steps=5)
    page.mouse.up()


def test_words_dragged_over_after_an_emoji_keep_their_place(at_desk, text, ann):
    words = "“treatment A” was"
    page = at_desk(ann, viewport={"width": 1600, "height": 900})
    page.goto(text.paper.get_absolute_url())
    drag_over(page, words)
    form = page.locator("form[data-live-span]")
    start = TEXT.index(words)
    expect(form.get_by_label("The words, as they stand in the text")).to_have_value(words)
    expect(form.get_by_label("Start")).to_have_value(str(start))
    expect(form.get_by_label("End")).to_have_value(str(start + len(words)))
    desk.press(form, "Propose the claim")
    expect(page.get_by_role("status")).to_have_text("The claim is proposed.")
    assert desk.spans(page) == [(start, start + len(words), words)]


def test_a_sentence_becomes_a_claim_by_keyboard_alone(at_desk, text, ann):
    page = at_desk(ann)
    page.goto(text.paper.get_absolute_url())
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.ariaLabel") == "Make sentence 2 a claim":
            break
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_have_text("The claim is proposed.")
    start = TEXT.index(SECOND)
    assert desk.spans(page) == [(start, start + len(SECOND), SECOND)]


def test_words_one_letter_off_are_refused(at_desk, text, ann):
    page = at_desk(ann)
    page.goto(text.paper.get_absolute_url())
    drag_over(page, SECOND)
    form = page.locator("form[data-live-span]")
    changed = SECOND.replace("should", "shouId")
    form.get_by_label("The words, as they stand in the text").fill(changed)
    desk.press(form, "Propose the claim")
    expect(form.get_by_role("alert").locator("li")).to_have_text(
        "The quote differs from the text at this place. Select it again in the text."
    )
    expect(form.get_by_label("The words, as they stand in the text")).to_have_value(changed)
    assert not Claim.objects.exists()
