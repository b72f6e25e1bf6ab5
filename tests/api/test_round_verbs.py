"""Verbs of rounds: opening them, taking them on to settle, asking again, namesakes."""

import pytest

from reviews.models import Round
from reviews.vocabulary import ClaimState, Role
from tests import build
from tests.api.asking import NOTHING, WHY, ask, done, refused

pytestmark = pytest.mark.django_db


def test_a_round_is_opened_once(made):
    place, sent = f"claims/{made.free.pk}/rounds/", {"body": str(made.body.pk)}
    told = done(made.cleo, place, sent, 201)
    assert (told["round"]["state"], told["not_assigned"]) == ("open", [])
    assert Round.objects.get(pk=told["round"]["id"]).claim == made.free
    assert refused(made.cleo, place, sent)[0] == 409
    assert refused(made.cleo, place, {"body": NOTHING})[0] == 404
    assert refused(made.cleo, place, {"body": str(made.body.pk), "purpose": "fun"})[0] == 400


def test_a_round_for_calibration_has_every_reviewer_in_it(made):
    sent = {"body": str(made.body.pk), "purpose": "calibration"}
    answer = ask(made.cleo, f"claims/{made.free.pk}/rounds/", sent)
    found = Round.objects.get(pk=answer.json()["round"]["id"])
    reviewers = made.panel.memberships.current().filter(role=Role.REVIEWER)
    assert {row.user_id for row in found.assignments.all()} == {row.user_id for row in reviewers}


def test_a_paper_is_judged_with_an_instrument_of_the_protocol(made):
    place = f"papers/{made.citation.paper_id}/rounds/"
    sent = {"instrument": "sanra", "result": "The review"}
    unlisted = sent | {"instrument": "none-such"}
    assert refused(made.cleo, place, unlisted)[0] == 403
    assert refused(made.cleo, place, sent | {"paper_result": NOTHING})[0] == 404
    taken = f"papers/{made.paper.pk}/rounds/"
    assert refused(made.cleo, taken, sent)[0] == 409


def test_whoever_settles_takes_turns_over_one_draft(made):
    place = f"rounds/{made.alike.pk}"
    assert done(made.ada, f"{place}/take/")["user"] == str(made.ada.pk)
    status, sentence = refused(made.mo, f"{place}/take/")
    assert (status, "Ada Adjudicator has been settling" in sentence) == (409, True)
    assert refused(made.mo, f"{place}/settlement/", method="get")[0] == 409
    first = ask(made.ada, f"{place}/settlement/", method="get")
    assert (first["ETag"], first.json()["version"]) == ('"0"', 0)
    assert first.json()["content"]["judgements"]["risk_of_bias"]  # what all answered alike
    work = {"content": {"rationale": "So far."}}
    assert refused(made.ada, f"{place}/settlement/", work, method="put")[0] == 428
    answer = ask(made.ada, f"{place}/settlement/", work, "put", **{"If-Match": '"0"'})
    assert (answer.status_code, answer["ETag"]) == (200, '"1"')
    stale = ask(made.ada, f"{place}/settlement/", work, "put", **{"If-Match": '"0"'})
    assert stale.status_code == 412
    assert stale.json()["saved"] == {"version": 1, **work}
    assert refused(made.ada, f"{place}/settlement/", work | {"version": 0}, method="put")[0] == 409
    assert done(made.ada, f"{place}/release/") == {"id": str(made.alike.pk), "state": "revealed"}
    assert refused(made.ada, f"{place}/release/")[0] == 409
    assert ask(made.mo, f"{place}/settlement/", method="get").json()["content"] == work["content"]
    assert refused(made.ann, f"{place}/take/")[0] == 403


def test_the_corrected_question_is_asked_of_the_same_people(made):
    place = f"rounds/{made.alike.pk}/ask/"
    other = build.body(made.panel, name="pain", papers=[made.citation.paper])
    sent = {"body": str(other.pk), **WHY}
    made.panel.memberships.filter(user=made.ann).update(role=Role.CHAIR)
    assert refused(made.ann, place, sent)[1].startswith("You appraised in this round")
    answer = ask(made.cleo, place, sent)
    told = answer.json()
    assert (answer.status_code, told["not_assigned"]) == (201, [])
    found = Round.objects.get(pk=told["round"]["id"])
    assert (found.body, found.reopens_id) == (other, made.alike.pk)
    assert found.assignments.count() == 3
    assert refused(made.cleo, place, sent)[0] == 409


def test_a_namesake_is_answered_once_and_by_somebody_else(made):
    source = build.source(made.panel, authors=[{"family": "Alpha", "given": "A.", "orcid": ""}])
    member = build.member(made.panel, name="Ann Alpha")
    claim = build.claim(ClaimState.ACCEPTED, source=source)
    round = build.open_round(claim, appraisers=0, body=made.body)
    place = f"rounds/{round.pk}/namesake/"
    said = {"user": str(member.pk), "author": "Alpha, A.", "is_same": False, "reason": "Younger."}
    assert refused(made.cleo, place, said | {"is_same": "no"})[0] == 400
    assert refused(made.cleo, place, said | {"reason": ""})[0] == 400
    assert refused(made.cleo, place, said | {"author": "Nobody"})[0] == 409
    assert done(made.cleo, place, said, 201)["is_same"] is False
    assert refused(made.cleo, place, said)[0] == 409
    own = said | {"user": str(made.cleo.pk)}
    assert refused(made.cleo, place, own) == (403, "Someone else must record the override.")
