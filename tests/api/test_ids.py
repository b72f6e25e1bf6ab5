"""Ids that clients choose: the same again is the same row, and nobody's row is taken for it.

A door that begins to take an id has to be named here, or the first two tests fail.
"""

from uuid import uuid4

import pytest
from django.apps import apps
from django.db import transaction
from django.forms import BaseForm
from django.test import Client

from reviews import forms
from reviews.actions import asked_reports, discussions, invitations, results, rounds
from reviews.models import sealed
from reviews.vocabulary import ClaimState, RoundState
from tests import build

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def doors(django_db_setup, django_db_blocker):
    """Of one world, of which nothing stays."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield made()
        transaction.set_rollback(True)


def made():
    """{name: (person, address, content, an id that another row of its kind has)}"""
    panel = build.panel()
    cleo = build.chair(panel)
    source, cited = build.source(panel), build.paper(panel)
    start = source.text.index(build.STRONG)
    span = {"start": start, "end": start + len(build.STRONG), "exact": build.STRONG}
    claim = build.claim(panel=panel)
    cited_elsewhere = build.cite(build.claim()).pk
    citing = {"paper": str(cited.pk), "stance": "supports"}
    parts = dict.fromkeys(("population", "intervention", "comparator", "outcome"), "not_judged")
    citation = build.cite(build.claim(panel=panel))
    open_round = build.open_round(build.claim(ClaimState.ACCEPTED, panel=panel))
    appraisers = [row.user for row in open_round.assignments.order_by("assigned_at", "pk")]
    note = discussions.note(open_round, text="Mine.", by=appraisers[1])
    elsewhere = build.round(RoundState.REVEALED)
    appraised = sealed.appraisals.filter(round=elsewhere)
    comment = discussions.comment(elsewhere, text="Theirs.", by=appraised[0].appraiser)
    revealed = build.round(RoundState.REVEALED, build.claim(ClaimState.ACCEPTED, panel=panel))
    advised, other = (build.claim(ClaimState.ACCEPTED, panel=panel) for _ in range(2))
    outcomes, others = (
        build.grade_outcomes(c, death="low", harms={"pain": "low"}) for c in (advised, other)
    )
    chosen = build.choose(other, others["death"]).pk
    choosing = {"branch": "highest", "outcome": str(outcomes["death"].pk), "reason": "It decides."}
    sheet = {"content": build.worksheet()}
    at = "/api/v1"
    own = f"{at}/panels/{panel.slug}"
    review = build.source(panel, design="narrative_review")
    opened, body = build.claim(ClaimState.ACCEPTED, panel=panel), build.body(panel)
    result = results.write_result(cited, comparison="B", outcome="Pain", by=cleo)
    barred, free = build.member(panel, has_declared=False), build.member(panel)
    watched = build.open_round(build.claim(ClaimState.ACCEPTED, panel=panel), appraisers=0)
    over = build.member(open_round.panel, has_declared=False)
    overridden = rounds.override(watched, over, reason="So.", by=cleo).pk
    settled = build.round(RoundState.REVEALED, build.claim(ClaimState.ACCEPTED, panel=panel))
    moved = build.round(RoundState.REVEALED, build.claim(ClaimState.ACCEPTED, panel=panel))
    proposal = sheet | {"settled_by": "adjudication"}
    offered = {"email": "new@example.org", "role": "reviewer"}
    standing = invitations.invite(panel, email="old@example.org", role="reviewer", by=cleo)
    theirs = invitations.invite(panel, email="third@example.org", role="reviewer", by=cleo).pk
    graded = build.claim(ClaimState.GRADED, panel=panel)
    build.confirm_flags(graded)
    released = build.claim(ClaimState.PUBLISHED).standing.release_id
    looked = build.round()
    wanted = {"kind": "csv", "sections": ["claims"], "order": "text", "language": "en"}
    look = rounds.watch(looked, by=build.chair(looked.panel)).pk
    return {
        "propose": (cleo, f"{at}/sources/{source.pk}/claims/", span, build.claim().pk),
        "cite": (cleo, f"{at}/claims/{claim.pk}/citations/", citing, cited_elsewhere),
        "amend_citation": (
            cleo, f"{at}/citations/{citation.pk}/amend/", {"stance": "mentions"}, cited_elsewhere,
        ),
        "note": (
            appraisers[0], f"{at}/rounds/{open_round.pk}/note/", {"text": "Read."}, note.pk,
        ),
        "choose_overall": (
            cleo, f"{at}/claims/{advised.pk}/overall/", choosing | {"replaces": 0}, chosen,
        ),
        "comment": (cleo, f"{at}/rounds/{revealed.pk}/comments/", {"text": "So."}, comment.pk),
        "assign": (
            cleo, f"{at}/rounds/{watched.pk}/assign/", {"user": str(free.pk)},
            open_round.assignments.first().pk,
        ),
        "override": (
            cleo, f"{at}/rounds/{open_round.pk}/override/",
            {"user": str(barred.pk), "reason": "So."}, overridden,
        ),
        "watch": (cleo, f"{at}/rounds/{watched.pk}/watch/", {}, look),
        "invite": (cleo, f"{at}/panels/{panel.slug}/invitations/", offered, theirs),
        "resend_invitation": (
            cleo, f"{at}/panels/{panel.slug}/invitations/{standing.pk}/resend/", {}, theirs,
        ),
        "move": (cleo, f"{at}/rounds/{moved.pk}/motions/", proposal, build.move(elsewhere).pk),
        "settle": (
            cleo, f"{at}/rounds/{settled.pk}/settle/", sheet, build.grade(advised).verdict.pk,
        ),
        "publish": (
            cleo, f"{at}/panels/{panel.slug}/publish/", {"claims": [str(graded.pk)]}, released,
        ),
        "submit": (
            appraisers[0], f"{at}/rounds/{open_round.pk}/submit/", sheet, appraised[1].pk,
        ),
        "open_claim_round": (
            cleo, f"{at}/claims/{opened.pk}/rounds/", {"body": str(body.pk)}, looked.pk,
        ),
        "open_paper_round": (
            cleo, f"{at}/papers/{review.paper_id}/rounds/",
            {"instrument": "sanra", "result": "It", "purpose": "calibration"}, looked.pk,
        ),
        "add_paper": (cleo, f"{own}/papers/add/", {"title": "Another title"}, cited.pk),
        "add_source": (
            cleo, f"{at}/papers/{cited.pk}/sources/", {"kind": "full_text", "text": "Words."},
            build.source().pk,
        ),
        "write_result": (
            cleo, f"{at}/papers/{cited.pk}/results/", {"outcome": "Death", "comparison": "A"},
            result.pk,
        ),
        "write_question": (
            cleo, f"{own}/questions/write/",
            {"population": "P", "intervention": "I", "comparator": "C", "target": "any_effect",
             "as_of": "2026-01-31"}, outcomes["death"].question_id,
        ),
        "write_outcome": (
            cleo, f"{at}/questions/{outcomes['death'].question_id}/outcomes/",
            {"name": "Sleep", "importance": "important", "effect": "benefit"}, others["death"].pk,
        ),
        "freeze_body": (
            cleo, f"{at}/outcomes/{outcomes['death'].pk}/bodies/",
            {"basis": "as_cited", "description": "So.",
             "papers": [{"paper": str(cited.pk)}]}, body.pk,
        ),
        "begin_protocol": (cleo, f"{own}/protocol/begin/", {}, looked.protocol_id),
        "declare": (
            cleo, f"{own}/interests/declare/",
            {"kind": "financial", "consequence": "disclose", "statement": "Shares."},
            build.declare(panel, cleo).pk,
        ),
        "make_instrument": (
            cleo, f"{own}/instruments/make/",
            {"definition": build.DEFINITION.replace('"1"', '"9"', 1)},
            build.instrument(panel).pk,
        ),
        "ProposeForm": (
            cleo, f"/desk/papers/{source.paper_id}/propose/", span | {"source": str(source.pk)},
            build.claim().pk,
        ),
        "CiteForm": (cleo, f"/desk/claims/{claim.pk}/cite/", citing | parts, cited_elsewhere),
        "AskForm": (
            cleo, f"/desk/panels/{panel.slug}/reports/ask/",
            wanted | {"of": "working", "which": "all"},
            asked_reports.ask(panel, claims=[], **wanted, by=free).pk,
        ),
    }  # fmt: skip


API = [
    "propose", "cite", "amend_citation", "choose_overall", "note", "comment", "submit", "assign",
    "override", "watch", "invite", "resend_invitation", "move", "settle", "publish",
    "open_claim_round", "open_paper_round", "add_paper", "add_source", "write_result",
    "write_question", "write_outcome", "freeze_body", "begin_protocol", "declare",
    "make_instrument",
]  # fmt: skip
FORMS = ["ProposeForm", "CiteForm", "AskForm"]


def test_every_door_of_the_api_that_takes_an_id_is_named(client):
    description = client.get("/api/v1/openapi.json").json()
    shapes = description["components"]["schemas"]
    taking = {
        act["operationId"]
        for path in description["paths"].values()
        for verb, act in path.items()
        if verb == "post" and "id" in _properties(act.get("requestBody"), shapes)
    }
    assert taking == set(API)


def _properties(body, shapes):
    if body is None:
        return {}
    named = body["content"]["application/json"]["schema"].get("$ref", "").rpartition("/")[2]
    return shapes.get(named, {}).get("properties", {})


def test_every_form_that_takes_an_id_is_named():
    found, waiting = set(), [BaseForm]
    while waiting:
        form = waiting.pop()
        waiting += form.__subclasses__()
        if form.__module__.startswith(forms.__name__) and "id" in form.base_fields:
            found.add(form.__name__)
    # A token shows the first time what it never shows again: tests/views/test_tokens.py.
    assert found == {*FORMS, "TokenForm"}


def send(door, pk):
    person, address, content, _ = door
    client = Client()
    client.force_login(person)
    how = {"content_type": "application/json"} if address.startswith("/api/") else {}
    return client.post(address, content | {"id": str(pk)}, **how)


def rows():
    """How many rows there are of everything."""
    models = apps.get_app_config("reviews").get_models()
    return {model: model._base_manager.count() for model in models}


@pytest.mark.parametrize("name", API + FORMS)
def test_the_same_again_is_the_same_row(doors, name):
    own = uuid4()
    first = send(doors[name], own)
    assert first.status_code == (201 if name in API else 302)
    before = rows()
    again = send(doors[name], own)
    assert (again.status_code, again.content) == (first.status_code, first.content)
    assert rows() == before


@pytest.mark.parametrize("name", API + FORMS)
def test_an_id_that_is_taken_is_a_conflict_and_changes_nothing(doors, name):
    before = rows()
    answer = send(doors[name], doors[name][3])
    assert answer.status_code == 409
    assert "Another" in answer.text or name == "submit"
    assert rows() == before


@pytest.mark.parametrize("name", API + FORMS)
@pytest.mark.parametrize("pk", ["none-such", "1"])
def test_an_id_that_is_none_is_refused_and_nothing_is_lost(doors, name, pk):
    before = rows()
    answer = send(doors[name], pk)
    assert answer.status_code == 400
    assert "UUID" in answer.text
    assert rows() == before
