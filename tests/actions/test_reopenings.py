"""Asking again: the old round stays to be read, and its appraisers go on in the new one."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from reviews.actions import leases, reopenings, rounds
from reviews.exceptions import Conflict
from reviews.models import Appraisal, Assignment, Round
from reviews.vocabulary import ClaimState, Role, RoundState
from tests import build

pytestmark = pytest.mark.django_db
WHY = "One read the outcome as hip fracture."


@pytest.fixture
def revealed(panel):
    return build.round(RoundState.REVEALED, build.claim(ClaimState.ACCEPTED, panel=panel))


def people(round):
    rows = Assignment.objects.filter(round=round).order_by("user__name")
    return [row.user for row in rows.select_related("user")]


def test_the_corrected_question_is_asked_of_the_same_people(panel, revealed, cleo):
    body = build.body(panel)
    opened, left_out = reopenings.ask_again(revealed, reason=WHY, body=body, by=cleo)
    revealed.refresh_from_db()
    assert (revealed.state, revealed.voided_reason) == (RoundState.VOID, WHY)
    assert (opened.state, opened.body, opened.reopens, opened.reason) == (
        RoundState.OPEN, body, revealed, WHY,
    )  # fmt: skip
    assert (people(opened), left_out) == (people(revealed), [])
    assert Appraisal.objects.visible_to(cleo).filter(round=revealed).count() == 2


def test_the_same_question_again_changes_nothing(revealed, cleo):
    with pytest.raises(ValidationError, match="asked already"):
        reopenings.ask_again(revealed, reason=WHY, body=revealed.body, by=cleo)
    with pytest.raises(ValidationError, match="Choose the question"):
        reopenings.ask_again(revealed, reason=WHY, by=cleo)
    revealed.refresh_from_db()
    assert (revealed.state, Round.objects.count()) == (RoundState.REVEALED, 1)


def test_who_is_barred_by_now_is_left_out_by_name(panel, revealed, cleo):
    first, second = people(revealed)
    build.declare(panel, first, "financial", "excluded", "Shares.")
    opened, left_out = reopenings.ask_again(
        revealed, reason=WHY, body=build.body(panel), by=cleo
    )  # fmt: skip
    assert people(opened) == [second]
    [sentence] = left_out
    assert sentence.startswith(first.name)


def test_an_override_stands_again(panel, cleo):
    made = build.open_round(build.claim(ClaimState.ACCEPTED, panel=panel), appraisers=1)
    silent = build.member(panel, has_declared=False)
    rounds.override(made, silent, reason="Knows the field.", by=cleo)
    rounds.assign(made, silent, by=cleo)
    build.submit_all(made)
    opened, left_out = reopenings.ask_again(made, reason=WHY, body=build.body(panel), by=cleo)
    assert (people(opened), left_out) == (people(made), [])
    assert opened.overrides.get().reason == "Knows the field."


def test_a_papers_round_names_another_result(panel, cleo):
    paper = build.paper(panel, design="narrative_review")
    made = rounds.open_round(instrument="sanra", paper=paper, result="The review", by=cleo)
    sheet = {"judgements": {str(n): {"answer": "1"} for n in range(1, 7)}}
    for _ in range(2):
        rounds.assign(made, build.member(panel), by=cleo)
    build.submit_all(made, sheet)
    with pytest.raises(ValidationError, match="asked already"):
        reopenings.ask_again(made, reason=WHY, result="The review", by=cleo)
    opened, _ = reopenings.ask_again(made, reason=WHY, result="Section 3", by=cleo)
    assert (opened.result, len(people(opened))) == ("Section 3", 2)


def test_it_is_a_chairs_and_nobodys_while_another_settles(panel, revealed, ada, cleo):
    body = build.body(panel)
    with pytest.raises(PermissionDenied):
        reopenings.ask_again(revealed, reason=WHY, body=body, by=ada)
    leases.take(revealed, by=ada)
    with pytest.raises(Conflict, match="Ada has been settling"):
        reopenings.ask_again(revealed, reason=WHY, body=body, by=build.member(panel, Role.CHAIR))
    leases.release(revealed, by=ada)
    reopenings.ask_again(revealed, reason=WHY, body=body, by=cleo)
    with pytest.raises(Conflict, match="void"):
        reopenings.ask_again(revealed, reason=WHY, body=body, by=cleo)
