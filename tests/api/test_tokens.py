"""What a token opens: what its owner may, within its scopes, and nothing without a scope."""

import logging
import re

import pytest
from django.core import mail
from django.test import Client
from django.urls import resolve

from reviews.actions import panels, people, tokens
from reviews.api.tokens import WithinScopes, scope_of
from reviews.models import Claim, Draft, Event
from reviews.vocabulary import ClaimState, Role, TokenScope
from reviews.workflow import SCOPES
from tests import build
from tests.access import ACCESS, ANYONE
from tests.api.test_verbs import assigned, refusal, span, verbs
from tests.routes import anything, routes

pytestmark = pytest.mark.django_db


def bearing(user, *scopes):
    """A client with a token of this person, of all scopes if none is named."""
    _, value = tokens.make(name="A test", scopes=scopes or [*TokenScope], good_for=1, by=user)
    return Client(enforce_csrf_checks=True, headers={"Authorization": f"Bearer {value}"})


def post(client, address, content=None):
    return client.post(f"/api/v1/{address}", content or {}, content_type="application/json")


def doors():
    """(name, view, method, who) of every method of every door of the API."""
    for route in routes():
        if route.name.startswith("api-"):
            methods, who = ACCESS[route.name]
            for method in methods:
                yield route, method, who


def test_every_door_of_the_desk_has_a_scope_and_no_public_one():
    for route, method, who in doors():
        view = resolve(route.address(anything)).func.cls
        scope = scope_of(view, method)
        assert (scope is None) == (who == ANYONE), route.name
        if who in SCOPES:
            reading = method == "GET" and SCOPES[who] != TokenScope.READ
            assert scope == (TokenScope.READ if reading else SCOPES[who]), route.name


def test_a_door_without_a_scope_is_closed_to_tokens(rf, ann):
    token, _ = tokens.make(name="A test", scopes=[*TokenScope], good_for=1, by=ann)
    request = rf.get("/")
    request.auth = token
    assert not WithinScopes().has_permission(request, object())
    request.auth = None
    assert WithinScopes().has_permission(request, object())


def test_a_token_does_what_its_owner_may_and_needs_no_csrf():
    claim = build.claim()
    chair = build.chair(claim.source.paper.panel)
    answer = post(bearing(chair), f"claims/{claim.pk}/accept/")
    assert (answer.status_code, answer.json()["state"]) == (200, "accepted")
    assert answer["Cache-Control"] == "no-store"
    assert not answer.cookies
    event = Event.objects.filter(verb="accept").get()
    assert (event.subject_id, event.actor_id) == (claim.pk, chair.pk)


@pytest.mark.parametrize("scope", TokenScope)
def test_a_scope_opens_its_verbs_and_no_others(scope):
    told = []
    for address, content, chair, _ in verbs():
        answer = post(bearing(chair, scope), address, content)
        verb = address.rstrip("/").rpartition("/")[2]
        if answer.status_code == 403:
            assert "its scopes lack" in refusal(answer)[1]
            assert answer["WWW-Authenticate"] == 'Bearer error="insufficient_scope"'
        else:
            told.append(verb)
            assert answer.status_code in (200, 201)
    assert (
        told
        == {
            "read": [],
            "prepare": ["claims", "accept", "reject", "undo", "citations", "amend", "remove"],
            "appraise": [],
            "settle": ["overall", "settle"],
            "manage": ["withdraw", "restore", "void", "reveal", "publish"],
        }[scope]
    )


def test_one_may_read_and_not_write_with_a_token_to_read():
    round = build.round()
    ann, _ = assigned(round)
    client, address = bearing(ann, "read"), f"/api/v1/rounds/{round.pk}/draft/"
    assert client.get(address).status_code == 200
    sent = {"version": 0, "content": {}}
    answer = client.put(address, sent, content_type="application/json")
    assert refusal(answer) == (
        403, "This token may not be used for this: its scopes lack “appraise”.",
    )  # fmt: skip
    assert not Draft.objects.visible_to(ann).exists()


def test_who_lost_the_role_has_a_token_that_is_worth_nothing(panel, cleo):
    second = build.member(panel, Role.CHAIR)
    client = bearing(second)
    seat = panel.memberships.get(user=second)
    panels.change_role(seat, role=Role.OBSERVER, by=cleo)
    claim = build.claim(panel=panel)
    assert refusal(post(client, f"claims/{claim.pk}/accept/"))[0] == 403
    panels.end_seat(seat, by=cleo)
    assert refusal(post(client, f"claims/{claim.pk}/accept/"))[0] == 404
    assert Claim.objects.get(pk=claim.pk).state == ClaimState.PROPOSED


