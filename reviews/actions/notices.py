"""Notices: loading them from sources, and a panel's having seen them."""

import hashlib
import io
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from django.db import transaction
from django.utils import timezone

from reviews.actions.cascade import Followed, follow
from reviews.actions.events import hold_installation, record
from reviews.actions.matches import BATCH, LookUp, check, keep
from reviews.actions.notice_states import unknown
from reviews.actions.people import system
from reviews.actions.refusals import insert, legible, refused
from reviews.exceptions import Conflict
from reviews.importers import retraction_watch
from reviews.importers.records import Rejection
from reviews.integrity.dialects import give_room
from reviews.integrity.matches import find
from reviews.models import Acknowledgement, Chain, Identifier, Match, Notice, Paper
from reviews.models.digests import sha256
from reviews.models.events import INSTALLATION
from reviews.permissions import can, can_manage_accounts
from reviews.vocabulary import Origin

_LONGEST_ID, _LONGEST_DOI = 40, 500


@dataclass
class Loaded:
    """What became of a file's rows, seen = added + known + rejected, how many papers were looked
    up, and which claims are to be re-evaluated; `unchecked` papers have neither DOI nor PMID."""

    look_up: LookUp
    loaded_at: datetime
    added: int = 0
    known: int = 0
    rejections: tuple[Rejection, ...] = ()
    matches: tuple[Match, ...] = ()
    followed: Followed = Followed()
    checked: int = 0
    unchecked: int = 0

    @property
    def seen(self):
        return self.added + self.known + len(self.rejections)


@transaction.atomic
def load(file, *, extract_on=None, by=None):
    """Keep every row of a Retraction Watch file (bytes, or an open binary file) once, match
    it, and date the look-up of every paper. The same file again changes that date alone.

    Raises ValidationError if it is no such file.
    """
    by = by or system()
    can_manage_accounts(by).enforce()
    file = io.BytesIO(file) if isinstance(file, bytes) else file
    look_up = LookUp(
        Origin.RETRACTION_WATCH, hashlib.file_digest(file, "sha256").hexdigest(), extract_on
    )
    file.seek(0)
    give_room()
    # An identifier that is added meanwhile waits, and then finds these notices.
    hold_installation()
    now = timezone.now()
    with legible():
        loaded = _keep(retraction_watch.parse(file), Loaded(look_up, now), now)
    made = Notice.objects.filter(origin=look_up.origin, loaded_at=now)
    loaded.matches = tuple(keep(find(Identifier.objects.all())))
    # Of all papers, so that nothing that was ever missed stays so.
    mended = Match.objects.changed_since().values_list("paper_id", flat=True)
    loaded.followed = follow(matches=loaded.matches, mended=set(mended))
    loaded.checked = check(Paper.objects.all(), look_up)
    loaded.unchecked = Paper.objects.count() - loaded.checked
    record(
        "load",
        Chain(pk=INSTALLATION),
        by=by,
        made=made.iterator(BATCH),
        sha256=look_up.sha256,
        extract_on=extract_on,
        matched=[[row.notice_id, row.paper_id] for row in loaded.matches],
        opened=loaded.followed.opened,
        closed=loaded.followed.closed,
    )
    return loaded


@transaction.atomic
def acknowledge(match, *, by, note=""):
    """The panel has seen this match; publishing needs it. Conflict if it was seen before."""
    panel = match.paper.panel
    can(by, "acknowledge", panel).enforce()
    if Acknowledgement.objects.filter(match=match).exists():
        raise Conflict("This notice was acknowledged already.")
    seen = insert(
        Acknowledgement(
            match=match,
            note=note.strip(),
            acknowledged_at=timezone.now(),
            acknowledged_by=by,
        )
    )
    record("acknowledge", match, by=by, panel=panel, note=seen.note)
    return seen


def _keep(rows, loaded, now):
    """Insert what is new, batch by batch, and count what became of each row."""
    rows, rejections = iter(rows), []
    while batch := list(islice(rows, BATCH)):
        rejections += [row for row in batch if isinstance(row, Rejection)]
        read = [row for row in batch if not isinstance(row, Rejection)]
        new = unknown([_notice(row, loaded.look_up, now) for row in read])
        with refused():
            Notice.objects.bulk_create(new, batch_size=BATCH)
        loaded.added += len(new)
        loaded.known += len(read) - len(new)
    loaded.rejections = tuple(rejections)
    return loaded


def _notice(row, look_up, now):
    names = {"DOI": row.notice_doi, "PMID": row.notice_pmid}
    return Notice(
        origin=look_up.origin,
        key=_key(row),
        nature=row.nature,
        doi=row.doi if len(row.doi) <= _LONGEST_DOI else "",
        pmid=row.pmid,
        dated=row.date,
        reasons="; ".join(row.reasons),
        reference=", ".join(f"{scheme} {value}" for scheme, value in names.items() if value),
        row=row.row,
        extract_on=look_up.extract_on,
        loaded_at=now,
    )


def _key(row):
    """The record id as it is, unless it is too long or could be taken for a later state."""
    is_plain = len(row.record_id) <= _LONGEST_ID and "#" not in row.record_id
    return row.key if is_plain else sha256(row.key)[:_LONGEST_ID]
