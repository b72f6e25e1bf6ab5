"""Constructed files: records in PubMed's text format, and Retraction Watch files."""

import csv
import io
from pathlib import Path

HEADER = Path("reviews/demo/retraction_watch.csv").read_text().splitlines()[0].split(",")


def pubmed(number, *, title="", doi="", pmid="", notice="", pages="1-9"):
    """One record of a list; `notice` as it stands below the authors."""
    identifiers = [
        *([f"DOI: {doi}"] if doi else []),
        *([f"PMID: {pmid} [Indexed for MEDLINE]"] if pmid else []),
    ]
    parts = [
        f"{number}. J Constr Res. 2019 Mar 5;12(3):{pages}.",
        title or f"The constructed record of number {number}.",
        "Alpha A, Beta BC.",
        *([notice] if notice else []),
        "This text is constructed. Nothing in it is about the world.",
        *(["\n".join(identifiers)] if identifiers else []),
    ]
    return "\n\n".join(parts)


def pubmed_list(*records):
    """The records, given as keywords of `pubmed`, numbered."""
    texts = (pubmed(number, **fields) for number, fields in enumerate(records, 1))
    return "\n\n\n".join(texts) + "\n"


def retraction_watch(*rows, header=HEADER):
    """The bytes of a file with these rows; a column that a row does not give is empty."""
    file = io.StringIO()
    writer = csv.DictWriter(file, header, restval="")
    writer.writeheader()
    writer.writerows(rows)
    return file.getvalue().encode()


def notice(record, *, doi="", pmid="0", nature="Retraction", date="3/9/2024 0:00", **fields):
    return {
        "Record ID": record,
        "OriginalPaperDOI": doi,
        "OriginalPaperPubMedID": pmid,
        "RetractionNature": nature,
        "RetractionDate": date,
        **fields,
    }
