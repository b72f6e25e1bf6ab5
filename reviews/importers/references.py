"""The references under "Retraction in", "Comment on" and their like, told apart."""

import re

from reviews.importers import citations
from reviews.importers.records import RecordNotice, Reference
from reviews.importers.sections import REFERENCES, unwrap
from reviews.vocabulary import Nature

NATURES = {
    "retraction in": Nature.RETRACTION,
    "retracted in": Nature.RETRACTION,
    "retracted by": Nature.RETRACTION,
    "retracted and republished in": Nature.RETRACTION,
    "expression of concern in": Nature.EXPRESSION_OF_CONCERN,
    "erratum in": Nature.CORRECTION,
    "corrected and republished in": Nature.CORRECTION,
    # A part withdrawn leaves the rest standing, so the paper as a whole is not retracted.
    "partial retraction in": Nature.CORRECTION,
}
_TITLE_CUE = re.compile(
    r"\W{0,2}retracted(?: article| paper| publication)?\s?[\]:]|"
    r".*[\[(](?:this (?:article|paper) (?:has been|was) )?retracted\b[^\])]{0,60}[\])]",
    re.I,
)
_TYPE_CUE = re.compile(r"\bRetracted Publication\b", re.I)


def read_references(lines: list[str]) -> list[Reference]:
    """Each reference below one heading; one of empty text if the heading stands alone."""
    heading = REFERENCES.match(lines[0].strip())
    if not heading:
        raise ValueError(f"{lines[0]!r} heads no references.")
    wrapped: list[list[str]] = [[lines[0].strip()[heading.end() :]]]
    for line in lines[1:]:
        complete = wrapped[-1][-1].rstrip().endswith((".", "]")) or wrapped[-1] == [""]
        if complete and citations.is_citation(line):
            wrapped.append([])
        wrapped[-1].append(line)
    texts = [text for text in map(unwrap, wrapped) if text.strip()] or [""]
    return [read_reference(heading[1].capitalize(), text.strip()) for text in texts]


def notices_among(references: list[Reference]) -> list[RecordNotice]:
    """Those references that say what a publisher did to the paper itself."""
    return [
        RecordNotice(
            nature=NATURES[reference.heading.lower()],
            heading=reference.heading,
            reference=reference.text,
            published=reference.published,
            doi=reference.doi,
            pmid=reference.pmid,
        )
        for reference in references
        if reference.heading.lower() in NATURES
    ]


def retraction_cue(title: str, indexing: str) -> RecordNotice | None:
    """The notice in a title such as "RETRACTED: ..." or in a publication type, if any."""
    if _TITLE_CUE.match(title):
        return RecordNotice(Nature.RETRACTION, "Title", title)
    if _TYPE_CUE.search(indexing):
        return RecordNotice(Nature.RETRACTION, "Publication type", "Retracted Publication")
    return None


def read_reference(heading: str, text: str) -> Reference:
    """One reference, which is a citation in a single line."""
    citation = citations.read_citation(text)
    return Reference(
        heading=heading,
        text=text,
        published=citation.published if citation else "",
        doi=citations.find_doi(text),
        pmid=citations.find_pmid(text),
    )
