"""Invitations: one link, one seat, for the address alone, and no address kept longer than that."""

import re

import pytest
import time_machine
from django.core import mail
from django.core.exceptions import PermissionDenied, ValidationError

from reviews.actions import invitations, panels, people
from reviews.exceptions import Conflict, Unreachable
from reviews.models import Event, Invitation, Membership, User
from reviews.vocabulary import ClaimState, Role
from tests import build

pytestmark = pytest.mark.django_db
ADDRESS = "new@example.org"
PASSWORD = "correct-horse-battery"


def invite(panel, email=ADDRESS, role=Role.REVIEWER, by=None):
    return invitations.invite(panel, email=email, role=role, by=by or build.chair(panel))


def verbs(panel):
    found = Event.objects.filter(chain__panel=panel).order_by("sequence")
    return list(found.values_list("verb", flat=True))


def test_only_chairs_invite_send_again_and_take_back(panel, ann, dan):
    standing = invite(panel)
    for who, sentence in ((ann, "only a chair"), (dan, "no seat"), (build.staff(), "no seat")):
        for act in (
            lambda by: invitations.invite(panel, email="x@example.org", role="reviewer", by=by),
            lambda by: invitations.resend(standing, by=by),
            lambda by: invitations.revoke(standing, by=by),
        ):
            with pytest.raises(PermissionDenied, match=sentence):
                act(who)
    assert list(Invitation.objects.visible_to(ann)) == []
    assert list(Invitation.objects.visible_to(build.chair(panel))) == [standing]


def test_the_letter_names_panel_and_inviter_and_nothing_of_the_work(
    panel, cleo, django_capture_on_commit_callbacks
):
    claim = build.claim(ClaimState.GRADED, panel=panel)
    with django_capture_on_commit_callbacks() as sending:
        invite(panel, role=Role.ADJUDICATOR)
        assert mail.outbox == []
    [send] = sending
    send()
    [letter] = mail.outbox
    assert letter.to == [ADDRESS]
    assert letter.subject == f"evidence: Invitation to the panel {panel.name}"
    [link] = re.findall(r"http\S+", letter.body)
    assert f"{cleo.name} invites you to the panel {panel.name}, as adjudicator." in letter.body
    for hidden in (claim.source.paper.title, str(claim), str(claim.pk)):
        assert hidden not in letter.subject + letter.body
    assert invitations.find(link.rstrip("/").rpartition("/")[2]) == Invitation.objects.get()


def test_the_letter_is_the_same_whether_the_address_has_an_account(
    panel, ann, django_capture_on_commit_callbacks
):
    build.user()
    known = User.objects.get(email__startswith="person", memberships=None).email
    with django_capture_on_commit_callbacks(execute=True):
        for address in (ADDRESS, known, ann.email):
            invite(panel, address)
    letters = [(letter.subject, re.sub(r"http\S+", "", letter.body)) for letter in mail.outbox]
    assert letters == [letters[0]] * 3


