"""What is known in public of the papers that a list of references names: notices, and claims of
theirs that panels published. Nothing of the list is kept, and of panels only editions are read."""

import tempfile
from dataclasses import dataclass, field
from functools import cached_property
from threading import BoundedSemaphore

from django.db.models import Q
from django.utils.safestring import SafeString

from reviews.exceptions import Unreachable, Unreadable
from reviews.exports.lines import listed_status, of_standing
from reviews.exports.papers import notice as told
from reviews.exports.reading_papers import day
from reviews.importers.apart import Apart
from reviews.importers.records import Record, RecordNotice, Rejection
from reviews.integrity.listed import Snapshot, listed, pairs, snapshot
from reviews.integrity.status import publication_status
from reviews.models import PublicIdentifier, Standing
from reviews.vocabulary import Label, PublicationStatus, Scheme

MOST_RECORDS = 2000
LONGEST = 20  # seconds
_DOUBTED = (Label.WEAKLY_SUPPORTED, Label.CONTRADICTED)
_PIECE = 2**16
# Each takes a process with its memory; anybody may ask for one.
_AT_ONCE = BoundedSemaphore(2)
_PATIENCE = 5  # seconds
_BUSY = "Other lists are being read just now. Wait a minute, then press the button again."
_DIFFERENT = (
    "Counted in another way, the list holds {0:,} references, but {1:,} were read: compare it with"
    " what stands here."
)


@dataclass
class Entry:
    """One paper of the list, and what was found of it.

    `listed` are notices as public pages tell them, `own` those that the list itself tells;
    `doubted` are published claims found weakly supported or contradicted, as lines; `papers` the
    public pages of this paper, one for each panel that published claims of it. `found_doi` is
    what an edition adds to a PMID alone; notices are looked up by it, too.
    """

    place: int
    title: str
    year: int | None
    doi: str
    pmid: str
    own: tuple[RecordNotice, ...]
    found_doi: str = ""
    listed: list[dict] = field(default_factory=list)
    status: PublicationStatus = PublicationStatus.NOT_LISTED
    doubted: list[SafeString] = field(default_factory=list)
    papers: list["PaperShown"] = field(default_factory=list)

    @property
    def is_named(self):
        return bool(self.doi or self.pmid)

    @property
    def identifiers(self):
        named = (("DOI", self.doi), ("PMID", self.pmid))
        return ", ".join(f"{scheme} {value}" for scheme, value in named if value)

    @property
    def is_noticed(self):
        return bool(self.listed or self.own or any(paper.status for paper in self.papers))

    @property
    def is_found(self):
        return bool(self.is_noticed or self.papers)


@dataclass(frozen=True)
class _Named:
    doi: str
    pmid: str


@dataclass(frozen=True)
class PaperShown:
    """A paper with published claims, as one panel has it: `others` counts those not doubted."""

    id: str
    panel: str
    status: PublicationStatus | None
    others: int


@dataclass(frozen=True)
class ListChecked:
    entries: list[Entry]
    rejections: list[Rejection]
    remarks: list[str]
    snapshot: Snapshot | None

    @cached_property
    def found(self):
        return [entry for entry in self.entries if entry.is_found]

    @cached_property
    def clear(self):
        return [entry for entry in self.entries if entry.is_named and not entry.is_found]

    @cached_property
    def nameless(self):
        return [entry for entry in self.entries if not (entry.is_named or entry.is_found)]

    @property
    def as_of(self):
        """Which snapshot was looked into; "" if there is none."""
        return _named_snapshot(self.snapshot) if self.snapshot else ""

    @property
    def noticed(self):
        return sum(entry.is_noticed for entry in self.entries)

    @property
    def doubted(self):
        return sum(bool(entry.doubted) for entry in self.entries)


