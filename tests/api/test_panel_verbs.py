"""Verbs of a panel: its questions, protocol, interests, instruments, and what it would publish."""

from datetime import timedelta

import pytest
from django.utils import timezone

from reviews.models import Protocol
from tests import build
from tests.api.asking import NOTHING, WHY, ask, done, refused

pytestmark = pytest.mark.django_db


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
