"""The page on which a chair opens rounds on many claims at once."""

import re

import pytest
from django.urls import reverse

from reviews.models import Round
from reviews.vocabulary import ClaimState, Purpose, RoundState
from tests import build

pytestmark = pytest.mark.django_db


@pytest.fixture
def address(panel, cleo, client):
    client.force_login(cleo)
    return reverse("desk-rounds-open", args=[panel.slug])


def accepted(panel, count=1):
    return [build.claim(ClaimState.ACCEPTED, panel=panel) for _ in range(count)]


def chosen(claims, body, purpose=Purpose.PANEL):
    return {"claims": [claim.pk for claim in claims], "body": body.pk, "purpose": purpose}


def test_one_question_is_asked_of_many_claims(client, panel, address):
    first, second, left = accepted(panel, 3)
    body = build.body(panel)
    page = client.get(address)
    assert page.context["form"].offered == [first, second, left]
    answer = client.post(address, chosen([first, second], body))
    assert answer.url == reverse("desk-assign", args=[panel.slug])
    made = Round.objects.filter(state=RoundState.OPEN, body=body, purpose=Purpose.PANEL)
    assert set(made.values_list("claim", flat=True)) == {first.pk, second.pk}
    assert client.get(address).context["form"].offered == [left]


def test_what_waits_is_what_the_protocol_takes(client, panel, address):
    build.claim(ClaimState.PROPOSED, panel=panel)
    build.claim(ClaimState.REJECTED, panel=panel)
    build.round(RoundState.OPEN, claim=accepted(panel)[0])
    [waiting] = accepted(panel)
    build.round(RoundState.VOID, claim=waiting)
    build.claim(ClaimState.ACCEPTED)  # of another panel
    assert client.get(address).context["form"].offered == [waiting]
    build.lock(panel, kinds=["result"])
    assert client.get(address).context["form"].offered == []


def test_all_rounds_are_opened_or_none(client, panel, address):
    first, second = accepted(panel, 2)
    body = build.body(panel)
    build.open_round(second, appraisers=0, body=body)
    answer = client.post(address, chosen([first, second], body))
    assert answer.status_code == 400
    assert "is not waiting for a round any more" in answer.text
    assert not Round.objects.filter(claim=first).exists()


def test_what_is_chosen_stays_chosen_when_something_is_missing(client, panel, address):
    first, second = accepted(panel, 2)
    answer = client.post(address, {"claims": [first.pk], "purpose": "calibration"})
    assert answer.status_code == 400
    checked = re.findall(r'value="([^"]+)"[^>]* checked', answer.text)
    assert checked == ["calibration", str(first.pk)]
    assert not Round.objects.exists()


def test_rounds_for_calibration_are_the_same_for_every_reviewer(client, panel, address):
    everyone = {build.member(panel) for _ in range(3)}
    claims = accepted(panel, 2)
    client.post(address, chosen(claims, build.body(panel), Purpose.CALIBRATION))
    made = Round.objects.filter(purpose=Purpose.CALIBRATION)
    assert [{row.user for row in round.assignments.all()} for round in made] == [everyone] * 2


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_asks_as_much_for_one_claim_as_for_three(
    client, panel, address, count, django_assert_num_queries
):
    accepted(panel, count)
    with django_assert_num_queries(10):
        client.get(address)


def test_before_a_protocol_the_page_says_what_to_do(client):
    panel = build.panel(has_protocol=False)
    client.force_login(build.chair(panel))
    page = client.get(reverse("desk-rounds-open", args=[panel.slug]))
    assert "No protocol is locked yet" in page.text
