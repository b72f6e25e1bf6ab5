"""What panels judged papers with an instrument to be, domain by domain, from frozen contents."""

from collections import Counter

from reviews.exports.reading_rounds import about, counting
from reviews.instruments.engine import judge
from reviews.models import Instrument


def definitions(contents, known):
    """{SHA-256: definition} of the instruments with which papers were judged, as they were when
    the rounds were opened; a version that came since may compute otherwise."""
    found = texts(used(contents), known)
    return {sha256: Instrument(definition=text).parsed for sha256, text in found.items()}


def used(contents):
    """SHA-256 of those instruments."""
    rounds = (round for content in contents for round in about(content, "paper"))
    return {round["instrument"]["sha256"] for round in rounds}


def texts(wanted, known):
    """{SHA-256: text} of the definitions wanted. One query for those that are not among the
    `known`, and none where all are."""
    unknown = wanted - known.keys()
    rows = Instrument.objects.filter(sha256__in=unknown) if unknown else Instrument.objects.none()
    found = dict(rows.values_list("sha256", "definition").distinct())
    return {sha256: (known | found)[sha256] for sha256 in wanted}


def judged(contents, by):
    """{what instruments have under `by`, such as their key or SHA-256: [(paper, its decided
    round)]}, each round that counts once."""
    counts = counting(contents)
    found = {}
    for content in contents:
        for round in about(content, "paper"):
            if round["id"] in counts:
                of_instrument = found.setdefault(round["instrument"][by], {})
                of_instrument[round["id"]] = (content["paper"], round)
    return {name: [*rounds.values()] for name, rounds in found.items()}


def studies(rounds):
    """A name for each row, unlike all others: the paper's, where that is not enough also the
    result that was judged, and then a number."""
    shorts = Counter(paper["short"] for paper, _ in rounds)
    names = [
        f"{paper['short']}, {round['result_of_paper']}"
        if shorts[paper["short"]] > 1 and round["result_of_paper"]
        else paper["short"]
        for paper, round in rounds
    ]
    seen, counts = Counter(), Counter(names)
    for name in names:
        seen[name] += 1
        yield f"{name} ({seen[name]})" if counts[name] > 1 else name


def domains(round, instrument):
    """{domain: its judgement}, "" where there is none: what people decided, else what follows
    from the settled answers by the definition with which they were given, as worksheets do not
    repeat it."""
    settled = {answer["item"]: answer["answer"] for answer in round["verdict"]["answers"]}
    items = {item.id for item in instrument.items}
    decided = {name: word for name, word in settled.items() if name not in items}
    answers = {name: word for name, word in settled.items() if name in items}
    proposals = judge(instrument, answers, domains=decided).domains
    return {name: str(proposal.proposed or "") for name, proposal in proposals.items()}
