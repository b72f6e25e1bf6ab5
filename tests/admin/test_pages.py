"""The admin in a real browser: the strict policy holds, and our own pages are accessible."""

import pytest
from django.conf import settings

from reviews.admin import site
from reviews.vocabulary import ClaimState
from tests import build
from tests.admin.people import as_user, seated
from tests.browser import looks


@pytest.fixture
def office(live_server, page):
    """A browser signed in as staff who chair a panel with a graded claim and an open round."""
    panel = build.panel()
    page.claim = build.claim(ClaimState.GRADED, panel)
    build.open_round(build.claim(ClaimState.ACCEPTED, panel), appraisers=1)
    page.staff = seated(panel)
    session = as_user(page.staff).cookies[settings.SESSION_COOKIE_NAME]
    page.context.add_cookies(
        [{"name": session.key, "value": session.value, "url": live_server.url}]
    )
    page.home = f"{live_server.url}/admin/"
    return page


def violations(page):
    """What axe finds, as (rule, targets)."""
    return [
        (rule["id"], [node["target"] for node in rule["nodes"]]) for rule in looks.violations(page)
    ]


def choose(page, address, action):
    """Choose every row of a list and press the button of an action."""
    page.goto(page.home + address)
    page.check("#action-toggle")
    page.select_option("select[name=action]", action)
    page.click("button[name=index]")


def test_lists_forms_and_histories_are_accessible(office):
    claim = f"reviews/claim/{office.claim.pk}"
    lists = [f"reviews/{model._meta.model_name}/" for model in site._registry]
    forms = [f"reviews/{noun}/add/" for noun in ("user", "panel", "membership", "instrument")]
    for address in ["", "reviews/", *lists, *forms, f"{claim}/change/", f"{claim}/history/"]:
        office.goto(office.home + address)
        assert violations(office) == [], address


@pytest.mark.parametrize(
    ("address", "action"),
    [
        ("claim/", "assign"),
        ("claim/", "publish"),
        ("claim/?state__exact=graded", "publish"),
        ("user/", "erase"),
    ],
)
def test_pages_that_ask_once_are_accessible(office, address, action):
    choose(office, f"reviews/{address}", action)
    assert office.inner_text("h1") == action.capitalize()
    assert violations(office) == []


def test_a_claim_is_published_from_the_queue(office):
    choose(office, "reviews/claim/?state__exact=graded", "publish")
    assert office.claim.revision.exact in office.inner_text("#content")
    office.get_by_role("button", name="Publish", exact=True).click()
    assert office.inner_text(".messagelist") == "Published: 1."
    office.claim.refresh_from_db()
    assert office.claim.state == ClaimState.PUBLISHED
