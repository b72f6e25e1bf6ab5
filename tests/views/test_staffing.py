"""The page on which a chair assigns many at once."""

import re
from pathlib import Path
from urllib.parse import urlencode

import pytest
from django.urls import reverse

from reviews.actions import rounds, staffing
from reviews.actions.staffing import MOST
from reviews.models import Assignment
from reviews.vocabulary import ClaimState
from tests import build

pytestmark = pytest.mark.django_db


@pytest.fixture
def address(panel, cleo, client):
    client.force_login(cleo)
    return reverse("desk-assign", args=[panel.slug])


def opened(panel):
    return build.open_round(build.claim(ClaimState.ACCEPTED, panel=panel), appraisers=0)


def chosen(found, people, how="evenly"):
    return {"rounds": [row.pk for row in found], "people": [row.pk for row in people], "how": how}


def hidden(page):
    """What the button of the proposal would send."""
    form = page.text.partition('id="proposal"')[2].partition("</section>")[0]
    sent = {}
    for name, value in re.findall(r'type="hidden" name="([a-z]+)" value="([^"]*)"', form):
        sent.setdefault(name, []).append(value)
    return {name: value for name, value in sent.items() if name != "csrfmiddlewaretoken"}


def test_a_proposal_is_looked_at_and_then_done_as_one(client, panel, address, ann, bob, cy):
    found = [opened(panel), opened(panel)]
    first = client.get(address)
    assert first.context["proposal"] is None
    page = client.get(address, chosen(found, [ann, bob, cy]))
    assert page.status_code == 200
    assert not Assignment.objects.exists()
    answer = client.post(address, hidden(page))
    assert answer.url == address
    made = Assignment.objects.values_list("round", "user")
    assert set(made) == {(round.pk, person.pk) for round, person in page.context["proposal"].pairs}
    assert len(made) == 4
    assert "Assignments made: 4." in client.get(address).text
    again = client.post(address, hidden(page))
    assert again.status_code == 409
    assert "is or was assigned in this round already" in again.text
    assert again.context["proposal"] is not None


def test_reviewers_and_rounds_that_want_them_are_chosen_beforehand(
    client, panel, address, ann, ada, cleo
):
    wanting, full = opened(panel), opened(panel)
    for _ in range(2):
        rounds.assign(full, build.member(panel, "adjudicator"), by=cleo)
    initial = client.get(address).context["form"].initial
    assert initial == {"rounds": [str(wanting.pk)], "people": [str(ann.pk)]}


def test_what_is_not_chosen_is_asked_for(client, panel, address, ann):
    round = opened(panel)
    page = client.get(address, {"how": "evenly", "rounds": round.pk})
    assert page.status_code == 400
    assert "This field is required." in page.text
    nothing = client.post(address, {})
    assert nothing.status_code == 400


def test_nobody_and_nothing_of_another_panel_is_assigned(client, panel, address, ann, dan):
    elsewhere = opened(build.panel())
    for pair in (f"{elsewhere.pk}:{ann.pk}", f"{opened(panel).pk}:{dan.pk}", "x"):
        answer = client.post(address, {"pair": pair})
        assert answer.status_code == 400
        assert "preview again" in answer.text
    assert not Assignment.objects.exists()


def test_an_empty_page_says_what_to_do(client, address):
    assert "No round is open." in client.get(address).text


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_asks_the_same_few_questions_however_much_there_is(
    client, panel, address, count, django_assert_num_queries
):
    found = [opened(panel) for _ in range(count)]
    people = [build.member(panel) for _ in range(count)]
    with django_assert_num_queries(14):
        client.get(address, chosen(found, people))


def test_everyone_in_every_round_is_no_more_than_a_request_may_hold(client, address, panel, ann):
    """As many as the page offers, with forty members."""
    made = opened(panel)
    sent = chosen([made], [ann], how="each") | {"pair": [f"{made.pk}:{ann.pk}"] * 100 * 40}
    assert client.post(address, sent).status_code == 302
    assert Assignment.objects.count() == 1


def test_the_longest_choice_fits_in_the_line_that_the_server_reads(address):
    """In production; as many rounds as the page offers, and forty members."""
    pk = "00000000-0000-4000-8000-000000000000"
    query = urlencode({"rounds": [pk] * MOST, "people": [pk] * 40, "how": "evenly"}, doseq=True)
    [limit] = re.findall(r"--limit-request-line=(\d+)", Path("Dockerfile").read_text("utf-8"))
    assert len(f"GET {address}?{query} HTTP/1.1") < int(limit) <= 8190


@pytest.fixture
def few(monkeypatch):
    monkeypatch.setattr(staffing, "MOST", 2)


def test_rounds_beyond_those_of_a_page_are_counted_and_offered_on_the_next(
    client, panel, address, few, ann, bob
):
    found = [opened(panel) for _ in range(5)]
    first, last = client.get(address), client.get(address, {"part": "3"})
    assert "Of 5 open rounds these are 1 to 2;" in first.text
    assert 'href="?part=3"' in first.text
    assert "Of 5 open rounds these are 5 to 5;" in last.text
    assert [str(row.pk) in last.text for row in found] == [False] * 4 + [True]
    page = client.get(address, chosen(found[4:], [ann, bob]) | {"part": "3"})
    action = re.search(r'method="post" action="([^"]*part[^"]*)"', page.text)[1]
    assert action == f"{address}?part=3"
    assert client.post(action, hidden(page)).status_code == 302
    assert set(Assignment.objects.values_list("round", flat=True)) == {found[4].pk}


@pytest.mark.parametrize("part", ["0", "-1", "two", "2", "9" * 20, "\u0663"])
def test_a_part_that_is_none_is_not_found(client, panel, address, few, part):
    opened(panel)
    assert client.get(address, {"part": part}).status_code == 404


def test_of_as_many_rounds_as_a_page_offers_nothing_is_left_out(client, panel, address, few):
    for _ in range(2):
        opened(panel)
    assert "open rounds these are" not in client.get(address).text
