"""Every constraint that an action may meet answers with a sentence, on either database."""

import uuid

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from reviews.actions import notices
from reviews.actions.refusals import refused
from reviews.exceptions import Conflict
from reviews.models import Notice, Panel, Protocol, User
from tests import build
from tests.extracts import notice, retraction_watch

pytestmark = pytest.mark.django_db


def refusal(act):
    with pytest.raises((Conflict, ValidationError)) as caught, transaction.atomic(), refused():
        act()
    return caught.value


def test_a_check_is_a_validation_error_with_its_sentence(panel):
    protocol = build.draft(panel)
    drafts = Protocol.objects.filter(pk=protocol.pk)
    error = refusal(lambda: drafts.update(appraisers_per_round=1))
    assert isinstance(error, ValidationError)
    assert error.messages == ["A round needs two appraisers or more."]


def test_a_unique_constraint_is_a_conflict_with_its_sentence(panel, ann, bob):
    seats = panel.memberships.filter(user=bob)
    error = refusal(lambda: seats.update(user=ann))
    assert isinstance(error, Conflict)
    assert str(error) == "This person has a seat in the panel already."


def test_a_unique_expression_is_a_conflict_with_its_sentence(ann, bob):
    bobs = User.objects.filter(pk=bob.pk)
    error = refusal(lambda: bobs.update(email=ann.email.upper()))
    assert str(error) == "Someone has this e-mail address already."


def test_a_unique_column_is_a_conflict_that_names_it(panel):
    other = build.panel()
    error = refusal(lambda: Panel.objects.filter(pk=other.pk).update(slug=panel.slug))
    assert str(error) == "Another panel has this slug already."


def test_an_id_that_is_taken_is_a_conflict_that_says_so(panel):
    twin = Panel.objects.get(pk=panel.pk)
    twin.slug = "twin"
    error = refusal(lambda: twin.save(force_insert=True))
    assert str(error) == "Another panel has this id already."


def test_what_is_no_constraint_of_ours_stays_an_error():
    def act():
        raise IntegrityError("UNIQUE constraint failed: auth_group.name")

    with pytest.raises(IntegrityError), refused():
        act()


def test_a_constraint_without_a_sentence_of_its_own_answers_with_one():
    notices.load(retraction_watch(notice("1")))
    [row] = Notice.objects.all()
    row.pk = uuid.uuid4()
    error = refusal(lambda: row.save(force_insert=True))
    assert str(error) == "This notice is there already."
