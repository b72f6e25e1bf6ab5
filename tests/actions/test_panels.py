"""Panels and seats: a panel always has a chair."""

import json

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from reviews.actions import panels, people
from reviews.exceptions import Conflict
from reviews.models import Event, Membership, Panel
from reviews.vocabulary import Role
from tests import build

pytestmark = pytest.mark.django_db

SETTINGS = {"name": "Another name", "about": "What it is for."}


def seat(panel, user):
    return Membership.objects.current().get(panel=panel, user=user)


def newest(panel):
    return Event.objects.filter(chain__panel=panel).latest("sequence")


def test_a_panel_begins_with_its_chair_and_one_event():
    chair = build.user()
    panel = panels.create(slug="bones", name="Bones", chair=chair, by=build.staff())
    assert seat(panel, chair).role == Role.CHAIR
    [event] = Event.objects.filter(chain__panel=panel)
    assert (event.sequence, event.verb, event.subject_id) == (1, "create", panel.pk)
    assert json.loads(event.body)["detail"]["chair"] == str(chair.pk)


def test_only_staff_make_panels(cleo):
    with pytest.raises(PermissionDenied):
        panels.create(slug="mine", name="Mine", chair=cleo, by=cleo)


def test_staff_without_a_seat_may_not_touch_a_panel(panel, ann, dan):
    staff = build.staff()
    for act in (
        lambda: panels.edit(panel, **SETTINGS, by=staff),
        lambda: panels.seat(panel, dan, Role.REVIEWER, by=staff),
        lambda: panels.change_role(seat(panel, ann), Role.CHAIR, by=staff),
        lambda: panels.end_seat(seat(panel, ann), by=staff),
    ):
        with pytest.raises(PermissionDenied, match="You have no seat in this panel"):
            act()


@pytest.mark.parametrize(
    ("wrong", "error", "sentence"),
    [
        ({"slug": "not a slug"}, ValidationError, "Slug: "),
        ({"slug": ""}, ValidationError, "“Slug” is needed."),
        ({"name": " "}, ValidationError, "“Name” is needed."),
        ({"name": "x" * 201}, ValidationError, "Name: "),
        ({"slug": "taken"}, Conflict, "Another panel has this slug already."),
    ],
)
def test_what_is_wrong_with_a_panel_is_said_in_a_sentence(wrong, error, sentence):
    panels.create(slug="taken", name="Taken", chair=build.user(), by=build.staff())
    given = {"slug": "new", "name": "New", "chair": build.user(), "by": build.staff()} | wrong
    with pytest.raises(error) as refusal:
        panels.create(**given)
    [message] = getattr(refusal.value, "messages", [str(refusal.value)])
    assert message.startswith(sentence)
    assert not Panel.objects.filter(name="New").exists()


def test_the_chair_changes_the_settings(panel, cleo, ann):
    panels.edit(panel, **SETTINGS, by=cleo)
    panel.refresh_from_db()
    assert {name: getattr(panel, name) for name in SETTINGS} == SETTINGS
    assert newest(panel).verb == "edit"
    with pytest.raises(PermissionDenied):
        panels.edit(panel, **SETTINGS, by=ann)
    with pytest.raises(ValidationError, match="“Name” is needed"):
        panels.edit(panel, **SETTINGS | {"name": " "}, by=cleo)


def test_a_person_has_one_seat(panel, cleo, ann):
    with pytest.raises(Conflict, match="has a seat in the panel already"):
        panels.seat(panel, ann, Role.OBSERVER, by=cleo)
    panels.end_seat(seat(panel, ann), by=cleo)
    again = panels.seat(panel, ann, Role.OBSERVER, by=cleo)
    assert seat(panel, ann) == again


def test_a_role_is_one_of_the_four(panel, cleo, dan, ann):
    with pytest.raises(ValidationError, match="one of the listed roles"):
        panels.seat(panel, dan, "owner", by=cleo)
    with pytest.raises(ValidationError, match="one of the listed roles"):
        panels.change_role(seat(panel, ann), "", by=cleo)


def test_members_may_leave_and_only_chairs_end_the_seats_of_others(panel, cleo, ann, bob):
    with pytest.raises(PermissionDenied):
        panels.end_seat(seat(panel, bob), by=ann)
    membership = panels.end_seat(seat(panel, ann), by=ann)
    assert (membership.left_by, membership.left_at is None) == (ann, False)
    with pytest.raises(Conflict, match="ended already"):
        panels.end_seat(membership, by=ann)
    with pytest.raises(Conflict):
        panels.change_role(membership, Role.CHAIR, by=cleo)
    panels.end_seat(seat(panel, bob), by=cleo)
    assert not Panel.objects.visible_to(bob).exists()


def test_the_last_chair_stays_one(panel, cleo, ann):
    with pytest.raises(Conflict, match="is the last chair of"):
        panels.end_seat(seat(panel, cleo), by=cleo)
    with pytest.raises(Conflict, match="is the last chair of"):
        panels.change_role(seat(panel, cleo), Role.REVIEWER, by=cleo)
    panels.change_role(seat(panel, ann), Role.CHAIR, by=cleo)
    panels.end_seat(seat(panel, cleo), by=cleo)
    with pytest.raises(Conflict, match="is the last chair of"):
        panels.end_seat(seat(panel, ann), by=ann)
    assert seat(panel, ann).role == Role.CHAIR


def test_a_chair_who_cannot_sign_in_is_no_chair_to_leave_the_panel_to(panel, cleo, ann):
    panels.change_role(seat(panel, ann), Role.CHAIR, by=cleo)
    people.deactivate(ann, by=build.staff())
    with pytest.raises(Conflict, match="is the last chair of"):
        panels.end_seat(seat(panel, cleo), by=cleo)


def test_a_role_that_stands_already_is_a_conflict(panel, cleo, ann):
    with pytest.raises(Conflict):
        panels.change_role(seat(panel, ann), Role.REVIEWER, by=cleo)
