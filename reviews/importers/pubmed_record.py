"""One record of PubMed's "Abstract" text format, from its lines to its fields."""

import re
from dataclasses import asdict, replace

from reviews.importers import citations
from reviews.importers.authors import NOT_LISTED, is_affiliation, is_plain_list, read_authors
from reviews.importers.citations import Citation
from reviews.importers.records import Author, Record, RecordNotice, Reference, Rejection
from reviews.importers.references import (
    NATURES,
    notices_among,
    read_references,
    retraction_cue,
)
from reviews.importers.sections import (
    Part,
    Section,
    begins_with_heading,
    ends_sentence,
    paragraphs,
    split_sections,
    unwrap,
)
from reviews.vocabulary import Nature

LONGEST_TITLE = 2000  # characters
_STATUS = re.compile(r"\bPMID\s?:\s*\d{1,10}\s*\[([^\]]{1,80})\]")
_LANGUAGE = re.compile(r"\s*\[Article in [^\]]{1,60}\]\.?$")
_AUTHOR_INFORMATION = re.compile(r"^\s*Author information:?\s*", re.I)
_NUMBERED = re.compile(r"\((?:\d{1,4}|[^\w\s()]{1,4})\)")
_NO_TEXT = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f\ufffd]")
MOST_TITLE_LINES = 8
MOST_AUTHOR_LINES = 60


def read_record(index: int, line: int, lines: list[str], raw: str) -> Record | Rejection:
    """The record in these lines, the first of which is not blank, or why it cannot be one."""
    citation, words, sections = _split_citation(lines)
    title, authors, texts = _split_head(_texts(sections))
    affiliation, texts = _split_affiliation(authors, texts, sections)
    footer = unwrap(_lines_of(sections, Part.FOOTER))
    place = _identified(citation, footer)
    reason = _reason_to_reject(raw, title, place)
    if reason:
        return Rejection(index, line, reason, raw)
    notices, related = _references(title, sections, words)
    status = _STATUS.search(footer)
    return Record(
        index=index,
        line=line,
        raw=raw,
        title=title,
        authors=authors,
        affiliation=affiliation,
        abstract="\n".join(paragraphs(texts)),
        status=status[1] if status else "",
        notices=notices,
        related=related,
        **asdict(place),
    )


def _split_citation(lines: list[str]) -> tuple[Citation, str, list[Section]]:
    """The citation, the words it was read from, and the sections after it."""
    number, first = citations.split_number(lines[0])
    sections = split_sections([first, *lines[1:]])
    opening = unwrap(sections[0].lines) if sections else ""
    is_cited = citations.is_citation(opening) or (
        number is not None and citations.read_citation(opening)
    )
    if not is_cited:
        return Citation(), "", sections
    taken = citations.count_lines(sections[0].lines)
    words = unwrap(sections[0].lines[:taken])
    left = sections[0].lines[taken:]
    after = [Section(Part.TEXT, left)] if left else []
    return citations.read_citation(words) or Citation(), words, [*after, *sections[1:]]


def _texts(sections: list[Section]) -> list[list[str]]:
    """The sections that only their place explains; those after the footer come last.

    What follows a statement of interests belongs to it, up to the next footer.
    """
    texts: list[list[str]] = []
    is_statement = False
    for section in sections:
        if section.part in {Part.CONFLICT, Part.FOOTER}:
            is_statement = section.part is Part.CONFLICT
        elif section.part is Part.TEXT and not is_statement:
            texts.append(section.lines)
    return texts


def _split_head(texts: list[list[str]]) -> tuple[str, tuple[Author, ...], list[list[str]]]:
    """Title, authors, and what follows them. Without a title, nothing is read."""
    if not texts:
        return "", (), []
    title, *rest = texts
    following = unwrap(rest[0]) if rest else ""
    authors = read_authors(following)
    if authors is None and is_plain_list(unwrap(title)):
        return "", (), []
    if authors is not None or NOT_LISTED.fullmatch(following):
        return _title(title), authors or (), rest[1:]
    for start in range(1, min(len(title), MOST_TITLE_LINES)):
        if ends_sentence(title[start - 1]) and (end := _authors_end(title, start)):
            return _title(title[:start]), *_split_authors(title, start, end, rest)
    if rest and (end := _authors_end(rest[0], 0)):
        return _title(title), *_split_authors(rest[0], 0, end, rest[1:])
    return _title(title), (), rest


