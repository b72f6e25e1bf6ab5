"""A whole abstract: its sentences in their order, and what only the order shows."""

import re
from dataclasses import replace

from reviews.vocabulary import Kind
from reviews.wording.arguments import argued_flags
from reviews.wording.readings import Reading, read
from reviews.wording.sentences import spans

_HEADING = re.compile(r"([A-Z][A-Za-z/&,' -]{2,60}?)(?::|\n|$)")
_SECTIONS = {
    Kind.CONCLUSION: r"conclu|interpretation|implication|recommend|discussion|summary|relevance",
    Kind.RESULT: r"results?\b|finding|observation",
    Kind.BACKGROUND: (
        r"background|introduction|objective|aims?\b|purpose|context|method|design|setting|patients|"
        r"participants|subjects|intervention|main outcome|measure|importance|registration|funding"
    ),
}


def read_text(text: str) -> list[Reading]:
    """Every sentence of an abstract, read in its place.

    A conclusion or recommendation that is argued from earlier sentences also carries what
    was lost or stretched on the way: see `arguments`.
    """
    found = spans(text)
    sections: list[Kind | None] = []
    for span in found:
        announced = _announced(text[span.start : span.end])
        sections.append(announced or (sections[-1] if sections else None))
    structured = any(sections)
    readings = [
        read(
            text,
            span.start,
            span.end,
            position=None if structured else span.start / len(text),
            section=section,
        )
        for span, section in zip(found, sections, strict=True)
    ]
    added = argued_flags(text, readings)
    return [
        replace(reading, flags=reading.flags + more)
        for reading, more in zip(readings, added, strict=True)
    ]


def _announced(sentence: str) -> Kind | None:
    """The kind that a heading such as "RESULTS:" announces for what follows it."""
    heading = _HEADING.match(sentence)
    if heading is None:
        return None
    words = heading[1].lower()
    return next((kind for kind, names in _SECTIONS.items() if re.search(names, words)), None)
