"""Questions, outcomes and frozen bodies of evidence. None is edited: another one is written."""

import uuid

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from reviews.actions.events import record
from reviews.actions.moves import hold_unmerged
from reviews.actions.panels import hold_panel
from reviews.actions.refusals import insert, same
from reviews.exceptions import Conflict
from reviews.integrity.matches import statuses
from reviews.models import Body, BodyPaper, Outcome, Question
from reviews.permissions import can
from reviews.vocabulary import PublicationStatus


@transaction.atomic
def write_question(
    panel, *, population, intervention, comparator, target, as_of, by, threshold="", id=None
):
    """The same id with the same content again is the same question."""
    can(by, "write_question", panel).enforce()
    content = {
        "panel_id": panel.pk,
        "population": population.strip(),
        "intervention": intervention.strip(),
        "comparator": comparator.strip(),
        "target": target,
        "threshold": threshold.strip(),
        "as_of": as_of,
    }
    if known := same(Question, id, **content):
        return known
    question = insert(
        Question(id=id or uuid.uuid4(), written_at=timezone.now(), written_by=by, **content)
    )
    record("write_question", question, by=by, panel=panel, made=[question])
    return question


@transaction.atomic
def write_outcome(question, *, name, importance, effect, by, surrogate_of="", id=None):
    can(by, "write_question", question.panel).enforce()
    content = {
        "question_id": question.pk,
        "name": name.strip(),
        "importance": importance,
        "effect": effect,
        "surrogate_of": surrogate_of.strip(),
    }
    if known := same(Outcome, id, **content):
        return known
    outcome = insert(
        Outcome(id=id or uuid.uuid4(), written_at=timezone.now(), written_by=by, **content)
    )
    record("write_outcome", outcome, by=by, panel=question.panel, made=[outcome])
    return outcome


@transaction.atomic
def freeze_body(
    outcome, *, basis, description, by, papers=(), reasons=None, searched_on=None,
    is_randomised=False, id=None,
):  # fmt: skip
    """The list of what is graded. `reasons` says by paper id why a retracted one is kept."""
    panel = outcome.question.panel
    can(by, "write_question", panel).enforce()
    members = {paper.pk: paper for paper in papers}
    content = {
        "outcome_id": outcome.pk,
        "basis": basis,
        "description": description.strip(),
        "searched_on": searched_on,
        "is_randomised": is_randomised,
    }
    if known := same(Body, id, **content):
        return _same_papers(known, members)
    hold_panel(panel)
    hold_unmerged(*members.values())
    kept = _reasons(panel, members, reasons or {})
    body = insert(Body(id=id or uuid.uuid4(), frozen_at=timezone.now(), frozen_by=by, **content))
    BodyPaper.objects.bulk_create(
        BodyPaper(body=body, paper=paper, reason=kept[pk]) for pk, paper in members.items()
    )
    papers_by_id = {str(pk): reason for pk, reason in kept.items()}
    record("freeze_body", body, by=by, panel=panel, made=[body], papers=papers_by_id)
    return body


def _same_papers(body, members):
    if set(body.members.values_list("paper_id", flat=True)) != set(members):
        raise Conflict("Another body has this id.")
    return body


def _reasons(panel, members, reasons):
    """Why each paper is kept, empty where nothing asks for a reason."""
    status = statuses(members)
    kept = {}
    for pk, paper in members.items():
        if paper.panel_id != panel.pk:
            raise ValidationError(f"“{paper.title}” belongs to another panel.")
        kept[pk] = reasons.get(pk, "").strip()
        if status[pk] == PublicationStatus.RETRACTED and not kept[pk]:
            raise ValidationError(
                f"“{paper.title}” is listed as retracted: "
                "leave it out, or say why it is part of the body."
            )
    return kept
