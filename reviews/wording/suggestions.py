"""What `suggest_claims` prints: proposals as plain data, keys and order as documented."""

import codecs
import hashlib
from collections.abc import Iterator
from typing import Any

from reviews.importers import pubmed
from reviews.importers.records import Author, Record
from reviews.importers.text import decode, decode_line, normalise
from reviews.wording.documents import read_text
from reviews.wording.readings import Reading, read

PAPER = ("title", "authors", "journal", "year", "volume", "issue", "pages", "doi", "pmid")


def of_text(text: str, paper: dict[str, Any] | None = None) -> dict[str, Any]:
    """One abstract: its digest and length, its paper, and every sentence as it reads."""
    return {
        "source": {"sha256": hashlib.sha256(text.encode()).hexdigest(), "length": len(text)},
        "paper": paper or dict.fromkeys(PAPER),
        "sentences": [_sentence(text, reading) for reading in read_text(text)],
    }


def of_file(data: bytes | str) -> tuple[list[dict[str, Any]], list[str]]:
    """(one suggestion for each record, why others could not be read).

    What is not a PubMed export is read as one plain text. Raises Unreadable for a file that
    is empty or no text.
    """
    text = decode(data).text
    if not pubmed.looks_like(text):
        return [of_text(text.strip())], []
    parsed = pubmed.parse(text)
    refusals = [f"Record {bad.index}, line {bad.line}: {bad.reason}" for bad in parsed.rejections]
    return [of_text(record.abstract, _paper(record)) for record in parsed.records], refusals


def of_lines(data: bytes) -> Iterator[dict[str, Any]]:
    """One sentence for each line, blank ones too, so that output and input stay in step.

    Raises Unreadable for a file that is empty or no text.
    """
    for line in _lines(data):
        text = normalise(line.removesuffix("\r"))
        start = len(text) - len(text.lstrip())
        yield _sentence(text, read(text, start, start + len(text.strip())))


def _lines(data: bytes) -> list[str]:
    """The lines between LF alone: other line ends may stand inside a sentence."""
    if decode(data).encoding == "utf-16":
        lines = data.decode("utf-16", "replace").split("\n")
    else:
        lines = [decode_line(line) for line in data.removeprefix(codecs.BOM_UTF8).split(b"\n")]
    return lines if lines[-1] else lines[:-1]


def _sentence(text: str, reading: Reading) -> dict[str, Any]:
    return {
        "start": reading.start,
        "end": reading.end,
        "exact": text[reading.start : reading.end],
        "kind": reading.kind,
        "advice": reading.advice,
        "language_level": reading.language_level,
        "causal": reading.causal,
        "direction": reading.direction,
        "scope": reading.scope,
        "population": reading.population,
        "cues": [
            {"start": cue.start, "end": cue.end, "text": cue.text, "group": cue.group}
            for cue in reading.cues
        ],
        "flags": [{"code": flag.code, "severity": flag.severity} for flag in reading.flags],
    }


def _paper(record: Record) -> dict[str, Any]:
    """The record's particulars; what it does not give is null."""
    given = {name: getattr(record, name) or None for name in PAPER if name != "authors"}
    return {**dict.fromkeys(PAPER), **given, "authors": [_name(one) for one in record.authors]}


def _name(author: Author) -> str:
    parts = (author.family, author.given or author.initials, author.suffix)
    return author.collective or " ".join(part for part in parts if part)
