"""Tokens for programs: made and revoked by whoever they speak for. Events tell of them by id."""

import secrets
import uuid
from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from reviews.actions.events import record
from reviews.actions.refusals import insert, same
from reviews.exceptions import Conflict
from reviews.models import Token, User
from reviews.models.digests import sha256
from reviews.permissions import can_revoke_token
from reviews.vocabulary import TokenScope

MOST = 20  # that stand, of one person
LONGEST = 366  # days
PREFIX = "evidence_"  # so that whoever finds one in a file sees what it is


@transaction.atomic
def make(*, name, scopes, good_for, by, id=None):
    """(the token, its value) for so many days. The value is told here and nowhere else: for the
    same `id` again it is "".

    Raises Conflict if a person has MOST of them, or the account is closed.
    """
    name = " ".join(name.split())
    may = {f"may_{scope}": scope in scopes for scope in TokenScope}
    if known := same(Token, id, user_id=by.pk, name=name, **may):
        return known, ""
    if not name:
        raise ValidationError({"name": "Say what the token is for."})
    if not 0 < good_for <= LONGEST:
        raise ValidationError({"good_for": f"A token is good for 1 to {LONGEST} days."})
    _hold(by)
    if Token.objects.visible_to(by).standing().count() >= MOST:
        raise Conflict(f"You have {MOST} tokens already: revoke one that is not used any more.")
    value = PREFIX + secrets.token_urlsafe(32)
    now = timezone.now()
    token = insert(
        Token(
            id=id or uuid.uuid4(), user=by, name=name, digest=sha256(value), **may,
            made_at=now, expires_at=now + timedelta(days=good_for),
        )
    )  # fmt: skip
    record("make_token", token, by=by, scopes=token.scopes, expires_at=token.expires_at)
    return token, value


@transaction.atomic
def revoke(token, *, by):
    can_revoke_token(by, token).enforce()
    if not _end(Token.objects.filter(pk=token.pk), by=by):
        raise Conflict("This token was revoked already.")
    record("revoke_token", token, by=by)
    token.refresh_from_db()
    return token


def revoke_all(user, *, by):
    """A part of closing an account or of changing its password, whose event tells of it."""
    _end(user.tokens.all(), by=by)


def find(value):
    """The token with this value, with its `user`, or None if it opens nothing (any more)."""
    standing = Token.objects.standing().filter(user__is_active=True).select_related("user")
    return standing.filter(digest=sha256(value)).first()


def _hold(user):
    """Take the person's row, so that the count holds; who signed in with a password that was
    changed since makes none."""
    same = User.objects.filter(pk=user.pk, is_active=True, password=user.password)
    if not same.update(is_active=True):
        raise Conflict("This account is closed, or its password was changed: sign in again.")


def _end(tokens, *, by):
    return tokens.filter(revoked_at=None).update(revoked_at=timezone.now(), revoked_by=by)
