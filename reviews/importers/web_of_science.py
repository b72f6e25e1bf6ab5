"""The plain text of Web of Science: two letters for each field, wrapped lines indented by three.

Tags: Clarivate, "Web of Science Core Collection Field Tags". A record begins with its PT line.
They are read as the tags of RIS that mean the same.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from reviews.importers import citations
from reviews.importers.files import TextFile
from reviews.importers.plain import plain
from reviews.importers.records import Cited, Record, Rejection
from reviews.importers.ris_record import read_record
from reviews.importers.tagged import YEAR, Chunk, Fields, chunks, too_long

FORMAT, NAME = "wos", "Web of Science text"
_BEGINS = re.compile(r"\n\ufeff?PT {1,2}(?=[^ \t\n])")
_HEAD = re.compile(
    r"\s*(?:(?:FN|VR) [^\n]{1,200}\n\s*){0,4}PT {1,2}\S[^\n]{0,40}\n\s*(?:[A-Z][A-Z0-9] |$)"
)
_TAGGED = re.compile(r"([A-Z][A-Z0-9]) (.*)")
_AS_RIS = {
    "TI": "TI",
    "SO": "JF",
    "JI": "JA",
    "PY": "PY",
    "PD": "DA",
    "VL": "VL",
    "IS": "IS",
    "BP": "SP",
    "PS": "SP",
    "EP": "EP",
    "AR": "C7",
    "AB": "AB",
    "DI": "DO",
    "C1": "AD",
    "DT": "M3",
    "ED": "A2",
    "BE": "A3",
}
# Each line of these is a value; of all others the lines are wrapped.
_LISTS = {"AU", "AF", "BA", "CA", "GP", "ED", "BE", "C1", "CR"}


def looks_like(head: str) -> bool:
    """Whether a text begins with a record, before which two lines name the program."""
    return _HEAD.match(head) is not None


def read(text: TextFile) -> Iterator[Record | Rejection]:
    """One record or rejection for each PT line."""
    for chunk in chunks(text.blocks(), _BEGINS):
        if chunk.number:
            yield too_long(chunk) if chunk.is_too_long else _read_chunk(chunk)


def _read_chunk(chunk: Chunk) -> Record | Rejection:
    fields = _fields(chunk.text)
    found: Fields = {"TY": ["JOUR"]}
    for tag, values in fields.items():
        if tag in _AS_RIS and values:
            found.setdefault(_AS_RIS[tag], []).extend(values)
    people = fields.get("AU") or fields.get("BA") or []
    full = fields.get("AF", [])
    groups = fields.get("CA", fields.get("GP", []))
    found["AU"] = [*(full if len(full) >= len(people) else people), *groups]
    accession = "".join(fields.get("UT", ())).replace("MEDLINE:", "PMID ")
    found["AN"] = [*(f"PMID {pmid}" for pmid in fields.get("PM", ())), accession]
    raw = chunk.text.rstrip().removesuffix("\nEF").rstrip()
    record = read_record(chunk.number, chunk.line, raw, found)
    if isinstance(record, Record) and "CR" in fields:
        return replace(record, references=tuple(map(_cited, map(plain, fields["CR"]))))
    return record


def _fields(text: str) -> Fields:
    fields: Fields = {}
    tag = ""
    more: list[str] = []
    for line in [*text.split("\n"), "ER"]:
        tagged = _TAGGED.match(line)
        if not tagged and line.rstrip() not in {"ER", "EF"}:
            more.append(line.strip())
            continue
        if tag:
            values = more if tag in _LISTS else ["\n".join(more)]
            fields.setdefault(tag, []).extend(value for value in values if value)
        if not tagged:
            return fields
        tag, more = tagged[1], [tagged[2].strip()]
    return fields


def _cited(text: str) -> Cited:
    """ "Alpha A, 2003, J CONSTR RES, V44, P751, DOI 10.1000/jcr.751" """
    year = YEAR.search(text)
    doi = citations.find_doi(text.replace(", DOI ", " doi: ").replace("[", ""))
    return Cited(text=text, doi=doi, year=int(year[1]) if year else None)
