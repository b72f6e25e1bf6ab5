"""Whoever asks too often is told when to come again, and holds up nobody else."""

import pytest
from django.core.cache import caches
from django.test import Client

from reviews.api.errors import TOO_OFTEN
from tests import build
from tests.api.test_tokens import bearing
from tests.api.test_verbs import as_user, refusal

pytestmark = pytest.mark.django_db
CLAIMS = "/api/v1/claims/"


@pytest.fixture(autouse=True)
def rates(settings, time_machine):
    caches["throttles"].clear()
    settings.API_RATES = {"address": 2, "account": 3, "failure": 2}
    time_machine.move_to("2026-11-22 12:00:20+00:00", tick=False)
    yield
    caches["throttles"].clear()


def statuses(client, address, times, **more):
    return [client.get(address, **more).status_code for _ in range(times)]


def test_an_address_has_so_many_in_a_minute(client, time_machine):
    assert statuses(client, CLAIMS, 2) == [200, 200]
    answer = client.get(CLAIMS)
    assert refusal(answer) == (
        429,
        f"{TOO_OFTEN} Go on in 40 seconds.",
    )
    assert answer["Retry-After"] == "40"
    time_machine.move_to("2026-11-22 12:01:00+00:00", tick=False)
    assert client.get(CLAIMS).status_code == 200


def test_a_refusal_for_the_moment_is_in_no_cache(client):
    assert statuses(client, CLAIMS, 2) == [200, 200]
    tag = client.get(CLAIMS, REMOTE_ADDR="192.0.2.9")["ETag"]
    answer = client.get(CLAIMS, headers={"If-None-Match": tag})
    assert (answer.status_code, answer["Cache-Control"]) == (429, "no-store")
    assert "ETag" not in answer
    assert "Cookie" not in answer.get("Vary", "")


def test_other_addresses_are_not_held_up(client):
    assert statuses(client, CLAIMS, 3) == [200, 200, 429]
    assert statuses(client, CLAIMS, 1, REMOTE_ADDR="192.0.2.7") == [200]
    # One network of IPv6 is one place, or one host would be as many as it likes.
    assert statuses(client, CLAIMS, 2, REMOTE_ADDR="2001:db8::1") == [200, 200]
    assert statuses(client, CLAIMS, 1, REMOTE_ADDR="2001:db8::2") == [429]
    assert statuses(client, CLAIMS, 1, REMOTE_ADDR="2001:db8:0:1::1") == [200]
    assert statuses(client, CLAIMS, 1, REMOTE_ADDR="") == [200]


def test_behind_a_proxy_the_address_is_the_visitors(client, settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    for number in range(3):
        headers = {"X-Forwarded-For": f"192.0.2.{number}"}
        assert client.get(CLAIMS, headers=headers).status_code == 200


def test_each_account_and_each_token_has_its_own(panel, ann, bob):
    address = f"/api/v1/panels/{panel.slug}/members/"
    for client in (as_user(ann), as_user(bob), bearing(ann), bearing(ann)):
        assert statuses(client, address, 4) == [200, 200, 200, 429]


def test_nothing_is_done_by_what_came_too_often(panel, cleo):
    claims = [build.claim(panel=panel) for _ in range(4)]
    client = bearing(cleo)
    answers = [client.post(f"/api/v1/claims/{row.pk}/accept/").status_code for row in claims]
    assert answers == [200, 200, 200, 429]
    claims[3].refresh_from_db()
    assert claims[3].state == "proposed"


def test_guessing_tokens_is_held_up_and_good_ones_are_not(panel, ann):
    address = f"/api/v1/panels/{panel.slug}/members/"
    guessing = Client(headers={"Authorization": "Bearer evidence_made-up"})
    assert statuses(guessing, address, 3) == [401, 401, 429]
    assert "Retry-After" in guessing.get(address)
    assert statuses(bearing(ann), address, 1) == [200]
