"""Questions, outcomes and bodies: written once, frozen, of one panel."""

import json
import uuid
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from reviews.actions import notices, papers, questions
from reviews.exceptions import Conflict
from reviews.models import Body, Event, Outcome, Question
from reviews.vocabulary import Role
from tests import build
from tests.extracts import notice, retraction_watch

pytestmark = pytest.mark.django_db

QUESTION = {
    "population": "adults with condition B",
    "intervention": "treatment A",
    "comparator": "no treatment",
    "target": "any_effect",
    "as_of": date(2026, 1, 1),
}
OUTCOME = {"name": "outcome C", "importance": "critical", "effect": "benefit"}
BODY = {"basis": "as_cited", "description": "What the paper itself cites."}


@pytest.fixture
def question(panel, ann):
    return questions.write_question(panel, **QUESTION, by=ann)


@pytest.fixture
def outcome(question, ann):
    return questions.write_outcome(question, **OUTCOME, by=ann)


def listed(paper, nature="Retraction"):
    by = build.chair(paper.panel)
    doi = f"10.1000/{paper.pk}"
    papers.add_identifier(paper, scheme="doi", value=doi, basis="Known.", by=by)
    notices.load(retraction_watch(notice(str(paper.pk), doi=doi, nature=nature)))
    return paper


def test_each_is_one_event_of_the_panel(panel, question, outcome, ann):
    body = questions.freeze_body(outcome, **BODY, by=ann)
    verbs = Event.objects.filter(chain__panel=panel).order_by("sequence")
    assert list(verbs.values_list("verb", "subject_id"))[-3:] == [
        ("write_question", question.pk),
        ("write_outcome", outcome.pk),
        ("freeze_body", body.pk),
    ]


def test_observers_do_not_write(panel, question, outcome):
    observer = build.member(panel, Role.OBSERVER)
    for act in (
        lambda: questions.write_question(panel, **QUESTION, by=observer),
        lambda: questions.write_outcome(question, **OUTCOME, by=observer),
        lambda: questions.freeze_body(outcome, **BODY, by=observer),
    ):
        with pytest.raises(PermissionDenied):
            act()


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"population": " "}, "“Population” is needed."),
        ({"comparator": ""}, "“Comparator” is needed."),
        ({"target": "truth"}, "Target: "),
        ({"as_of": None}, "“As of” is needed."),
        ({"as_of": "soon"}, "As of: "),
    ],
)
def test_what_is_wrong_with_a_question_is_said(panel, ann, wrong, sentence):
    with pytest.raises(ValidationError) as refusal:
        questions.write_question(panel, **QUESTION | wrong, by=ann)
    [message] = refusal.value.messages
    assert message.startswith(sentence)


def test_an_outcome_is_named_once_in_its_question(question, outcome, ann):
    with pytest.raises(Conflict, match="The question has an outcome of this name"):
        questions.write_outcome(question, **OUTCOME, by=ann)


def test_the_same_id_again_is_the_same_row(panel, ann):
    ids = [uuid.uuid4() for _ in range(3)]
    for _ in range(2):
        question = questions.write_question(panel, id=ids[0], **QUESTION, by=ann)
        outcome = questions.write_outcome(question, id=ids[1], **OUTCOME, by=ann)
        body = questions.freeze_body(outcome, id=ids[2], **BODY, by=ann)
    assert [row.pk for row in (question, outcome, body)] == ids
    assert (Question.objects.count(), Outcome.objects.count(), Body.objects.count()) == (1, 1, 1)
    other = {"target": "important_harm"}
    for act in (
        lambda: questions.write_question(panel, id=ids[0], **QUESTION | other, by=ann),
        lambda: questions.write_outcome(question, id=ids[1], **OUTCOME | {"name": "D"}, by=ann),
        lambda: questions.freeze_body(
            outcome, id=ids[2], **BODY, papers=[build.paper(panel)], by=ann
        ),
    ):
        with pytest.raises(Conflict, match="has this id"):
            act()


def test_a_search_has_a_date(outcome, ann):
    with pytest.raises(ValidationError, match="Give the date of the search"):
        questions.freeze_body(outcome, **BODY | {"basis": "panel_search"}, by=ann)


def test_a_body_lists_papers_of_its_panel_once(panel, outcome, ann):
    paper = build.paper(panel)
    body = questions.freeze_body(outcome, **BODY, papers=[paper, paper], by=ann)
    assert list(body.papers.all()) == [paper]
    with pytest.raises(ValidationError, match="belongs to another panel"):
        questions.freeze_body(outcome, **BODY, papers=[build.paper()], by=ann)


def test_a_retracted_paper_is_in_a_body_only_for_a_reason(panel, outcome, ann):
    paper, other = listed(build.paper(panel)), build.paper(panel)
    for reasons in ({}, {paper.pk: " "}, {other.pk: "The only trial."}):
        with pytest.raises(ValidationError, match="is listed as retracted"):
            questions.freeze_body(outcome, **BODY, papers=[paper, other], reasons=reasons, by=ann)
    body = questions.freeze_body(
        outcome, **BODY, papers=[paper, other], reasons={paper.pk: " The only trial. "}, by=ann
    )
    kept = dict(body.members.values_list("paper_id", "reason"))
    assert kept == {paper.pk: "The only trial.", other.pk: ""}
    event = Event.objects.get(subject_id=body.pk)
    assert json.loads(event.body)["detail"]["papers"] == {str(k): v for k, v in kept.items()}


@pytest.mark.parametrize("nature", ["Correction", "Expression of concern", "Reinstatement"])
def test_other_notices_ask_for_no_reason(panel, outcome, ann, nature):
    paper = listed(build.paper(panel), nature)
    assert questions.freeze_body(outcome, **BODY, papers=[paper], by=ann).papers.get() == paper