def test_what_is_no_token_any_more_is_asked_to_show_another(panel, ann):
    client = bearing(ann)
    address = f"/api/v1/panels/{panel.slug}/members/"
    assert client.get(address).status_code == 200
    people.deactivate(ann, by=build.staff())
    for knocking in (client, Client(headers={"Authorization": "Bearer evidence_made-up"})):
        answer = knocking.get(address)
        assert refusal(answer)[0] == 401
        assert answer["WWW-Authenticate"] == 'Bearer realm="evidence", error="invalid_token"'
    nobody = Client().get(address)
    assert (refusal(nobody)[0], nobody["WWW-Authenticate"]) == (401, 'Bearer realm="evidence"')


@pytest.mark.parametrize("value", ["", "Bearer", "Bearer ", "Bearer a b", "bearer \xff", "Token x"])
def test_what_reads_as_no_token_opens_nothing(panel, value):
    answer = Client(headers={"Authorization": value}).get(f"/api/v1/panels/{panel.slug}/members/")
    assert refusal(answer)[0] == 401


def test_a_bad_token_is_not_made_good_by_a_session(panel, ann):
    client = Client(headers={"Authorization": "Bearer evidence_made-up"})
    client.force_login(ann)
    assert client.get(f"/api/v1/panels/{panel.slug}/members/").status_code == 401


def test_a_token_opens_no_page_and_no_other_token(ann):
    client = bearing(ann)
    for address in ("/desk/", "/desk/tokens/", "/admin/"):
        assert client.get(address).status_code == 302


def test_public_doors_ask_for_no_token(published_claim_address):
    bad = Client(headers={"Authorization": "Bearer evidence_made-up"})
    assert bad.get(published_claim_address).status_code == 200


@pytest.fixture
def published_claim_address():
    return f"/api/v1/claims/{build.claim(ClaimState.PUBLISHED).pk}/"


def test_reading_with_a_token_writes_nothing(panel, ann, django_assert_num_queries):
    client = bearing(ann)
    with django_assert_num_queries(3) as sent:
        client.get(f"/api/v1/panels/{panel.slug}/members/")
    assert [query for query in sent if not query["sql"].startswith("SELECT")] == []


def test_no_token_is_in_a_log(panel, ann, caplog):
    caplog.set_level(logging.DEBUG)
    client = bearing(ann)
    value = client.defaults["HTTP_AUTHORIZATION"].partition(" ")[2]
    assert tokens.find(value)
    source = build.source(panel)
    assert post(client, f"sources/{source.pk}/claims/", span(source)).status_code == 201
    assert post(client, "sources/none/").status_code == 404
    assert value not in caplog.text


PASSWORD, NEXT = "a long pass phrase", "another long pass phrase"


def test_a_changed_password_ends_every_token_and_says_so(panel, ann, bob):
    people.set_password(ann, PASSWORD, by=build.staff())
    program, others = bearing(ann), bearing(bob)
    address = f"/api/v1/panels/{panel.slug}/members/"
    browser = Client()
    browser.force_login(ann)
    changing = {"oldpassword": PASSWORD, "password1": NEXT, "password2": NEXT}
    wrong = changing | {"oldpassword": "a slip"}
    assert browser.post("/accounts/password/change/", wrong).status_code == 200
    assert program.get(address).status_code == 200
    answer = browser.post("/accounts/password/change/", changing, follow=True)
    assert "tokens for programs that you had have ended" in answer.text
    assert refusal(program.get(address))[0] == 401
    assert others.get(address).status_code == 200
    event = Event.objects.filter(verb="change_password").get()
    assert (event.subject_id, event.actor_id) == (ann.pk, ann.pk)
    ann.refresh_from_db()
    assert ann.check_password(NEXT)


def test_a_password_that_is_set_through_a_mail_ends_them_too(panel, ann):
    people.set_password(ann, PASSWORD, by=build.staff())
    program, browser = bearing(ann), Client()
    browser.post("/accounts/password/reset/", {"email": ann.email})
    link = re.search(r"/accounts/password/reset/key/\S+", mail.outbox[-1].body)[0]
    form = browser.get(link, follow=True).redirect_chain[-1][0]
    answer = browser.post(form, {"password1": NEXT, "password2": NEXT}, follow=True)
    assert "Tokens for programs that you had have ended" in answer.text
    assert refusal(program.get(f"/api/v1/panels/{panel.slug}/members/"))[0] == 401
    ann.refresh_from_db()
    assert ann.check_password(NEXT)
