"""Every door does as the description says, whoever knocks and whatever is sent.

Schemathesis makes the requests out of the description: its examples, values at every border, and
some by chance, the same ones in every run. What ids name is there in most of them, or else little
but 404 would be met. `make tests ARGS="tests/api/test_conformance.py --hypothesis-profile=long"`
tries all of them, and more by chance.
"""

import re
from collections import defaultdict
from contextlib import contextmanager
from itertools import count
from types import SimpleNamespace
from uuid import UUID

import pytest
import schemathesis
from django.core.cache import caches
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections, transaction
from django.test import override_settings
from hypothesis import HealthCheck, settings
from schemathesis.specs.openapi.checks import positive_data_acceptance

from reviews.actions import tokens
from reviews.vocabulary import TokenScope
from tests import build, services
from tests.world import world

pytestmark = pytest.mark.django_db
EVERY = 5 if settings.default.max_examples == 100 else 1
VIEWERS = {"anonymous": None, "reviewer": "ann", "chair": "cleo"}
SIGNALS = (request_started, request_finished)
there = SimpleNamespace(rows={})
turns = defaultdict(count)  # by operation, so that no order of tests changes what is tried
schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", get_wsgi_application())


@pytest.fixture(scope="module")
def credentials(django_db_setup, django_db_blocker):
    """{viewer: headers} in a world of which nothing stays, beside a Crossref and a PubMed that
    know no paper."""
    with contextmanager(services.play)() as played, django_db_blocker.unblock(), elsewhere(played):
        made = world()
        there.rows = rows(made)
        for signal in SIGNALS:
            signal.disconnect(close_old_connections)  # one transaction lasts over all requests
        yield {viewer: who and header(getattr(made, who)) for viewer, who in VIEWERS.items()}
        for signal in SIGNALS:
            signal.connect(close_old_connections)
        transaction.set_rollback(True)


@contextmanager
def elsewhere(played):
    caches["lookups"].clear()
    urls = dict.fromkeys(("CROSSREF_URL", "EUTILS_URL"), played.base)
    with override_settings(**urls, CONTACT_EMAIL="panel@example.org"), transaction.atomic():
        yield


def header(user):
    _, value = tokens.make(name="A test", scopes=[*TokenScope], good_for=1, by=user)
    return {"Authorization": f"Bearer {value}"}


def rows(made):
    """What a program may name, by the word before it in an address or by the member of a body."""
    people = [made.ann, made.bob, made.ada, made.cleo, made.otto, made.dan]
    rounds = [made.round, made.alike, made.decided, made.paper_round]
    claims = [made.claim, made.other]
    return {
        "panels": [made.panel.slug],
        "members": [made.membership.pk, made.bobs_seat.pk],
        "invitations": [made.invitation.pk],
        "papers": [made.paper.pk],
        "sources": [made.source.pk],
        "claims": [row.pk for row in claims],
        "citations": [made.citation.pk],
        "comments": [made.comment.pk],
        "motions": [made.motion.pk],
        "rounds": [row.pk for row in rounds],
        "people": [row.pk for row in people],
        "user": [row.pk for row in people],
        "participants": [row.pk for row in people],
        "round": [row.pk for row in rounds],
        "paper": [made.paper.pk, made.citation.paper_id],
        "outcome": [made.outcome.pk],
        "body": [made.body.pk],
        "matches": [made.match.pk],
        "pairs": [made.pair.pk],
        "imports": [made.upload.pk],
        "flags": [made.flag.pk],
        "premises": [made.premise.pk],
        "exceptions": [made.exception.pk],
        "reevaluations": [made.reevaluation.pk],
    }


def named(noun, value, turn):
    """For what reads as an id, three times of four the id of a row that is there."""
    found = there.rows.get(noun)
    if noun == "number":
        return 1 if isinstance(value, int) and turn % 4 else value
    try:
        known = noun == "panels" or UUID(value)
    except (ValueError, TypeError, AttributeError):
        known = False
    return str(found[turn // 4 % len(found)]) if found and known and turn % 4 else value


def filled(content, turn, noun=""):
    if noun == "content" and isinstance(content, dict) and turn % 2:
        return build.worksheet()
    if isinstance(content, dict):
        return {name: filled(value, turn, name) for name, value in content.items()}
    if isinstance(content, list):
        return [filled(value, turn, noun) for value in content]
    return named(noun, content, turn)


def place(case, turn):
    """Name what is there, in the address, in the query and in the body."""
    nouns = dict(re.findall(r"(\w+)/{(id|slug)}", case.operation.path))
    nouns = {name: noun for noun, name in nouns.items()}
    path = {
        name: named(nouns.get(name, name), value, turn)
        for name, value in (case.path_parameters or {}).items()
    }
    parts = {
        "path_parameters": path,
        "query": filled(case.query or {}, turn),
        "body": filled(case.body, turn),
    }
    # What is set is judged anew, and a body that was left out, as it may be, would be a wrong one.
    for part, value in parts.items():
        if value != getattr(case, part):
            setattr(case, part, value)


# What fits the description and is refused all the same, because it does not fit what is there.
WEIGHED = {
    "add_identifier", "add_looked_up", "add_paper", "amend_citation", "ask_again", "assign_many",
    "choose_overall", "cite", "claim", "claim_edition", "correct_extent", "correct_wording",
    "decide_flag", "declare", "edit_paper", "freeze_body", "import", "lock_protocol", "look_up",
    "make_instrument", "move", "name_premise", "open_claim_round", "open_paper_round",
    "paste_wording", "propose", "propose_assignments", "record_exception", "save_draft",
    "save_protocol_draft", "save_settlement_draft", "settle", "shipped_instrument", "split_claim",
    "submit", "tell_namesakes",
}  # fmt: skip


@schema.hook
def filter_failure(context, failure, case, response):
    """No cursor that is made up is one that a list gave."""
    return "This cursor is not one that this list gave." not in response.text


@schema.parametrize()
@settings(
    derandomize=True, deadline=None, database=None, suppress_health_check=list(HealthCheck),
    max_examples=2 if settings.default.max_examples == 100 else settings.default.max_examples,
)  # fmt: skip
def test_a_door_does_as_it_is_described(credentials, case):
    act = case.operation.definition.raw
    phase, turn = case.meta.phase.name.value, next(turns[act["operationId"]])
    if phase == "coverage" and turn % EVERY:
        return
    place(case, turn)
    excluded = [positive_data_acceptance] if act["operationId"] in WEIGHED else []
    for viewer in viewers(act, phase, turn // EVERY):
        with transaction.atomic():
            case.call_and_validate(headers=credentials[viewer], excluded_checks=excluded)
            transaction.set_rollback(True)


def viewers(act, phase, turn):
    """Public doors look at nobody; at others all three knock, but with the many values at borders
    one after another."""
    if "security" not in act:
        return ["anonymous"]
    return list(VIEWERS) if phase != "coverage" else [("chair", "reviewer", "chair")[turn % 3]]
