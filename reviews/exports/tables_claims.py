"""Tables with a row for each claim, and for each outcome, notice and citation of one."""

from django.utils.translation import gettext_noop

from reviews.exports import reading_citations, reading_claims, reading_papers
from reviews.exports.tables import Column, Table, day, identifier, label
from reviews.models.citations import PARTS
from reviews.models.digests import canonical, sha256
from reviews.vocabulary import Scheme


def _flags(content):
    told = [f"{flag['label']} ({flag['severity']['label'].lower()})" for flag in content["flags"]]
    return "; ".join(told) or None


def _exception(content):
    recorded = content["exception"]
    return recorded and f"{recorded['situation']}. {recorded['summary']} {recorded['reason']}"


def _wording(name):
    return lambda entry: label(entry.content["wording"][name])


_CLAIM = Column("Claim id", 20, lambda entry, *_: entry.claim)
_QUOTE = Column("Quote", 60, lambda entry, *_: entry.quote)

CLAIMS = Table(
    "Claims",
    gettext_noop("One row a claim: where it stands, how it is worded, what was concluded."),
    (
        _CLAIM,
        Column("Permalink", 30, lambda entry: entry.permalink),
        Column("Paper", 18, lambda entry: entry.paper["short"]),
        Column("Title of the paper", 40, lambda entry: entry.paper["title"]),
        Column("DOI", 20, lambda entry: identifier(entry.paper, Scheme.DOI)),
        Column("PMID", 12, lambda entry: identifier(entry.paper, Scheme.PMID)),
        Column("Study design", 18, lambda entry: label(entry.paper["design"])),
        Column("Status of the paper", 18, lambda entry: label(entry.paper["status"])),
        Column("SHA-256 of the text", 36, lambda entry: entry.content["source"]["sha256"]),
        Column("Start", 8, lambda entry: entry.content["extent"]["start"]),
        Column("End", 8, lambda entry: entry.content["extent"]["end"]),
        _QUOTE,
        Column("Reads as", 30, lambda entry: entry.content["extent"]["reads_as"]),
        Column("Kind", 16, _wording("kind")),
        Column("Scope", 16, _wording("scope")),
        Column("Advice", 18, _wording("advice")),
        Column("Direction", 10, _wording("direction")),
        Column("Language level", 10, lambda entry: entry.content["wording"]["language_level"]),
        Column("Causal language", 18, _wording("causal")),
        Column("Population", 14, _wording("population")),
        Column("Label", 24, lambda entry: entry.label),
        Column("Why", 40, lambda entry: entry.content["label"]["why"]),
        Column("Certainty", 12, lambda entry: entry.certainty),
        Column("Flags", 40, lambda entry: _flags(entry.content)),
        Column("Exception", 30, lambda entry: _exception(entry.content)),
        Column("Notes", 24, lambda entry: " ".join(entry.content["notes"]) or None),
        Column("Would it change?", 40, lambda entry: " ".join(entry.content["stability"]) or None),
        Column("Judged by", 30, lambda entry: reading_claims.judged_by(entry.content)),
        Column("Since this edition", 40, lambda entry: entry.since),
        Column("SHA-256 of the record", 36, lambda entry: sha256(canonical(entry.content))),
    ),
    lambda entries: ((entry,) for entry in entries),
)


def _outcomes(entries):
    return ((entry, outcome) for entry in entries for outcome in entry.content["outcomes"])


