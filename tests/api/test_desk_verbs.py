"""Verbs of the desk that prepare, plan and take turns: each does what its page does, answers what
it did, and refuses what is too late, does not fit or names nothing that is there.

Who may knock is told by tests/test_access.py, ids that clients choose by test_ids.py.
"""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client
from django.utils import timezone

from reviews.models import Event, Flag, Import, Paper, Protocol, Round
from reviews.vocabulary import ClaimState, Role
from tests import build
from tests.world import world

pytestmark = pytest.mark.django_db
NOTHING = "00000000-0000-4000-8000-000000000001"
WHY = {"reason": "For the test."}
RIS = "TY  - JOUR\nTI  - A title\nAB  - Some text.\nER  - \n\nTY  - JOUR\nER  - \n"


@pytest.fixture(scope="module")
def built(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        made = world()
        made.free = build.claim(ClaimState.ACCEPTED, made.panel)
        made.new = build.claim(panel=made.panel)
        yield made
        transaction.set_rollback(True)


@pytest.fixture
def made(built):
    """The same world for every test, whatever the others did."""
    with transaction.atomic():
        yield SimpleNamespace(**vars(built))
        transaction.set_rollback(True)


def ask(person, address, content=None, method="post", **headers):
    client = Client()
    client.force_login(person)
    sent = {} if content is None else {"data": content, "content_type": "application/json"}
    return getattr(client, method)(f"/api/v1/{address}", **sent, headers=headers)


def done(person, address, content=None, status=200, **how):
    """What is answered; one event is written of it."""
    before = Event.objects.count()
    answer = ask(person, address, {} if content is None else content, **how)
    assert answer.status_code == status, answer.content
    assert Event.objects.count() == before + 1
    return answer.json()


def refused(person, address, content=None, **how):
    before = Event.objects.count()
    answer = ask(person, address, {} if content is None else content, **how)
    assert answer["Content-Type"] == "application/problem+json", answer.content
    assert Event.objects.count() == before
    return answer.status_code, answer.json()["detail"]


def span(exact, text=build.TEXT):
    start = text.index(exact)
    return {"start": start, "end": start + len(exact), "exact": exact}


# Claims.


def test_an_extent_is_corrected_until_a_round_fixes_it(made):
    shorter = span(build.STRONG[6:])
    told = done(made.ann, f"claims/{made.new.pk}/correct/", shorter | WHY)
    assert (told["exact"], told["id"]) == (build.STRONG[6:], str(made.new.pk))
    off = shorter | {"exact": shorter["exact"].upper()}
    assert refused(made.ann, f"claims/{made.new.pk}/correct/", off)[0] == 400
    assert refused(made.ann, f"claims/{made.claim.pk}/correct/", shorter)[0] == 409


def test_a_wording_is_settled_beside_the_proposal(made):
    said = {
        "kind": "result", "scope": "reported_result", "advice": "none", "language_level": 2,
        "causal": "none", "population": "human",
    }  # fmt: skip
    told = done(made.ann, f"claims/{made.new.pk}/wording/", said, 201)
    assert told.items() >= (said | {"number": 2, "direction": ""}).items()
    advising = said | {"advice": "strong"}
    assert refused(made.ann, f"claims/{made.new.pk}/wording/", advising)[0] == 400
    assert refused(made.ann, f"claims/{made.claim.pk}/wording/", said)[0] == 409


def test_a_claim_is_split_once(made):
    parts = [span(build.STRONG[:20]), span(build.STRONG[21:])]
    told = done(made.ann, f"claims/{made.new.pk}/split/", {"parts": parts}, 201)
    assert [row["exact"] for row in told["claims"]] == [part["exact"] for part in parts]
    assert refused(made.ann, f"claims/{made.new.pk}/split/", {"parts": parts})[0] == 409
    assert refused(made.ann, f"claims/{made.new.pk}/split/", {"parts": parts[:1]})[0] == 400


def test_a_flag_is_set_once_and_decided(made):
    flag = {"code": "HEDGE_DROPPED", **WHY}
    there = Flag.objects.filter(claim=made.new, code=flag["code"])
    there.delete()
    told = done(made.ann, f"claims/{made.new.pk}/flags/", flag, 201)
    assert (told["state"], told["claim"]) == ("confirmed", str(made.new.pk))
    assert refused(made.ann, f"claims/{made.new.pk}/flags/", flag)[0] == 409
    place = f"flags/{told['id']}/decide/"
    assert refused(made.ann, place, {"state": "dismissed"})[0] == 400
    assert done(made.ann, place, {"state": "dismissed", **WHY})["state"] == "dismissed"
    assert refused(made.ann, place, {"state": "dismissed", **WHY})[0] == 409
    assert refused(made.ann, place, {"state": "proposed"})[0] == 400


def test_a_premise_is_named_once_and_decided(made):
    words = span(build.TEXT[:79])
    told = done(made.ann, f"claims/{made.new.pk}/premises/", words, 201)
    assert (told["state"], told["exact"]) == ("confirmed", words["exact"])
    assert refused(made.ann, f"claims/{made.new.pk}/premises/", words)[0] == 409
    place = f"premises/{told['id']}/decide/"
    assert done(made.ann, place, {"state": "dismissed"})["state"] == "dismissed"
    assert refused(made.ann, place, {"state": "dismissed"})[0] == 409


def test_an_exception_stands_alone_and_is_taken_back(made):
    claim = made.other
    said = {"situation": 1, "direction": "for", "benefit_certainty": "very_low", **WHY}
    told = done(made.ada, f"claims/{claim.pk}/exceptions/", said, 201)
    assert (told["benefit_certainty"], told["harm_certainty"]) == ("very_low", None)
    assert refused(made.ada, f"claims/{claim.pk}/exceptions/", said)[0] == 409
    against = said | {"direction": "against"}
    assert refused(made.ada, f"claims/{claim.pk}/exceptions/", against)[0] == 400
    assert refused(made.chair, f"claims/{made.claim.pk}/exceptions/", said)[0] == 403  # appraises
    assert done(made.ada, f"exceptions/{told['id']}/withdraw/")["withdrawn_at"]
    assert refused(made.ada, f"exceptions/{told['id']}/withdraw/")[0] == 409


def test_a_re_evaluation_is_closed_with_what_came_of_it(made):
    place = f"reevaluations/{made.reevaluation.pk}/close/"
    assert refused(made.cleo, place, {"reason": " "})[0] == 400
    assert done(made.cleo, place, WHY)["decision"] == WHY["reason"]
    assert refused(made.cleo, place, WHY)[0] == 409


# Rounds.


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


# Papers.


def test_a_paper_is_added_described_and_named(made):
    sent = {"title": "A new paper", "text": build.TEXT, "authors": [{"collective": "A group"}]}
    told = done(made.ann, f"panels/{made.panel.slug}/papers/add/", sent, 201)
    assert (told["title"], told["authors"]) == ("A new paper", [{"collective": "A group"}])
    place = f"papers/{told['id']}"
    assert Paper.objects.get(pk=told["id"]).sources.get().text == build.TEXT
    assert done(made.ann, f"{place}/edit/", {"year": 2003, "design": "cohort"})["year"] == 2003
    assert refused(made.ann, f"{place}/edit/", {})[0] == 400
    assert refused(made.ann, f"{place}/edit/", {"authors": [{"given": "A."}]})[0] == 400
    named = {"scheme": "pmid", "value": "12345", "basis": "Printed on it."}
    assert done(made.ann, f"{place}/identifiers/", named, 201)["value"] == "12345"
    assert refused(made.ann, f"{place}/identifiers/", named)[0] == 409
    assert refused(made.ann, f"{place}/identifiers/", named | {"value": "x"})[0] == 400


def test_a_text_corrects_one_of_the_same_paper(made):
    place = f"papers/{made.paper.pk}/sources/"
    sent = {"kind": "abstract", "text": "Corrected words.", "replaces": str(made.source.pk)}
    told = done(made.ann, place, sent, 201)
    assert told["text"] == "Corrected words."
    assert refused(made.ann, place, sent | {"text": "Others."})[0] == 409
    assert refused(made.ann, place, sent | {"replaces": NOTHING})[0] == 404
    place = f"sources/{told['id']}/suggest/"
    assert len(done(made.ann, place, status=201)["claims"]) == 1
    assert refused(made.ann, place)[0] == 409


def test_a_result_is_written_once(made):
    place = f"papers/{made.paper.pk}/results/"
    sent = {"outcome": "Death", "comparison": "A against none"}
    assert done(made.ann, place, sent, 201)["paper"] == str(made.paper.pk)
    assert refused(made.ann, place, sent)[0] == 409


def test_a_notice_is_acknowledged_once(made):
    place = f"matches/{made.match.pk}/acknowledge/"
    assert done(made.cleo, place, {"note": "Read."}, 201)["note"] == "Read."
    assert refused(made.cleo, place)[0] == 409


@pytest.mark.parametrize(
    ("verb", "sent", "state"),
    [
        ("apart", {}, "different"),
        ("link", {"relation": "preprint"}, "linked"),
        ("merge", {"keep": "second"}, "same"),
    ],
)
def test_a_pair_is_decided_once_and_undone(made, verb, sent, state):
    place = f"pairs/{made.pair.pk}"
    assert done(made.ann, f"{place}/{verb}/", sent)["state"] == state
    assert refused(made.ann, f"{place}/{verb}/", sent)[0] == 409
    assert done(made.ann, f"{place}/undo/")["state"] == "waiting"
    assert refused(made.ann, f"{place}/undo/")[0] == 409


def test_a_merged_record_stands_for_itself_again(made):
    done(made.ann, f"pairs/{made.pair.pk}/merge/", {"keep": "first"})
    place = f"papers/{made.pair.second_id}/unmerge/"
    assert done(made.ann, place)["merged_into"] is None
    assert refused(made.ann, place)[0] == 409
    assert refused(made.ann, f"pairs/{made.pair.pk}/merge/", {"keep": "both"})[0] == 400


@pytest.mark.parametrize("way", ["text", "text; charset=utf-8", "file"])
def test_a_file_is_read_looked_at_and_stored(made, way):
    place = f"panels/{made.panel.slug}/imports/import/"
    if way != "file":
        client = Client()
        client.force_login(made.ann)
        sent = {"text": RIS, "name": "two.ris"}
        how = way.replace("text", "application/json")
        answer = client.post(f"/api/v1/{place}", sent, content_type=how)
    else:
        client = Client()
        client.force_login(made.ann)
        file = SimpleUploadedFile("two.ris", RIS.encode())
        answer = client.post(f"/api/v1/{place}", {"file": file})
    told = answer.json()
    assert (answer.status_code, told["state"], told["name"]) == (201, "preview", "two.ris")
    counts = [told[name] for name in ("seen", "imported", "duplicates", "rejected")]
    assert counts == [2, 1, 0, 1]
    one = f"imports/{told['id']}"
    assert ask(made.otto, f"{one}/", method="get").json() == told
    rejected = ask(made.otto, f"{one}/records/?outcome=rejected", method="get").json()["results"]
    assert [(row["index"], bool(row["reason"])) for row in rejected] == [(2, True)]
    assert "TY  - JOUR" in rejected[0]["raw"]
    assert done(made.ann, f"{one}/store/")["state"] == "stored"
    assert Paper.objects.filter(panel=made.panel, title="A title").exists()
    assert refused(made.ann, f"{one}/store/")[0] == 409
    assert refused(made.ann, f"{one}/cancel/")[0] == 409


def test_a_file_that_waits_is_cancelled(made):
    assert done(made.ann, f"imports/{made.upload.pk}/cancel/")["state"] == "cancelled"
    assert Import.objects.get(pk=made.upload.pk).ended_by == made.ann


def test_what_is_no_file_of_records_is_refused(made):
    place = f"panels/{made.panel.slug}/imports/import/"
    assert ask(made.ann, place, {"text": "Nothing of this is a record."}).status_code == 400
    assert ask(made.ann, place, {"file": "x"}).status_code == 400
    client = Client()
    client.force_login(made.ann)
    assert client.post(f"/api/v1/{place}", {"text": RIS}).status_code == 400
    assert client.post(f"/api/v1/{place}", RIS, content_type="text/plain").status_code == 415


def test_a_paper_is_looked_up_and_added(made, service):
    service.tells("work.json")
    sent = {"identifier": "10.5555/constructed.lookup.1"}
    place = f"panels/{made.panel.slug}/lookup/"
    told = ask(made.ann, place, sent).json()
    assert (told["service"], told["paper"], told["doi"]) == ("Crossref", None, sent["identifier"])
    added = ask(made.ann, f"{place}add/", sent)
    assert (added.status_code, added.json()["outcome"]) == (201, "imported")
    assert ask(made.ann, place, sent).json()["paper"] == added.json()["paper"]
    assert ask(made.ann, f"{place}add/", sent).json()["outcome"] == "duplicate"
    assert refused(made.ann, place, {"identifier": "no such"})[0] == 400


def test_a_service_that_is_away_is_told(made, service):
    service.answer = (500, {}, b"")
    sent = {"identifier": "10.5555/constructed.lookup.2"}
    assert refused(made.ann, f"panels/{made.panel.slug}/lookup/", sent)[0] == 503


# Panels.


def test_a_panel_is_called_otherwise(made):
    place = f"panels/{made.panel.slug}/edit/"
    assert done(made.cleo, place, {"name": "Other", "about": "B."})["name"] == "Other"
    assert refused(made.cleo, place, {"name": ""})[0] == 400


def test_a_body_lists_papers_of_the_panel_and_says_why_a_retracted_one_is_kept(made):
    place = f"outcomes/{made.outcome.pk}/bodies/"
    sent = {"basis": "as_cited", "description": "As cited.",
            "papers": [{"paper": str(made.paper.pk)}]}  # fmt: skip
    assert refused(made.ann, place, sent)[0] == 400
    sent["papers"][0]["reason"] = "The only trial."
    assert done(made.ann, place, sent, 201)["papers"] == [str(made.paper.pk)]
    searched = sent | {"basis": "panel_search"}
    assert refused(made.ann, place, searched)[0] == 400
    assert refused(made.ann, place, sent | {"papers": [{"paper": NOTHING}]})[0] == 404


def test_questions_and_outcomes_are_written(made):
    sent = {"population": "P", "intervention": "I", "comparator": "C", "target": "any_effect",
            "as_of": "2026-01-31"}  # fmt: skip
    told = done(made.ann, f"panels/{made.panel.slug}/questions/write/", sent, 201)
    place = f"questions/{told['id']}/outcomes/"
    outcome = {"name": "Sleep", "importance": "important", "effect": "benefit"}
    assert done(made.ann, place, outcome, 201)["question"] == told["id"]
    assert refused(made.ann, place, outcome)[0] == 409


def test_a_protocol_is_written_over_the_version_that_was_read_and_locked(made):
    place = f"panels/{made.panel.slug}/protocol"
    read = ask(made.cleo, f"{place}/draft/", method="get")
    work = {"content": read.json()["content"] | {"eligibility": "Other claims."}}
    assert refused(made.cleo, f"{place}/draft/", work, method="put")[0] == 428
    saved = ask(made.cleo, f"{place}/draft/", work, "put", **{"If-Match": read["ETag"]})
    assert saved.status_code == 200, saved.content
    assert saved.json()["content"] == work["content"]
    stale = ask(made.cleo, f"{place}/draft/", work, "put", **{"If-Match": read["ETag"]})
    assert (stale.status_code, stale.json()["saved"]["content"]) == (412, work["content"])
    version = saved.json()["version"]
    old = work | {"version": version - 1}
    assert refused(made.cleo, f"{place}/draft/", old, method="put")[0] == 409
    unknown = {"version": version, "content": {"outcomes": [NOTHING]}}
    assert refused(made.cleo, f"{place}/draft/", unknown, method="put")[0] == 404
    slip = {"version": version, "content": {"eligible": "?"}}
    assert refused(made.cleo, f"{place}/draft/", slip, method="put")[0] == 400
    assert refused(made.cleo, f"{place}/lock/", {"version": version})[0] == 400  # says no reason
    assert refused(made.cleo, f"{place}/lock/", {"version": version + 1, **WHY})[0] == 409
    told = done(made.cleo, f"{place}/lock/", {"version": version, **WHY})
    shown = ask(made.otto, f"{place}/", method="get").json()
    assert shown["in_force"]["eligibility"] == "Other claims."
    assert shown["draft"] is None
    assert shown["versions"][-1] == told
    one = ask(made.otto, f"{place}/{told['number']}/", method="get").json()
    assert one["content"] == shown["in_force"]
    assert refused(made.cleo, f"{place}/draft/", method="get")[0] == 404


def test_a_draft_of_a_protocol_is_begun_and_discarded(made):
    place = f"panels/{made.panel.slug}/protocol"
    assert refused(made.cleo, f"{place}/begin/")[0] == 409
    number = done(made.cleo, f"{place}/discard/")["number"]
    assert refused(made.cleo, f"{place}/discard/")[0] == 404
    assert done(made.cleo, f"{place}/begin/", {}, 201) == {"number": number}
    assert Protocol.objects.drafts().filter(panel=made.panel).count() == 1


def test_interests_are_declared_renewed_and_taken_back(made, time_machine):
    place = f"panels/{made.panel.slug}/interests"
    sent = {"kind": "financial", "consequence": "disclose", "statement": "Shares."}
    told = done(made.otto, f"{place}/declare/", sent, 201)
    assert refused(made.otto, f"{place}/declare/", sent | {"statement": ""})[0] == 400
    about = sent | {"paper": str(made.paper.pk), "intervention": "A"}
    assert refused(made.otto, f"{place}/declare/", about)[0] == 400
    assert refused(made.otto, f"{place}/declare/", sent | {"paper": NOTHING})[0] == 404
    assert refused(made.otto, f"{place}/renew/")[0] == 409
    own = ask(made.otto, f"{place}/", method="get").json()["results"]
    assert told in own
    assert ask(made.ann, f"{place}/", method="get").json()["results"] != own
    assert done(made.otto, f"interests/{told['id']}/withdraw/")["withdrawn_at"]
    assert refused(made.otto, f"interests/{told['id']}/withdraw/")[0] == 409
    time_machine.move_to(timezone.now() + timedelta(days=340))
    assert len(done(made.otto, f"{place}/renew/", status=201)["interests"]) == 1


def test_an_instrument_is_made_and_retired(made):
    place = f"panels/{made.panel.slug}/instruments"
    definition = build.DEFINITION.replace('"1"', '"9"', 1)
    told = done(made.cleo, f"{place}/make/", {"definition": definition}, 201)
    assert (told["version"], told["definition"]) == ("9", definition)
    broken = {"definition": definition.replace("algorithm", "algorism")}
    assert refused(made.cleo, f"{place}/make/", broken)[0] == 400
    other = {"definition": definition.replace("Own sheet", "Another")}
    assert refused(made.cleo, f"{place}/make/", other)[0] == 409
    assert done(made.cleo, f"{place}/{told['id']}/retire/")["retired_at"]
    assert refused(made.cleo, f"{place}/{told['id']}/retire/")[0] == 409


def test_published_wording_is_pasted_with_its_ground(made):
    place = f"panels/{made.panel.slug}/instruments/shipped/sanra"
    sent = {"texts": {"1": "As published."}, "ground": "A licence."}
    assert done(made.cleo, f"{place}/wording/", sent, 201)["texts"] == sent["texts"]
    assert ask(made.otto, f"{place}/", method="get").json()["texts"] == sent["texts"]
    assert refused(made.cleo, f"{place}/wording/", sent | {"texts": {"none": "x"}})[0] == 400
    missing = place.replace("sanra", "none")
    assert refused(made.cleo, f"{missing}/wording/", sent)[0] == 404


def test_a_preview_says_what_stands_in_the_way(made):
    place = f"panels/{made.panel.slug}/releases/preview/?claims={made.other.pk}"
    told = ask(made.cleo, place, method="get").json()
    assert told["claims"] == [str(made.other.pk)]
    assert any("only graded claims" in blocker["sentence"] for blocker in told["blockers"])
    address = f"panels/{made.panel.slug}/releases/preview/"
    assert refused(made.cleo, f"{address}?claims={NOTHING}", method="get")[0] == 404
    assert refused(made.cleo, f"{address}?claims=x", method="get")[0] == 400
    assert refused(made.cleo, f"{address}?claim={made.other.pk}", method="get")[0] == 400
