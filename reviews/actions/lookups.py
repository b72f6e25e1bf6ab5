"""One paper, looked up elsewhere: shown first, then stored as every imported record is."""

from dataclasses import dataclass
from functools import reduce
from operator import or_

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q

from reviews.actions.crossref_notices import keep_crossref
from reviews.actions.events import record as record_event
from reviews.actions.papers import import_papers
from reviews.exceptions import Unknown, Unreadable
from reviews.importers import crossref
from reviews.lookups import papers
from reviews.lookups.papers import Found
from reviews.models import Paper
from reviews.permissions import can
from reviews.vocabulary import RecordOutcome, Scheme


@dataclass(frozen=True)
class Preview:
    """What was found, and the paper of the panel that has one of its identifiers, if any."""

    found: Found
    there: Paper | None


def preview(panel, identifier, *, by):
    """Look a DOI or a PMID up; nothing is stored.

    Raises ValidationError if it cannot be read or is not known, Unreachable if nobody answers.
    """
    can(by, "import", panel).enforce()
    found = _find(identifier)
    return Preview(found, _there(panel, found.record))


def add(panel, identifier, *, by):
    """Look it up again, so that nothing is taken from the browser, and import the answer as the
    file that it is.

    Returns the ImportRecord, which names the paper. Raises as `preview` does, and
    ValidationError if the record does not fit.
    """
    can(by, "import", panel).enforce()
    found = _find(identifier)
    name = f"{found.service}: {found.record.doi or found.record.pmid}"
    record = import_papers(panel, found.answer, by=by, name=name).records.get()
    if record.outcome == RecordOutcome.REJECTED:
        raise ValidationError(record.reason)
    if found.format == crossref.FORMAT:
        _keep_updates(Paper.objects.get(pk=record.paper_id), found, by)
    return record


@transaction.atomic
def _keep_updates(paper, found, by):
    """What Crossref lists of the paper itself: retractions, corrections and their like."""
    made = keep_crossref(paper, crossref.message_of(found.answer))
    record_event("look_up", paper, by=by, panel=paper.panel, made=made, service=found.service)


def _find(identifier):
    try:
        return papers.find(identifier)
    except (Unknown, Unreadable) as error:
        raise ValidationError({"identifier": str(error)}) from error


def _there(panel, record):
    values = {Scheme.DOI: record.doi, Scheme.PMID: record.pmid, Scheme.PMCID: record.pmcid}
    same = [
        Q(identifiers__scheme=scheme, identifiers__value=value)
        for scheme, value in values.items()
        if value
    ]
    return Paper.objects.filter(reduce(or_, same), panel=panel).first() if same else None
