"""Choosing the overall certainty as JSON."""

import pytest

from reviews.models import OverallChoice
from reviews.vocabulary import ClaimState, Role
from tests import build
from tests.api.test_verbs import OWN_ID, post, refusal

pytestmark = pytest.mark.django_db


@pytest.fixture
def claim(panel):
    return build.claim(ClaimState.ACCEPTED, panel=panel)


@pytest.fixture
def outcomes(claim):
    return build.grade_outcomes(claim, death="moderate", harms={"pain": "low"})


def choose(claim, by=None, **said):
    by = by or build.chair(claim.source.paper.panel)
    return post(by, f"claims/{claim.pk}/overall/", {"reason": "So.", "replaces": 0} | said)


def test_the_answer_says_what_follows_and_the_same_again_is_the_same(claim, outcomes):
    highest = {"branch": "highest", "outcome": str(outcomes["death"].pk), "id": OWN_ID}
    made = choose(claim, **highest)
    assert made.status_code == 201
    assert made.json() == {
        "id": OWN_ID,
        "claim": str(claim.pk),
        "number": 1,
        "branch": "highest",
        "outcome": highest["outcome"],
        "reason": "So.",
        "chosen_at": made.json()["chosen_at"],
        "certainty": "moderate",
    }
    assert choose(claim, **highest).json() == made.json()
    assert refusal(choose(claim, branch="lowest", id=OWN_ID))[0] == 409
    back = choose(claim, branch="lowest", replaces=1).json()
    assert (back["number"], back["outcome"], back["certainty"]) == (2, None, "low")
    assert OverallChoice.objects.count() == 2


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"branch": "middle"}, "middle"),
        ({"reason": " "}, "reason"),
        ({"replaces": -1}, "replaces"),
        ({"replaces": None}, "replaces"),
        ({"outcome": "none"}, "outcome"),
        ({"outcome": None}, "Name one of the critical outcomes that are graded for this claim."),
        ({"outcome": OWN_ID}, "Name one of the critical outcomes that are graded for this claim."),
        ({"branch": "lowest"}, "The highest names an outcome, the lowest names none."),
    ],
)
def test_what_does_not_fit_is_refused_with_a_sentence(claim, outcomes, wrong, said):
    given = {"branch": "highest", "outcome": str(outcomes["death"].pk)} | wrong
    status, detail = refusal(choose(claim, **given))
    assert status == 400
    assert said in detail
    assert not OverallChoice.objects.exists()


def test_a_choice_that_cannot_justify_the_advice_is_refused_with_what_to_do(claim):
    death = build.grade_outcomes(claim, death="high", sleep="low")["death"]
    highest = {"branch": "highest", "outcome": str(death.pk)}
    status, detail = refusal(choose(claim, **highest))
    assert (status, detail.startswith("Grade an outcome on harm first: ")) == (400, True)
    pain = build.grade_outcomes(claim, harms={"pain": "low"})["pain"]
    status, detail = refusal(choose(claim, branch="highest", outcome=str(pain.pk)))
    assert (status, detail.startswith("Advice “for” is justified by a benefit")) == (400, True)
    assert choose(claim, **highest).json()["certainty"] == "high"


def test_a_claim_that_is_not_graded_has_nothing_to_choose(claim):
    status, detail = refusal(choose(claim, branch="lowest"))
    assert status == 400
    assert detail.startswith("Nothing is graded for this claim")


def test_the_permit_is_asked_before_the_body_is_read(claim, outcomes):
    panel = claim.source.paper.panel
    assert refusal(choose(claim, build.member(panel, Role.REVIEWER), branch="?"))[0] == 403
    assert refusal(choose(claim, build.staff(), branch="?"))[0] == 404
