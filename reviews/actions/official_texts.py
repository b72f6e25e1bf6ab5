"""The published wording of shipped instruments, pasted by panels that have a right to it."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from reviews.actions.events import record
from reviews.actions.refusals import insert
from reviews.instruments.loading import shipped
from reviews.models import OfficialTexts
from reviews.permissions import can

LONGEST = 2_000  # characters of one question


@transaction.atomic
def write(panel, key, *, texts, ground, by):
    """Show these texts, {item id: text}, to this panel from now on, in place of those before;
    none at all takes them back. `ground` says by what right, or why they are taken back."""
    can(by, "write_instrument", panel).enforce()
    if key not in shipped():
        raise ValidationError("Official wording is kept for instruments that ship.")
    instrument = shipped()[key]
    known = {item.id for item in instrument.items}
    kept = {item: text.strip() for item, text in texts.items() if text.strip()}
    if strange := set(kept) - known:
        raise ValidationError(f"{instrument.name} has no question {min(strange)!r:.60}.")
    if any(len(text) > LONGEST for text in kept.values()):
        raise ValidationError(f"The wording of a question has at most {LONGEST} characters.")
    made = insert(
        OfficialTexts(
            panel=panel,
            key=key,
            version=instrument.version,
            texts=kept,
            ground=ground.strip(),
            written_at=timezone.now(),
            written_by=by,
        )
    )
    record("write_official_texts", made, by=by, panel=panel, made=[made], instrument=key)
    return made
