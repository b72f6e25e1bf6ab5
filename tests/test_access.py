"""Every door against the table: who gets in, who does not, and by which method."""

import pytest
from django.db import transaction
from django.test import Client
from django.urls import resolve

from reviews.vocabulary import Role
from reviews.workflow import ROLES
from tests.access import ACCESS, ANYONE, OWN, SIGNED_IN, STAFF
from tests.routes import routes
from tests.world import placed, world

pytestmark = pytest.mark.django_db
METHODS = ("GET", "POST")
MEMBERS = {Role.CHAIR: "cleo", Role.ADJUDICATOR: "ada", Role.REVIEWER: "ann", Role.OBSERVER: "otto"}
OWNERS = {
    "desk-membership-end": "otto",
    "desk-interest-withdraw": "ann",
    "desk-comment-withdraw": "ann",
    "api-comment-withdraw": "ann",
}
BY_ROLE = [name for name, (_, who) in ACCESS.items() if who in ROLES]


def test_every_route_has_a_row_and_every_row_a_route():
    assert {route.name for route in routes()} == set(ACCESS)


def test_no_route_is_listed_twice():
    names = [route.name for route in routes()]
    assert sorted(names) == sorted(set(names))


def test_login_is_not_required_exactly_where_the_table_says_anyone():
    """The markers of Django's middleware against the table; the API has its own rule."""
    open_routes = {
        route.name
        for route in routes()
        if not route.path.startswith(("api/", "admin/"))
        and not getattr(resolve(route.address(_anything)).func, "login_required", True)
    }
    said = {
        name for name, (_, who) in ACCESS.items()
        if who == ANYONE and not name.startswith(("api-", "admin:"))
    }  # fmt: skip
    assert open_routes == said


def _anything(before, name):
    if name in ("number", "edition"):
        return 1
    return (
        "x"
        if name in ("slug", "style", "uidb36", "key", "instrument")
        else "00000000-0000-4000-8000-000000000001"
    )


@pytest.fixture(scope="module")
def knock(django_db_setup, django_db_blocker):
    """knock(name, method, viewer): the answer at a door of one world; nothing of it stays."""
    with django_db_blocker.unblock():
        atomic = transaction.atomic()
        atomic.__enter__()
        made = world()
        places = {r.name: r.address(lambda *at: placed(made, *at)) for r in routes()}
        clients = {}
        for viewer in (None, "dan", "eve", *MEMBERS.values()):
            clients[viewer] = Client(raise_request_exception=False)
            if viewer:
                clients[viewer].force_login(getattr(made, viewer))

        def answer(name, method, viewer=None):
            with transaction.atomic():
                response = clients[viewer].generic(method, places[name])
                transaction.set_rollback(True)
            return response

        yield answer
        transaction.set_rollback(True)
        atomic.__exit__(None, None, None)


@pytest.mark.parametrize("name", ACCESS)
def test_a_method_that_is_not_listed_is_refused(knock, name):
    methods, who = ACCESS[name]
    if name == "desk/" or who == STAFF:
        return  # the catch-all only answers 404; the admin's own forms take what they take
    viewer = None if who == ANYONE else "cleo"
    for method in METHODS:
        answer = knock(name, method, viewer).status_code
        assert (answer == 405) == (method not in methods), (method, answer)


@pytest.mark.parametrize("name", ACCESS)
def test_nobody_gets_in_without_signing_in_but_where_anyone_may(knock, name):
    methods, who = ACCESS[name]
    answer = knock(name, methods[0])
    if who == ANYONE:
        assert answer.status_code in (200, 302, 304, 404)
        assert name == "admin:login" or "/login/" not in answer.get("Location", "")
    elif name.startswith("api-"):
        assert answer.status_code in (401, 403)
    else:
        assert answer.status_code == 302
        assert "/login/" in answer["Location"]


@pytest.mark.parametrize("name", BY_ROLE)
def test_a_stranger_cannot_tell_that_it_is_there(knock, name):
    methods, _ = ACCESS[name]
    for viewer in ("dan", "eve"):
        assert {knock(name, method, viewer).status_code for method in methods} == {404}


@pytest.mark.parametrize("name", BY_ROLE)
def test_a_member_without_the_role_is_refused_and_no_other_for_the_role(knock, name):
    methods, verb = ACCESS[name]
    for role, viewer in MEMBERS.items():
        answers = [knock(name, method, viewer) for method in methods]
        found = {answer.status_code for answer in answers}
        if role not in ROLES[verb]:
            assert found == {403}, role
        else:
            assert not found & {404, 500}, role
            assert not any(map(_is_refused_for_the_role, answers)), role
            assert len(ROLES[verb]) < len(Role) or 403 not in found, role


def _is_refused_for_the_role(answer):
    """Other refusals, as of those who are not assigned, are about more than the role."""
    return answer.status_code == 403 and "In this panel, only" in answer.text


@pytest.mark.parametrize("name", [name for name, (_, who) in ACCESS.items() if who == OWN])
def test_what_is_ones_own_is_nobody_elses(knock, name):
    assert knock(name, "POST", "dan").status_code == 404
    assert knock(name, "POST", "ada").status_code == 403
    assert knock(name, "POST", OWNERS[name]).status_code not in {403, 404, 500}


@pytest.mark.parametrize("name", [name for name, (_, who) in ACCESS.items() if who == SIGNED_IN])
def test_any_account_will_do_where_no_seat_is_asked(knock, name):
    answer = knock(name, "GET", "dan")
    assert answer.status_code == 404 if name == "desk/" else answer.status_code in (200, 302)
    assert not answer.get("Location", "").startswith(("/accounts/login/", "/admin/"))


@pytest.mark.parametrize("name", [name for name, (_, who) in ACCESS.items() if who == STAFF])
def test_the_admin_opens_to_staff_alone(knock, name):
    assert knock(name, "GET", "dan").status_code in (302, 403)
    assert knock(name, "GET", "eve").status_code < 500
