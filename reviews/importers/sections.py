"""The parts of a record of PubMed's "Abstract" format, told apart by how they begin."""

import re
from dataclasses import dataclass
from enum import Enum, auto

from reviews.importers import citations

CONTROLS = dict.fromkeys((*range(9), *range(11, 32), *range(127, 160)), " ") | {0xFEFF: ""}


class Part(Enum):
    """What a section of a record is; TEXT is told apart later, by its place."""

    TEXT = auto()
    REFERENCES = auto()
    AUTHOR_INFORMATION = auto()
    COLLABORATORS = auto()
    CONFLICT = auto()
    COPYRIGHT = auto()
    INDEXING = auto()
    FOOTER = auto()


@dataclass
class Section:
    """Lines that belong together, and what they are."""

    part: Part
    lines: list[str]


_WHAT_OTHERS_DID = (
    r"(?:(?:Partial )?Retraction|Retracted|Expression of concern|Erratum|Comment|Update|Reprint|"
    r"(?:(?:Corrected|Retracted) and )?Republished|Summary for patients|Original report) in|"
    r"Retracted by"
)
_WHAT_IT_DOES = (
    r"(?:(?:Partial )?Retraction|Update|Reprint) of|(?:Erratum|Expression of concern) for|"
    r"Comment on|(?:(?:Corrected|Retracted) and )?Republished from"
)
# "Comment on: ..." may also be a title, so there a year must follow.
REFERENCES = re.compile(
    rf"((?:{_WHAT_OTHERS_DID})(?=\s*:|\s*$|\s+\S.{{0,150}}?\. ?\d{{4}}\b)|"
    rf"(?:{_WHAT_IT_DOES})(?=\s*:?\s*$|\s*:?\s.{{0,250}}\b\d{{4}}\b[ ;:]))\s*:?\s*",
    re.I,
)
_BEGINNINGS = {
    Part.FOOTER: re.compile(r"(?:DOI|PMCID|PMID|PII)\s?:\s*(?:10\.|PMC\d|\d|S\d|$)"),
    Part.REFERENCES: REFERENCES,
    Part.AUTHOR_INFORMATION: re.compile(r"Author information:?\s*(?:$|\()", re.I),
    Part.COLLABORATORS: re.compile(r"Collaborators?(?: \(\d+\))?:"),
    Part.CONFLICT: re.compile(r"(?:Conflicts? of interest statement|Competing interests):", re.I),
    Part.COPYRIGHT: re.compile(
        r"©|\(c\) ?\d{4}|(?:Crown )?Copyright (?:©|\(c\)|\d{4}|The )|Published by [A-Z]|"
        r"\d{4} The Authors?\b|This article is protected by copyright|All rights reserved",
        re.I,
    ),
    Part.INDEXING: re.compile(
        r"(?:Key ?words?|MeSH terms|Publication types?|Substances|Grant support|Subject headings)"
        r"\s*(?::|$)|\[?Retracted publication\]?\.?$|In: .{1,120}\[Internet\]",
        re.I,
    ),
}
_FURNITURE = re.compile(
    r"Page \d{1,5}(?: ?(?:/|of) ?\d{1,5})?|PubMed(?: Results)?|Abstract|"
    r"Items? \d+ ?[-–] ?\d+ of \d+.{0,80}|Free (?:PMC |full[ -]text )?article\.?|"
    r"(?:Full text|LinkOut).{0,40}links?|Related Articles?,.{0,60}|Similar articles|"
    r"Send to:?.{0,40}|Display Settings:?.{0,60}|\[?No abstract available\]?\.?|"
    r"\[Article in [^\]]{1,60}\]\.?|"
    r"(?:Publisher: )?Abstract available from the publisher\.?|"
    r"(?:https?://)?(?:www\.|pubmed\.)?ncbi\.nlm\.nih\.gov/\S{0,200}(?: \d+/\d+)?",
    re.I,
)
# The headings of structured abstracts, in small letters; capitals are headings whatever they say.
_HEADINGS = """
    background introduction context importance rationale objective objectives aim aims purpose
    methods method methodology design setting settings participants patients intervention
    interventions measurements results result findings limitations discussion conclusion
    conclusions interpretation implications significance funding; materials and methods;
    material and methods; patients and methods; subjects and methods; study design; data sources;
    study selection; data extraction; data synthesis; outcome measures; main outcome measures;
    main results; key results; main findings; authors' conclusions; trial registration;
    clinical trial registration
"""
_WORDS, *_PHRASES = (heading.strip() for heading in _HEADINGS.split(";"))
_KNOWN = "|".join(map(re.escape, [*_PHRASES, *_WORDS.split()])).replace("'", "['’]")
_LABEL = re.compile(
    rf"(?:[A-Z][A-Z0-9 /&,()'’-]{{1,60}}[A-Z)]|(?=[A-Z])(?i:{_KNOWN})(?: and [a-z]{{3,20}})?)"
    r"(?::(?:\s|$)|$)"
)
_SENTENCE_ENDS = tuple(".?!:;)]”\"'’%")
_CUT_WORD = re.compile(r"[^\W_]-$")
_AFTER_CUT_WORD = re.compile(r"(?!(?:and|or|nor|to|und|et|y)\b)[^\W_]")


