"""Two thousand records come in before one's eyes, likely duplicates are decided by keys, and a
retraction is read on the claim that rests on one of them."""

import random
from itertools import product

import pytest
from playwright.sync_api import expect

from reviews.actions import citations, notices
from reviews.models import Paper
from reviews.vocabulary import ClaimState
from tests import build, extracts
from tests.browser import looks
from tests.browser.desk import press

RECORDS = 2000
LISTED = "10.1000/7"
WORDS = ["".join(pair) + end for pair in product(("ba", "ke", "li", "mo", "nu", "pra"), repeat=2)
         for end in ("tor", "sin", "lum", "dex", "fan")]  # fmt: skip


def title(number):
    """Ten made-up words, which no two numbers share."""
    return " ".join(random.Random(number).sample(WORDS, 10)).capitalize()


def like(number):
    """The same paper, from a database that has no DOIs, shortens first names and misspells."""
    return (
        f"TY  - JOUR\nAU  - Author{number}, A.\nTI  - {title(number)}e\nPY  - 2019\n"
        "T2  - J Constr Res\nER  - \n\n"
    )


def ris(number):
    return (
        f"TY  - JOUR\nAU  - Author{number}, Alpha\nTI  - {title(number)}\nPY  - 2019\n"
        f"T2  - J Constr Res\nDO  - 10.1000/{number}\nAB  - {'Nothing of the world. ' * 40}\n"
        "ER  - \n\n"
    )


@pytest.mark.journey
def test_a_large_file_comes_in_and_a_retraction_travels(at_desk, panel, ann, worker, tmp_path):
    file = tmp_path / "records.ris"
    file.write_text(like(7) + "".join(map(ris, range(1, RECORDS))))
    page = at_desk(ann)
    page.set_default_timeout(60_000)
    hand_in(page, panel, file, worker)
    decide_by_keys(page, panel)
    read_the_retraction(page, panel, ann)


def hand_in(page, panel, file, worker):
    page.goto(f"/desk/panels/{panel.slug}/imports/")
    page.get_by_label("or a file").set_input_files(file)
    press(page, "Read the records")
    expect(page.locator("#progress [role=status]")).to_have_text(
        "Waiting for a worker. Nothing is stored yet."
    )
    expect(page.locator("#progress progress")).to_be_visible()
    worker()
    # From here on the page moves by itself.
    status = page.locator("#outcome [role=status]")
    expect(status).to_have_text("2000 seen = 2000 new + 0 duplicates + 0 rejected.", timeout=60_000)
    press(page, "Store the new papers")
    expect(status).to_have_text(
        "2000 seen = 2000 imported + 0 duplicates + 0 rejected.", timeout=90_000
    )
    assert Paper.objects.filter(panel=panel).count() == RECORDS


def decide_by_keys(page, panel):
    """The worker goes on to compare the new papers; the pair is there when it has done so."""
    found = page.locator("[data-pair] a")
    for _ in range(120):
        page.goto(f"/desk/panels/{panel.slug}/duplicates/")
        if found.count():
            break
        page.wait_for_timeout(500)
    expect(found).to_have_count(1)
    page.keyboard.press("r")
    page.get_by_text("The two records are one paper now.").wait_for()
    assert Paper.objects.filter(panel=panel).unmerged().count() == RECORDS - 1


def read_the_retraction(page, panel, ann):
    trial = Paper.objects.get(panel=panel, identifiers__value=LISTED)
    review = build.claim(ClaimState.ACCEPTED, panel)
    guideline = build.claim(ClaimState.PUBLISHED, panel)
    citations.cite(review, paper=trial, stance="supports", by=ann)
    citations.cite(guideline, paper=review.source.paper, stance="supports", by=ann)
    notices.load(extracts.retraction_watch(extracts.notice("77", doi=LISTED)))
    page.goto(guideline.get_absolute_url())
    way = page.locator("#rests-on .way li")
    expect(way).to_have_count(2)
    expect(way.last).to_contain_text(title(7)[:40])
    expect(way.last).to_contain_text("Listed as retracted")
    expect(page.locator("#rests-on")).to_contain_text("re-evaluate")
    assert looks.look(page, "imports", "cascade") == []
