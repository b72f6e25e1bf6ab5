"""The page of one's own tokens."""

import re

import pytest

from reviews.actions import tokens
from reviews.models import Token
from tests import build

pytestmark = pytest.mark.django_db
PAGE = "/desk/tokens/"


def form(client, **said):
    own = re.search(r'name="id" value="([^"]+)"', client.get(PAGE).text)[1]
    return {"id": own, "name": "Script", "scopes": ["read", "prepare"], "good_for": "30"} | said


def values(text):
    return re.findall(rf"{tokens.PREFIX}[\w-]+", text)


def test_the_value_is_shown_once(client, ann):
    client.force_login(ann)
    sent = form(client)
    answer = client.post(PAGE, sent)
    [value] = values(answer.text)
    assert (answer.status_code, answer["Cache-Control"]) == (200, "no-store")
    assert tokens.find(value).user == ann
    again = client.post(PAGE, sent)
    assert "was made already" in again.text
    assert values(again.text) + values(client.get(PAGE).text) == []
    assert Token.objects.count() == 1


def test_one_sees_and_revokes_ones_own_alone(client, ann, bob):
    token, value = tokens.make(name="Of Ann", scopes=["read"], good_for=30, by=ann)
    client.force_login(bob)
    assert "Of Ann" not in client.get(PAGE).text
    assert client.post(f"{PAGE}revoke/", {"token": token.pk}).status_code == 404
    client.force_login(ann)
    assert "Of Ann" in client.get(PAGE).text
    assert client.post(f"{PAGE}revoke/", {"token": token.pk}).url == PAGE
    assert tokens.find(value) is None
    assert "Of Ann" not in client.get(PAGE).text
    assert client.post(f"{PAGE}revoke/", {"token": token.pk}).status_code == 409
    assert client.post(f"{PAGE}revoke/", {"token": "x"}).status_code == 400
    assert client.get(f"{PAGE}revoke/").status_code == 405


def test_what_is_wrong_comes_back_as_it_was_typed(client, ann):
    client.force_login(ann)
    slip = client.post(PAGE, form(client, scopes=[]))
    assert slip.status_code == 400
    assert 'value="Script"' in slip.text
    nameless = client.post(PAGE, form(client, name=" "))
    assert nameless.status_code == 400
    for _ in range(tokens.MOST):
        tokens.make(name="One", scopes=["read"], good_for=30, by=ann)
    full = client.post(PAGE, form(client))
    assert full.status_code == 409
    assert "revoke one" in full.text
    assert Token.objects.count() == tokens.MOST


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_takes_the_same_queries_however_many(
    client, ann, count, django_assert_num_queries
):
    for _ in range(count):
        tokens.make(name="One", scopes=["read"], good_for=30, by=ann)
    client.force_login(ann)
    with django_assert_num_queries(3):
        client.get(PAGE)


def test_the_profile_leads_there(client, ann):
    client.force_login(ann)
    assert f'href="{PAGE}"' in client.get("/desk/profile/").text


def test_an_account_without_a_seat_has_the_page_too(client):
    client.force_login(build.user())
    assert client.get(PAGE).status_code == 200
