"""Blinding, proven: two worlds that differ only in what bob did look the same to everyone else.

One world is built. In one run bob saves drafts and submits; in the other he does not. The same
script of requests over every route, as each member of the cast, must meet the same bodies,
headers, status, mails and SQL, under a fixed clock. Masked are only: CSRF tokens, the session
cookie, and ids that were created after the worlds parted.
"""

import re
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from copy import deepcopy

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core import mail
from django.core.cache import caches
from django.db import connection, transaction
from django.test import Client, TestCase

from reviews.actions import appraisals, discussions, motions, rounds
from reviews.exports import working_state
from reviews.exports.choices import SECTIONS
from reviews.models import (
    Appraisal,
    Assignment,
    Dissent,
    Draft,
    Event,
    Judgement,
    Round,
    SettlerNote,
    Vote,
)
from reviews.models import appraisals as blinded
from reviews.models import discussions as letters
from reviews.models import motions as answers
from reviews.permissions import ALLOWED
from reviews.views import rounds as round_pages
from tests import build
from tests.access import ACCESS, ANYONE
from tests.routes import routes
from tests.views.test_appraisals import typed
from tests.world import placed, world

pytestmark = pytest.mark.django_db

BLINDED = [Appraisal, Judgement, Draft, Vote, Dissent, SettlerNote]
CAST = ["chair", "cleo", "ada", "ann", "otto", "dan", "eve", None]
UUID = re.compile(r"[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}")
CSRF = re.compile(r'(name="csrfmiddlewaretoken" value=|csrftoken=|"csrfToken": )"?[\w]+"?')
SESSION = re.compile(r"sessionid=\w+")
SAVEPOINT = re.compile(r'"s\d+_x\d+"')
SECRET = "what bob alone wrote"


@pytest.fixture
def made(time_machine):
    time_machine.move_to("2026-11-22 12:00:00+00:00", tick=False)
    return world()


def bob_acts(made):
    """A draft, a newer one, an appraisal of the claim, a draft on the paper, an appraisal for
    calibration; a vote, and a dissent from the verdict that is put to it."""
    sheet = build.worksheet("moderate", side="against") | {"rationale": SECRET}
    for judgement in sheet["judgements"].values():
        judgement["note"] = SECRET
    own = Assignment.objects.select_related("round__panel").filter(user=made.bob)
    mine = own.get(round=made.round)
    appraisals.save_draft(mine, version=0, content=sheet, by=made.bob)
    appraisals.save_draft(mine, version=1, content=sheet, by=made.bob)
    appraisals.submit(mine, content=sheet, by=made.bob)
    paper = own.get(round=made.paper_round)
    appraisals.save_draft(paper, version=0, content={"rationale": SECRET}, by=made.bob)
    motions.vote(made.motion, choice="against", by=made.bob)
    motions.assent(made.motion, by=made.bob)
    motions.dissent(made.motion, statement=SECRET, by=made.bob)
    discussions.note(mine.round, text=SECRET, by=made.bob)
    appraisals.submit(own.get(round=made.calibration), content=sheet, by=made.bob)


def asked_for():
    """A report of the working state, with all of it."""
    return {"id": uuid.uuid4(), "of": "working", "kind": "json", "sections": list(SECTIONS),
            "order": "text", "language": "en", "which": "all"}  # fmt: skip


