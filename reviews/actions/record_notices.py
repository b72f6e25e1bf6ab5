"""What imported records tell of their own papers, kept as notices of who wrote the records."""

from datetime import datetime

from django.db.models import Q

from reviews.actions.matches import BATCH, match, save
from reviews.actions.refusals import refused
from reviews.models import Identifier, Match, Notice
from reviews.models.digests import canonical, sha256
from reviews.vocabulary import Origin, Scheme

# Whose word the records of a format are; of other formats nobody knows who wrote them.
_ORIGINS = {
    "pubmed": Origin.PUBMED,
    "pubmed_xml": Origin.PUBMED,
    "medline": Origin.PUBMED,
    "crossref": Origin.CROSSREF,
}


def keep_notices(records, file_format, now):
    """Rows for what these ImportRecords of this format tell, each notice once in the
    installation, matched with the records' own papers and with those of other panels. Returns
    new rows."""
    origin = _ORIGINS.get(file_format, Origin.RECORD)
    pairs = [(r.paper_id, _notice(r, said, origin, now)) for r in records for said in r.notices]
    if not pairs:
        return []
    named = {notice.key: notice for _, notice in pairs}
    kept = {notice.key: notice for notice in Notice.objects.filter(origin=origin, key__in=named)}
    new = [notice for key, notice in named.items() if key not in kept]
    with refused():
        Notice.objects.bulk_create(new, batch_size=BATCH)
    kept |= {notice.key: notice for notice in new}
    _match_own({(kept[notice.key].pk, paper) for paper, notice in pairs}, now)
    match(
        Identifier.objects.filter(
            Q(scheme=Scheme.DOI, value__in={notice.doi for notice in new})
            | Q(scheme=Scheme.PMID, value__in={notice.pmid for notice in new})
        )
    )
    return new


def _match_own(pairs, now):
    """A record needs no identifier to be about its own paper."""
    matches = Match.objects.filter(notice__in={notice for notice, _ in pairs})
    there = set(matches.values_list("notice_id", "paper_id"))
    save(
        [
            Match(notice_id=notice, paper_id=paper, matched_by="record", matched_at=now)
            for notice, paper in sorted(pairs - there)
        ]
    )


def _notice(record, said, origin, now):
    about = [record.doi, record.pmid] if record.doi or record.pmid else [record.title]
    reference, published = said["reference"] or "", said["date"] or ""
    identity = [about, said["nature"], said["heading"], reference]
    return Notice(
        origin=origin,
        key=sha256(canonical(identity)),
        nature=said["nature"],
        doi=record.doi,
        pmid=record.pmid,
        dated=_full_date(published),
        reference=" ".join(filter(None, [said["heading"], reference])),
        row={"heading": said["heading"], "reference": reference, "published": published},
        loaded_at=now,
    )


def _full_date(words):
    """The day of a date such as "2003 Oct 30"; None for less, because a guess would be worse."""
    try:
        return datetime.strptime(f"{words} +0000", "%Y %b %d %z").date()
    except ValueError:
        return None
