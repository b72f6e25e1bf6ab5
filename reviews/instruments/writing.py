"""From what a form asks to the YAML of a definition, for instruments that need no rules of
their own."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

import yaml

Node = dict[str, object]


class Deciding(StrEnum):
    """How the answers of a written instrument become its result."""

    PEOPLE = "people"  # nothing is computed
    WORST = "worst"  # each answer has its result, and the worst counts
    ALL = "all"  # the first result if every answer is the best one, the second if not


@dataclass(frozen=True)
class Asked:
    """One question."""

    label: str
    help: str = ""


@dataclass(frozen=True)
class Sheet:
    """What the form holds. `domains` are labels with their questions, a lone one may be
    without a label; `answers` and `results` run from the best to the worst; `uncounted` is an
    answer that says nothing, or ""."""

    head: Mapping[str, object]  # key, version, name and the other fields that say who made it
    domains: Sequence[tuple[str, Sequence[Asked]]]
    answers: Sequence[str]
    uncounted: str
    results: Sequence[str]
    deciding: Deciding


def mismatch(sheet: Sheet) -> str:
    """Why the results do not fit the way of deciding, or ""."""
    count, results = len(sheet.answers), len(sheet.results)
    if sheet.deciding == Deciding.WORST and results not in (0, count):
        return f"Give as many results as there are answers that count ({count}), or none."
    if sheet.deciding == Deciding.ALL and results != 2:
        return "Give two results: one where every answer is the best, one where not."
    return ""


def written(sheet: Sheet) -> str:
    """The definition as YAML, as the loader reads it."""
    domains = _domains(sheet)
    ids = [str(domain["id"]) for domain in domains]
    root: Node = {**sheet.head, "verbatim": False, "domains": domains}
    if sheet.deciding == Deciding.PEOPLE:
        root["overall"] = {"algorithm": "people", "results": _options(sheet.results)}
    else:
        root |= _counted(sheet, ids)
    return yaml.dump(
        root, Dumper=_Plain, sort_keys=False, allow_unicode=True, width=96, default_flow_style=None
    )


class _Plain(yaml.SafeDumper):
    """Without anchors: whoever edits one list of answers means one."""

    def ignore_aliases(self, data: object) -> bool:
        return True


def _options(labels: Sequence[str]) -> list[Node]:
    return [{"value": label, "label": label} for label in labels]


def _domains(sheet: Sheet) -> list[Node]:
    answers = _options([*sheet.answers, *filter(None, [sheet.uncounted])])
    domains: list[Node] = []
    for number, (heading, questions) in enumerate(sheet.domains, start=1):
        is_named = bool(heading) or len(sheet.domains) > 1
        for place, asked in enumerate(questions, start=1):
            domain: Node = {"id": f"{number}.{place}" if is_named else str(place)}
            if heading:
                domain["heading"] = heading
            domain["label"] = asked.label
            if asked.help:
                domain["help"] = asked.help
            domains.append(domain | {"answers": answers})
    return domains


def _counted(sheet: Sheet, ids: list[str]) -> Node:
    """Counts of the answers that matter, the rules on them, and the refusal to judge nothing."""
    best, *others = sheet.answers
    results = list(sheet.results or sheet.answers)
    if sheet.deciding == Deciding.ALL:
        lines = [("others", others, f"Not every answer is “{best}”", results[1])]
    else:
        pairs = reversed(list(zip(others, results[1:], strict=True)))
        lines = [
            (f"count_{place}", [answer], f"At least one answer is “{answer}”", result)
            for place, (answer, result) in enumerate(pairs, start=1)
        ]
    counts = [
        {"id": name, "label": f"Answers {', '.join(answers)}", "answers": answers, "of": ids}
        for name, answers, _, _ in lines
    ]
    rules: list[Node] = [
        {"when": {name: {"at_least": 1}}, "then": result, "because": because}
        for name, _, because, result in lines
    ]
    rules.append({"then": results[0], "because": "No answer is worse than the best"})
    overall = {"algorithm": "rules", "results": _options(results), "rules": rules}
    return {"counts": counts, "overall": overall, **_refusals(sheet, ids)}


def _refusals(sheet: Sheet, ids: list[str]) -> Node:
    if not sheet.uncounted:
        return {}
    text = f"Every question was answered “{sheet.uncounted}”: there is nothing to judge."
    return {"refusals": [{"text": text, "when": dict.fromkeys(ids, sheet.uncounted)}]}
