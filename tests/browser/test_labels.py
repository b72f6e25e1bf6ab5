"""Wording against certainty, as a claim's page tells it."""

import pytest
from playwright.sync_api import expect

from reviews.actions import claims, verdicts
from tests import build
from tests.browser import desk, seed

STRONG = "Strong recommendation on weak evidence"
HEDGE = "Hedge dropped"


@pytest.fixture
def chair(at_desk, cleo):
    return at_desk(cleo)


def label(page):
    return page.locator("h1 ~ p .label").inner_text()


def split(paper, span, *parts):
    text = paper.sources.get().text
    rows = [{"start": a, "end": b, "exact": text[a:b], "reads_as": ""} for a, b in parts]
    claims.split(seed.claim(paper, span), parts=rows, by=build.chair(paper.panel))


@pytest.mark.parametrize(
    ("span", "result", "answers", "expected"),
    [
        (seed.S3C, "low", seed.RESULT, "Weakly supported"),
        (seed.S4A, "moderate", {}, "Wording in line with certainty"),
        (seed.S4B, "low", seed.RESULT, "Weakly supported"),
        (seed.S8, "very_low", {}, "Weakly supported"),
        (seed.S8, "low", {}, "Weakly supported"),
    ],
    ids=["S3c", "S4a", "S4b", "S8 very low", "S8 low"],
)
def test_a_claim_is_labelled_by_wording_and_certainty(
    chair, paper, span, result, answers, expected
):
    split(paper, seed.S3, (410, 513), (515, 538), seed.S3C)
    split(paper, seed.S4, seed.S4A, seed.S4B)
    claim = seed.graded(paper, span, result, **answers)
    chair.goto(claim.get_absolute_url())
    assert label(chair) == expected


def test_better_evidence_ends_the_mismatch_but_not_the_dropped_hedge(chair, paper):
    claim = seed.graded(paper, seed.S8, "very_low")
    chair.goto(claim.get_absolute_url())
    shown = desk.flags(chair)
    assert (shown[STRONG], shown[HEDGE]) == (("red", "computed"), ("red", "proposed"))
    again(claim, build.worksheet("moderate"))
    chair.reload()
    shown = desk.flags(chair)
    assert STRONG not in shown
    assert shown[HEDGE] == ("amber", "proposed")
    assert label(chair) == "Wording in line with certainty"


def test_evidence_against_a_claim_contradicts_it(chair, paper):
    claim = seed.graded(paper, seed.S8, "moderate", side="against")
    chair.goto(claim.get_absolute_url())
    assert label(chair) == "Contradicted"


def again(claim, content):
    """Another round over the same body, settled otherwise."""
    body = claim.rounds.get().body
    by = build.chair(claim.source.paper.panel)
    round = build.submit_all(build.open_round(claim, body=body), content)
    verdicts.settle(round, content=content, settled_by="agreement", by=by)


def test_an_exception_needs_its_reason_and_then_softens_the_flag(chair, paper):
    claim = seed.graded(paper, seed.S8, "very_low")
    chair.goto(claim.get_absolute_url())
    form = record(chair, 1, "   ")
    expect(form.get_by_role("alert").locator("li")).to_have_text(
        "Why it holds here: This field is required."
    )
    assert desk.flags(chair)[STRONG] == ("red", "computed")
    record(chair, 1, "A fracture is a catastrophe here, and nothing else is at hand.", form)
    expect(chair.get_by_role("status")).to_have_text("The exception is recorded.")
    assert desk.flags(chair)[STRONG] == ("amber", "computed")
    assert label(chair) == "Strong despite low certainty, justified"
    expect(chair.locator("#flags")).to_contain_text("justified, situation 1:")


def test_an_exception_that_does_not_fit_the_direction_is_refused(chair, paper):
    claim = seed.graded(paper, seed.S8, "very_low")
    chair.goto(claim.get_absolute_url())
    form = record(chair, 2, "Harm is certain.")
    expect(form.get_by_role("alert").locator("li")).to_have_text(
        'Situation 2 does not go with advice "for".'
    )
    assert desk.flags(chair)[STRONG] == ("red", "computed")


def record(page, situation, reason, form=None):
    form = form or desk.unfold(page, "Record an exception")
    form.get_by_label(f"{situation}. ").check()
    values = {"The advice is": "For", "Certainty of the benefit": "Very low",
              "Certainty of the harm or cost": "Moderate", "Why it holds here": reason}  # fmt: skip
    desk.fill(form, values)
    desk.press(form, "Record an exception")
    return page.locator("#exception form")