OUTCOMES = Table(
    "Outcomes",
    gettext_noop(
        "One row for each graded outcome of a claim. Certainty belongs to a body of evidence and"
        " one outcome, never to a sentence or a paper."
    ),
    (
        _CLAIM,
        _QUOTE,
        Column("Outcome", 30, lambda _, outcome: outcome["name"]),
        Column("Importance", 14, lambda _, outcome: label(outcome["importance"])),
        Column("Effect", 12, lambda _, outcome: label(outcome["effect"])),
        Column("Certainty", 12, lambda _, o: label(o["certainty"]) or "No evidence found"),
        Column("What it is called", 40, lambda _, outcome: outcome["heading"]),
        Column("Evidence", 18, lambda _, outcome: label(outcome["side"])),
        Column("Basis", 24, lambda _, outcome: label(outcome["basis"])),
        Column("As of", 12, lambda _, outcome: day(outcome["as_of"])),
        Column("Searched on", 12, lambda _, outcome: day(outcome["searched_on"])),
        Column("Round id", 14, lambda _, outcome: outcome["round"]),
    ),
    _outcomes,
)


def _notices(entries):
    """(entry, notice, what the paper is to the claim, its name, how known)"""
    for entry in entries:
        for notice in entry.paper["notices"]:
            yield entry, notice, "its paper", entry.paper["short"], "in this edition"
        for citation in reading_citations.citations(entry.content):
            for notice in citation["paper"]["notices"]:
                named = citation["paper"]["short"]
                yield entry, notice, "a paper it cites", named, "in this edition"
        for exposure in entry.content.get("exposures", ()):
            for notice in exposure["notices"]:
                way = reading_papers.path_sentence(exposure["path"])
                yield entry, notice, way, exposure["path"][-1]["short"], "in this edition"
        for notice in entry.standing.notices_since if entry.standing else ():
            path = notice["path"]
            named = path[-1]["short"] if path else entry.paper["short"]
            way = reading_papers.path_sentence(path) or "its paper"
            yield entry, notice, way, named, "since this edition"


NOTICES = Table(
    "Notices",
    gettext_noop(
        "One row for each notice of a publisher about a claim's paper or about what it rests on. An"
        " empty cell is not known here."
    ),
    (
        _CLAIM,
        _QUOTE,
        Column("Paper", 18, lambda entry, notice, way, paper, known: paper),
        Column("What it is to the claim", 40, lambda entry, notice, way, *_: way),
        Column("Notice", 20, lambda entry, notice, *_: label(notice["nature"])),
        Column("Listed by", 18, lambda entry, notice, *_: label(notice["source"])),
        Column("Extract of", 12, lambda entry, notice, *_: day(notice["as_of"])),
        Column("Dated", 12, lambda entry, notice, *_: day(notice["dated"])),
        Column("Reasons as listed", 40, lambda entry, notice, *_: notice["reasons"]),
        Column("The notice itself", 30, lambda entry, notice, *_: notice["reference"]),
        Column("Matched by", 12, lambda entry, notice, *_: notice["matched_by"].upper()),
        Column("Record", 36, lambda entry, notice, *_: notice["record"]),
        Column("Known", 18, lambda entry, notice, way, paper, known: known),
    ),
    _notices,
)


def _citations(entries):
    for entry in entries:
        for citation in reading_citations.citations(entry.content):
            yield entry, citation, citation["paper"]


def _directness(part):
    return Column(
        f"Directness: {part}", 16, lambda entry, citation, _: label(citation["directness"][part])
    )


CITATIONS = Table(
    "Citations",
    gettext_noop("One row for each paper that a claim rests on, is contradicted by or mentions."),
    (
        _CLAIM,
        _QUOTE,
        Column("Stance", 14, lambda entry, citation, _: label(citation["stance"])),
        Column("Cited paper", 18, lambda entry, citation, paper: paper["short"]),
        Column("Reference", 60, lambda entry, citation, paper: reading_papers.reference(paper)),
        Column("DOI", 20, lambda entry, citation, paper: identifier(paper, Scheme.DOI)),
        Column("PMID", 12, lambda entry, citation, paper: identifier(paper, Scheme.PMID)),
        Column("Study design", 18, lambda entry, citation, paper: label(paper["design"])),
        Column("Status of the paper", 18, lambda entry, citation, paper: label(paper["status"])),
        *map(_directness, PARTS),
        Column("Quote of the citation", 40, lambda entry, citation, _: citation["quote"]),
    ),
    _citations,
)
