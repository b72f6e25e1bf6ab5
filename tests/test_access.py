"""Every door against the table: who gets in, who does not, and by which method; and the table
against every other that it might be."""

from copy import deepcopy
from functools import cache

import pytest
from django.db import transaction
from django.test import Client
from django.urls import resolve

from reviews import workflow
from reviews.vocabulary import Role
from tests.access import ACCESS, ANYONE, OWN, OWN_ALONE, SIGNED_IN, STAFF
from tests.doors import MEMBERS, STRANGERS, WHO_MAY, faults
from tests.routes import anything, routes
from tests.world import placed, world

pytestmark = pytest.mark.django_db


def test_every_route_has_a_row_and_every_row_a_route():
    names = [route.name for route in routes()]
    assert sorted(names) == sorted(ACCESS)  # none twice, either


def test_login_is_not_required_exactly_where_the_table_says_anyone():
    """The markers of Django's middleware against the table; the API has its own rule."""
    open_routes = {
        route.name
        for route in routes()
        if not route.path.startswith(("api/", "admin/"))
        and not getattr(resolve(route.address(anything)).func, "login_required", True)
    }
    said = {
        name for name, (_, who) in ACCESS.items()
        if who == ANYONE and not name.startswith(("api-", "admin:"))
    }  # fmt: skip
    assert open_routes == said


@pytest.fixture(scope="module")
def ask(django_db_setup, django_db_blocker):
    """ask(name, method, viewer): the answer at a door of one world; nothing of it stays."""
    with django_db_blocker.unblock():
        atomic = transaction.atomic()
        atomic.__enter__()
        made = world()
        places = {r.name: r.address(lambda *at: placed(made, *at)) for r in routes()}
        cookies = {}
        for viewer in (None, *STRANGERS, *MEMBERS.values()):
            client = Client()
            if viewer:
                client.force_login(getattr(made, viewer))
            cookies[viewer] = client.cookies

        def answer(name, method, viewer):
            client = Client(raise_request_exception=False)
            client.cookies = deepcopy(cookies[viewer])  # some doors sign out
            with transaction.atomic():
                response = client.generic(method, places[name])
                transaction.set_rollback(True)
            return response

        yield answer
        transaction.set_rollback(True)
        atomic.__exit__(None, None, None)


@pytest.fixture(scope="module")
def knock(ask):
    """The same, asked once."""
    return cache(ask)


@pytest.mark.parametrize("name", ACCESS)
def test_a_door_does_as_its_row_says(knock, name):
    assert list(faults(knock, name, *ACCESS[name])) == []


# One verb for every set of roles that the workflow knows, and the words of the table.
KINDS = {**{roles: verb for verb, roles in WHO_MAY.items()}, ANYONE: ANYONE, OWN: OWN,
         OWN_ALONE: OWN_ALONE, SIGNED_IN: SIGNED_IN, STAFF: STAFF}  # fmt: skip


@pytest.mark.parametrize("name", ACCESS)
def test_no_other_row_would_do(knock, name):
    """Looser or tighter, with a method more or less: each is noticed."""
    methods, who = ACCESS[name]
    others = [other for kind, other in KINDS.items() if kind != WHO_MAY.get(who, who)]
    rows = [(methods, other) for other in others]
    for method in ("GET", "POST"):
        rows.append((tuple({*methods} ^ {method}), who))
    assert [row for row in rows if not any(faults(knock, name, *row))] == []


# What no door lets through to the role alone: an observer is assigned nowhere, who reveals has to
# watch, and a verdict of GRADE is settled as any other.
BEHIND_ANOTHER = {"save_draft", "submit", "reveal", "grade"}
LOOSENED = [verb for verb, roles in WHO_MAY.items() if len(roles) < len(Role)]


@pytest.mark.parametrize("verb", sorted({*LOOSENED} - BEHIND_ANOTHER))
def test_a_verb_that_every_member_may_is_noticed(ask, monkeypatch, verb):
    """The code's own table loosened: some door then does otherwise than the rows here say."""
    monkeypatch.setitem(workflow.ROLES, verb, frozenset(Role))
    alike = {name: row for name, row in ACCESS.items() if WHO_MAY.get(row[1]) == WHO_MAY[verb]}
    first = sorted(alike, key=lambda name: alike[name][1] != verb)
    assert any(any(faults(ask, name, *ACCESS[name])) for name in first)
