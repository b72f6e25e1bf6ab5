"""Tables of decided rounds: a row for each judgement, and for each appraisal and verdict."""

from django.utils.translation import gettext_noop

from reviews.exports import reading_rounds
from reviews.exports.report import WORKING
from reviews.exports.tables import Column, Table, day, label


def _rounds(entries):
    """(entry, round), each that counts once: those about a paper stand in each of its claims."""
    seen = set()
    for entry in entries:
        for round in entry.rounds:
            if round["id"] not in seen:
                seen.add(round["id"])
                yield entry, round


def _of_claim(read):
    """What a round about the claim itself has of it; a paper's round is no one claim's."""
    return lambda entry, round, *_: read(entry) if round["about"] == "claim" else None


_ABOUT = (
    Column("Edition", 8, lambda entry, *_: entry.edition or WORKING),
    Column("Claim id", 14, _of_claim(lambda entry: entry.claim)),
    Column("Permalink", 30, _of_claim(lambda entry: entry.permalink)),
    Column("Quote", 60, _of_claim(lambda entry: entry.quote)),
    Column("Wording", 30, _of_claim(lambda entry: entry.worded)),
    Column("Label", 24, _of_claim(lambda entry: entry.label)),
    Column("Certainty", 12, _of_claim(lambda entry: entry.certainty)),
    Column("Since this edition", 30, _of_claim(lambda entry: entry.since)),
    Column("Paper", 18, lambda entry, *_: entry.paper["short"]),
    Column("Title of the paper", 40, lambda entry, *_: entry.paper["title"]),
    Column("Round id", 14, lambda entry, round, *_: round["id"]),
    Column("Round about", 10, lambda entry, round, *_: round["about"]),
    Column("Round", 30, lambda entry, round, *_: reading_rounds.round_title(round)),
    Column("Instrument", 16, lambda entry, round, *_: round["instrument"]["key"]),
    Column("Version", 10, lambda entry, round, *_: round["instrument"]["version"]),
    Column("Given as", 10, lambda entry, round, given, *_: given),
    Column("Appraiser", 10, lambda entry, round, given, made, *_: made.get("letter")),
    Column("Name", 18, lambda entry, round, given, made, *_: made.get("name")),
)


def _made(entries):
    """(entry, round, "appraisal" or "verdict", the appraisal or the verdict)"""
    for entry, round in _rounds(entries):
        for appraisal in round["appraisals"]:
            yield entry, round, "appraisal", appraisal
        yield entry, round, "verdict", round["verdict"]


def _judgements(entries):
    for *about, made in _made(entries):
        for answer in made["answers"]:
            yield *about, made, answer


def _answer(read):
    return lambda entry, round, given, made, answer: read(answer)


JUDGEMENTS = Table(
    "Judgements",
    gettext_noop(
        "One row for each answer of an appraiser, and for each settled answer of a verdict. Of"
        " rounds that asked the same, the one decided last. Rounds about a paper stand once,"
        " without a claim."
    ),
    (
        *_ABOUT,
        Column("Item id", 16, _answer(lambda answer: answer["item"])),
        Column("Item", 40, _answer(lambda answer: answer["label"])),
        Column("Answer", 14, _answer(lambda answer: answer["answer"])),
        Column("Answer in words", 24, _answer(lambda answer: answer["answer_label"])),
        Column("Step", 8, _answer(lambda answer: answer["step"])),
        Column("Basis", 20, _answer(lambda answer: label(answer["basis"]))),
        Column("Quoted", 40, _answer(lambda answer: answer["quote"] and answer["quote"]["exact"])),
        Column("Note", 40, _answer(lambda answer: answer["note"])),
    ),
    _judgements,
    is_long=True,
)


def _results(entries):
    """As `_made`, with what it says: a dissent has no result, only its statement."""
    for entry, round, given, made in _made(entries):
        yield entry, round, given, made, made["rationale"]
        if given == "verdict":
            for dissent in round["dissents"]:
                yield entry, round, "dissent", dissent, dissent["statement"]


def _result(read):
    """For what has a result."""
    return lambda entry, round, given, made, said: read(made) if "result" in made else None


def _of_verdict(read):
    return lambda entry, round, given, made, said: read(round) if given == "verdict" else None


RESULTS = Table(
    "Results",
    gettext_noop(
        "One row for each appraisal, verdict and dissent: what came of its answers, and why."
    ),
    (
        *_ABOUT,
        Column("Result", 16, _result(lambda made: made["result"]["label"])),
        Column("Proposed by the instrument", 16, _result(lambda made: made["proposed"])),
        Column("How it was computed", 60, _result(lambda made: " ".join(made["trace"]))),
        Column("In their words", 60, lambda entry, round, given, made, said: said),
        Column("Decided on", 12, _of_verdict(lambda round: day(round["verdict"]["decided_on"]))),
        Column("Settled by", 16, _of_verdict(lambda round: label(round["verdict"]["settled_by"]))),
        Column("Reached", 30, _of_verdict(lambda round: reading_rounds.reached(round) or None)),
    ),
    _results,
)
