"""Reading YAML node by node, so that every message can name its line."""

import re
from collections.abc import Collection

import yaml

# What a definition may be at most: panels upload their own, and aliases multiply.
LONGEST_FILE = 100_000  # characters
MOST_NODES = 50_000  # with every alias written out
LARGEST_NUMBER = 1_000
LONGEST_WORD = 60  # characters of an id, an answer or a result, as the database keeps them


class InvalidInstrument(ValueError):
    """A definition that cannot be used; the message names the line."""

    def __init__(self, problem: str, node: yaml.Node) -> None:
        super().__init__(f"line {node.start_mark.line + 1}: {problem}")


Fields = dict[str, yaml.Node]


def compose(text: str) -> yaml.Node:
    """The root node. Raises ValueError with the line where the text is not YAML, and for more
    than a definition can be."""
    if len(text) > LONGEST_FILE:
        raise ValueError(f"line 1: a definition has at most {LONGEST_FILE} characters.")
    try:
        root = yaml.compose(text, Loader=yaml.SafeLoader)
        if root is not None:
            _weigh(root, {})
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise ValueError(f"line {line}: {error.problem}.") from None
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        raise ValueError(f"line {line}: a character that YAML does not allow.") from None
    except RecursionError:
        raise ValueError("line 1: this is nested too deeply.") from None
    if root is None:
        raise ValueError("line 1: there is nothing here.")
    return root


def _weigh(node: yaml.Node, known: dict[int, int]) -> int:
    """How many nodes there are under one, itself among them, with aliases written out."""
    if id(node) in known:
        if not known[id(node)]:
            raise InvalidInstrument("this contains itself.", node)
        return known[id(node)]
    known[id(node)] = 0  # until it is weighed
    weight = 1
    if isinstance(node, yaml.SequenceNode):
        weight += sum(_weigh(each, known) for each in node.value)
    elif isinstance(node, yaml.MappingNode):
        weight += sum(_weigh(key, known) + _weigh(value, known) for key, value in node.value)
    if weight > MOST_NODES:
        raise InvalidInstrument("this is too much, with every alias written out.", node)
    known[id(node)] = weight
    return weight


def fields(node: yaml.Node, required: str, optional: str = "") -> Fields:
    """A mapping's values by name; both lists of names are written with spaces between."""
    if not isinstance(node, yaml.MappingNode):
        raise InvalidInstrument(f"expected a mapping with {required}.", node)
    found: Fields = {}
    for key, value in node.value:
        if not isinstance(key, yaml.ScalarNode):
            raise InvalidInstrument("expected the name of a field.", key)
        if key.value in found:
            raise InvalidInstrument(f"{key.value} is given twice.", key)
        if key.value not in (*required.split(), *optional.split()):
            raise InvalidInstrument(f"{key.value:.60} is not a field here.", key)
        found[key.value] = value
    for name in required.split():
        if name not in found:
            raise InvalidInstrument(f"{name} is missing.", node)
    return found


def pairs(node: yaml.Node) -> list[tuple[yaml.Node, yaml.Node]]:
    """A mapping whose keys are free."""
    if not isinstance(node, yaml.MappingNode):
        raise InvalidInstrument("expected a mapping.", node)
    return list(node.value)


def sequence(node: yaml.Node) -> list[yaml.Node]:
    if not isinstance(node, yaml.SequenceNode):
        raise InvalidInstrument("expected a list.", node)
    return list(node.value)


def listed(found: Fields, name: str) -> list[yaml.Node]:
    """The entries of an optional list."""
    return sequence(found[name]) if name in found else []


def text(node: yaml.Node, longest: int = LONGEST_FILE) -> str:
    """Text as written, on one line; a bare No stays the word No."""
    if not isinstance(node, yaml.ScalarNode) or not node.value.strip():
        raise InvalidInstrument("expected text.", node)
    written = " ".join(node.value.split())
    if len(written) > longest:
        raise InvalidInstrument(f"at most {longest} characters, please.", node)
    return written


def identifier(node: yaml.Node, longest: int = LONGEST_WORD) -> str:
    """A word that addresses and forms can carry."""
    word = text(node, longest)
    if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._-]*", word):
        raise InvalidInstrument(
            f"{word} is no id: it begins with a letter or figure and goes on with those, dots, "
            "dashes and underscores.",
            node,
        )
    return word


def number(node: yaml.Node) -> int:
    if not is_number(node):
        raise InvalidInstrument("expected a whole number.", node)
    if len(node.value) > 5 or abs(int(node.value)) > LARGEST_NUMBER:
        raise InvalidInstrument(f"at most {LARGEST_NUMBER}, please.", node)
    return int(node.value)


def is_number(node: yaml.Node) -> bool:
    """Whether the node is a bare decimal integer; quoted figures are text."""
    return node.tag == "tag:yaml.org,2002:int" and str(node.value).lstrip("+-").isdecimal()


def value(node: yaml.Node) -> str | int:
    return number(node) if is_number(node) else text(node, LONGEST_WORD)


def truth(node: yaml.Node) -> bool:
    if not isinstance(node, yaml.ScalarNode) or node.value not in ("true", "false"):
        raise InvalidInstrument("expected true or false.", node)
    return bool(node.value == "true")


def one_of(node: yaml.Node, known: Collection[str]) -> str:
    word = text(node)
    if word not in known:
        raise InvalidInstrument(f"{word} is none of {', '.join(known)}.", node)
    return word


def texts(node: yaml.Node) -> tuple[str, ...]:
    """A list of texts, or a single text as a list of one."""
    if isinstance(node, yaml.ScalarNode):
        return (text(node),)
    return tuple(text(each) for each in sequence(node))
