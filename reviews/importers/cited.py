"""A paper's own list of references, made ready to be kept: one spelling of each identifier."""

from collections.abc import Iterable, Iterator

from reviews.importers.identifiers import if_valid
from reviews.importers.records import Cited
from reviews.vocabulary import Scheme

YEARS = range(1, 10_000)
LONGEST_DOI = 500  # characters; a longer one stands in the text and in the raw record alone


def numbered(entries: Iterable[Cited]) -> Iterator[tuple[int, Cited]]:
    """(place in the list, from 1, and the entry with normal identifiers), in their order.

    An entry without text goes by its title or its identifier; one without any of these tells
    nothing and is left out. A year that cannot be one is not known.
    """
    place = 0
    for entry in entries:
        doi, pmid = if_valid(Scheme.DOI, entry.doi), if_valid(Scheme.PMID, entry.pmid)
        title = entry.title.strip()
        text = entry.text.strip() or title or _named(doi, pmid)
        if text:
            place += 1
            year = entry.year if entry.year in YEARS else None
            kept = doi if len(doi) <= LONGEST_DOI else ""
            yield place, Cited(text, kept, pmid, title, year)


def _named(doi: str, pmid: str) -> str:
    return f"DOI {doi}" if doi else f"PMID {pmid}" if pmid else ""
