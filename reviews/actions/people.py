"""Accounts: making, describing, closing and erasing them. Events carry ids, never names."""

import re
import unicodedata

from allauth.account.models import EmailAddress
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from reviews.actions.assignments import end_all, release_all
from reviews.actions.events import hold_installation, record
from reviews.actions.panels import hold_panels_of, refuse_without_chair
from reviews.actions.refusals import insert, misfits, refused
from reviews.actions.tokens import revoke_all
from reviews.exceptions import Conflict
from reviews.models import Invitation, Membership, User
from reviews.models.people import SYSTEM
from reviews.permissions import can_edit_account, can_manage_accounts

_ORCID = re.compile(r"(?:https?://orcid\.org/)?(\d{4})-?(\d{4})-?(\d{4})-?(\d{3}[\dXx])/?")


@transaction.atomic
def create(*, email, name, by, orcid="", is_staff=False):
    """An account without a password: its owner sets one through a link."""
    can_manage_accounts(by).enforce()
    user = User(
        email=User.objects.normalize_email(email.strip()),
        name=_name(name),
        orcid=_orcid(orcid),
        is_staff=is_staff,
    )
    user.set_unusable_password()
    insert(user)
    record("create", user, by=by, is_staff=is_staff)
    return user


@transaction.atomic
def join(*, email, name, password):
    """An account that its owner makes, who has shown that the address is theirs. A part of
    accepting an invitation: there is no other way to sign up.

    Raises ValidationError by field, Conflict if the address has an account.
    """
    user = User(email=User.objects.normalize_email(email), name=_name(name))
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise ValidationError({"password": error}) from error
    user.set_password(password)
    insert(user)
    record("create", user, by=user, is_staff=False)
    return user


@transaction.atomic
def change_password(user, password):
    """By the owner of an account, signed in or through a link from a mail. Its tokens end: whoever
    fears that somebody knows the password wants nobody to be left inside."""
    user.set_password(password)
    User.objects.filter(pk=user.pk).update(password=user.password)
    revoke_all(user, by=user)
    record("change_password", user, by=user)


@transaction.atomic
def set_password(user, password, *, by):
    """The first password of an account, for an owner who cannot get a link by mail."""
    can_manage_accounts(by).enforce()
    user.refresh_from_db()
    if user.has_usable_password() or not user.is_active:
        raise Conflict("This account has a password, or is closed: its owner sets the next one.")
    user.set_password(password)
    User.objects.filter(pk=user.pk).update(password=user.password)
    record("set_password", user, by=by)
    return user


@transaction.atomic
def edit(user, *, name, orcid, by, other_names=None, **wants):
    """By staff, or by oneself; `other_names` has one a line, None leaves them as they are.
    `wants` may hold wants_reminders and wants_digest."""
    can_edit_account(by, user).enforce()
    given = user.other_names if other_names is None else other_names
    others = [_name(line) for line in given.splitlines()]
    described = User(
        email=user.email,
        password=user.password,
        name=_name(name),
        other_names="\n".join(filter(None, others)),
        orcid=_orcid(orcid),
    )
    if sentences := misfits(described):
        raise ValidationError(sentences)
    with refused():
        kept = User.objects.filter(pk=user.pk).exclude(name="")
        if not kept.update(
            name=described.name, other_names=described.other_names, orcid=described.orcid, **wants
        ):
            raise Conflict("This person was erased.")
    record("edit", user, by=by)
    user.refresh_from_db()
    return user


@transaction.atomic
def deactivate(user, *, by):
    """End the person's access; their seats and everything they did stay, and nothing is owed
    any more by someone who cannot sign in."""
    can_manage_accounts(by).enforce()
    _refuse_last_chair(user)
    if not User.objects.filter(pk=user.pk, is_active=True).update(is_active=False):
        raise Conflict("This account is closed already.")
    end_all(user, reason="The account is closed.", by=by)
    release_all(user, by=by)
    revoke_all(user, by=by)
    record("deactivate", user, by=by)
    user.refresh_from_db()
    return user


@transaction.atomic
def erase(user, *, by):
    """Empty the person's row and end their seats. What they did stays, under an opaque id."""
    can_manage_accounts(by).enforce()
    _refuse_last_chair(user)
    erased = User(pk=user.pk, email=f"{user.pk}@erased.invalid")
    erased.set_unusable_password()
    if not User.objects.filter(pk=user.pk).exclude(email=erased.email).update(
        email=erased.email, name="", other_names="", orcid="", password=erased.password,
        last_login=None, is_active=False, is_staff=False, is_superuser=False,
    ):  # fmt: skip
        raise Conflict("This person was erased already.")
    EmailAddress.objects.filter(user_id=user.pk).delete()
    _forget_address(user.email, by=by)
    Membership.objects.current().filter(user_id=user.pk).update(left_at=timezone.now(), left_by=by)
    end_all(user, reason="The account is closed.", by=by)
    release_all(user, by=by)
    revoke_all(user, by=by)
    user.tokens.update(name="")
    record("erase", user, by=by)
    user.refresh_from_db()
    return user


@transaction.atomic
def system():
    """The account under which commands act when nobody is named. Nobody can sign in to it."""
    known = User.objects.filter(pk=SYSTEM)
    if user := known.first():
        return user
    # Of two who need it for the first time at once, one waits and then finds it.
    hold_installation()
    if user := known.first():
        return user
    user = User(pk=SYSTEM, email=f"{SYSTEM}@system.invalid", name="The system", is_active=False)
    user.set_unusable_password()
    insert(user)
    record("create", user, by=None, is_staff=False)
    return user


def _refuse_last_chair(user):
    # The account's event goes to the installation, which is taken before any panel.
    hold_installation()
    for panel in hold_panels_of(user):
        refuse_without_chair(panel, user)


def _forget_address(email, *, by):
    """Invitations that are on their way to someone who is erased lead nowhere."""
    offered = Invitation.objects.standing().filter(email__iexact=email)
    offered.update(revoked_at=timezone.now(), revoked_by=by, email="")


def _name(name):
    return " ".join(unicodedata.normalize("NFC", name).split())


def _orcid(text):
    """An ORCID as 0000-0000-0000-0000, its check digit (ISO 7064, MOD 11-2) right, or ""."""
    if not text.strip():
        return ""
    found = _ORCID.fullmatch(text.strip())
    digits = "".join(found.groups()).upper() if found else ""
    if not found or digits[-1] != _check_digit(digits[:-1]):
        raise ValidationError(f"{text.strip()} is not an ORCID.")
    return "-".join(found.groups()).upper()


def _check_digit(digits):
    total = 0
    for digit in digits:
        total = (total + int(digit)) * 2
    return "0123456789X"[(12 - total % 11) % 11]
