"""Every page as people see it: nothing cut off, nothing that axe finds, nothing broken."""

import shutil

import pytest
from django.conf import settings
from django.core import mail
from django.template.loader import render_to_string

from reviews.actions import invitations
from tests.browser import looks, tour

DESK = {"public": None, "chair": "chair", "reviewer": "reviewer2", "back_office": "chair"}


@pytest.fixture
def album():
    """Makes room for the pictures of a group; the index is written when they are taken."""

    def begin(group):
        shutil.rmtree(looks.FOLDER / group, ignore_errors=True)
        return group

    yield begin
    looks.write_index()


@pytest.mark.parametrize("group", DESK)
def test_pages_look_right(demo, visit, album, group):
    page, faults = visit(DESK[group]), []
    album(group)
    for name, address in getattr(tour, group)(demo).items():
        response = page.goto(address)
        faults += [] if response.ok else [f"{name}: {response.status}"]
        if response.text().count("<h1") != 1:
            faults.append(f"{name}: is no page before a script has run")
        faults += looks.look(page, group, name, is_ours=group != "back_office")
    assert faults == []


def test_account_pages_look_right(demo, visit, album):
    page, faults = visit(None), []
    album("accounts")
    mail.outbox.clear()  # the demonstration writes letters of its own
    page.goto("/accounts/password/reset/")
    page.get_by_label("Email").fill(demo.reviewer1.email)
    page.locator("main button").click()
    invitations.invite(demo.panel, email="new@demo.example", role="reviewer", by=demo.chair)
    reset, invited = (
        f"http{letter.body.partition('http')[2].split()[0]}" for letter in mail.outbox
    )
    places = tour.accounts(demo) | {
        "account_reset_password_from_key-good": reset,
        "account_invitation-good": invited.replace(settings.SITE_URL, ""),
    }
    for name, address in places.items():
        page.goto(address)
        faults += looks.look(page, "accounts", name)
    signed_in = visit("reviewer1")
    for name, address in (("change", "password/change/"), ("logout-signed-in", "logout/")):
        signed_in.goto(f"/accounts/{address}")
        faults += looks.look(signed_in, "accounts", f"account_{name}")
    assert faults == []


def test_error_pages_look_right(demo, visit, album):
    page, faults = visit("chair"), []
    album("errors")
    for name, heading, provoke in ERRORS:
        provoke(page, demo)
        assert page.inner_text("h1") == heading
        faults += looks.look(page, "errors", name)
    assert faults == []


def missing(page, demo):
    page.goto("/claims/00000000-0000-4000-8000-000000000001/")


def forbidden(page, demo):
    page.goto(f"{demo.rounds['open'].get_absolute_url()}appraise/")


def too_late(page, demo):
    page.goto(f"{demo.rounds['decided'].get_absolute_url()}settle/")


def stale(page, demo):
    """Sign out by a form whose token is not the session's."""
    page.goto("/desk/")
    page.locator("header [name=csrfmiddlewaretoken]").evaluate("field => { field.value = 'x'; }")
    page.get_by_role("button", name="Sign out").click()


def unreadable(page, demo):
    """Assign somebody who is nobody."""
    page.goto(demo.rounds["open"].get_absolute_url())
    page.locator("form[action$='/assign/'] [name=user]").first.evaluate(
        "field => { field.value = 'x'; }"
    )
    page.get_by_role("button", name="Assign", exact=True).first.click()


def broken(page, demo):
    body = render_to_string("500.html")
    page.route("**/broken/", lambda route: route.fulfill(body=body, content_type="text/html"))
    page.goto("/broken/")


ERRORS = [
    ("400", "This request could not be read", unreadable),
    ("403", "You may not do this", forbidden),
    ("403-csrf", "This form has gone stale", stale),
    ("404", "There is nothing here", missing),
    ("409", "Too late", too_late),
    ("500", "Something broke", broken),
]
