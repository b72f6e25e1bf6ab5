"""Appraising: drafts that lose nothing, a submit that says what is missing, one's own record."""

import pytest
from django.urls import reverse

from reviews.actions import appraisals, rounds
from reviews.models import Appraisal, Draft, Judgement
from reviews.vocabulary import ClaimState, RoundState
from tests import build

pytestmark = pytest.mark.django_db


@pytest.fixture
def opened(panel, ann, bob, cleo):
    source = build.source(panel, design="narrative_review")
    made = build.open_round(build.claim(ClaimState.ACCEPTED, source=source), appraisers=0)
    for person in (ann, bob):
        rounds.assign(made, person, by=cleo)
    return made


@pytest.fixture
def paper_round(panel, ann, cleo):
    paper = build.paper(panel, design="narrative_review")
    made = rounds.open_round(instrument="sanra", paper=paper, result="The review", by=cleo)
    rounds.assign(made, ann, by=cleo)
    return made


def address(round, verb="appraise"):
    return reverse(f"desk-round-{verb}", args=[round.pk])


def typed(content):
    """Content as the fields of the form."""
    fields = {"result": content["result"], "rationale": content["rationale"]}
    for item, judgement in content["judgements"].items():
        fields |= {f"{item}-{name}": value for name, value in judgement.items()}
    return fields


def test_the_worksheet_shows_neither_flags_nor_label_nor_the_detectors_reading(client, opened, ann):
    client.force_login(ann)
    text = client.get(address(opened)).text.split("</main>")[0]
    for words in ("Rests on a narrative review", "not graded", "cue", "Proposed by the detector"):
        assert words not in text
    assert f"<mark>{build.STRONG}</mark>" in text


def test_a_draft_is_saved_and_comes_back_with_its_result(client, opened, ann):
    client.force_login(ann)
    fields = typed(build.worksheet("low")) | {"version": 0}
    answer = client.post(address(opened, "draft"), fields)
    assert answer.status_code == 302
    page = client.get(address(opened))
    assert (page.context["proposed"], page.context["version"]) == ("Low", 1)
    assert page.context["form"]["risk_of_bias-answer"].value() == "-1"
    draft = Draft.objects.visible_to(ann).get()
    assert draft.content["judgements"]["risk_of_bias"]["note"] == "A reason."


def test_a_script_gets_the_result_alone_and_the_next_version(client, opened, ann):
    client.force_login(ann)
    fields = typed(build.worksheet("very_low")) | {"version": 0, "answer": "fragment"}
    answer = client.post(address(opened, "draft"), fields)
    assert answer.status_code == 200
    assert "<html" not in answer.text
    assert "<strong>Very low</strong>" in answer.text
    assert "Sum: 4 - 1 - 1 - 1 = 1." in answer.text
    assert '<input type="hidden" name="version" value="1">' in answer.text


def test_an_unfinished_draft_names_what_is_open(client, opened, ann):
    client.force_login(ann)
    fields = {"version": 0, "answer": "fragment", "start-answer": "high"}
    text = client.post(address(opened, "draft"), fields).text
    assert "No result yet" in text
    assert "Still open: risk of bias, inconsistency" in text


def test_no_evidence_found_gives_no_certainty(client, opened, ann):
    client.force_login(ann)
    fields = {"version": 0, "answer": "fragment", "evidence_side-answer": "none_found"}
    assert "No evidence found" in client.post(address(opened, "draft"), fields).text


def test_a_stale_draft_keeps_both_texts(client, opened, ann):
    client.force_login(ann)
    client.post(address(opened, "draft"), {"version": 0, "rationale": "From one window."})
    stale = client.post(address(opened, "draft"), {"version": 0, "rationale": "From another."})
    assert stale.status_code == 409
    assert stale.context["differences"] == [("Rationale", "From one window.", "From another.")]
    assert stale.context["form"]["rationale"].value() == "From another."
    version = stale.context["version"]
    kept = client.post(address(opened, "draft"), {"version": version, "rationale": "From another."})
    assert kept.status_code == 302
    assert Draft.objects.visible_to(ann).get().content["rationale"] == "From another."


@pytest.mark.parametrize("version", [None, "", "x", "-1", "9" * 5000])
def test_a_draft_needs_the_version_that_was_seen(client, opened, ann, version):
    client.force_login(ann)
    fields = {} if version is None else {"version": version}
    assert client.post(address(opened, "draft"), fields).status_code == 428
    assert not Draft.objects.visible_to(ann).exists()


