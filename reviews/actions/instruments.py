"""Instruments as panels use them: definitions frozen as they stand when they are adopted."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from reviews.actions.events import record
from reviews.actions.refusals import insert
from reviews.exceptions import Conflict
from reviews.instruments.loading import DEFINITIONS, shipped
from reviews.models import Instrument
from reviews.models.digests import sha256
from reviews.permissions import can_manage_accounts


@transaction.atomic
def adopt(key, *, by):
    """Freeze the shipped definition of this key; adopted before, it stays as it is."""
    can_manage_accounts(by).enforce()
    adopted, is_new = _frozen(key)
    if is_new:
        record("adopt", adopted, by=by, sha256=adopted.sha256)
    return adopted


def frozen(key):
    """The definition that a round opened now uses, as part of the action that opens it.

    Raises ValidationError for an unknown key and Conflict if the shipped text has changed
    under the version that was adopted.
    """
    return _frozen(key)[0]


def _frozen(key):
    """(the row, whether it is new)"""
    if key not in shipped():
        raise ValidationError("There is no instrument of this name.")
    definition = (DEFINITIONS / f"{key}.yaml").read_text(encoding="utf-8")
    version = shipped()[key].version
    known = Instrument.objects.filter(key=key, version=version).first()
    if known and known.sha256 != sha256(definition):
        raise Conflict(
            f"Version {version} of {known.name} was adopted with another text: "
            "a changed definition needs a version of its own."
        )
    return (known, False) if known else (_freeze(key, definition), True)


def _freeze(key, definition):
    instrument = shipped()[key]
    return insert(
        Instrument(
            key=key,
            version=instrument.version,
            name=instrument.name,
            definition=definition,
            sha256=sha256(definition),
            adopted_at=timezone.now(),
        )
    )
