"""Accounts: who may make, describe, close and erase them, and what stays."""

import json

import pytest
from allauth.account.models import EmailAddress
from django.core.exceptions import PermissionDenied, ValidationError

from reviews.actions import panels, people
from reviews.exceptions import Conflict
from reviews.exports import verify
from reviews.models import Event, Membership, User
from reviews.models.people import SYSTEM
from reviews.vocabulary import ClaimState, Role
from tests import build

pytestmark = pytest.mark.django_db


def events(verb, subject):
    return Event.objects.filter(verb=verb, subject_id=subject.pk)


def test_a_new_account_has_no_password():
    user = people.create(email=" Ann@Example.ORG ", name="  Ann   Alpha ", by=build.staff())
    user.refresh_from_db()
    assert (user.email, user.name) == ("Ann@example.org", "Ann Alpha")
    assert not user.has_usable_password()
    assert events("create", user).count() == 1


def test_only_staff_make_close_and_erase_accounts():
    ann, bob = build.user(), build.user()
    for act in (
        lambda: people.create(email="new@example.org", name="New", by=ann),
        lambda: people.deactivate(bob, by=ann),
        lambda: people.erase(bob, by=ann),
        lambda: people.set_password(bob, "a long password", by=ann),
        lambda: people.edit(bob, name="Other", orcid="", by=ann),
    ):
        with pytest.raises(PermissionDenied, match="Only staff may do this"):
            act()
    assert not User.objects.filter(email="new@example.org").exists()


def test_staff_who_are_closed_out_are_staff_no_more():
    former = User.objects.create_superuser("former@example.org", name="Former", is_active=False)
    with pytest.raises(PermissionDenied):
        people.create(email="new@example.org", name="New", by=former)


def test_an_address_is_taken_in_any_case():
    people.create(email="ann@example.org", name="Ann", by=build.staff())
    with pytest.raises(Conflict, match="Someone has this e-mail address already"):
        people.create(email="ANN@example.org", name="Other", by=build.staff())


@pytest.mark.parametrize("email", ["", "ann", "ann@", "@example.org", "a b@example.org"])
def test_an_address_is_one(email):
    with pytest.raises(ValidationError):
        people.create(email=email, name="Ann", by=build.staff())


def test_everyone_has_a_name():
    with pytest.raises(ValidationError) as refusal:
        people.create(email="ann@example.org", name=" ", by=build.staff())
    assert refusal.value.messages == ["“Name” is needed."]


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("0000-0002-1825-0097", "0000-0002-1825-0097"),
        ("https://orcid.org/0000-0002-1825-0097", "0000-0002-1825-0097"),
        ("0000000218250097", "0000-0002-1825-0097"),
        ("0000-0002-1694-233x", "0000-0002-1694-233X"),
        ("", ""),
    ],
)
def test_an_orcid_is_kept_in_one_spelling(given, kept):
    ann = build.user()
    people.edit(ann, name="Ann", orcid=given, by=ann)
    ann.refresh_from_db()
    assert ann.orcid == kept


@pytest.mark.parametrize(
    "orcid", ["0000-0002-1825-0098", "0000-0002-1825", "ann", "0000-0002-1825-00977"]
)
def test_an_orcid_with_a_slip_of_the_pen_is_refused(orcid):
    ann = build.user()
    with pytest.raises(ValidationError, match="is not an ORCID"):
        people.edit(ann, name="Ann", orcid=orcid, by=ann)


def test_an_orcid_is_one_persons():
    build.user(orcid="0000-0002-1825-0097")
    with pytest.raises(Conflict, match="Someone has this ORCID already"):
        build.user(orcid="0000-0002-1825-0097")


def test_staff_give_a_first_password_and_no_second():
    ann = build.user()
    people.set_password(ann, "a long password", by=build.staff())
    ann.refresh_from_db()
    assert ann.check_password("a long password")
    with pytest.raises(Conflict):
        people.set_password(ann, "another password", by=build.staff())
    ann.refresh_from_db()
    assert ann.check_password("a long password")


def test_closing_an_account_ends_access_and_keeps_the_seat(panel, ann):
    people.deactivate(ann, by=build.staff())
    ann.refresh_from_db()
    assert not ann.is_active
    assert Membership.objects.current().filter(panel=panel, user=ann).exists()
    with pytest.raises(Conflict, match="closed already"):
        people.deactivate(ann, by=build.staff())


@pytest.mark.parametrize("verb", [people.deactivate, people.erase])
def test_a_panel_is_never_left_without_a_chair_who_can_sign_in(verb, panel, ann, cleo):
    with pytest.raises(Conflict, match="last chair"):
        verb(cleo, by=build.staff())
    panels.seat(panel, build.user(), Role.CHAIR, by=cleo)
    verb(cleo, by=build.staff())
    cleo.refresh_from_db()
    assert not cleo.is_active


def test_erasing_empties_the_person_and_breaks_nothing():
    claim = build.claim(ClaimState.GRADED)
    panel = claim.source.paper.panel
    member = panel.memberships.filter(role=Role.REVIEWER).first().user
    email, name = member.email, member.name
    EmailAddress.objects.create(user=member, email=email)
    people.erase(member, by=build.staff())
    member.refresh_from_db()
    assert (member.name, member.orcid, member.is_active, member.is_staff) == ("", "", False, False)
    assert str(member) == "An erased person"
    assert not EmailAddress.objects.filter(email=email).exists()
    assert not Membership.objects.current().filter(user=member).exists()
    assert not any(name in event.body or email in event.body for event in Event.objects.all())
    assert list(verify.problems()) == []
    with pytest.raises(Conflict, match="erased already"):
        people.erase(member, by=build.staff())
    with pytest.raises(Conflict, match="was erased"):
        people.edit(member, name="Back", orcid="", by=build.staff())


def test_events_hold_no_name_and_no_address():
    ann = people.create(email="ann@example.org", name="Ann Alpha", by=build.staff())
    people.edit(ann, name="Ann Beta", orcid="0000-0002-1825-0097", by=ann)
    bodies = [json.loads(event.body) for event in Event.objects.filter(subject_id=ann.pk)]
    assert [body["detail"] for body in bodies] == [{"is_staff": False}, {}]


def test_the_system_is_one_account_that_nobody_can_sign_in_to():
    system = people.system()
    assert people.system() == system
    assert (system.pk, system.is_active, system.is_staff) == (SYSTEM, False, False)
    assert not system.has_usable_password()
    assert events("create", system).count() == 1


def test_the_system_takes_no_seat(panel, cleo):
    with pytest.raises(Conflict, match="This account is closed"):
        panels.seat(panel, people.system(), Role.CHAIR, by=cleo)