def test_what_is_kept_of_the_link_does_not_open_it(panel, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        invitation = invite(panel)
    [key] = re.findall(r"invitation/([\w-]+)/", mail.outbox[0].body)
    assert len(key) >= 43
    assert key not in str(Invitation.objects.values())
    assert invitations.find(invitation.digest) is None
    assert invitations.find(key) == invitation


def test_the_person_of_the_address_takes_the_seat_once(panel):
    newcomer = build.user()
    invitation = invite(panel, newcomer.email.upper())
    seat = invitations.accept(invitation, by=newcomer)
    assert (seat.user, seat.role, seat.panel) == (newcomer, Role.REVIEWER, panel)
    assert verbs(panel)[-2:] == ["invite", "accept_invitation"]
    with pytest.raises(Conflict, match="was accepted already"):
        invitations.accept(invitation, by=newcomer)


def test_nobody_else_takes_it(panel, dan):
    invitation = invite(panel)
    with pytest.raises(PermissionDenied, match="went to another address"):
        invitations.accept(invitation, by=dan)
    assert invitations.why_ended(invitation) == ""


def test_a_newcomer_makes_an_account_and_takes_the_seat_in_one(panel):
    invitation = invite(panel, "New@Example.ORG")
    seat = invitations.accept_anew(invitation, name=" New  Member ", password=PASSWORD)
    newcomer = User.objects.get(email="New@example.org")
    assert (seat.user, newcomer.name, newcomer.is_staff) == (newcomer, "New Member", False)
    assert newcomer.check_password(PASSWORD)
    [made] = Event.objects.filter(verb="create", subject_id=newcomer.pk)
    assert made.actor_id == newcomer.pk


@pytest.mark.parametrize(
    ("given", "field", "sentence"),
    [
        ({"password": "short"}, "password", "too short"),
        ({"password": "newmember1"}, "password", "too similar"),
        ({"name": " "}, None, "“Name” is needed."),
    ],
)
def test_what_is_wrong_with_a_new_account_makes_nothing(panel, given, field, sentence):
    invitation = invite(panel)
    said = {"name": "New Member", "password": PASSWORD} | given
    with pytest.raises(ValidationError) as refusal:
        invitations.accept_anew(invitation, **said)
    assert any(sentence in message for message in refusal.value.messages)
    assert field is None or list(refusal.value.message_dict) == [field]
    assert not User.objects.filter(email=ADDRESS).exists()
    assert invitations.why_ended(Invitation.objects.get()) == ""


def test_it_runs_out(panel):
    newcomer = build.user()
    with time_machine.travel("2026-03-01T12:00Z", tick=False):
        invitation = invite(panel, newcomer.email)
    with time_machine.travel("2026-03-15T11:59:59Z", tick=False):
        assert invitations.why_ended(invitation) == ""
    with time_machine.travel("2026-03-15T12:00Z", tick=False):
        sentence = (
            "This invitation ran out on 15 March 2026. Ask a chair of the panel for a new one."
        )
        assert invitations.why_ended(invitation) == sentence
        with pytest.raises(Conflict, match="ran out"):
            invitations.accept(invitation, by=newcomer)
        with pytest.raises(Conflict, match="ran out"):
            invitations.accept_anew(invitation, name="New", password=PASSWORD)
        again = invite(panel, newcomer.email)
        assert again.replaces == invitation
        invitations.accept(again, by=newcomer)


def test_one_that_was_taken_back_leads_nowhere(panel, cleo):
    newcomer = build.user()
    invitation = invite(panel, newcomer.email)
    invitations.revoke(invitation, by=cleo)
    with pytest.raises(Conflict, match="was taken back"):
        invitations.accept(invitation, by=newcomer)
    with pytest.raises(Conflict, match="was taken back"):
        invitations.revoke(invitation, by=cleo)
    with pytest.raises(Conflict, match="was taken back"):
        invitations.resend(invitation, by=cleo)


def test_sending_again_ends_the_link_that_was_sent(panel, cleo):
    newcomer = build.user()
    first = invite(panel, newcomer.email)
    with pytest.raises(Conflict, match="invited already: send that one again"):
        invite(panel, newcomer.email.upper())
    second = invitations.resend(first, by=cleo)
    assert second.digest != first.digest
    first.refresh_from_db()
    with pytest.raises(Conflict, match="use the link in the newest mail"):
        invitations.accept(first, by=newcomer)
    assert invitations.accept(second, by=newcomer).user == newcomer


def test_whoever_sits_there_takes_no_second_seat(panel, ann):
    invitation = invite(panel, ann.email, role=Role.CHAIR)
    with pytest.raises(Conflict, match="has a seat in the panel already"):
        invitations.accept(invitation, by=ann)
    assert Membership.objects.get(panel=panel, user=ann).role == Role.REVIEWER


def test_a_closed_account_takes_no_seat(panel):
    former = build.user()
    invitation = invite(panel, former.email)
    people.deactivate(former, by=build.staff())
    with pytest.raises(Conflict, match="account is closed"):
        invitations.accept(invitation, by=former)


def test_the_address_is_kept_only_while_the_invitation_stands(panel, cleo):
    newcomer = build.user()
    accepted = invite(panel, newcomer.email)
    invitations.accept(accepted, by=newcomer)
    invitations.revoke(invite(panel, "other@example.org"), by=cleo)
    invitations.resend(invite(panel, "third@example.org"), by=cleo)
    kept = Invitation.objects.exclude(email="").values_list("email", flat=True)
    assert list(kept) == ["third@example.org"]
    assert not Event.objects.filter(body__contains="@example.org").exists()


def test_erasing_a_person_takes_back_what_is_on_its_way(panel):
    known = build.user()
    invitation = invite(panel, known.email.upper())
    people.erase(known, by=build.staff())
    invitation.refresh_from_db()
    assert (invitation.email, invitation.revoked_by) == ("", build.staff())


def test_a_panel_mails_no_more_than_so_many_a_day(panel, cleo, monkeypatch):
    monkeypatch.setattr(invitations, "MOST_A_DAY", 2)
    with time_machine.travel("2026-03-01T12:00Z", tick=False):
        first = invite(panel, "a@example.org")
        invite(panel, "b@example.org")
        with pytest.raises(Conflict, match="2 invitations in a day"):
            invite(panel, "c@example.org")
        with pytest.raises(Conflict, match="2 invitations in a day"):
            invitations.resend(first, by=cleo)
        invite(build.panel(), "c@example.org")
    with time_machine.travel("2026-03-02T12:00Z", tick=False):
        invite(panel, "c@example.org")


def test_a_mail_server_that_is_down_loses_nothing(
    panel, settings, django_capture_on_commit_callbacks
):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    with (
        pytest.raises(Unreachable, match="send it again later"),
        django_capture_on_commit_callbacks(execute=True),
    ):
        invite(panel)
    assert Invitation.objects.standing().count() == 1


def test_an_invited_chair_is_one(panel, cleo):
    newcomer = build.user()
    invitations.accept(invite(panel, newcomer.email, role=Role.CHAIR), by=newcomer)
    panels.end_seat(Membership.objects.get(panel=panel, user=cleo), by=cleo)
    assert build.chair(panel) == newcomer
