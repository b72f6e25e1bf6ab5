"""What is typed into a worksheet, checked: the same content for appraisals and settlements.

Content is {"judgements": {item: {"answer", "basis", "note", "quote"?}}, "result", "rationale"};
a quote is {"source", "start", "end", "exact"}. An empty result means: as the instrument proposes.
"""

from dataclasses import dataclass

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError

from reviews.instruments.definition import find
from reviews.instruments.engine import Judged, judge
from reviews.models import Source
from reviews.vocabulary import (
    Advice,
    Certainty,
    Direction,
    EvidenceSide,
    JudgementBasis,
    Kind,
    choices,
)

# Beside the instrument's own items, a claim's round asks on which side the evidence stands
# and how each appraiser reads the wording.
CLAIM_ITEMS = {
    "evidence_side": choices(EvidenceSide),
    "kind": choices(Kind),
    "advice": choices(Advice),
    "direction": choices(Direction),
    "language_level": [
        ("1", "1, said to be very uncertain"),
        ("2", "2, may or suggests"),
        ("3", "3, probably or likely"),
        ("4", "4, asserted"),
    ],
}


@dataclass(frozen=True)
class Worksheet:
    """A complete, checked worksheet. `judgements` is {item: field values of a judgement}."""

    judgements: dict
    proposed: str
    result: str
    trace: list
    rationale: str


def preview(round, content) -> Judged:
    """What the instrument makes of unfinished answers."""
    given, _, _ = readable(content)
    instrument = round.instrument.parsed
    decided = _decided(instrument, given)
    return judge(instrument, _answers(round, given), domains=decided, settings=round.chosen)


def reasons(round, content):
    """Sentences that ask why, of answers that stand without a rationale and without a result of
    their own."""
    given, _, _ = readable(content)
    judged = preview(round, content)
    side = given.get("evidence_side", {}).get("answer", "")
    proposed = "" if side == EvidenceSide.NONE_FOUND else _word(judged.overall.proposed)
    return [*_needed_reasons(round.instrument.parsed, judged, side, proposed, proposed)]


def complete(round, content) -> Worksheet:
    """The checked worksheet. Raises ValidationError, a dict of item to sentences."""
    instrument = round.instrument.parsed
    given, chosen, rationale = readable(content)
    judged = preview(round, content)
    problems: dict[str, list[str]] = {}
    side = given.get("evidence_side", {}).get("answer", "")
    nothing_found = side == EvidenceSide.NONE_FOUND
    for item in [] if nothing_found else _unanswered(instrument, judged, given):
        problems.setdefault(item, []).append("Answer this item.")
    if round.claim_id:
        _check_claim_items(given, problems)
    _check_bases(round, instrument, given, problems)
    _check_decided(round, given, problems)
    if judged.refusals and not nothing_found and not problems:
        problems[NON_FIELD_ERRORS] = list(judged.refusals)
    proposed = "" if nothing_found else _word(judged.overall.proposed)
    option = instrument.result(chosen or proposed)
    result = "" if option is None else str(option.value)
    if option is None and chosen:
        problems.setdefault("result", []).append("Choose one of the instrument's results.")
    if instrument.is_judged_by_people and instrument.overall.results and not chosen:
        problems.setdefault("result", []).append(
            "Choose the result: the instrument leaves it to people."
        )
    for sentence in _needed_reasons(instrument, judged, side, proposed, result):
        if not rationale:
            problems.setdefault("rationale", []).append(sentence)
    if problems:
        raise ValidationError(problems)
    return Worksheet(
        judgements=_columns(instrument, _kept(round, judged, given)),
        proposed=proposed,
        result=result,
        trace=list(judged.trace),
        rationale=rationale,
    )


def _word(proposed):
    return "" if proposed is None else str(proposed)


def readable(content):
    """{item: {"answer", "basis", "note", "quote"}} of the items that are answered, in plain
    strings, and the typed result and rationale. Raises ValidationError for another shape."""
    content = _shaped(content, dict)
    given = {}
    for item, value in _shaped(content.get("judgements"), dict).items():
        value = _shaped(value, dict)
        read = {field: _text(value.get(field)) for field in ("answer", "basis", "note")}
        if read["answer"]:
            given[item] = read | {"quote": _shaped(value.get("quote"), dict)}
    return given, _text(content.get("result")), _text(content.get("rationale"))


def _shaped(value, shape):
    if value is None:
        return shape()
    if not isinstance(value, shape) or isinstance(value, bool):
        raise ValidationError("The worksheet cannot be read; reload the page and try again.")
    return value


def _text(value):
    """Answers may come as whole numbers; everything else is text."""
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    return _shaped(value, str).strip()


def _answers(round, given):
    """Only what the instrument asks; the reading of the wording is none of its business."""
    own = {*(CLAIM_ITEMS if round.claim_id else ()), *_judged_domains(round.instrument.parsed)}
    return {item: value["answer"] for item, value in given.items() if item not in own}


def _decided(instrument, given):
    """{domain: judgement} of the domains that somebody judged."""
    judged = _judged_domains(instrument)
    return {name: value["answer"] for name, value in given.items() if name in judged}


