"""Seats and invitations through the API: by the same permits, in the same words."""

import pytest
from django.core import mail

from reviews.models import Membership
from tests import build
from tests.api.test_verbs import as_user, post, refusal

pytestmark = pytest.mark.django_db
ADDRESS = "new@example.org"
ROLE_REFUSED = (403, "In this panel, only a chair may do this.")
HIDDEN = (404, "There is nothing here that you may see.")


def place(panel, *parts):
    return "/".join(["panels", panel.slug, *map(str, parts)]) + "/"


def get(user, address):
    return as_user(user).get(f"/api/v1/{address}")


def seat_of(user):
    return Membership.objects.get(user=user)


@pytest.mark.parametrize("count", [1, 3])
def test_members_are_listed_without_their_addresses(panel, count, django_assert_num_queries):
    newcomers = [build.member(panel, name=f"Member {number}") for number in range(count)]
    reader = as_user(newcomers[0])
    with django_assert_num_queries(4):
        answer = reader.get(f"/api/v1/{place(panel, 'members')}")
    found = answer.json()["results"]
    assert [row["name"] for row in found] == [build.chair(panel).name, *map(str, newcomers)]
    assert found[-1]["user"] == str(newcomers[-1].pk)
    assert set(found[0]) == {"id", "user", "name", "role", "joined_at", "left_at"}
    assert "@" not in answer.text


def test_who_has_left_is_no_member(panel, cleo, ann):
    answer = post(ann, place(panel, "members", seat_of(ann).pk, "end"), {"reason": "Moves."})
    assert answer.json()["left_at"]
    assert refusal(get(ann, place(panel, "members"))) == HIDDEN
    assert [row["name"] for row in get(cleo, place(panel, "members")).json()["results"]] == [
        cleo.name
    ]


def test_a_role_is_changed_by_a_chair_once(panel, cleo, ann, dan):
    address = place(panel, "members", seat_of(ann).pk, "role")
    sent = {"role": "adjudicator"}
    assert refusal(post(dan, address, sent)) == HIDDEN
    assert refusal(post(ann, address, sent)) == ROLE_REFUSED
    assert refusal(post(cleo, address, {"role": "king"}))[0] == 400
    assert post(cleo, address, sent).json()["role"] == "adjudicator"
    late = (409, "This seat has ended, or has this role already.")
    assert refusal(post(cleo, address, sent)) == late
    assert refusal(get(cleo, address))[0] == 405


def test_a_seat_is_ended_by_its_member_or_a_chair_and_never_that_of_the_last_chair(
    panel, cleo, ann, bob, dan
):
    address = place(panel, "members", seat_of(ann).pk, "end")
    assert refusal(post(dan, address)) == HIDDEN
    assert refusal(post(bob, address)) == ROLE_REFUSED
    assert post(cleo, address).status_code == 200
    assert refusal(post(cleo, address)) == (409, "This seat has ended already.")
    own = place(panel, "members", seat_of(cleo).pk, "end")
    assert refusal(post(cleo, own))[1].endswith("seat another chair first.")
    other = place(build.panel(), "members", seat_of(bob).pk, "end")
    assert refusal(post(cleo, other)) == HIDDEN  # a seat is found in its own panel alone


def test_an_address_is_invited_once_sent_a_new_link_and_taken_back(
    panel, cleo, ann, dan, django_capture_on_commit_callbacks
):
    address, sent = place(panel, "invitations"), {"email": ADDRESS, "role": "adjudicator"}
    assert refusal(post(dan, address, sent)) == HIDDEN
    assert refusal(post(ann, address, sent)) == ROLE_REFUSED
    assert refusal(get(ann, address)) == ROLE_REFUSED
    assert refusal(post(cleo, address, {"email": "no address"}))[0] == 400
    with django_capture_on_commit_callbacks(execute=True):
        made = post(cleo, address, sent)
        assert (made.status_code, made.json()["role"]) == (201, "adjudicator")
        assert refusal(post(cleo, address, sent))[0] == 409
        old = made.json()["id"]
        new = post(cleo, place(panel, "invitations", old, "resend")).json()["id"]
        assert refusal(post(cleo, place(panel, "invitations", old, "resend")))[0] == 409
    assert [letter.to for letter in mail.outbox] == [[ADDRESS]] * 2
    assert [row["id"] for row in get(cleo, address).json()["results"]] == [new]
    assert refusal(post(ann, place(panel, "invitations", new, "revoke"))) == ROLE_REFUSED
    taken = post(cleo, place(panel, "invitations", new, "revoke")).json()
    assert (taken["email"], bool(taken["revoked_at"])) == ("", True)
    assert refusal(post(cleo, place(panel, "invitations", new, "revoke")))[0] == 409
    assert get(cleo, address).json()["results"] == []


def test_whether_an_address_has_an_account_or_a_seat_is_not_told(panel, cleo, ann):
    build.user()
    answers = [
        post(cleo, place(panel, "invitations"), {"email": email}).json()
        for email in (ADDRESS, ann.email, build.user().email)
    ]
    hidden = ("id", "email", "invited_at", "expires_at")
    shown = [{name: row[name] for name in row if name not in hidden} for row in answers]
    assert shown == [{"role": "reviewer", "revoked_at": None}] * 3


@pytest.mark.parametrize("count", [1, 3])
def test_invitations_are_listed_in_constant_queries(panel, cleo, count, django_assert_num_queries):
    for number in range(count):
        post(cleo, place(panel, "invitations"), {"email": f"new{number}@example.org"})
    reader = as_user(cleo)
    with django_assert_num_queries(5):
        answer = reader.get(f"/api/v1/{place(panel, 'invitations')}")
    assert len(answer.json()["results"]) == count
