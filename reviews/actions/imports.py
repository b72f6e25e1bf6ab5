"""Storing a parsed file: every record seen becomes a paper, a duplicate or a rejection."""

import uuid
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from reviews.actions.events import hold_installation
from reviews.actions.events import record as record_event
from reviews.actions.matches import BATCH, check_again, match
from reviews.actions.panels import hold_panel
from reviews.actions.record_notices import keep_notices
from reviews.actions.refusals import misfits, refused
from reviews.importers.records import RecordNotice
from reviews.models import Identifier, Paper, Source
from reviews.models.digests import sha256
from reviews.vocabulary import Scheme, SourceKind

LOOK_UP = 10_000


@dataclass(frozen=True)
class Outcome:
    """What became of one record: "imported", "duplicate" or "rejected", and why not imported.

    `paper` is the id of the new paper, `duplicate_of` of the one that is there.
    """

    index: int
    line: int
    outcome: str
    reason: str = ""
    paper: uuid.UUID | None = None
    duplicate_of: uuid.UUID | None = None
    title: str = ""
    doi: str = ""
    pmid: str = ""
    notices: tuple[RecordNotice, ...] = ()

    @property
    def about(self):
        return self.paper or self.duplicate_of


@dataclass(frozen=True)
class Imported:
    """What became of a file, in its order: seen = imported + duplicates + rejected."""

    format: str
    records: tuple[Outcome, ...]

    @property
    def counts(self):
        found = [record.outcome for record in self.records]
        return {
            "seen": len(found),
            "imported": found.count("imported"),
            "duplicates": found.count("duplicate"),
            "rejected": found.count("rejected"),
        }


@transaction.atomic
def store(panel, parsed, *, by):
    """All of a file or, whatever happens meanwhile, nothing of it."""
    # Notices that are being loaded are all there, or find these papers afterwards.
    hold_installation()
    hold_panel(panel)
    now = timezone.now()
    outcomes, rows = _sort_out(panel, parsed.records, by, now)
    made = _insert(rows)
    told = zip(outcomes, parsed.records, strict=True)
    made += keep_notices([(o.about, r) for o, r in told if o.about and r.notices], now)
    match(Identifier.objects.filter(panel=panel, added_at=now))
    check_again(Paper.objects.filter(panel=panel, added_at=now))
    outcomes += [Outcome(r.index, r.line, "rejected", r.reason) for r in parsed.rejections]
    imported = Imported(parsed.format, tuple(sorted(outcomes, key=lambda o: o.index)))
    record_event(
        "import", panel, by=by, panel=panel, made=made, format=parsed.format, **imported.counts
    )
    return imported


def _sort_out(panel, records, by, now):
    """(an outcome for each record, the rows of all new papers)"""
    known = _known(panel, records)
    outcomes, rows = [], []
    for record in records:
        new = _rows(panel, record, by, now)
        outcome = _outcome(record, new, known)
        outcomes.append(outcome)
        if outcome.paper:
            rows += new
        for key in _keys(record) if outcome.about else ():
            known.setdefault(key, outcome.about)
    return outcomes, rows


def _outcome(record, rows, known):
    fate = {"outcome": "imported", "paper": rows[0].pk}
    there = next((key for key in _keys(record) if key in known), None)
    if there:
        reason = f"A paper of this panel has the {there[0].label} {there[1]} already."
        fate = {"outcome": "duplicate", "reason": reason, "duplicate_of": known[there]}
    elif sentences := [sentence for row in rows for sentence in misfits(row)]:
        fate = {"outcome": "rejected", "reason": " ".join(sentences)}
    return Outcome(
        record.index,
        record.line,
        title=record.title,
        doi=record.doi,
        pmid=record.pmid,
        notices=record.notices,
        **fate,
    )


def _known(panel, records):
    """{(scheme, value): paper id} for the identifiers in these records that the panel has."""
    wanted = [value for record in records for _, value in _keys(record)]
    known = {}
    for start in range(0, len(wanted), LOOK_UP):
        found = Identifier.objects.filter(panel=panel, value__in=wanted[start : start + LOOK_UP])
        for scheme, value, paper in found.values_list("scheme", "value", "paper_id"):
            known[Scheme(scheme), value] = paper
    return known


def _keys(record):
    values = (
        (Scheme.DOI, record.doi),
        (Scheme.PMID, record.pmid),
        (Scheme.PMCID, record.pmcid),
    )
    return [(scheme, value) for scheme, value in values if value]


def _rows(panel, record, by, now):
    """The paper of a record, its identifiers and its abstract, unsaved."""
    added = {"added_at": now, "added_by": by}
    paper = Paper(
        panel=panel,
        title=record.title,
        authors=[_author(author) for author in record.authors],
        affiliation=record.affiliation,
        journal=record.journal,
        year=record.year,
        published=record.published,
        volume=record.volume,
        issue=record.issue,
        pages=record.pages,
        record=record.raw,
        **added,
    )
    identifiers = [
        Identifier(
            paper=paper, panel=panel, scheme=scheme, value=value, basis="as imported", **added
        )
        for scheme, value in _keys(record)
    ]
    if not record.abstract:
        return [paper, *identifiers]
    digest = sha256(record.abstract)
    kind = SourceKind.ABSTRACT
    source = Source(paper=paper, kind=kind, text=record.abstract, sha256=digest, **added)
    return [paper, *identifiers, source]


def _author(author):
    if author.collective:
        return {"collective": author.collective}
    given = " ".join(filter(None, [author.given or author.initials, author.suffix]))
    return {"family": author.family, "given": given, "orcid": author.orcid}


def _insert(rows):
    """Save the rows of new papers; returns those of them that are guarded."""
    sources = [row for row in rows if isinstance(row, Source)]
    with refused():
        for model in (Paper, Identifier, Source):
            of_model = [row for row in rows if isinstance(row, model)]
            model.objects.bulk_create(of_model, batch_size=BATCH)
    return sources