def _judged_domains(instrument):
    return [domain.id for domain in instrument.domains if domain.is_judged]


def _unanswered(instrument, judged, given):
    asked = {
        item for proposal in judged.domains.values() for item in (*proposal.open, *proposal.missing)
    }
    return [item.id for item in instrument.entries if item.id in asked and item.id not in given]


def _check_claim_items(given, problems):
    answers = {item: value["answer"] for item, value in given.items()}
    needed = ["evidence_side", "kind", "advice"]
    if answers.get("advice") not in (None, Advice.NONE):
        needed.append("direction")
    if answers.get("kind") in (Kind.RESULT, Kind.CONCLUSION):
        needed.append("language_level")
    for item in needed:
        if item not in answers:
            problems.setdefault(item, []).append("Answer this item.")
    for item, allowed in CLAIM_ITEMS.items():
        if item in answers and answers[item] not in [value for value, _ in allowed]:
            problems.setdefault(item, []).append("Choose one of the listed answers.")


def _check_bases(round, instrument, given, problems):
    options = {item.id: find(item.answers, given[item.id]["answer"])
               for item in instrument.entries if item.id in given}  # fmt: skip
    for item, value in given.items():
        if item not in options and not (round.claim_id and item in CLAIM_ITEMS):
            problems.setdefault(item, []).append("The instrument has no such item.")
        elif item in options and options[item] is None:
            problems.setdefault(item, []).append("Choose one of the listed answers.")
        basis = value["basis"] or JudgementBasis.REASONED
        if basis not in list(JudgementBasis):
            problems.setdefault(item, []).append("Choose what the judgement rests on.")
        if basis == JudgementBasis.QUOTE:
            _check_quote(round, item, value["quote"], problems)
        needs_note = options.get(item) is not None and options[item].needs_footnote
        if (needs_note or basis == JudgementBasis.FIGURE) and not value["note"]:
            problems.setdefault(item, []).append(
                "Write a footnote: why this step, or which figure."
            )


def _check_decided(round, given, problems):
    """Deciding a domain otherwise than its answers propose needs a reason of its own."""
    for name, (answer, proposed) in _departures(round, given).items():
        if proposed not in (None, answer) and not given[name]["note"]:
            problems.setdefault(name, []).append(
                f"Write a footnote: why this departs from {proposed}, which the answers propose."
            )


def _departures(round, given):
    """{domain: (its judgement, what the answers alone propose)} of the domains judged."""
    instrument = round.instrument.parsed
    proposals = judge(instrument, _answers(round, given)).domains
    found = {}
    for domain in instrument.domains:
        value = given.get(domain.id) if domain.is_judged else None
        option = domain.option(value["answer"]) if value else None
        if option is not None:
            found[domain.id] = (option.value, proposals[domain.id].proposed)
    return found


def _check_quote(round, item, quote, problems):
    try:
        source = Source.objects.get(pk=quote["source"], paper__panel=round.panel_id)
        start, end = int(quote["start"]), int(quote["end"])
        is_inside = 0 <= start < end <= len(source.text)
        is_verbatim = is_inside and source.text[start:end] == quote["exact"]
    except (Source.DoesNotExist, ValidationError, KeyError, TypeError, ValueError):
        is_verbatim = False
    if not is_verbatim:
        problems.setdefault(item, []).append(
            "The quote differs from the text at this place. Select it again in the text."
        )


def _needed_reasons(instrument, judged, side, proposed, result):
    for warning in judged.warnings:
        if warning.needs_reason:
            yield f"{warning.text} Say why."
    if side == EvidenceSide.UNCLEAR and result != Certainty.VERY_LOW.word:
        yield "Say why the side of the evidence is unclear although certainty is not very low."
    if result and instrument.is_judged_by_people:
        yield "Say why: the instrument computes no result."
    elif result != proposed:
        yield "Say why the result departs from what the instrument proposes."


def _kept(round, judged, given):
    """Without answers to questions that the others lead past, which were told as ignored, and
    without judgements of domains that only repeat the proposal: to leave those says the same."""
    repeated = {
        name
        for name, (answer, proposed) in _departures(round, given).items()
        if answer == proposed and not (given[name]["note"] or given[name]["basis"])
    }
    return {
        item: value
        for item, value in given.items()
        if item not in judged.unreached and item not in repeated
    }


def _columns(instrument, given):
    """{item: columns of a judgement or settlement}, answers as the instrument spells them."""
    spelled = {
        item.id: str(find(item.answers, given[item.id]["answer"]).value)
        for item in instrument.entries
        if item.id in given
    }
    return {
        item: _values(value) | {"answer": spelled.get(item, value["answer"])}
        for item, value in sorted(given.items())
    }


def _values(value):
    basis = value["basis"] or JudgementBasis.REASONED
    columns = {"basis": basis, "note": value["note"]}
    if basis == JudgementBasis.QUOTE:
        quote = value["quote"]
        columns |= {
            "source_id": quote["source"],
            "start": int(quote["start"]),
            "end": int(quote["end"]),
            "exact": quote["exact"],
        }
    return columns