def test_a_submit_says_what_is_missing_and_keeps_what_was_typed(client, opened, ann):
    client.force_login(ann)
    fields = typed(build.worksheet("low") | {"rationale": "Long thoughts."})
    fields |= {"risk_of_bias-note": "", "kind-answer": ""}
    answer = client.post(address(opened, "submit"), fields)
    assert answer.status_code == 400
    errors = answer.context["form"].errors
    assert errors == {
        "risk_of_bias-answer": ["Write a footnote: why this step, or which figure."],
        "kind-answer": ["Answer this item."],
    }
    assert 'href="#id_risk_of_bias-answer' in answer.text
    assert "Long thoughts." in answer.text
    assert not Appraisal.objects.visible_to(ann).exists()


def test_a_submitted_appraisal_is_frozen_and_ones_own_to_read(client, opened, ann, bob):
    client.force_login(ann)
    assert client.post(address(opened, "submit"), typed(build.worksheet("low"))).status_code == 302
    page = client.get(address(opened))
    assert "it can no longer be changed" in page.text
    assert page.context["result"] == "Low"
    again = client.post(address(opened, "submit"), typed(build.worksheet("very_low")))
    assert again.status_code == 409
    draft = client.post(address(opened, "draft"), {"version": 0})
    assert draft.status_code == 409
    client.force_login(bob)
    assert "it can no longer be changed" not in client.get(address(opened)).text


def test_the_last_submit_reveals_the_round(client, opened, ann, bob):
    for person in (ann, bob):
        client.force_login(person)
        client.post(address(opened, "submit"), typed(build.worksheet()))
    opened.refresh_from_db()
    assert opened.state == RoundState.REVEALED


def test_a_quote_one_letter_off_is_refused_beside_its_item(client, opened, ann):
    client.force_login(ann)
    source = opened.claim.source
    fields = typed(build.worksheet()) | {
        "start-basis": "quote",
        "start-source": source.pk,
        "start-exact": "treatment A may be usefull",
        "start-start": 26,
    }
    answer = client.post(address(opened, "submit"), fields)
    assert answer.status_code == 400
    assert list(answer.context["form"].errors) == ["start-answer"]
    fields["start-exact"] = "treatment A may be useful"
    assert client.post(address(opened, "submit"), fields).status_code == 302
    kept = Judgement.objects.visible_to(ann).get(item="start")
    assert (kept.start, kept.end, kept.source) == (26, 51, source)


def test_a_step_that_rates_up_and_down_asks_for_a_rationale(client, opened, ann):
    client.force_login(ann)
    fields = typed(build.worksheet("low", large_effect=1))
    answer = client.post(address(opened, "submit"), fields)
    assert list(answer.context["form"].errors) == ["rationale"]
    fields["rationale"] = "Both hold."
    assert client.post(address(opened, "submit"), fields).status_code == 302


def test_a_sum_with_a_missing_item_is_not_given(client, paper_round, ann):
    client.force_login(ann)
    answers = {"1": 1, "2": 0, "3": 0, "4": "not assessable", "5": 1, "6": 0}
    fields = {f"{item}-answer": answer for item, answer in answers.items()} | {"version": 0}
    client.post(address(paper_round, "draft"), fields)
    page = client.get(address(paper_round))
    assert page.context["proposed"] is None
    assert page.context["missing"] == []
    assert "answered as not assessable: referencing." in page.text
    assert "Still open" not in page.text
    fields["4-answer"] = 2
    client.post(address(paper_round, "draft"), fields | {"version": 1})
    assert client.get(address(paper_round)).context["proposed"] == "4 of 12"


@pytest.fixture
def checklist_round(panel, ann, bob, cleo):
    build.lock(panel, instruments={"jbi-case-series": {}})
    paper = build.paper(panel, design="case_series")
    build.lock(panel, instruments={"jbi-case-series": {}})
    made = rounds.open_round(instrument="jbi-case-series", paper=paper, result="All", by=cleo)
    for person in (ann, bob):
        rounds.assign(made, person, by=cleo)
    return made


CHECKED = {f"{number}-answer": "Yes" for number in range(1, 11)}


