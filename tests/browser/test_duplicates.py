"""Records that look alike, decided by keys alone, and by buttons where no script runs."""

import pytest

from reviews.models import Paper
from reviews.vocabulary import PairState, Relation
from tests import build
from tests.browser import looks
from tests.browser.desk import press


@pytest.fixture
def pairs(panel):
    return [build.pair(panel) for _ in range(5)]


def open_page(at_desk, panel, user, **options):
    page = at_desk(user, **options)
    page.goto(f"/desk/panels/{panel.slug}/duplicates/")
    return page


def decide(page, key, message):
    """Press a key and wait for the page that says what was done; the pair that it was about."""
    shown = page.locator("[data-pair] a[aria-current]").get_attribute("href")
    page.keyboard.press(key)
    page.get_by_text(message).wait_for()
    return shown.partition("=")[2]


def test_pairs_are_decided_by_keys(at_desk, panel, ann, pairs):
    page = open_page(at_desk, panel, ann)
    assert page.get_by_text("l same, keep the earlier").is_visible()
    by_id = {str(pair.pk): pair for pair in pairs}
    earlier = by_id[decide(page, "l", "The two records are one paper now.")]
    later = by_id[decide(page, "r", "The two records are one paper now.")]
    different = by_id[decide(page, "d", "They are different papers.")]
    page.keyboard.press("b")
    page.keyboard.press("P")  # the list of relations has the focus: Parts of a series
    page.keyboard.press("Enter")
    assert page.locator("[data-command=b] select").input_value() != ""
    page.locator("h1").click()
    linked = by_id[decide(page, "b", "The two papers belong together.")]
    assert decide(page, "u", "The decision is undone") != ""
    for pair in (earlier, later, different, linked):
        pair.refresh_from_db()
    states = [pair.state for pair in (earlier, later, different, linked)]
    assert states == [PairState.SAME, PairState.SAME, PairState.DIFFERENT, PairState.WAITING]
    assert Paper.objects.get(pk=earlier.second_id).merged_into == earlier.first
    assert Paper.objects.get(pk=later.first_id).merged_into == later.second


def test_keys_move_among_those_that_wait(at_desk, panel, ann, pairs):
    page = open_page(at_desk, panel, ann)
    links = page.locator("[data-pair] a")
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.wait_for_url("**/duplicates/?pair=*")
    assert links.nth(1).get_attribute("aria-current") == "true"


def test_without_a_script_the_buttons_do_the_same(at_desk, panel, ann, pairs):
    page = open_page(at_desk, panel, ann, java_script_enabled=False)
    press(page, "Different")
    page.get_by_label("How they belong together").select_option(label=Relation.VERSION.label)
    press(page, "Belong together")
    press(page, "Same: keep the later")
    page.get_by_role("button", name="Undo", exact=True).first.click()
    states = sorted(row.state for row in panel.pairs.all())
    assert states == ["different", "linked", "waiting", "waiting", "waiting"]


def test_the_page_and_a_merged_record_look_right(at_desk, panel, ann, pairs):
    page = open_page(at_desk, panel, ann)
    faults = looks.look(page, "duplicates", "waiting")
    press(page, "Same: keep the earlier")
    faults += looks.look(page, "duplicates", "decided")
    gone = Paper.objects.exclude(merged_into=None).get()
    page.goto(gone.get_absolute_url())
    assert page.get_by_text("was merged into").is_visible()
    faults += looks.look(page, "duplicates", "merged")
    assert faults == []
