"""Signing in: by mail address, slowly if one guesses, and through one door."""

import pytest
from django.core import mail
from django.core.cache import cache

from reviews.models import User

PASSWORD = "correct-horse-battery"


@pytest.fixture
def account():
    return User.objects.create_user("ann@example.org", PASSWORD, name="Ann")


def sign_in(client, password):
    return client.post("/accounts/login/", {"login": "ann@example.org", "password": password})


@pytest.mark.django_db
def test_one_signs_in_by_mail_address(client, account):
    answer = sign_in(client, PASSWORD)
    assert (answer.status_code, answer.url) == (302, "/desk/")


@pytest.mark.django_db
def test_guessing_passwords_is_slowed_down(client, account):
    cache.clear()
    for _ in range(20):
        sign_in(client, "wrong")
    assert sign_in(client, PASSWORD).status_code in {200, 429}
    cache.clear()


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/accounts/signup/", "/accounts/email/"])
def test_accounts_are_made_and_changed_by_administrators_alone(client, account, address):
    assert client.get(address).status_code == 404
    client.force_login(account)
    assert client.get(address).status_code == 404


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/admin/", "/admin/login/"])
def test_the_admin_has_no_sign_in_of_its_own(client, address):
    answer = client.get(address, follow=True)
    assert answer.redirect_chain[-1][0].startswith("/accounts/login/?next=")


@pytest.mark.django_db
def test_the_admin_is_shut_to_those_who_are_not_staff(client, account):
    client.force_login(account)
    assert client.get("/admin/", follow=True).status_code == 403


@pytest.mark.django_db
def test_a_reset_answers_alike_whether_the_address_is_known(client, account):
    cache.clear()
    answers = [
        client.post("/accounts/password/reset/", {"email": address})
        for address in ("ann@example.org", "nobody@example.org")
    ]
    assert [(answer.status_code, answer.url) for answer in answers] == [
        (302, "/accounts/password/reset/done/")
    ] * 2
    assert [message.to for message in mail.outbox] == [["ann@example.org"]]


@pytest.mark.parametrize("run", ["first", "second"])
def test_a_browser_signs_in_and_out_and_the_next_test_does_not_see_it(live_server, page, run):
    User.objects.create_user("ann@example.org", PASSWORD, name="Ann")
    page.goto(f"{live_server}/accounts/password/change/")
    page.get_by_label("Email").fill("ann@example.org")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url("**/accounts/password/change/")
    page.goto(f"{live_server}/accounts/logout/")
    page.get_by_role("button", name="Sign Out").click()
    page.wait_for_url(f"{live_server}/")
    page.goto(f"{live_server}/accounts/password/change/")
    assert "/accounts/login/" in page.url