def payloads(made):
    """What is posted where it matters; everywhere else an empty form."""
    reason = {"reason": "For the test."}
    sheet = build.worksheet()
    json = {"content_type": "application/json"}
    form = typed(sheet) | {"version": 0, "same_question": "yes", "settled_by": "agreement"}
    asked = {"body": str(made.body.pk), **reason}
    return {
        "desk-reports-ask": {"data": asked_for()},
        "desk-members-invite": {"data": {"email": "other@example.org", "role": "reviewer"}},
        "desk-assign": {"data": {"pair": f"{made.round.pk}:{made.ada.pk}"}},
        "desk-round-watch": {},
        "desk-round-note": {"data": {"text": "A note."}},
        "desk-round-comment": {"data": {"text": "A comment."}},
        "desk-round-reveal": {"data": reason},
        "desk-round-void": {"data": reason},
        "desk-round-assign": {"data": {"user": str(made.bob.pk)}},
        "desk-round-unassign": {"data": reason},
        "desk-round-dissent": {"data": {"motion": made.motion.pk, "statement": "No."}},
        "desk-round-assent": {"data": {"motion": made.motion.pk}},
        "desk-round-vote": {"data": {"motion": made.motion.pk, "choice": "for"}},
        "desk-round-withdraw": {"data": {"motion": made.motion.pk, **reason}},
        "desk-round-close": {"data": {"motion": made.motion.pk}},
        "desk-round-settle": {"data": form},
        "desk-round-settle-draft": {"data": form},
        "desk-round-ask": {"data": asked},
        "desk-settle-agreed": {"data": {"round": [str(made.round.pk), str(made.alike.pk)]}},
        "admin:reviews_round_settle": {"data": form},
        "admin:reviews_round_draft": {"data": form},
        "admin:reviews_round_ask": {"data": asked},
        "desk-claim-withdraw": {"data": reason},
        "desk-claim-overall": {"data": {"replaces": 1, **reason}},
        "desk-releases-publish": {"data": {"claim": [str(made.claim.pk)]}},
        "api-invitations": {"data": {"email": "other@example.org", "role": "reviewer"}, **json},
        "api-membership-role": {"data": {"role": "observer"}, **json},
        "api-assignments": {
            "data": {"pairs": [{"round": str(made.round.pk), "user": str(made.ada.pk)}]},
            **json,
        },
        "api-assign": {"data": {"user": str(made.bob.pk)}, **json},
        "api-unassign": {"data": {"user": str(made.bob.pk), **reason}, **json},
        "api-override": {"data": {"user": str(made.bob.pk), **reason}, **json},
        "api-claim-rounds": {"data": asked, **json},
        "api-paper-rounds": {"data": {"instrument": "sanra", "result": "It", **reason}, **json},
        "api-take": {"data": {}, **json},
        "api-settlement": {"data": {"version": 0, "content": sheet}, **json},
        "api-ask": {"data": asked, **json},
        "api-draft": {"data": {"version": 0, "content": sheet}, **json},
        "api-submit": {"data": {"content": sheet}, **json},
        "api-reveal": {"data": reason, **json},
        "api-settle": {"data": {"content": sheet}, **json},
        "api-dissent": {"data": {"statement": "No."}, **json},
        "api-vote": {"data": {"choice": "for"}, **json},
        "api-withdraw": {"data": reason, **json},
        "api-void": {"data": reason, **json},
        "api-claim-withdraw": {"data": reason, **json},
        "api-overall": {"data": {"branch": "lowest", "replaces": 1, **reason}, **json},
        "api-publish": {"data": {"claims": [str(made.claim.pk)]}, **json},
    }


