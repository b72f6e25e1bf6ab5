"""The page of members sends links; the page of a link makes members, and tells nobody else."""

import re

import pytest
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from reviews.actions import invitations, people
from reviews.models import Invitation, User
from reviews.vocabulary import Role
from tests import build

pytestmark = pytest.mark.django_db
PASSWORD = "correct-horse-battery"


@pytest.fixture(autouse=True)
def unhurried():
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def link(panel, django_capture_on_commit_callbacks):
    """link(address): where the newest mail to it leads."""

    def send(email="new@example.org", role=Role.REVIEWER):
        with django_capture_on_commit_callbacks(execute=True):
            invitations.invite(panel, email=email, role=role, by=build.chair(panel))
        [found] = re.findall(r"http\S+", mail.outbox[-1].body)
        return found

    return send


def post(client, panel, name, *args, **data):
    return client.post(reverse(name, args=[panel.slug, *args]), data)


def said(answer):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.text.partition("<main")[2]))


def test_a_chair_invites_sends_again_and_takes_back(
    client, panel, cleo, django_capture_on_commit_callbacks
):
    client.force_login(cleo)
    with django_capture_on_commit_callbacks(execute=True):
        answer = post(
            client, panel, "desk-members-invite", email="new@example.org", role="observer"
        )
    assert answer.url == reverse("desk-members", args=[panel.slug])
    first = Invitation.objects.get()
    page = client.get(answer.url)
    assert "An invitation is on its way to new@example.org." in page.text
    assert list(page.context["invitations"]) == [first]
    with django_capture_on_commit_callbacks(execute=True):
        assert post(client, panel, "desk-invitation-resend", first.pk).status_code == 302
    assert post(client, panel, "desk-invitation-resend", first.pk).status_code == 409
    second = first.replacement
    assert [letter.to for letter in mail.outbox] == [["new@example.org"]] * 2
    assert post(client, panel, "desk-invitation-revoke", second.pk).status_code == 302
    assert post(client, panel, "desk-invitation-revoke", second.pk).status_code == 409
    assert list(client.get(answer.url).context["invitations"]) == []


def test_what_is_typed_wrongly_comes_back(client, panel, cleo):
    client.force_login(cleo)
    answer = post(client, panel, "desk-members-invite", email="new at example", role="reviewer")
    assert answer.status_code == 400
    assert 'value="new at example"' in answer.text
    post(client, panel, "desk-members-invite", email="new@example.org", role="reviewer")
    twice = post(client, panel, "desk-members-invite", email="NEW@example.org", role="reviewer")
    assert twice.status_code == 409
    assert "This address is invited already: send that one again." in twice.text


def test_a_chair_does_not_learn_who_has_an_account(client, panel, cleo, ann):
    client.force_login(cleo)
    answers = []
    for email in ("nobody@example.org", build.user().email, ann.email):
        post(client, panel, "desk-members-invite", email=email, role="reviewer")
        text = client.get(reverse("desk-members", args=[panel.slug])).text
        invitations.revoke(Invitation.objects.standing().get(), by=cleo)
        text = re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}|[\w]{64}", "", text)
        answers.append(text.replace(email, "the address"))
    assert answers == [answers[0]] * 3


def test_addresses_of_the_invited_are_for_chairs(client, panel, link, ann, cleo):
    link("new@example.org")
    for user, is_shown in ((ann, False), (cleo, True)):
        client.force_login(user)
        text = client.get(reverse("desk-members", args=[panel.slug])).text
        assert ("new@example.org" in text) == is_shown


@pytest.mark.parametrize("count", [1, 3])
def test_members_ask_the_same_few_questions_however_many_are_invited(
    client, panel, link, cleo, count, django_assert_num_queries
):
    for number in range(count):
        link(f"new{number}@example.org")
    client.force_login(cleo)
    with django_assert_num_queries(7):
        client.get(reverse("desk-members", args=[panel.slug]))


def test_a_newcomer_makes_an_account_by_the_link_and_is_at_the_desk(client, panel, link):
    address = link("new@example.org")
    page = client.get(address)
    assert (page.status_code, page["Cache-Control"]) == (200, "no-store")
    assert f"a seat in the panel {panel.name} , as reviewer" in said(page)
    assert not User.objects.filter(email="new@example.org").exists()
    weak = client.post(address, {"name": "New Member", "password": "12345678"})
    assert weak.status_code == 400
    assert "This password is too common." in weak.text
    assert 'value="New Member"' in weak.text
    assert "12345678" not in weak.text
    answer = client.post(address, {"name": "New Member", "password": PASSWORD})
    assert answer.url == reverse("desk-interests", args=[panel.slug])
    welcome = client.get(answer.url)
    assert f"You have a seat in {panel.name}." in welcome.text
    assert panel.memberships.current().get(user__email="new@example.org").role == Role.REVIEWER
    again = Client().post(address, {"name": "Other", "password": PASSWORD})
    assert again.status_code == 409
    assert "This invitation was accepted already." in again.text


def test_whoever_has_an_account_signs_in_first(client, panel, link):
    known = build.user()
    people.set_password(known, PASSWORD, by=build.staff())
    address = link(known.email)
    page = client.get(address)
    assert f"Sign in as {known.email} to accept it." in said(page)
    assert client.post(address, {"name": "Thief", "password": "x" * 12}).status_code == 200
    assert not panel.memberships.current().filter(user=known).exists()
    [sign_in] = re.findall(r'href="(/accounts/login/\?next=[^"]+)"', page.text)
    arrived = client.post(sign_in, {"login": known.email, "password": PASSWORD})
    assert arrived.url == address.partition("8000")[2]
    assert "Accept" in client.get(address).text
    assert not panel.memberships.current().filter(user=known).exists()
    assert client.post(address).url == reverse("desk-interests", args=[panel.slug])
    assert panel.memberships.current().filter(user=known).exists()


def test_another_account_is_told_to_sign_out(client, panel, link, dan):
    address = link("new@example.org")
    client.force_login(dan)
    for answer in (client.get(address), client.post(address)):
        assert answer.status_code == 403
        assert "This invitation went to another address" in answer.text
        assert "new@example.org" not in answer.text
    assert not panel.memberships.filter(user=dan).exists()
    client.post("/accounts/logout/")
    assert client.get(address).status_code == 200


def test_a_closed_account_is_sent_to_the_administrators(client, link):
    former = build.user()
    address = link(former.email)
    people.deactivate(former, by=build.staff())
    assert "The account of this address is closed." in said(client.get(address))


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_link_that_is_none_says_what_to_do(client, method):
    answer = getattr(client, method)("/accounts/invitation/nonsense/")
    assert answer.status_code == 404
    assert "This link leads to no invitation" in answer.text


def test_guessing_is_slowed_down(client, link):
    address = link("new@example.org")
    statuses = [client.post(address, {"name": ""}).status_code for _ in range(21)]
    assert statuses == [400] * 20 + [429]
    assert "Wait a minute" in client.post(address).text
