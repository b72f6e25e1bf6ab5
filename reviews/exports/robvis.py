"""Judgements of the risk of bias as tables for robvis, one per instrument.

Columns and words are those of robvis's templates: Study, a column for each domain, Overall. For
QUADAS-2 its template has the four domains of bias; "unclear" is the word for too little reported,
there "No information", and as QUADAS-2's own result, at risk or not, is none of its words, the
table has no overall column.
"""

import csv
import io
from dataclasses import dataclass, field

from reviews.exceptions import Unreadable
from reviews.exports.csv import guarded
from reviews.exports.paper_judgements import domains, judged, studies


@dataclass(frozen=True)
class Template:
    """An instrument's name, its name in robvis, and its domains in robvis's columns D1, D2 and so
    on; `words` are those that robvis puts otherwise."""

    name: str
    tool: str
    domains: tuple[str, ...]
    has_overall: bool = True
    words: dict[str, str] = field(default_factory=dict)


TEMPLATES = {
    "rob-2-assignment": Template("RoB 2, effect of assignment", "ROB2", ("1", "2", "3", "4", "5")),
    "rob-2-adherence": Template("RoB 2, effect of adherence", "ROB2", ("1", "2", "3", "4", "5")),
    "robins-i-2016": Template("ROBINS-I (2016)", "ROBINS-I", ("1", "2", "3", "4", "5", "6", "7")),
    "quadas-2": Template(
        "QUADAS-2",
        "QUADAS-2",
        ("1", "2", "3", "4"),
        has_overall=False,
        words={"Unclear": "No information"},
    ),
}


def instruments(contents) -> list[str]:
    """The keys of TEMPLATES with which papers of these claims were judged last."""
    return [key for key in TEMPLATES if _rounds(contents, key)]


def only(published) -> str:
    """The table of the edition's one instrument; raises Unreadable, which says what to ask for,
    if there is none or there are several."""
    found = instruments(published.contents)
    if not found:
        names = "; ".join(template.name for template in TEMPLATES.values())
        raise Unreadable(
            f"In this edition no paper was judged with an instrument that robvis knows: {names}."
        )
    if len(found) > 1:
        formats = " or ".join(f"robvis-{key}" for key in found)
        raise Unreadable(f"This edition has tables of several instruments; ask for {formats}.")
    return table(published, found[0])


def table(published, key) -> str:
    """The table of one instrument; raises Unreadable if nothing was judged with it."""
    rounds = _rounds(published.contents, key)
    template = TEMPLATES[key]
    if not rounds:
        raise Unreadable(f"In this edition no paper was judged with {template.name}.")
    columns = [f"D{number}" for number in range(1, len(template.domains) + 1)]
    file = io.StringIO()
    writer = csv.writer(file)
    writer.writerow(["Study", *columns, *(["Overall"] if template.has_overall else [])])
    for study, (_, round) in zip(studies(rounds), rounds, strict=True):
        found = domains(round, published.definitions[round["instrument"]["sha256"]])
        words = [found.get(domain, "") for domain in template.domains]
        if template.has_overall:
            words.append(round["verdict"]["result"]["value"])
        writer.writerow([guarded(study), *(template.words.get(word, word) for word in words)])
    return file.getvalue()


def _rounds(contents, key):
    """[(paper, its decided round)] with one instrument, each that counts once."""
    return judged(contents, "key").get(key, [])
