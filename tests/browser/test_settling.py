"""Settling in a browser: how its pages look, by key and as it saves itself."""

import pytest
from playwright.sync_api import expect

from reviews.actions import leases, motions, panels, rounds
from reviews.vocabulary import ClaimState, RoundState
from tests import build
from tests.browser import desk, looks


@pytest.fixture
def album():
    (looks.FOLDER / "settling").mkdir(parents=True, exist_ok=True)
    yield "settling"
    looks.write_index()


def test_settling_looks_right_and_saves_itself(demo, visit, album):
    address = f"{demo.rounds['revealed'].get_absolute_url()}settle/"
    page, other = visit("adjudicator"), visit("chair")
    page.goto(address)
    faults = looks.look(page, album, "free")
    desk.press(page, "Begin to settle")
    faults += looks.look(page, album, "taken")
    page.get_by_label("Rationale").fill("So far.")
    expect(page.locator("#result")).to_contain_text("Draft saved")
    other.goto(address)
    faults += looks.look(other, album, "taken-by-another")
    page.reload()
    expect(page.get_by_label("Rationale")).to_have_value("So far.")
    folded = page.locator("fieldset.item:not(.differs) > details").first
    assert folded.get_attribute("open") is None
    page.locator("body").press("j")
    expect(folded).to_have_attribute("open", "")
    page.get_by_role("group", name="Did they answer the same question?").get_by_label("Yes").check()
    page.get_by_label("Agreement").check()
    desk.press(page, "Settle")
    expect(page.get_by_role("alert")).to_contain_text("Please look at this again")
    faults += looks.look(page, album, "refused")
    assert faults == []


def test_a_proposed_verdict_looks_right_to_all(demo, visit, album):
    """To whoever moved it, to an appraiser, to a chair, and in the back office."""
    round = demo.rounds["revealed"]
    address = round.get_absolute_url()
    page, chair, appraiser = visit("adjudicator"), visit("chair"), visit("reviewer1")
    page.goto(f"{address}settle/")
    desk.press(page, "Begin to settle")
    page.get_by_role("group", name="Did they answer the same question?").get_by_label("Yes").check()
    desk.judge(page, {"Indirectness ≠ differs": "Serious"})
    page.get_by_label("Adjudication").check()
    desk.press(page, "Settle")
    expect(page.locator("#motion")).to_contain_text("Proposed verdict")
    faults = looks.look(page, album, "moved")
    appraiser.goto(address)
    desk.unfold(appraiser, "State a dissent")
    faults += looks.look(appraiser, album, "asked")
    appraiser.reload()
    desk.press(appraiser, "I have none")
    expect(appraiser.locator("#motion")).to_contain_text("no minority statement to make")
    chair.goto(address)
    faults += looks.look(chair, album, "for-a-chair")
    chair.goto(f"/admin/reviews/claim/{round.claim_id}/change/")
    faults += looks.look(chair, album, "in-the-back-office", is_ours=False)
    assert faults == []


def test_settling_in_the_back_office_looks_right_and_saves_itself(demo, visit, album):
    round = demo.rounds["revealed"]
    address = f"/admin/reviews/claim/rounds/{round.pk}/settle/"
    page = visit("chair")
    page.goto(address)
    faults = looks.look(page, album, "office-free")
    desk.press(page, "Begin to settle")
    faults += looks.look(page, album, "office-taken")
    page.get_by_label("Rationale").fill("So far.")
    expect(page.locator("#result")).to_contain_text("Draft saved")
    page.get_by_role("group", name="Did they answer the same question?").get_by_label("Yes").check()
    page.get_by_label("Agreement").check()
    desk.press(page, "Settle")
    expect(page.get_by_role("alert")).to_contain_text("Please look at this again")
    faults += looks.look(page, album, "office-refused")
    leases.release(round, by=demo.chair)
    leases.take(round, by=demo.adjudicator)
    desk.press(page, "Save draft")
    expect(page.locator(".messagelist")).to_contain_text("has been settling this round")
    expect(page.get_by_label("Rationale")).to_have_value("So far.")
    faults += looks.look(page, album, "office-taken-by-another")
    assert faults == []


def test_what_all_answered_alike_is_settled_by_one_button(panel, cleo, at_desk, album):
    for answer in ("low", "very_low"):
        claim = build.claim(ClaimState.ACCEPTED, panel)
        build.round(RoundState.REVEALED, claim, build.worksheet(answer))
    page = at_desk(cleo)
    page.goto(f"/desk/panels/{panel.slug}/")
    faults = looks.look(page, album, "alike")
    page.get_by_role("checkbox").first.uncheck()
    desk.press(page, "Settle these by agreement")
    expect(page.get_by_role("status")).to_have_text("Settled: 1.")
    expect(page.get_by_role("checkbox")).to_have_count(1)
    assert faults == []


def test_a_counted_vote_and_a_vote_that_nobody_may_close_look_right(
    committed_db, at_desk, album, panel, ada, ann, bob, cleo
):
    weighed = build.round(RoundState.REVEALED, build.claim(ClaimState.ACCEPTED, panel=panel))
    ballot = build.answer(build.move(weighed, settled_by="vote", by=ada))
    build.declare(panel, ann, "financial", "no_vote", "Shares.")
    motions.close(ballot, by=cleo)
    page = at_desk(cleo)
    page.goto(weighed.get_absolute_url())
    expect(page.locator("#appraisals")).to_contain_text("1 vote was not counted")
    faults = looks.look(page, album, "counted")
    stuck = build.open_round(build.claim(ClaimState.ACCEPTED, panel=panel), appraisers=0)
    for person in (bob, cleo):
        rounds.assign(stuck, person, by=cleo)
    build.move(build.submit_all(stuck), settled_by="vote", by=ada)
    panels.end_seat(panel.memberships.get(user=ada), by=cleo)
    page.goto(stuck.get_absolute_url())
    expect(page.locator("#motion")).to_contain_text("Nobody in this panel may settle it")
    faults += looks.look(page, album, "stuck")
    assert faults == []
