"""The papers of an edition as files that reference managers import, with what the panel says of
their claims as a note.

The note quotes no claim: readers of such files take whatever looks like an identifier in a note
for the paper's own. The address beside each label leads to the words.
"""

import json
from collections import Counter
from dataclasses import dataclass
from string import ascii_lowercase

from reviews.exports import citing_files
from reviews.exports.citing_parts import key
from reviews.exports.reading_papers import status_sentence


@dataclass(frozen=True)
class Entry:
    """A paper, a name that no other in the file has, and a note for each of its claims."""

    paper: dict
    name: str
    notes: list[str]


def ris(published) -> str:
    entries = _entries(published)
    return "".join(citing_files.ris(each.paper, notes=each.notes) for each in entries)


def bibtex(published) -> str:
    entries = _entries(published)
    return "\n".join(
        citing_files.bibtex(each.paper, name=each.name, notes=each.notes) for each in entries
    )


def csl_json(published) -> str:
    items = [
        citing_files.csl_item(each.paper, name=each.name, notes=each.notes)
        for each in _entries(published)
    ]
    return json.dumps(items, ensure_ascii=False, indent=2) + "\n"


def _entries(published):
    papers, notes = {}, {}
    for content in published.contents:
        id = content["paper"]["id"]
        paper = papers[id] = published.papers[id]
        told = notes.setdefault(paper["id"], [*filter(None, [status_sentence(paper)])])
        told.append(_note(content, published))
    used = Counter()
    for id, paper in papers.items():
        plain = key(paper)
        used[plain] += 1
        yield Entry(paper, plain + _letters(used[plain] - 1), notes[id])


def _letters(number):
    """Nothing, then b, c to z, and from there on the number."""
    if number == 0:
        return ""
    return ascii_lowercase[number] if number < len(ascii_lowercase) else f"-{number + 1}"


def _note(content, published):
    """The label, the certainty and the address of one claim, and what became of it since."""
    certainty = content["certainty"]
    graded = certainty and certainty["overall"]
    rated = f"{certainty['heading']}: {graded['label'].lower()}." if graded else "Not graded."
    label = f"A claim of this paper: {content['label']['label'].lower()}. {rated}"
    is_doubted = content["claim"] in published.since
    since = ["Withdrawn or called into question since this edition."] if is_doubted else []
    return " ".join([label, *since, published.claim(content)])
