"""Questions, outcomes and bodies: written one after the other, never edited."""

from datetime import date

import pytest
from django.urls import reverse

from reviews.actions import papers
from reviews.models import Body, Outcome, Question
from tests import build

pytestmark = pytest.mark.django_db
QUESTION = {
    "population": "adults with condition B",
    "intervention": "treatment A",
    "comparator": "no treatment",
    "target": "any_effect",
    "as_of": "2026-01-01",
}


def post(client, door, *args, **data):
    return client.post(reverse(door, args=args), data)


def test_a_question_its_outcome_and_body_are_written(client, panel, ann):
    client.force_login(ann)
    post(client, "desk-questions-write", panel.slug, **QUESTION)
    question = Question.objects.get(panel=panel)
    assert (str(question), question.as_of) == (
        "treatment A against no treatment in adults with condition B",
        date(2026, 1, 1),
    )
    post(
        client, "desk-question-outcome", panel.slug, question.pk,
        name="outcome C", importance="critical", effect="benefit",
    )  # fmt: skip
    outcome = Outcome.objects.get(question=question)
    post(
        client, "desk-outcome-body", panel.slug, outcome.pk,
        basis="as_cited", description="What it cites.", is_randomised="on",
    )  # fmt: skip
    body = Body.objects.get(outcome=outcome)
    assert (body.description, body.is_randomised) == ("What it cites.", True)
    assert "What it cites." in client.get(reverse("desk-questions", args=[panel.slug])).text


def test_a_question_without_its_parts_is_refused_and_kept(client, panel, ann):
    client.force_login(ann)
    answer = post(client, "desk-questions-write", panel.slug, **QUESTION | {"population": ""})
    assert answer.status_code == 400
    assert "no treatment" in answer.text
    assert not Question.objects.exists()


def test_an_outcome_is_named_once_in_a_question(client, panel, ann):
    outcome = build.body(panel).outcome
    client.force_login(ann)
    answer = post(
        client, "desk-question-outcome", panel.slug, outcome.question.pk,
        name=outcome.name, importance="critical", effect="harm",
    )  # fmt: skip
    assert answer.status_code == 409
    assert "The question has an outcome of this name." in answer.text


def test_a_body_lists_papers_by_identifier_and_says_why_a_retracted_one_is_kept(client, panel, ann):
    outcome = build.body(panel).outcome
    listed, plain = build.paper(panel), build.paper(panel)
    build.notice(listed)
    doi = listed.identifiers.get(scheme="doi").value
    papers.add_identifier(plain, scheme="pmid", value="99000003", basis="Seen.", by=ann)
    client.force_login(ann)
    given = {"basis": "as_cited", "description": "Two trials."}
    address = ("desk-outcome-body", panel.slug, outcome.pk)
    unknown = post(client, *address, **given, papers="99999999")
    assert unknown.status_code == 400
    assert "No paper of this panel has the identifier “99999999”." in unknown.text
    refused = post(client, *address, **given, papers=f"{doi}\nPMID 99000003")
    assert refused.status_code == 400
    assert "is listed as retracted" in refused.text
    kept = f"https://doi.org/{doi} | The only trial.\nPMID 99000003"
    assert post(client, *address, **given, papers=kept).status_code == 302
    body = Body.objects.get(description="Two trials.")
    assert dict(body.members.values_list("paper_id", "reason")) == {
        listed.pk: "The only trial.",
        plain.pk: "",
    }


def test_a_search_needs_its_date(client, panel, ann):
    outcome = build.body(panel).outcome
    client.force_login(ann)
    answer = post(
        client, "desk-outcome-body", panel.slug, outcome.pk,
        basis="panel_search", description="A search.",
    )  # fmt: skip
    assert answer.status_code == 400
    assert "Give the date of the search." in answer.text


def test_questions_of_another_panel_are_not_found(client, panel, ann):
    other = build.body(build.panel()).outcome
    client.force_login(ann)
    address = ("desk-question-outcome", panel.slug, other.question.pk)
    assert post(client, *address, name="x").status_code == 404
    assert post(client, "desk-outcome-body", panel.slug, other.pk).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_asks_the_same_few_questions_however_many_there_are(
    client, panel, ann, count, django_assert_num_queries
):
    for _ in range(count):
        build.body(panel, papers=[build.paper(panel)])
    client.force_login(ann)
    with django_assert_num_queries(11):
        client.get(reverse("desk-questions", args=[panel.slug]))