def check(file):
    """Read a file (open for bytes) in a process of its own, and look its papers up, in the same
    number of queries whatever their number.

    Raises Unreadable with a sentence, or Unreachable while too many are at it.
    """
    if not _AT_ONCE.acquire(timeout=_PATIENCE):
        raise Unreachable(_BUSY)
    try:
        items, remarks = _read(file)
    finally:
        _AT_ONCE.release()
    entries = [_entry(item) for item in items if isinstance(item, Record)]
    if not items:
        raise Unreadable("No reference is in it: give a list with at least one.")
    _tell_claims(entries)
    _tell_notices(entries)
    rejections = [item for item in items if isinstance(item, Rejection)]
    return ListChecked(entries, rejections, remarks, snapshot())


def _named_snapshot(snapshot):
    source = f"the snapshot of {snapshot.source.label}"
    if snapshot.extract_on:
        return f"{source} of {day(snapshot.extract_on.isoformat())}"
    loaded = day(snapshot.loaded_at.date().isoformat())
    return f"{source} that was loaded on {loaded} (its own day is not known)"


def _read(file):
    """(records and rejections, sentences about the file as a whole). On a disk without a name: the
    process that reads needs a file, and nothing stays of it."""
    items = []
    with tempfile.TemporaryFile() as copy:
        while piece := file.read(_PIECE):
            copy.write(piece)
        copy.seek(0)
        with Apart(copy, seconds=LONGEST, is_list=True) as apart:
            for item in apart.items():
                items.append(item)
                if len(items) > MOST_RECORDS:
                    raise Unreadable(
                        f"It has more than {MOST_RECORDS:,} references: split it and try again."
                    )
    remarks = list(apart.remarks)
    if apart.counted not in (None, len(items)):
        remarks.append(_DIFFERENT.format(apart.counted, len(items)))
    return items, remarks


def _entry(record):
    return Entry(record.index, record.title, record.year, record.doi, record.pmid, record.notices)


def _tell_notices(entries):
    named = [_Named(entry.doi or entry.found_doi, entry.pmid) for entry in entries]
    for place, found in listed(named).items():
        entries[place].listed = [told(each) | {"record": each.notice.record} for each in found]
        entries[place].status = publication_status(each.notice for each in found)


def _tell_claims(entries):
    for place, standings in _standings(entries).items():
        entry = entries[place]
        if not entry.doi:
            entry.found_doi = min(set().union(*standings.values()), default="")
        by_paper = {}
        for standing in standings:
            by_paper.setdefault(standing.paper_id, []).append(standing)
        for pk, of_paper in by_paper.items():
            doubted = [of_standing(row) for row in of_paper if row.label in _DOUBTED]
            entry.doubted += doubted
            first, others = of_paper[0], len(of_paper) - len(doubted)
            entry.papers.append(
                PaperShown(str(pk), first.panel.name, listed_status(first.status), others)
            )


def _standings(entries):
    """{place: {Standing: its DOIs}} of the public claims of the papers that are named, the newest
    first; in one query, with all the identifiers of each."""
    named = Q(scheme=Scheme.DOI, value__in={entry.doi for entry in entries} - {""}) | Q(
        scheme=Scheme.PMID, value__in={entry.pmid for entry in entries} - {""}
    )
    known = PublicIdentifier.objects.filter(named).values("standing")
    standings = Standing.objects.listed().filter(pk__in=known)
    rows = PublicIdentifier.objects.filter(standing__in=standings).select_related("standing__panel")
    told = {}
    for row in rows.order_by("-standing__published_at", "standing"):
        values = told.setdefault(row.standing, {Scheme.DOI: set(), Scheme.PMID: set()})
        values.setdefault(row.scheme, set()).add(row.value)
    things = [
        (standing, values[Scheme.DOI], values[Scheme.PMID]) for standing, values in told.items()
    ]
    places = {}
    for place, standing, _ in pairs(entries, things):
        places.setdefault(place, {})[standing] = told[standing][Scheme.DOI]
    return places
