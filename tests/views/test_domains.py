"""Worksheets of instruments with domains: what is asked, what is not, and who judges a domain."""

import pytest
from django.urls import reverse

from reviews.actions import results, rounds
from reviews.instruments.definition import Subject
from reviews.instruments.loading import shipped
from reviews.models import Appraisal, Judgement, Settlement
from tests import build

pytestmark = pytest.mark.django_db

# Every question that these answers reach; all domains are low.
LOW = {
    "1.1": "Y", "1.2": "PY", "1.3": "N",
    "2.1": "N", "2.2": "PN", "2.6": "Y",
    "3.1": "Y",
    "4.1": "N", "4.2": "N", "4.3": "N",
    "5.1": "Y", "5.2": "N", "5.3": "PN",
}  # fmt: skip
FIELDS = {f"{item}-answer": answer for item, answer in LOW.items()}


def opened(panel, by, *, instrument, design):
    """A round of that instrument, on one result of a paper or on a paper as a whole."""
    build.lock(panel, instruments={instrument: {}})
    paper = build.paper(panel, design=design)
    about = {"result": "All of it"}
    if shipped()[instrument].subject == Subject.RESULT:
        written = results.write_result(
            paper, comparison="A against placebo", outcome="Fractures", by=by
        )
        about = {"paper_result": written}
    return rounds.open_round(instrument=instrument, paper=paper, **about, by=by)


@pytest.fixture
def trial(panel, ann, cleo):
    made = opened(panel, cleo, instrument="rob-2-assignment", design="randomised_trial")
    rounds.assign(made, ann, by=cleo)
    return made


def address(round, verb):
    return reverse(f"desk-round-{verb}", args=[round.pk])


def submit(client, trial, fields):
    return client.post(address(trial, "submit"), fields)


def problems(answer):
    return {
        name.removesuffix("-answer"): sentences
        for name, sentences in answer.context["form"].errors.items()
    }


def test_only_questions_that_are_reached_are_asked_for(client, trial, ann):
    client.force_login(ann)
    assert list(problems(submit(client, trial, {}))) == [
        "1.1", "1.2", "1.3", "2.1", "2.2", "2.6", "3.1", "4.1", "4.2", "5.1", "5.2", "5.3",
    ]  # fmt: skip
    decided = {"1.2-answer": "N", "3.1-answer": "N"}
    assert {"1.1", "1.3", "3.2"} < problems(submit(client, trial, decided)).keys()
    assert submit(client, trial, FIELDS).status_code == 302
    kept = Appraisal.objects.visible_to(ann).get()
    assert (kept.proposed, kept.result) == ("Low", "Low")
    assert kept.trace[-1] == "The worst counts: Low."


def test_the_page_says_when_a_question_is_asked_and_that_it_is_not_reached(client, trial, ann):
    client.force_login(ann)
    saved = FIELDS | {"2.3-answer": "Y", "version": 0}
    answer = client.post(address(trial, "draft"), saved | {"answer": "fragment"})
    assert 'data-unreached="2.3 2.4 2.5 2.7 3.2 3.3 3.4 4.4 4.5"' in answer.text
    assert "2.3 is not asked after these answers" in answer.text
    page = client.get(address(trial, "appraise"))
    assert (
        "Asked if 2.1 is yes, probably yes or no information or "
        "2.2 is yes, probably yes or no information."
    ) in page.text
    assert page.text.count('unreached" data-item=') == 9
    assert [level.label for _, level, _ in page.context["domains"]] == ["Low"] * 5
    assert f'href="{trial.instrument.parsed.source_url}"' in page.text


def test_open_questions_stand_beside_their_domain(client, trial, ann):
    client.force_login(ann)
    answers = {"1.2-answer": "N", "4.1-answer": "N", "version": 0, "answer": "fragment"}
    answer = client.post(address(trial, "draft"), answers)
    assert answer.context["missing"] == []
    assert 'High</strong> <span class="meta">1.1, 1.3 open</span>' in answer.text
    assert 'Measurement of the outcome:  <span class="meta">4.2 open</span>' in answer.text


def test_an_answer_that_is_not_reached_is_not_kept_in_the_appraisal(client, trial, ann):
    client.force_login(ann)
    assert submit(client, trial, FIELDS | {"3.4-answer": "Y"}).status_code == 302
    kept = Judgement.objects.visible_to(ann).values_list("item", "answer")
    assert dict(kept) == LOW