def test_where_people_judge_the_result_is_theirs_and_needs_a_reason(client, checklist_round, ann):
    client.force_login(ann)
    draft = client.post(
        address(checklist_round, "draft"), CHECKED | {"version": 0, "answer": "fragment"}
    )
    assert "<strong>Left to people</strong>" in draft.text
    assert "JBI gives no threshold and no score" in draft.text
    answer = client.post(address(checklist_round, "submit"), CHECKED)
    assert answer.context["form"].errors == {
        "result": ["Choose the result: the instrument leaves it to people."]
    }
    answer = client.post(address(checklist_round, "submit"), CHECKED | {"result": "Include"})
    assert answer.context["form"].errors == {
        "rationale": ["Say why: the instrument computes no result."]
    }
    given = CHECKED | {"result": "include", "rationale": "No flaw that matters here."}
    assert client.post(address(checklist_round, "submit"), given).status_code == 400
    assert client.post(
        address(checklist_round, "submit"), given | {"result": "Include"}
    ).status_code == 302  # fmt: skip
    kept = Appraisal.objects.visible_to(ann).get()
    assert (kept.proposed, kept.result) == ("", "Include")
    assert (
        "JBI gives no threshold and no score; how many were answered yes says little." in kept.trace
    )


def test_a_combination_that_the_instrument_refuses_cannot_be_submitted(client, panel, ann, cleo):
    build.lock(panel, instruments={"ocebm-2011": {}})
    paper = build.paper(panel, design="in_vitro")
    build.lock(panel, instruments={"ocebm-2011": {}})
    made = rounds.open_round(instrument="ocebm-2011", paper=paper, result="All", by=cleo)
    rounds.assign(made, ann, by=cleo)
    client.force_login(ann)
    fields = {"question-answer": "prognosis", "study-answer": "mechanism"}
    refused = client.post(address(made, "submit"), fields)
    assert refused.status_code == 400
    assert (
        "has no level 5 for prognosis and prevalence"
        in refused.context["form"].errors["__all__"][0]
    )
    fields["question-answer"] = "treatment"
    assert client.post(address(made, "submit"), fields).status_code == 302
    kept = Appraisal.objects.visible_to(ann).get()
    assert (kept.result, kept.trace[-1]) == (
        "5",
        "A level is a search heuristic, not the certainty of the evidence.",
    )


def test_a_conversion_is_kept_in_the_trace(client, panel, ann, cleo):
    build.lock(panel, instruments={"nos-cohort": {}})
    paper = build.paper(panel, design="cohort")
    build.lock(panel, instruments={"nos-cohort": {}})
    made = rounds.open_round(instrument="nos-cohort", paper=paper, result="All", by=cleo)
    rounds.assign(made, ann, by=cleo)
    client.force_login(ann)
    fields = {f"{item}-answer": "a" for item in ("S1", "S2", "S3", "S4", "O1", "O2", "O3")}
    assert client.post(
        address(made, "submit"), fields | {"C1-answer": "none"}
    ).status_code == 302  # fmt: skip
    kept = Appraisal.objects.visible_to(ann).get()
    assert kept.result == "7"
    assert kept.trace[-1].endswith("or none for comparability: Poor.")


def test_who_is_not_assigned_may_not_appraise(client, opened, cy, dan):
    client.force_login(cy)
    refused = client.get(address(opened))
    assert refused.status_code == 403
    assert "You are not assigned in this round." in refused.text
    client.force_login(dan)
    assert client.get(address(opened)).status_code == 404


def test_an_interest_declared_since_stops_the_submit(client, panel, opened, ann):
    client.force_login(ann)
    build.declare(panel, ann, "financial", "excluded", "Shares.")
    answer = client.post(address(opened, "submit"), typed(build.worksheet()))
    assert answer.status_code == 403
    assert "has declared an interest that bars" in answer.text


def test_a_void_round_takes_no_more_drafts(client, opened, ann, cleo):
    rounds.void(opened, reason="Wrong body.", by=cleo)
    client.force_login(ann)
    assert client.get(address(opened)).status_code == 409
    assert client.post(address(opened, "draft"), {"version": 0}).status_code == 409


def test_someone_elses_appraisal_is_not_behind_ones_own_address(client, opened, ann, bob):
    content = build.worksheet() | {"rationale": "A secret thought."}
    appraisals.submit(opened.assignments.get(user=bob), content=content, by=bob)
    client.force_login(ann)
    assert "A secret thought." not in client.get(address(opened)).text
