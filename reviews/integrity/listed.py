"""What is listed of papers that somebody only names, by DOI or PMID: nothing of any panel.

Read are the extracts that administrators load for the whole installation. What an imported record
or a look-up told belongs to the panel that had it: it would tell what panels work on, and anybody
who can import a file could say it of any paper.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Max, Q

from reviews.models import Notice
from reviews.vocabulary import Origin, Scheme

LOADED = Origin.RETRACTION_WATCH


@dataclass(frozen=True)
class Listed:
    """A notice about a named paper, and by which identifier it is."""

    notice: Notice
    matched_by: Scheme


@dataclass(frozen=True)
class Snapshot:
    """The newest extract whose notices are kept; its own date may be unknown. One that brought
    nothing new leaves no trace here, so the day is never too late."""

    source: Origin
    extract_on: date | None
    loaded_at: datetime


def snapshot():
    """What can be said to hold no notice of a paper; None where no extract was ever loaded."""
    told = Notice.objects.filter(origin=LOADED).aggregate(
        extract_on=Max("extract_on"), loaded_at=Max("loaded_at")
    )
    return Snapshot(LOADED, **told) if told["loaded_at"] else None


def listed(named):
    """{place in `named`: [Listed]} for those of which anything is listed, in one query.

    `named` is a list of what has a `doi` and a `pmid`, empty if not known. What the source has
    changed since is left out.
    """
    dois, pmids = _values(named, "doi"), _values(named, "pmid")
    # By both sides at once, and the source afterwards: by the source SQLite would begin.
    rows = Notice.objects.standing().filter(Q(doi__in=dois) | Q(pmid__in=pmids)).defer("row")
    notices = [row for row in rows if row.origin == LOADED]
    things = [(row, {row.doi} - {""}, {row.pmid} - {""}) for row in notices]
    found = defaultdict(list)
    for place, row, scheme in pairs(named, things):
        found[place].append(Listed(row, scheme))
    return {place: sorted(notices, key=_order) for place, notices in found.items()}


def pairs(named, things):
    """[(place in `named`, thing, scheme)] of what is the same paper: by DOI, or by PMID where not
    both have a DOI. `things` are (thing, its DOIs, its PMIDs).

    In a panel an identifier has one paper, in a list a paper may stand twice, so that another's
    having the DOI says nothing here.
    """
    by_doi, by_pmid = _places(named, "doi"), _places(named, "pmid")
    found = []
    for thing, dois, pmids in things:
        found += [(place, thing, Scheme.DOI) for doi in dois for place in by_doi.get(doi, ())]
        found += [
            (place, thing, Scheme.PMID)
            for pmid in pmids
            for place in by_pmid.get(pmid, ())
            if not (dois and named[place].doi)
        ]
    return found


def _values(named, name):
    return {getattr(each, name) for each in named} - {""}


def _places(named, name):
    places = defaultdict(list)
    for place, each in enumerate(named):
        if value := getattr(each, name):
            places[value].append(place)
    return places


def _order(each):
    return each.notice.dated or date.min, each.notice.key