def knocks(made, viewer, is_reading=False) -> Iterator[tuple[str, str, str]]:
    """(method, route, address) over every route that reads who is there; the public ones, which
    do not, are walked by nobody in particular. Rounds once for the claim's, once for the
    paper's, once for that in which a verdict is put to the vote, and where rounds are settled
    once for that in which nobody has begun; seats once for otto's, once for bob's."""
    staffing = f"rounds={made.round.pk}&people={made.ada.pk}"
    asked = {
        "api-assignments": staffing,
        "api-preview": f"claims={made.claim.pk}",
        "desk-assign": f"how=evenly&{staffing}",
        "desk-releases-preview": f"claim={made.claim.pk}",
        "desk-reports": "of=working",
    }
    for route in routes():
        methods, who = ACCESS[route.name]
        if is_reading:
            methods = [method for method in methods if method == "GET"]
        if viewer and who == ANYONE:
            continue
        address = route.address(lambda *at: placed(made, *at))
        places = {
            address,
            address.replace(str(made.round.pk), str(made.paper_round.pk)),
            address.replace(str(made.round.pk), str(made.motion.round_id)),
            address.replace(str(made.membership.pk), str(made.bobs_seat.pk)),
        }
        if route.name in asked:
            places.add(f"{address}?{asked[route.name]}")
        if who == "settle" or "reviews_round" in route.name:
            places.add(address.replace(str(made.round.pk), str(made.alike.pk)))
        if route.name in ("desk-round", "desk-round-appraise", "api-draft", "api-round"):
            places.add(address.replace(str(made.round.pk), str(made.calibration.pk)))
        for place in sorted(places):
            for method in methods:
                yield method.lower(), route.name, place


@contextmanager
def statements():
    """The SQL that is sent, as text without parameters."""
    sent = []

    def listen(execute, sql, params, many, context):
        sent.append(SAVEPOINT.sub("<savepoint>", sql))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(listen):
        yield sent


def seen(made, viewer, known, is_reading=False):
    """{(method, address): what the viewer meets there}; every request is undone afterwards."""
    ContentType.objects.clear_cache()  # or the first walk of a process would ask more
    caches["pages"].clear()  # likewise
    client = Client(raise_request_exception=False)
    if viewer:
        client.force_login(getattr(made, viewer))
    signed_in = deepcopy(client.cookies)
    given = payloads(made)
    met = {}
    for method, name, address in knocks(made, viewer, is_reading):
        values = given.get(name, {}) if method != "get" else {}
        client.cookies = deepcopy(signed_in)  # some doors sign out
        with statements() as sql, transaction.atomic():
            with TestCase.captureOnCommitCallbacks(execute=True):
                response = getattr(client, method)(address, **values)
            met[method, name, address] = (_masked(response, known), sql)
            transaction.set_rollback(True)
    letters = [(letter.to, letter.subject, _unlinked(letter.body)) for letter in mail.outbox]
    return met, letters


def _masked(response, known):
    content = b"".join(response) if response.streaming else response.content
    text = "\n".join(
        [
            str(response.status_code),
            *(f"{name}: {value}" for name, value in sorted(response.items())),
            *(morsel.OutputString() for morsel in response.cookies.values()),
            content.decode(errors="replace"),
        ]
    )
    text = SESSION.sub("<session>", CSRF.sub("<csrf>", text))
    return UUID.sub(lambda found: found[0] if found[0].replace("-", "") in known else "<new>", text)


def _unlinked(body):
    """A letter without the secret in its link."""
    return re.sub(r"invitation/[\w-]+/", "invitation/<key>/", body)


def ids():
    """Every UUID in the database: what is there before the worlds part."""
    found = set()
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            for row in cursor.fetchall():
                found |= {hit.replace("-", "") for hit in UUID.findall(" ".join(map(str, row)))}
    return found


def both(made, viewer, is_reading):
    """What the viewer meets in the world where bob did nothing, and in the one where he acted."""
    known = ids()
    met = []
    for acts in (lambda made: None, bob_acts):
        mail.outbox.clear()
        with transaction.atomic():
            acts(made)
            met.append(seen(made, viewer, known, is_reading))
            transaction.set_rollback(True)
    return met


def differences(made, viewer, is_reading=False):
    (before, letters), (after, later_letters) = both(made, viewer, is_reading)
    assert before.keys() == after.keys()
    return [place for place in before if before[place] != after[place]] + (
        ["mail"] if letters != later_letters else []
    )


@pytest.mark.parametrize("viewer", CAST)
def test_what_bob_did_shows_nowhere(made, viewer):
    assert differences(made, viewer) == []


