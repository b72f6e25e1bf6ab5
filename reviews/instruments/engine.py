"""From answers to proposals. Everything computed here is a proposal; people decide."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from reviews.instruments.algorithms import holds, open_rules, propose
from reviews.instruments.answers import Answers, read
from reviews.instruments.counts import choose, tally, told
from reviews.instruments.definition import Algorithm, Caution, Domain, Instrument, Option


@dataclass(frozen=True)
class Proposal:
    """What the instrument proposes; None while `missing` names an item or it refuses.

    `missing` names what a proposal waits for: items, or the domain's own id where people
    judge it. `open` names the items that are asked and not answered, even if the answers
    given decide already. `trace` says how, one sentence a step.
    """

    proposed: str | int | None
    missing: tuple[str, ...] = ()
    trace: tuple[str, ...] = ()
    open: tuple[str, ...] = ()


@dataclass(frozen=True)
class Judged:
    """Proposals by domain id, overall, and by the id of each conversion. While there is a
    refusal, nothing is proposed overall. `unreached` names the items that the answers lead
    past."""

    domains: Mapping[str, Proposal]
    overall: Proposal
    refusals: tuple[str, ...] = ()
    warnings: tuple[Caution, ...] = ()
    conversions: Mapping[str, Proposal] = field(default_factory=dict)
    unreached: tuple[str, ...] = ()

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
    proposals = {domain.id: _domain(domain, taken) for domain in instrument.domains}
    options = _options(instrument, proposals)
    values = taken.values | {name: str(option.value) for name, option in options.items()}
    found = tally(instrument, options, chosen)
    counts = {name: len(ids) for name, ids in found.items()}
    barred = [each.text for each in instrument.refusals if holds(each.when, values, counts)]
    warned = [each for each in instrument.cautions if holds(each.when, values, counts)]
    refusals = (*refused, *taken.refusals, *barred)
    overall = Proposal(None, _missing(instrument, proposals, by_item=answers is not None))
    if not overall.missing and not refusals:
        proposed, trace = _overall(instrument, options, values, counts)
        closing = filter(None, (instrument.no_total, instrument.overall.remark))
        steps = (*_levels(instrument, options), *told(instrument, options, found, chosen))
        overall = Proposal(proposed, (), (*steps, *trace, *closing))
    converted = _convert(instrument, overall, values, counts)
    unreached = tuple(item.id for item in instrument.items if taken.reaches(item) is False)
    return Judged(proposals, overall, refusals, (*taken.warnings, *warned), converted, unreached)


def _convert(
    instrument: Instrument, overall: Proposal, values: Mapping[str, str], counts: Mapping[str, int]
) -> dict[str, Proposal]:
    """Each conversion; without an overall proposal there is nothing to convert."""
    if overall.proposed is None:
        return {each.id: Proposal(None, overall.missing) for each in instrument.conversions}
    converted = {}
    for each in instrument.conversions:
        result, trace = propose(each.procedure, (), open_rules(each.procedure, values, counts))
        converted[each.id] = Proposal(result, (), tuple(f"{each.label}: {t}" for t in trace))
    return converted


def _domain(domain: Domain, taken: Answers) -> Proposal:
    """What is decided for a domain, after what the answers propose for it."""
    computed = _computed(domain, taken)
    if domain.id not in taken.decided:
        return computed
    option = taken.decided[domain.id]
    word = "" if computed.proposed in (None, option.value) else f", not {computed.proposed}"
    trace = (*computed.trace, f"{domain.label}: {option.label}, as decided{word}.")
    return Proposal(option.value, (), trace, computed.open)


def _computed(domain: Domain, taken: Answers) -> Proposal:
    open_ = tuple(item.id for item in domain.items if taken.is_open(item))
    parts = [(i.label, taken.options[i.id]) for i in domain.items if i.id in taken.options]
    is_ruled = domain.procedure.algorithm == Algorithm.RULES
    if (open_ and not is_ruled) or not (parts or open_):
        return Proposal(None, open_, open=open_)
    unknown = {item.id for item in domain.items if taken.is_unknown(item)}
    rules = open_rules(domain.procedure, taken.values, {}, unknown)
    proposed, trace = propose(domain.procedure, parts, rules)
    if proposed is not None:
        missing: tuple[str, ...] = ()
    else:
        missing = (*open_, domain.id) if trace else open_
    steps = _told(domain, taken) if is_ruled and trace else ()
    return Proposal(proposed, missing, (*steps, *trace) if parts else (), open_)


def _told(domain: Domain, taken: Answers) -> tuple[str, ...]:
    """The answers that rules rest on, and the questions that they did not reach."""
    answered = tuple(
        f"{item.id} {item.label}: {taken.options[item.id].label.lower()}."
        for item in domain.items
        if item.id in taken.options
    )
    past = ", ".join(item.id for item in domain.items if taken.reaches(item) is False)
    return (*answered, f"Not reached: {past}.") if past else answered


def _overall(
    instrument: Instrument,
    options: Mapping[str, Option],
    values: Mapping[str, str],
    counts: Mapping[str, int],
) -> tuple[str | int | None, tuple[str, ...]]:
    how = instrument.overall
    counted = [d for d in instrument.domains if d.id in options and d.id in (how.of or options)]
    parts = [(domain.label, options[domain.id]) for domain in counted]
    return propose(how, parts, open_rules(how, values, counts))


def _levels(instrument: Instrument, options: Mapping[str, Option]) -> tuple[str, ...]:
    """How each domain was judged, where the trace of the whole does not say so anyway."""
    if instrument.overall.algorithm == Algorithm.WORST:
        return ()
    judged = [d for d in instrument.domains if d.is_judged and d.id in options]
    return tuple(f"{domain.label}: {options[domain.id].label}." for domain in judged)


def _options(instrument: Instrument, proposals: Mapping[str, Proposal]) -> dict[str, Option]:
    options = {}
    for domain in instrument.domains:
        option = domain.option(proposals[domain.id].proposed)
        if option is not None:
            options[domain.id] = option
    return options


def _missing(
    instrument: Instrument, proposals: Mapping[str, Proposal], *, by_item: bool
) -> tuple[str, ...]:
    counted = instrument.overall.of or proposals
    lacking = {n: p.missing for n, p in proposals.items() if p.missing and n in counted}
    return tuple(item for items in lacking.values() for item in items) if by_item else (*lacking,)
