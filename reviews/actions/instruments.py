"""Instruments as panels use them: shipped definitions frozen as they stand when they are
adopted, and definitions that a panel, or staff for the installation, made."""

import uuid

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from reviews.actions.events import hold_installation, record
from reviews.actions.refusals import insert
from reviews.exceptions import Conflict
from reviews.instruments.definition import Subject
from reviews.instruments.loading import DEFINITIONS, parse, shipped
from reviews.models import Event, Instrument
from reviews.models.digests import sha256
from reviews.permissions import can, can_manage_accounts

NAMELESS = "definition"  # how a definition begins its messages; people are told the line alone


@transaction.atomic
def adopt(key, *, by):
    """Freeze the shipped definition of this key; adopted before, it stays as it is. What an older
    version of the program froze without an event has one from now on, as it is what is shipped."""
    can_manage_accounts(by).enforce()
    hold_installation()  # so that two who adopt at once write one event
    adopted, is_new = _frozen(key, by)
    if is_new or not Event.objects.filter(body__contains=str(adopted.pk)).exists():
        record("adopt", adopted, by=by, made=[adopted], sha256=adopted.sha256)
    return adopted


@transaction.atomic
def make(definition, *, by, panel=None, id=None):
    """Keep a definition that was written here, for one panel or, by staff, for the installation.
    The same file again is the same row; a changed one needs a version of its own.

    Raises ValidationError with the line and the sentence for one that cannot be used.
    """
    permit = can(by, "write_instrument", panel) if panel else can_manage_accounts(by)
    permit.enforce()
    hold_installation()  # so that staff and a panel do not take one key at once
    found = checked(definition, panel=panel)
    known = _known(found, panel)
    if known:
        return known
    made = _freeze(plain(definition), found, by, id=id or uuid.uuid4(), panel=panel, is_own=True)
    record("make_instrument", made, by=by, panel=panel, made=[made], sha256=made.sha256)
    return made


@transaction.atomic
def retire(instrument, *, by):
    """Offer what was made here no longer; what uses it stays as it is."""
    panel = instrument.panel
    permit = can(by, "write_instrument", panel) if panel else can_manage_accounts(by)
    permit.enforce()
    standing = Instrument.objects.filter(pk=instrument.pk, is_own=True, retired_at=None)
    if not standing.update(retired_at=timezone.now(), retired_by=by):
        raise Conflict("This instrument came with the program, or is retired already.")
    record("retire_instrument", instrument, by=by, panel=panel)
    instrument.refresh_from_db()
    return instrument


def plain(definition):
    """As it is kept: lines end in one way, and so does the file."""
    return definition.replace("\r\n", "\n").strip("\n") + "\n"


def checked(definition, *, panel=None):
    """The definition as the engine reads it, if `make` would keep it.

    Raises ValidationError with the line and the sentence for one that cannot be used, and
    Conflict where this version is there with another content.
    """
    try:
        found = parse(plain(definition), NAMELESS)
    except ValueError as error:
        sentence = str(error).removeprefix(f"{NAMELESS}, ")
        raise ValidationError(sentence[:1].upper() + sentence[1:]) from None
    _check_own(found, panel)
    known = _known(found, panel)
    if known and known.parsed != found:
        raise Conflict(
            f"Version {found.version} of {found.key} is there already, with another content: "
            "give the changed one a version of its own."
        )
    return found


def _known(found, panel):
    rows = Instrument.objects.filter(panel=panel, is_own=True)
    return rows.filter(key=found.key, version=found.version).first()


def available(panel):
    """{key: definition} of everything that the panel may choose, what it made itself first."""
    own = {key: row.parsed for key, row in Instrument.objects.offered_to(panel).items()}
    return own | {key: found for key, found in shipped().items() if key not in own}


def frozen(key, *, panel, by):
    """(the definition that the panel would use from now on, whether it was frozen just now), as
    part of the action that fixes it, whose event tells of a new one.

    Raises ValidationError for an unknown key and Conflict if the shipped text has changed
    under the version that was adopted.
    """
    own = Instrument.objects.offered_to(panel).get(key)
    return (own, False) if own else _frozen(key, by)


def _check_own(found, panel):
    if found.subject == Subject.CLAIM:
        raise ValidationError(
            "An instrument that is made here judges papers or results of theirs: write "
            "“subject: paper” or “subject: result”. Claims are graded by the GRADE domains."
        )
    rows = Instrument.objects.filter(key=found.key, is_own=True)
    if found.key in shipped() or (panel and _is_taken(rows.filter(panel=None), rows, panel)):
        raise ValidationError(
            f"{found.key} is the key of an instrument that is there for every panel: give yours "
            "another."
        )
    if panel is None and _is_taken(rows.exclude(panel=None), rows, None):
        raise ValidationError(
            f"{found.key} is the key of an instrument that a panel made for itself, and would "
            "take its place: give this one another key."
        )


def _is_taken(by_others, rows, panel):
    """Whether others have the key and the maker has not; who has it too may go on with it."""
    return by_others.exists() and not rows.filter(panel=panel).exists()


def _frozen(key, by):
    """(the row, whether it is new)"""
    if key not in shipped():
        raise ValidationError("There is no instrument of this name.")
    definition = (DEFINITIONS / f"{key}.yaml").read_text(encoding="utf-8")
    found = shipped()[key]
    known = Instrument.objects.filter(key=key, version=found.version, panel=None).first()
    if known and known.sha256 != sha256(definition):
        raise Conflict(
            f"Version {found.version} of {known.name} was adopted with another text: "
            "a changed definition needs a version of its own."
        )
    return (known, False) if known else (_freeze(definition, found, by), True)


def _freeze(definition, found, by, **fields):
    return insert(
        Instrument(
            key=found.key,
            version=found.version,
            name=found.name,
            definition=definition,
            sha256=sha256(definition),
            adopted_at=timezone.now(),
            adopted_by=by,
            **fields,
        )
    )
