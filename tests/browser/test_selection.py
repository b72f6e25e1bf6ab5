"""Words selected in the browser and the same words counted by Python have the same place."""

import pytest
from django.urls import reverse

from reviews.actions import rounds
from reviews.models import Draft
from reviews.vocabulary import ClaimState
from tests import build

TEXT = (
    "Ünïcode 😀 before, and 👩‍🔬 again: treatment A should be recommended.\n"
    "Чай и 茶: treatment A may help <b>some</b> & hurts none 😀."
)
SELECT = """
([from, to]) => {
  const text = document.querySelector("[data-text]");
  const walker = document.createTreeWalker(text, NodeFilter.SHOW_TEXT, (node) =>
    node.parentElement.closest("[data-outside]") ? NodeFilter.FILTER_REJECT
                                                 : NodeFilter.FILTER_ACCEPT);
  const at = (place) => {
    walker.currentNode = text;
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      if (place <= node.length) return [node, place];
      place -= node.length;
    }
  };
  const range = document.createRange();
  range.setStart(...at(from));
  range.setEnd(...at(to));
  getSelection().removeAllRanges();
  getSelection().addRange(range);
}
"""


def units(text):
    """How long a text is for a browser, which counts in UTF-16."""
    return len(text.encode("utf-16-le")) // 2


def signed_in(page, client, live_server, user):
    client.force_login(user)
    cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value}
    page.context.add_cookies([cookie | {"url": live_server.url}])


def select(page, text, exact):
    """Select the words, as a mouse would."""
    start = text.index(exact)
    page.evaluate(SELECT, [units(text[:start]), units(text[: start + len(exact)])])
    return start, start + len(exact)


@pytest.fixture
def source(live_server, page, client):
    """A text with claims in it already, so that the page has added marks and numbers to it."""
    panel = build.panel()
    made = build.source(panel, text=TEXT)
    build.claim(source=made, exact="and 👩‍🔬 again: treatment A should be recommended.")
    build.claim(source=made, exact="treatment A should be recommended")
    signed_in(page, client, live_server, build.member(panel))
    page.goto(live_server.url + made.paper.get_absolute_url())
    return made


@pytest.mark.parametrize(
    "exact",
    [
        "Ünïcode 😀",
        "😀",
        "before",
        "👩‍🔬 again: treatment",
        "recommended.\nЧай",
        "some</b> & hurts",
        "茶: treatment A may help",
        "none 😀.",
        TEXT,
    ],
)
def test_a_selection_fills_the_form_with_the_place_that_python_counts(page, source, exact):
    start, end = select(page, source.text, exact)
    page.wait_for_function(
        "end => document.querySelector('[data-live-span] [name=end]').value === end", arg=str(end)
    )
    assert page.input_value("[data-live-span] [name=start]") == str(start)
    assert page.input_value("[data-live-span] [name=exact]") == exact


def test_a_selected_claim_is_proposed_where_it_stands(page, source):
    exact = "treatment A may help <b>some</b> & hurts none 😀"
    start, end = select(page, source.text, f" {exact}")
    page.wait_for_function(
        "end => document.querySelector('[data-live-span] [name=end]').value === end",
        arg=str(end),
    )
    page.get_by_role("button", name="Propose the claim").click()
    page.wait_for_url("**#claim-*")
    revision = source.claims.get(revision__exact=exact).revision
    assert (revision.start, revision.end) == (start + 1, end)


def test_a_claim_is_made_by_keyboard_alone(page, source):
    page.get_by_role("button", name="Make sentence 1 a claim").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**#claim-*")
    assert source.claims.filter(revision__start=0).exists()


def test_keys_move_among_claims_and_can_be_switched_off(page, source):
    focused = "document.activeElement.textContent"
    page.keyboard.press("j")
    assert page.evaluate(focused) == "and 👩‍🔬 again: treatment A should be recommended."
    page.keyboard.press("j")
    assert page.evaluate(focused) == "treatment A should be recommended"
    page.keyboard.press("k")
    page.keyboard.press("n")
    assert page.evaluate("document.activeElement.name") == "exact"
    page.get_by_role("button", name="Switch keys off").click()
    page.keyboard.press("j")
    assert page.evaluate(focused) == "Switch keys on"


@pytest.fixture
def worksheet(live_server, page, client):
    """An appraiser before a worksheet on a text with an emoji before the claim."""
    panel = build.panel()
    made = build.claim(ClaimState.ACCEPTED, source=build.source(panel, text=f"😀 {build.TEXT}"))
    opened = build.open_round(made, appraisers=1)
    ann = build.member(panel)
    rounds.assign(opened, ann, by=build.chair(panel))
    signed_in(page, client, live_server, ann)
    page.goto(live_server.url + reverse("desk-round-appraise", args=[opened.pk]))
    return opened, ann


def answer(page, item, value):
    page.locator(f'input[name="{item}-answer"][value="{value}"]').check()


def test_answers_are_saved_by_themselves_and_the_result_follows(page, worksheet):
    _, ann = worksheet
    for item, judgement in build.worksheet("low")["judgements"].items():
        answer(page, item, judgement["answer"])
    page.locator("#result strong", has_text="Low").wait_for()
    page.locator("[data-saved]").wait_for()
    saved = Draft.objects.visible_to(ann).get().content["judgements"]
    assert saved["risk_of_bias"]["answer"] == "-1"


def test_a_step_that_needs_a_footnote_opens_its_field(page, worksheet):
    answer(page, "risk_of_bias", "-1")
    page.locator('[name="risk_of_bias-note"]').fill("Open trials.")
    page.locator('[name="inconsistency-note"]').wait_for(state="hidden")


def test_selected_words_become_the_quote_of_a_judgement_by_one_key(page, worksheet):
    opened, ann = worksheet
    text = opened.claim.source.text
    answer(page, "risk_of_bias", "-1")
    exact = "treatment A may be useful"
    start, end = select(page, text, exact)
    page.locator('input[name="risk_of_bias-answer"][value="-1"]').focus()
    page.keyboard.press("q")
    fields = [page.input_value(f'[name="risk_of_bias-{name}"]') for name in
              ("basis", "source", "exact", "start", "end")]  # fmt: skip
    assert fields == ["quote", str(opened.claim.source_id), exact, str(start), str(end)]


def test_two_windows_lose_nothing(page, worksheet, live_server):
    opened, ann = worksheet
    other = page.context.new_page()
    other.goto(page.url)
    page.fill('[name="rationale"]', "From one window.")
    page.locator("[data-saved]").wait_for()
    other.fill('[name="rationale"]', "From the other.")
    other.get_by_role("heading", name="Saved elsewhere since").wait_for()
    assert "From one window." in other.locator("[role=alert]").inner_text()
    assert other.input_value('[name="rationale"]') == "From the other."
    assert Draft.objects.visible_to(ann).get().content["rationale"] == "From one window."


def test_a_worksheet_is_submitted_while_it_saves(page, worksheet):
    opened, ann = worksheet
    for item, judgement in build.worksheet()["judgements"].items():
        answer(page, item, judgement["answer"])
        note = page.locator(f'[name="{item}-note"]')
        if note.count() and note.is_visible():
            note.fill("A reason.")
    page.get_by_role("button", name="Check and submit").click()
    page.get_by_role("heading", name="My appraisal").wait_for()
