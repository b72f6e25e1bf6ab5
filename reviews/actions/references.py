"""Papers' own lists of references, as imported records tell them; parts of an import."""

from reviews.importers.identifiers import if_valid
from reviews.models import Reference
from reviews.vocabulary import Scheme

BATCH = 2000
YEARS = range(1, 10_000)


def references_of(paper, cited):
    """Unsaved rows for the entries of one paper's list (records.Cited), in their order.

    `paper` is an id. An entry without text goes by its title or its identifier, and one without
    any of these tells nothing and is left out.
    """
    rows = []
    for entry in cited:
        doi, pmid = if_valid(Scheme.DOI, entry.doi), if_valid(Scheme.PMID, entry.pmid)
        text = entry.text.strip() or entry.title.strip() or _named(doi, pmid)
        if text:
            rows.append(
                Reference(
                    paper_id=paper,
                    position=len(rows) + 1,
                    text=text,
                    doi=doi,
                    pmid=pmid,
                    title=entry.title.strip(),
                    year=entry.year if entry.year in YEARS else None,
                )
            )
    return rows


def keep_references(listed):
    """Save the lists of new papers, [(paper id, record), ...], in bulk. Returns the rows."""
    rows = [row for paper, record in listed for row in references_of(paper, record.references)]
    return Reference.objects.bulk_create(rows, batch_size=BATCH)


def _named(doi, pmid):
    return f"DOI {doi}" if doi else f"PMID {pmid}" if pmid else ""