def test_what_bob_did_is_in_no_working_state(made):
    def read():
        members = (made.cleo, made.ada, made.ann, made.otto, None)
        return [working_state.read(made.panel, member) for member in members]

    before = read()
    bob_acts(made)
    assert read() == before


def test_the_walk_is_no_stroll(made):
    """Pages answer, those of the open round among them, and nothing fails inside."""
    opened = set()
    for viewer in ("ann", "cleo", None):
        met, _ = seen(made, viewer, set())
        answers = {place: text.split("\n", 1)[0] for place, (text, _) in met.items()}
        assert [place for place, status in answers.items() if status.startswith("5")] == []
        opened |= {name for (_, name, _), status in answers.items() if status == "200"}
    assert {"desk", "desk-panel", "desk-paper", "desk-claim", "desk-round"} <= opened
    assert "desk-agreement" in opened
    assert {"desk-round-appraise", "claim", "paper", "index", "api-claim"} <= opened
    assert {"desk-round-settle", "admin:reviews_round_settle"} <= opened


# With walls taken down the walk must see through, and pages that are only read are walk enough.


def unwalled(monkeypatch):
    """`visible_to` hides nothing, and the round's page takes every round for revealed."""
    for manager in (
        blinded.BlindedManager,
        blinded.DraftManager,
        answers.VoteManager,
        answers.AnswerManager,
        letters.SettlerNoteManager,
    ):
        monkeypatch.setattr(
            manager, "visible_to", lambda self, user: self.model._base_manager.all()
        )
    find = round_pages.round_of

    def revealed(request, pk):
        round = find(request, pk)
        round.revealed_at = round.opened_at
        return round

    monkeypatch.setattr(round_pages, "round_of", revealed)


def test_the_walk_reaches_hidden_rows_of_every_blinded_model(made, monkeypatch):
    """Without the walls, rows of bob's are read for someone else's pages; with them, none. Of
    votes a page asks for one's own alone, so it meets no other even then."""
    known = {model: set(model._base_manager.values_list("pk", flat=True)) for model in BLINDED}
    bob_acts(made)
    hidden = {
        model: set(model._base_manager.values_list("pk", flat=True)) - known[model]
        for model in BLINDED
    }
    read = {model: set() for model in BLINDED}
    for model in BLINDED:
        _listen(model, read[model], monkeypatch)
    seen(made, "ann", set())
    assert [model for model in BLINDED if hidden[model] & read[model]] == []
    unwalled(monkeypatch)
    seen(made, "ann", set(), is_reading=True)
    reached = [model for model in BLINDED if hidden[model] & read[model]]
    assert reached == [model for model in BLINDED if model is not Vote]


def _listen(model, read, monkeypatch):
    load = model.from_db.__func__

    def listening(cls, db, names, values):
        row = load(cls, db, names, values)
        read.add(row.pk)
        return row

    monkeypatch.setattr(model, "from_db", classmethod(listening))


def test_events_of_an_open_round_let_out_are_noticed(made, monkeypatch):
    monkeypatch.setattr(type(Event.objects.all()), "visible_to", lambda self, user: self)
    assert differences(made, "ada", is_reading=True) or differences(made, "eve", is_reading=True)


def test_appraisals_let_out_are_noticed(made, monkeypatch):
    unwalled(monkeypatch)
    assert differences(made, "ada", is_reading=True)


def test_agreement_in_open_rounds_let_out_is_noticed(made, monkeypatch):
    unwalled(monkeypatch)
    monkeypatch.setattr(type(Round.objects.all()), "revealed", lambda self: self)
    assert "desk-agreement" in {name for _, name, _ in differences(made, "otto", is_reading=True)}


def test_progress_let_out_is_noticed(made, monkeypatch):
    for module in (round_pages, rounds):
        monkeypatch.setattr(module, "can_reveal", lambda user, round: ALLOWED)
    assert differences(made, "cleo", is_reading=True)