def _authors_end(lines: list[str], start: int) -> int:
    """The end of the longest list of authors that begins at `start`, or 0."""
    for end in range(min(len(lines), start + MOST_AUTHOR_LINES), start, -1):
        text = unwrap(lines[start:end])
        named = any(author.initials for author in read_authors(text) or ())
        if named and text.endswith((".", ";")):
            return end
    return 0


def _split_authors(
    lines: list[str], start: int, end: int, rest: list[list[str]]
) -> tuple[tuple[Author, ...], list[list[str]]]:
    left = [lines[end:]] if lines[end:] else []
    return read_authors(unwrap(lines[start:end])) or (), [*left, *rest]


def _title(lines: list[str]) -> str:
    return _LANGUAGE.sub("", " ".join(unwrap(lines).split()))


def _split_affiliation(
    authors: tuple[Author, ...], texts: list[list[str]], sections: list[Section]
) -> tuple[str, list[list[str]]]:
    """Where the authors work, one line for each number, and the texts that are left."""
    headed = _lines_of(sections, Part.AUTHOR_INFORMATION)
    lines = [line for each in headed if (line := _AUTHOR_INFORMATION.sub("", each))]
    starts = [at for at, line in enumerate(lines) if at == 0 or _NUMBERED.match(line.strip())]
    if starts:
        ends = [*starts[1:], len(lines)]
        entries = [unwrap(lines[start:end]) for start, end in zip(starts, ends, strict=True)]
        return "\n".join(entries), texts
    first = unwrap(texts[0]) if authors and texts else ""
    if not begins_with_heading(first) and is_affiliation(first, is_last=len(texts) == 1):
        return first, texts[1:]
    return "", texts


def _lines_of(sections: list[Section], part: Part) -> list[str]:
    return [line for section in sections if section.part is part for line in section.lines]


def _identified(citation: Citation, footer: str) -> Citation:
    """The citation with the identifiers of the footer, which is the surer place."""
    return replace(
        citation,
        doi=citations.find_doi(footer) or citation.doi,
        pmid=citations.find_pmid(footer) or citation.pmid,
        pmcid=citations.find_pmcid(footer) or citation.pmcid,
    )


def _references(
    title: str, sections: list[Section], words: str
) -> tuple[tuple[RecordNotice, ...], tuple[Reference, ...]]:
    """The notices on this paper, from references and from cues, and all other references."""
    found = [
        reference
        for section in sections
        if section.part is Part.REFERENCES
        for reference in read_references(section.lines)
    ]
    notices = notices_among(found)
    cue = retraction_cue(title, f"{words} {unwrap(_lines_of(sections, Part.INDEXING))}")
    if cue and all(notice.nature is not Nature.RETRACTION for notice in notices):
        notices.append(cue)
    others = (reference for reference in found if reference.heading.lower() not in NATURES)
    return tuple(notices), tuple(others)


def _reason_to_reject(raw: str, title: str, place: Citation) -> str:
    if len(_NO_TEXT.findall(raw)) * 20 > len(raw):
        return "Much of it is not text: export the record again as a text file."
    if not title:
        return "It has no title: put the title in a paragraph of its own after the citation line."
    if len(title) > LONGEST_TITLE:
        return (
            f"Its title would be longer than {LONGEST_TITLE:,} characters: "
            "put citation, title, authors and abstract in paragraphs of their own."
        )
    if not (place.journal or place.doi or place.pmid or place.pmcid):
        return (
            "It has neither a citation line nor an identifier: "
            "add a line such as “PMID: 1234567” or the citation."
        )
    return ""
