"""How many claims came how far, and why the others were left out: the counts add up."""

import json

import pytest

from reviews.actions import claims, rounds
from reviews.exports.claim_flow import flow
from reviews.models import Claim, Protocol
from reviews.vocabulary import ClaimState, RoundState
from tests import build

pytestmark = pytest.mark.django_db

SENTENCES = [f"Treatment A should be given in setting {letter}." for letter in "KLMNOPQRS"]
TEXT = " ".join(SENTENCES)


def counted(panel, published=()):
    steps = flow(panel, Protocol.objects.in_force(panel), {claim.pk for claim in published})
    return {
        step["step"]: (step["count"], {each["why"]: each["count"] for each in step["left_out"]})
        for step in steps
    }


def _part(claim, start, end):
    first, exact = claim.revision.start, claim.revision.exact
    return {"start": first + start, "end": first + end, "exact": exact[start:end]}


def adds_up(steps):
    steps = list(steps.values())
    return all(
        count == following + sum(left_out.values())
        for (count, left_out), (following, _) in zip(steps, steps[1:], strict=False)
    )


def test_how_a_claim_is_read_is_not_told_to_whoever_appraises_it():
    panel = build.panel(kinds=["result"])
    claim = build.claim(ClaimState.ACCEPTED, panel)
    assert counted(panel)["eligible"][1] == {}
    assert counted(panel)["marked"][1] == {"kind-recommendation": 1}
    steps = flow(panel, Protocol.objects.in_force(panel), (), {claim.pk})
    assert [step["left_out"] for step in steps[:2]] == [
        [],
        [{"why": "running", "label": "being appraised", "count": 1}],
    ]


def test_every_claim_is_counted_once_wherever_its_way_ended():
    panel = build.panel()
    source = build.source(panel, text=TEXT)

    def marked(number, state=ClaimState.ACCEPTED):
        return build.claim(state, source=source, exact=SENTENCES[number])

    marked(0, ClaimState.PROPOSED)
    marked(1, ClaimState.REJECTED)
    whole = marked(2)
    claims.split(
        whole,
        parts=[_part(whole, 0, 11), _part(whole, 12, len(SENTENCES[2]))],
        by=build.chair(panel),
    )  # fmt: skip
    published, withdrawn = marked(3, ClaimState.GRADED), marked(4, ClaimState.WITHDRAWN)
    build.open_round(marked(5), appraisers=0)
    marked(6)
    graded = marked(7, ClaimState.GRADED)
    steps = counted(panel, [published])
    assert steps == {
        "marked": (10, {"proposed": 3, "rejected": 1, "split": 1}),
        "eligible": (5, {"running": 1, "waiting": 1}),
        "appraised": (3, {"withdrawn": 1, "not_chosen": 1}),
        "published": (1, {}),
    }
    assert adds_up(steps)
    assert Claim.objects.count() == 10
    assert {published.state, withdrawn.state, graded.state} == {"graded", "withdrawn"}


def test_what_the_protocol_does_not_take_is_told_by_kind_and_by_scope():
    panel = build.panel(kinds=["result"])
    build.claim(ClaimState.ACCEPTED, panel)
    build.claim(ClaimState.ACCEPTED, panel)
    assert counted(panel)["marked"] == (2, {"kind-recommendation": 2})
    build.lock(panel, kinds=["recommendation"], scopes=["reported_result"])
    assert counted(panel)["marked"] == (2, {"scope-general_claim": 2})
    assert counted(panel)["eligible"] == (0, {})


def test_what_was_appraised_stays_eligible_when_the_protocol_changes():
    panel = build.panel()
    build.claim(ClaimState.GRADED, panel)
    build.lock(panel, kinds=["result"])
    assert counted(panel)["eligible"] == (1, {})


def test_calibration_is_no_appraisal_of_the_panel():
    panel = build.panel()
    claim = build.claim(ClaimState.ACCEPTED, panel)
    rounds.open_round(
        instrument="grade", claim=claim, body=build.body(panel), purpose="calibration",
        by=build.chair(panel),
    )  # fmt: skip
    assert counted(panel)["eligible"] == (1, {"waiting": 1})


def test_an_edition_freezes_every_version_and_the_flow():
    panel = build.panel()
    claim = build.claim(ClaimState.GRADED, panel)
    build.lock(panel, appraisers_per_round=3, reason="More eyes.")
    build.confirm_flags(claim)
    content = json.loads(build.publish(claim).content)
    assert [version["number"] for version in content["protocols"]] == [1, 2]
    assert content["protocols"][1]["reason"] == "More eyes."
    assert [step["count"] for step in content["flow"]] == [1, 1, 1, 1]
    [shown] = build.content(claim)["rounds"]
    assert shown["protocol"] == {"number": 1, "names_outcome": False}


@pytest.mark.parametrize("count", [1, 3])
def test_counting_takes_as_many_queries_for_three_claims_as_for_one(
    count, django_assert_num_queries
):
    panel = build.panel()
    source = build.source(panel, text=TEXT)
    for number in range(count):
        build.claim(ClaimState.ACCEPTED, source=source, exact=SENTENCES[number])
    protocol = Protocol.objects.in_force(panel)
    with django_assert_num_queries(3):
        flow(panel, protocol, ())


def test_a_round_that_names_its_outcome_says_so():
    panel = build.panel()
    body = build.body(panel)
    build.lock(panel, outcomes=[body.outcome])
    claim = build.claim(ClaimState.ACCEPTED, panel)
    round = build.submit_all(build.open_round(claim, body=body))
    build.verdicts.settle(
        round, content=build.worksheet(), settled_by="agreement", by=build.chair(panel)
    )
    assert round.state == RoundState.DECIDED
    claim.refresh_from_db()
    build.confirm_flags(claim)
    build.publish(claim)
    [shown] = build.content(claim)["rounds"]
    assert shown["protocol"] == {"number": 2, "names_outcome": True}
