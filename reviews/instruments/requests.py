"""Judging by JSON: one request in, one answer out, both plain dictionaries."""

from collections.abc import Mapping
from dataclasses import replace

from reviews.instruments.definition import Caution, Instrument
from reviews.instruments.engine import Judged, Proposal, judge
from reviews.instruments.outcomes import across

WAYS = ("answers", "domains", "outcomes")
TOTALS = ("total", "sum", "score")


def respond(instrument: Instrument, request: object) -> dict[str, object]:
    """The answer to one request; what cannot be read is refused in a sentence.

    A request is {"answers": {...}}, {"domains": {...}}, both, or {"outcomes": [...]} with an
    optional "highest_because"; the instrument's settings may be given beside answers.
    """
    judged = _judged(instrument, request)
    known = {*WAYS, "highest_because", *(setting.id for setting in instrument.settings)}
    ignored = [name for name in request if name not in known] if isinstance(request, dict) else []
    asks_total = instrument.no_total and any(name in TOTALS for name in ignored)
    if asks_total:
        refusals = (*judged.refusals, instrument.no_total)
        judged = replace(judged, overall=Proposal(None), conversions={}, refusals=refusals)
        ignored = [name for name in ignored if name not in TOTALS]
    told = tuple(Caution(f"{name!r:.60} means nothing here and is ignored.") for name in ignored)
    return as_json(instrument, replace(judged, warnings=(*judged.warnings, *told)))


def refusal(instrument: Instrument, sentence: str) -> dict[str, object]:
    """The answer to a request that could not even be read."""
    return as_json(instrument, Judged({}, Proposal(None), (sentence,)))


def as_json(instrument: Instrument, judged: Judged) -> dict[str, object]:
    """A judgement in the stable form that the `judge` command prints."""
    converted = {name: _plain(proposal) for name, proposal in judged.conversions.items()}
    return {
        "instrument": instrument.key,
        "version": instrument.version,
        "domains": {name: _plain(proposal) for name, proposal in judged.domains.items()},
        "overall": _plain(judged.overall),
        **({"conversions": converted} if converted else {}),
        "refusals": list(judged.refusals),
        "warnings": [str(warning) for warning in judged.warnings],
    }


def _plain(proposal: Proposal) -> dict[str, object]:
    return {
        "proposed": proposal.proposed,
        "missing": list(proposal.missing),
        "trace": list(proposal.trace),
    }


def _judged(instrument: Instrument, request: object) -> Judged:
    if not isinstance(request, Mapping) or not request.keys() & set(WAYS):
        return Judged({}, Proposal(None), ("Give answers, domains or outcomes.",))
    if "outcomes" in request:
        return _across(instrument, request)
    answers, domains = request.get("answers"), request.get("domains")
    for given in (answers, domains):
        if given is not None and not isinstance(given, Mapping):
            return Judged({}, Proposal(None), ("Answers and domains are given by their ids.",))
    return judge(instrument, answers, domains=domains, settings=request)


def _across(instrument: Instrument, request: Mapping[str, object]) -> Judged:
    outcomes, because = request["outcomes"], request.get("highest_because", "")
    if not isinstance(outcomes, list) or not isinstance(because, str):
        return Judged({}, Proposal(None), ("Outcomes are a list, highest_because a sentence.",))
    return across(instrument, outcomes, highest_because=because)
