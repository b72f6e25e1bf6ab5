"""From answers to proposals. Everything computed here is a proposal; people decide."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from reviews.instruments.algorithms import holds, propose
from reviews.instruments.answers import Answers, read
from reviews.instruments.counts import choose, tally, told
from reviews.instruments.definition import Caution, Domain, Instrument, Option


@dataclass(frozen=True)
class Proposal:
    """What the instrument proposes; None while `missing` names an item or it refuses.
    `trace` says how, one sentence a step."""

    proposed: str | int | None
    missing: tuple[str, ...] = ()
    trace: tuple[str, ...] = ()


@dataclass(frozen=True)
class Judged:
    """Proposals by domain id, overall, and by the id of each conversion. While there is a
    refusal, nothing is proposed overall."""

    domains: Mapping[str, Proposal]
    overall: Proposal
    refusals: tuple[str, ...] = ()
    warnings: tuple[Caution, ...] = ()
    conversions: Mapping[str, Proposal] = field(default_factory=dict)

    @property
    def trace(self) -> tuple[str, ...]:
        """How the overall proposal came about, and what it converts to."""
        converted = (line for proposal in self.conversions.values() for line in proposal.trace)
        return (*self.overall.trace, *converted)


def judge(
    instrument: Instrument,
    answers: Mapping[str, object] | None = None,
    *,
    domains: Mapping[str, object] | None = None,
    settings: Mapping[str, object] | None = None,
) -> Judged:
    """Propose a judgement for each domain and overall.

    `answers` go by item id. `domains` holds decided domain judgements, which stand in place
    of proposals; alone, they give the overall judgement alone. `settings` replace the
    instrument's defaults. No answer makes this raise: what cannot stand is told in
    `refusals`, what was ignored in `warnings`.
    """
    chosen, refused = choose(instrument, settings or {})
    taken = read(instrument, answers or {}, domains or {})
    proposals = {domain.id: _propose(domain, taken) for domain in instrument.domains}
    options = _options(instrument, proposals)
    values = taken.values | {name: str(option.value) for name, option in options.items()}
    found = tally(instrument, options, chosen)
    counts = {name: len(ids) for name, ids in found.items()}
    barred = [each.text for each in instrument.refusals if holds(each.when, values, counts)]
    warned = [each for each in instrument.cautions if holds(each.when, values, counts)]
    refusals = (*refused, *taken.refusals, *barred)
    overall = Proposal(None, _missing(proposals, by_item=answers is not None))
    if not overall.missing and not refusals:
        parts = [(d.label, options[d.id]) for d in instrument.domains if d.id in options]
        proposed, trace = propose(instrument.overall, parts, values, counts)
        closing = filter(None, (instrument.no_total, instrument.overall.remark))
        overall = Proposal(proposed, (), (*told(instrument, found, chosen), *trace, *closing))
    converted = _convert(instrument, overall, values, counts)
    return Judged(proposals, overall, refusals, (*taken.warnings, *warned), converted)


def _convert(
    instrument: Instrument, overall: Proposal, values: Mapping[str, str], counts: Mapping[str, int]
) -> dict[str, Proposal]:
    """Each conversion; without an overall proposal there is nothing to convert."""
    if overall.proposed is None:
        return {each.id: Proposal(None, overall.missing) for each in instrument.conversions}
    converted = {}
    for each in instrument.conversions:
        result, trace = propose(each.procedure, (), values, counts)
        converted[each.id] = Proposal(result, (), tuple(f"{each.label}: {t}" for t in trace))
    return converted


def _propose(domain: Domain, taken: Answers) -> Proposal:
    if domain.id in taken.decided:
        option = taken.decided[domain.id]
        return Proposal(option.value, (), (f"{domain.label}: {option.label}, as decided.",))
    missing = tuple(item.id for item in domain.items if taken.is_missing(item))
    parts = [(i.label, taken.options[i.id]) for i in domain.items if i.id in taken.options]
    if missing or not parts:
        return Proposal(None, missing)
    proposed, trace = propose(domain.procedure, parts, taken.values, {})
    return Proposal(proposed, (), trace)


def _options(instrument: Instrument, proposals: Mapping[str, Proposal]) -> dict[str, Option]:
    options = {}
    for domain in instrument.domains:
        option = domain.option(proposals[domain.id].proposed)
        if option is not None:
            options[domain.id] = option
    return options


def _missing(proposals: Mapping[str, Proposal], *, by_item: bool) -> tuple[str, ...]:
    lacking = {name: proposal.missing for name, proposal in proposals.items() if proposal.missing}
    return tuple(item for items in lacking.values() for item in items) if by_item else (*lacking,)
