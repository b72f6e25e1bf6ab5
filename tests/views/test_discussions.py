"""Notes and the discussion, on the round's page and beside the settling."""

import pytest
from django.urls import reverse

from reviews.actions import discussions
from reviews.vocabulary import ClaimState
from tests import build

pytestmark = pytest.mark.django_db


@pytest.fixture
def round(panel):
    return build.open_round(build.claim(ClaimState.ACCEPTED, panel))


@pytest.fixture
def appraisers(round):
    return [row.user for row in round.assignments.select_related("user").order_by("pk")]


def url(round, name=""):
    return reverse(f"desk-round{name}", args=[round.pk])


def test_a_note_is_written_on_the_rounds_page_and_read_beside_the_settling(
    client, round, appraisers, ada
):
    first, second = appraisers
    client.force_login(first)
    answer = client.post(url(round, "-note"), {"text": "Look at table 3."}, follow=True)
    assert "Look at table 3." in answer.text
    client.force_login(second)
    assert "Look at table 3." not in client.get(url(round)).text
    build.submit_all(round)
    assert "Look at table 3." not in client.get(url(round)).text
    client.force_login(ada)
    assert "Look at table 3." in client.get(url(round)).text
    assert "Look at table 3." in client.get(url(round, "-settle")).text


def test_a_refused_note_and_a_late_comment_lose_nothing(client, round, appraisers):
    client.force_login(appraisers[0])
    refused = client.post(url(round, "-note"), {"text": ""})
    assert refused.status_code == 400
    assert client.post(url(round, "-comment"), {"text": "Early."}).status_code == 403
    build.submit_all(round)
    long = "x" * 10_001
    refused = client.post(url(round, "-comment"), {"text": long})
    assert refused.status_code == 400
    assert f"{long}</textarea>" in refused.text


def test_appraisers_go_by_letters_in_the_discussion_until_the_verdict(
    client, round, appraisers, ada
):
    build.submit_all(round)
    client.force_login(appraisers[0])
    assert "Nobody has said anything yet." in client.get(url(round)).text
    answer = client.post(url(round, "-comment"), {"text": "The groups differ."}, follow=True)
    assert "The groups differ." in answer.text
    client.force_login(ada)
    page = client.get(url(round, "-settle")).text
    assert "Discussion (1)" in page
    discussion = client.get(url(round)).text.partition('id="discussion"')[2]
    assert appraisers[0].name not in discussion.partition("<h2>")[2].partition("<section")[0]
    build.settle(round)
    discussion = client.get(url(round)).text.partition('id="discussion"')[2]
    assert appraisers[0].name in discussion


def test_ones_own_comment_is_withdrawn_and_stays_readable(client, round, appraisers, dan):
    build.submit_all(round)
    first, second = appraisers
    made = discussions.comment(round, text="I was wrong.", by=first)
    address = reverse("desk-comment-withdraw", args=[made.pk])
    for person, status in ((dan, 404), (second, 403), (first, 302), (first, 409)):
        client.force_login(person)
        assert client.post(address).status_code == status
    page = client.get(url(round)).text
    assert "read it all the same" in page
    assert "I was wrong." in page


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_takes_as_many_queries_for_three_comments_as_for_one(
    client, round, appraisers, count, django_assert_num_queries
):
    for number in range(count):
        discussions.note(round, text=f"Note {number}.", by=appraisers[0])
    build.submit_all(round)
    for number in range(count):
        discussions.comment(round, text=f"Comment {number}.", by=appraisers[number % 2])
    client.force_login(appraisers[0])
    client.get(url(round))
    with django_assert_num_queries(25):
        client.get(url(round))