def is_blank(line: str) -> bool:
    """Whether nothing stands on a line, or only what a page or a screen puts there."""
    bare = line.strip()
    return not bare or (len(bare) < 250 and _FURNITURE.fullmatch(bare) is not None)


def part_of(line: str) -> Part:
    """What a section is that begins with this line."""
    bare = line.strip()[:300]
    for part, beginning in _BEGINNINGS.items():
        if beginning.match(bare):
            return part
    return Part.TEXT


def split_sections(lines: list[str]) -> list[Section]:
    """Sections end at blank lines; where those are missing, at the words that begin the next."""
    sections: list[Section] = []
    crowded = not any(map(is_blank, lines))
    apart = True
    for line in lines:
        if is_blank(line):
            apart = True
            continue
        part = part_of(line)
        if apart and sections and points(sections[-1].part, sections[-1].lines[-1], line):
            sections[-1].lines.append(line)
        elif apart or (part is not Part.TEXT and _may_end(sections[-1], line)):
            sections.append(Section(part, [line]))
        elif _is_over(sections[-1], line, crowded):
            sections.append(Section(Part.TEXT, [line]))
        else:
            sections[-1].lines.append(line)
        apart = False
    return sections


def paragraphs(blocks: list[list[str]]) -> list[str]:
    """Blocks of lines, unwrapped.

    A new paragraph begins where a heading of the abstract does, and with each block, unless
    a page break or the like cut a sentence in two.
    """
    wrapped: list[list[str]] = []
    for block in blocks:
        if not wrapped or ends_sentence(wrapped[-1][-1]) or not block[0].strip()[0].islower():
            wrapped.append([])
        for line in block:
            if wrapped[-1] and _begins_paragraph(line, wrapped[-1]):
                wrapped.append([])
            wrapped[-1].append(line)
    return list(map(unwrap, wrapped))


def unwrap(lines: list[str]) -> str:
    """One line of several. A word cut at its hyphen is whole again."""
    pieces: list[str] = []
    for before, line in zip(["", *lines], lines, strict=False):
        bare = line.strip()
        cut = _CUT_WORD.search(before) and _AFTER_CUT_WORD.match(bare)
        pieces += [bare] if cut or not pieces else [" ", bare]
    return "".join(pieces)


def begins_with_heading(text: str) -> bool:
    """Whether a text opens with a heading of a structured abstract."""
    return _LABEL.match(text) is not None


def ends_sentence(line: str) -> bool:
    """Whether a line could be the last of a sentence."""
    return line.rstrip().endswith(_SENTENCE_ENDS)


def points(part: Part, above: str, line: str) -> bool:
    """Whether a line, though a blank one is before it, still belongs to a list of references."""
    is_awaited = line[:2].isspace() or REFERENCES.fullmatch(above.strip()) is not None
    return part is Part.REFERENCES and is_awaited and citations.is_citation(line)


def _begins_paragraph(line: str, before: list[str]) -> bool:
    is_labelled = _LABEL.match(line.strip()) is not None and ends_sentence(before[-1])
    return is_labelled or (len(before) == 1 and _LABEL.fullmatch(before[0].strip()) is not None)


def _may_end(section: Section, line: str) -> bool:
    """Whether this line, which could begin another part, does; a reference has a PMID too."""
    if part_of(line) is Part.FOOTER:
        is_reference = line[:1].isspace() or line.rstrip().endswith(".")
        return section.part is not Part.REFERENCES or not is_reference
    return section.part in {Part.FOOTER, Part.REFERENCES} or ends_sentence(section.lines[-1])


def _is_over(section: Section, line: str, crowded: bool) -> bool:
    """Whether a section ended before this line, though no blank line and no heading says so."""
    before = section.lines[-1]
    match section.part:
        case Part.FOOTER:
            is_open = before.rstrip().endswith(":") or before.count("[") > before.count("]")
            return not is_open and not line.strip().startswith(("[", "10."))
        case Part.REFERENCES:
            is_heading = len(section.lines) == 1 and REFERENCES.fullmatch(before.strip())
            is_reference = line[:1].isspace() or citations.is_citation(line)
            return not is_heading and not is_reference and ends_sentence(before)
        case Part.AUTHOR_INFORMATION:
            is_next = len(section.lines) > 1 and not line.startswith("(")
            return crowded and is_next and ends_sentence(before)
        case _:
            return False
