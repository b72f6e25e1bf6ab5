"""How many domains carry an answer that matters, over lists that a panel may choose."""

from collections.abc import Mapping

from reviews.instruments.definition import Algorithm, Count, Instrument, Option, folded

Settings = Mapping[str, tuple[str, ...]]


def choose(
    instrument: Instrument, wanted: Mapping[str, object]
) -> tuple[Settings, tuple[str, ...]]:
    """The settings in force and sentences on those refused; refused ones keep the default."""
    chosen = {setting.id: setting.default for setting in instrument.settings}
    refusals = []
    for setting in instrument.settings:
        if setting.id not in wanted:
            continue
        known = {folded(value): value for value in setting.allowed}
        given = wanted[setting.id]
        names = [folded(name) for name in given] if isinstance(given, list | tuple) else None
        if names is None or not known.keys() >= set(names):
            allowed = ", ".join(setting.allowed)
            refusals.append(f"{setting.label} is a list that may hold {allowed}.")
        else:
            chosen[setting.id] = tuple(known[name] for name in dict.fromkeys(names))
    return chosen, tuple(refusals)


def tally(
    instrument: Instrument, options: Mapping[str, Option], chosen: Settings
) -> dict[str, tuple[str, ...]]:
    """The ids of the domains that each count finds, in the instrument's order."""
    return {count.id: _found(count, options, chosen) for count in instrument.counts}


def told(
    instrument: Instrument,
    options: Mapping[str, Option],
    found: Mapping[str, tuple[str, ...]],
    chosen: Settings,
) -> list[str]:
    """The trace of settings and counts for a judgement by rules, one sentence each. A count
    over domains that are not all judged yet is not told: it would hide the gap."""
    if instrument.overall.algorithm != Algorithm.RULES:
        return []
    lines = [f"{s.label}: {', '.join(chosen[s.id]) or 'none'}." for s in instrument.settings]
    for count in instrument.counts:
        ids = found[count.id]
        if not count.is_except and not options.keys() >= set(_of(count, chosen)):
            continue
        lines.append(f"{count.label}: {len(ids)}" + (f" ({', '.join(ids)})." if ids else "."))
    return lines


def _of(count: Count, chosen: Settings) -> tuple[str, ...]:
    return chosen[count.of] if isinstance(count.of, str) else count.of


def _found(count: Count, options: Mapping[str, Option], chosen: Settings) -> tuple[str, ...]:
    answers = chosen[count.answers] if isinstance(count.answers, str) else count.answers
    of = _of(count, chosen)
    return tuple(
        name
        for name, option in options.items()
        if (name in of) != count.is_except and str(option.value) in answers
    )
