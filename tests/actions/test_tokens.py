"""Tokens: shown once, kept as a digest, ended by revoking, by time and with the account."""

from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from reviews.actions import people, tokens
from reviews.exceptions import Conflict
from reviews.models import Event, Token, User
from reviews.models.digests import sha256
from reviews.vocabulary import TokenScope
from reviews.workflow import ROLES, SCOPES
from tests import build

pytestmark = pytest.mark.django_db


def make(by, *scopes, **said):
    said = {"name": "Script", "good_for": 30} | said
    return tokens.make(scopes=scopes or ["read"], by=by, **said)


def test_every_verb_is_in_one_scope_and_every_scope_has_verbs():
    assert SCOPES.keys() == ROLES.keys()
    assert set(SCOPES.values()) == set(TokenScope)


def test_only_a_digest_of_the_value_is_kept(ann):
    token, value = make(ann, "read", "appraise")
    assert len(value) > 43  # 256 bits and a prefix
    kept = Token.objects.filter(pk=token.pk).values().get()
    assert value not in str(kept)
    assert kept["digest"] == sha256(value)
    assert token.scopes == [TokenScope.READ, TokenScope.APPRAISE]
    assert tokens.find(value).user == ann
    assert tokens.find(value[:-1]) is None


def test_who_signed_in_before_the_password_was_changed_makes_none(ann):
    before = User.objects.get(pk=ann.pk)
    people.change_password(ann, "another long password")
    with pytest.raises(Conflict, match="its password was changed"):
        make(before)
    assert not Token.objects.exists()
    assert make(User.objects.get(pk=ann.pk))[1]


def test_events_tell_of_it_by_id_alone(ann):
    token, value = make(ann)
    tokens.revoke(token, by=ann)
    rows = Event.objects.filter(subject_id=token.pk).order_by("sequence")
    assert [(row.verb, row.actor_id) for row in rows] == [
        ("make_token", ann.pk), ("revoke_token", ann.pk),
    ]  # fmt: skip
    told = " ".join(row.body for row in rows)
    assert not any(secret in told for secret in (value, token.digest, "Script"))


def test_two_tokens_are_never_alike(ann):
    assert len({make(ann)[1] for _ in range(5)}) == 5


def test_the_same_again_is_the_same_token_and_tells_no_value(ann, bob):
    own = uuid4()
    token, _ = make(ann, id=own)
    assert make(ann, id=own) == (token, "")
    for by, said in ((ann, {"name": "Other"}), (bob, {})):
        with pytest.raises(Conflict, match="Another token has this id"):
            make(by, id=own, **said)
    assert Token.objects.count() == 1


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"name": " "}, "what the token is for"),
        ({"good_for": 0}, "1 to 366 days"),
        ({"good_for": 367}, "1 to 366 days"),
        ({"scopes": []}, "Choose what the token may be used for."),
    ],
    ids=str,
)
def test_what_makes_no_token_is_refused(ann, said, sentence):
    with pytest.raises(ValidationError, match=sentence):
        tokens.make(**{"name": "Script", "good_for": 30, "scopes": ["read"], "by": ann} | said)
    assert not Token.objects.exists()


def test_it_ends_when_it_runs_out_or_is_revoked(ann, time_machine):
    time_machine.move_to("2026-11-22 12:00:00+00:00", tick=False)
    _, short = make(ann, good_for=1)
    revoked, value = make(ann)
    tokens.revoke(revoked, by=ann)
    assert tokens.find(value) is None
    with pytest.raises(Conflict, match="revoked already"):
        tokens.revoke(revoked, by=ann)
    time_machine.move_to("2026-11-23 11:59:59+00:00", tick=False)
    assert tokens.find(short)
    time_machine.move_to("2026-11-23 12:00:00+00:00", tick=False)
    assert tokens.find(short) is None


def test_nobody_revokes_anothers(ann, bob):
    token, value = make(ann)
    for person in (bob, build.staff()):
        with pytest.raises(PermissionDenied):
            tokens.revoke(token, by=person)
    assert tokens.find(value)


def test_a_person_has_so_many_and_no_more(ann, bob):
    made = [make(ann)[0] for _ in range(tokens.MOST)]
    with pytest.raises(Conflict, match="revoke one"):
        make(ann)
    make(bob)
    tokens.revoke(made[0], by=ann)
    make(ann)


def test_closing_an_account_ends_its_tokens(ann, bob):
    for person, act in ((ann, people.deactivate), (bob, people.erase)):
        token, value = make(person)
        act(person, by=build.staff())
        assert tokens.find(value) is None
        token.refresh_from_db()
        assert token.revoked_by == build.staff()
        with pytest.raises(Conflict, match="closed"):
            make(person)
    assert token.name == ""


def test_an_account_that_is_closed_by_any_other_way_has_no_tokens(ann):
    _, value = make(ann)
    type(ann).objects.filter(pk=ann.pk).update(is_active=False)
    assert tokens.find(value) is None