def test_a_domain_may_be_judged_otherwise_with_a_footnote_and_both_are_kept(client, trial, ann):
    client.force_login(ann)
    raised = FIELDS | {"1-answer": "High"}
    assert problems(submit(client, trial, raised)) == {
        "1": ["Write a footnote: why this departs from Low, which the answers propose."]
    }
    assert problems(submit(client, trial, raised | {"1-answer": "No information"})).keys() == {"1"}
    noted = raised | {"1-note": "The sequence was broken."}
    assert submit(client, trial, noted).status_code == 302
    kept = Appraisal.objects.visible_to(ann).get()
    assert (kept.proposed, kept.result) == ("High", "High")
    assert kept.trace[0] == "Randomisation process: High."
    own = Judgement.objects.visible_to(ann).get(item="1")
    assert (own.answer, own.note) == ("High", "The sequence was broken.")
    page = client.get(address(trial, "appraise"))
    shown = [(row.label, row.own.answer) for row in page.context["rows"]]
    assert ("Judgement: Randomisation process", "High") in shown


def test_a_domain_judged_as_proposed_is_as_if_it_were_left_to_the_answers(client, trial, ann):
    client.force_login(ann)
    repeated = {"1-answer": "Low", "5-answer": "Low", "5-note": "Looked at twice."}
    assert submit(client, trial, FIELDS | repeated).status_code == 302
    kept = Judgement.objects.visible_to(ann).values_list("item", "answer")
    assert dict(kept) == LOW | {"5": "Low"}


def test_where_people_judge_each_domain_and_the_whole_nothing_is_left_out(client, panel, ann, cleo):
    made = opened(panel, cleo, instrument="inspect-sr", design="randomised_trial")
    rounds.assign(made, ann, by=cleo)
    client.force_login(ann)
    checks = {f"{item.id}-answer": "No" for item in made.instrument.parsed.items}
    page = client.get(address(made, "appraise"))
    assert "As the answers propose" not in page.text
    assert problems(submit(client, made, checks)).keys() == {"1", "2", "3", "4", "result"}
    domains = {f"{number}-answer": "No concerns" for number in range(1, 5)}
    whole = {"result": "No concerns", "rationale": "Nothing was found."}
    assert submit(client, made, checks | domains | whole).status_code == 302
    kept = Appraisal.objects.visible_to(ann).get()
    assert (kept.proposed, kept.result) == ("", "No concerns")
    assert Judgement.objects.visible_to(ann).get(item="4").answer == "No concerns"


def test_the_entries_of_syrcle_are_frozen_without_a_result(client, panel, ann, cleo):
    made = opened(panel, cleo, instrument="syrcle", design="animal_experiment")
    rounds.assign(made, ann, by=cleo)
    client.force_login(ann)
    answers = {f"{item.id}-answer": "Yes" for item in made.instrument.parsed.items}
    assert 'name="result"' not in client.get(address(made, "appraise")).text
    assert submit(client, made, answers).status_code == 302
    kept = Appraisal.objects.visible_to(ann).get()
    assert (kept.proposed, kept.result) == ("", "")
    assert kept.trace[0] == "Sequence generation: Low."
    assert kept.trace[10] == "There is no overall result."


def test_robins_i_waits_for_each_domain_that_people_judge(client, panel, ann, cleo):
    made = opened(panel, cleo, instrument="robins-i-2016", design="cohort")
    rounds.assign(made, ann, by=cleo)
    client.force_login(ann)
    answers = {f"{item.id}-answer": "N" for item in made.instrument.parsed.items}
    open_ = {"2", "3", "4", "5", "6", "7"}
    assert problems(submit(client, made, answers)).keys() == open_
    domains = {f"{number}-answer": "Moderate" for number in open_}
    assert (
        submit(client, made, answers | domains | {"6-answer": "No information"}).status_code == 302
    )
    assert Appraisal.objects.visible_to(ann).get().result == "No information"


def test_a_verdict_may_judge_a_domain_too(client, trial, bob, cleo):
    rounds.assign(trial, bob, by=cleo)
    content = {"judgements": {item: {"answer": answer} for item, answer in LOW.items()}}
    build.submit_all(trial, content)
    client.force_login(cleo)
    client.post(address(trial, "take"))
    page = client.get(address(trial, "settle"))
    assert page.context["proposed"] == "Low"
    assert page.text.count("As the answers propose") == 5
    content["judgements"]["4"] = {"answer": "Some concerns", "note": "Seen by the whole panel."}
    verdict = build.settle(trial, content, "consensus", by=cleo)
    assert (verdict.proposed, verdict.result) == ("Some concerns", "Some concerns")
    settled = Settlement.objects.get(verdict=verdict, item="4")
    assert settled.note == "Seen by the whole panel."
