"""Reading answers, and conditions on answers and counts that exist."""

from collections.abc import Mapping, Sequence

import yaml

from reviews.instruments.definition import (
    NOT_REACHED,
    Condition,
    Option,
    Test,
    find,
)
from reviews.instruments.nodes import (
    InvalidInstrument,
    fields,
    number,
    pairs,
    sequence,
    text,
    texts,
    truth,
    value,
)

Names = Mapping[str, tuple[Option, ...]]  # what each question or domain may be


def options(node: yaml.Node) -> tuple[Option, ...]:
    """Answers or results; no two may go by the same name."""
    found: list[Option] = []
    for each in sequence(node):
        option = _option(each)
        for name in (option.value, *option.aka):
            if find(found, name) is not None:
                raise InvalidInstrument(f"{name} stands for two answers.", each)
        found.append(option)
    return tuple(found)


def _option(node: yaml.Node) -> Option:
    found = fields(node, "value label", "help symbol points assessable footnote aka")
    return Option(
        value=value(found["value"]),
        label=text(found["label"]),
        help=text(found["help"]) if "help" in found else "",
        symbol=text(found["symbol"]) if "symbol" in found else "",
        points=number(found["points"]) if "points" in found else None,
        is_assessable=truth(found["assessable"]) if "assessable" in found else True,
        needs_footnote=truth(found["footnote"]) if "footnote" in found else False,
        aka=texts(found["aka"]) if "aka" in found else (),
    )


def condition(node: yaml.Node, names: Names, counts: Sequence[str] = ()) -> Condition:
    """A mapping whose tests must all hold, or a list of such alternatives."""
    alternatives = sequence(node) if isinstance(node, yaml.SequenceNode) else [node]
    return tuple(
        tuple(_test(key, wanted, names, counts) for key, wanted in pairs(alternative))
        for alternative in alternatives
    )


def _test(key: yaml.Node, wanted: yaml.Node, names: Names, counts: Sequence[str]) -> Test:
    name = text(key)
    if name in counts:
        return Test(name, at_least=number(fields(wanted, "at_least")["at_least"]))
    if name not in names:
        raise InvalidInstrument(f"{name} is neither a question before this nor a count.", key)
    is_negated = isinstance(wanted, yaml.MappingNode)
    listed = fields(wanted, "not")["not"] if is_negated else wanted
    values = {known(e, listed, names[name]) for e in texts(listed) if e != NOT_REACHED}
    values |= {NOT_REACHED} & set(texts(listed))
    return Test(name, frozenset(values), is_negated)


def known(word: str, node: yaml.Node, among: Sequence[Option]) -> str:
    """The stored value of an answer, however it is called."""
    option = find(among, word)
    if option is None:
        raise InvalidInstrument(f"{word} is none of its answers.", node)
    return str(option.value)
