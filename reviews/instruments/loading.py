"""From YAML to an Instrument, with every mistake named by file and line."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

import yaml

from reviews.instruments.conditions import Names, condition, known, options
from reviews.instruments.definition import (
    Algorithm,
    Caution,
    Conversion,
    Count,
    Domain,
    Instrument,
    Item,
    NotAnswers,
    Option,
    Procedure,
    Setting,
    Subject,
)
from reviews.instruments.nodes import (
    Fields,
    InvalidInstrument,
    compose,
    fields,
    identifier,
    listed,
    one_of,
    pairs,
    sequence,
    text,
    texts,
    truth,
)
from reviews.instruments.procedures import procedure
from reviews.vocabulary import StudyDesign

DEFINITIONS = Path(__file__).parent / "definitions"

# Licences under which a free project may ship an instrument's own wording.
VERBATIM_LICENCES = frozenset({"CC-BY-4.0", "CC0-1.0", "Public domain"})

HEAD = "key version name publisher citation licence verbatim subject designs note"
HEAD_MAY = (
    "source_url combines_outcomes settings counts warnings refusals conversions not_answers "
    "no_total"
)
SMALL_LETTERS = r"^[a-z0-9-]+$"  # of a key
LONGEST_KEY, LONGEST_VERSION, LONGEST_NAME = 50, 40, 200  # characters
ITEM = "id label answers"
ITEM_MAY = "help optional asked_if order"
PROCEDURE = "algorithm results rules source"


def load(source: Path | str) -> Instrument:
    """A shipped instrument by its key, or any from the path of a file.

    Raises KeyError for an unknown key, OSError for an unreadable file and ValueError, with
    file and line, for a definition that cannot be used.
    """
    if isinstance(source, str):
        return shipped()[source]
    return parse(source.read_text(encoding="utf-8"), source.name)


@cache
def shipped() -> Mapping[str, Instrument]:
    """Every instrument that comes with the project, by key."""
    instruments = [load(path) for path in sorted(DEFINITIONS.glob("*.yaml"))]
    return {instrument.key: instrument for instrument in instruments}


def parse(definition: str, name: str) -> Instrument:
    """An instrument from its YAML; `name` begins the message of the ValueError."""
    try:
        return _instrument(compose(definition))
    except ValueError as error:
        raise ValueError(f"{name}, {error}") from None


def _instrument(root: yaml.Node) -> Instrument:
    found = fields(root, f"{HEAD} domains overall", HEAD_MAY)
    domains = _domains(found["domains"])
    results = {domain.id: domain.procedure.results for domain in domains}
    names = results | {item.id: item.answers for domain in domains for item in domain.items}
    settings = tuple(_setting(node, results) for node in listed(found, "settings"))
    lists = [setting.id for setting in settings]
    counts = tuple(_count(node, results, lists) for node in listed(found, "counts"))
    tallied = [count.id for count in counts]
    overall = _overall(found["overall"], results, names, tallied)
    return Instrument(
        key=_key(found["key"]),
        version=text(found["version"], LONGEST_VERSION),
        name=text(found["name"], LONGEST_NAME),
        publisher=text(found["publisher"]),
        citation=text(found["citation"]),
        source_url=_address(found["source_url"]) if "source_url" in found else "",
        licence=text(found["licence"]),
        is_verbatim=_verbatim(found),
        subject=Subject(one_of(found["subject"], list(Subject))),
        designs=_designs(found["designs"]),
        note=text(found["note"]),
        combines_outcomes="combines_outcomes" in found and truth(found["combines_outcomes"]),
        domains=domains,
        overall=overall,
        settings=settings,
        counts=counts,
        cautions=tuple(_caution(node, names, tallied) for node in listed(found, "warnings")),
        refusals=tuple(_caution(node, names, tallied) for node in listed(found, "refusals")),
        conversions=tuple(
            _conversion(node, results, names, tallied) for node in listed(found, "conversions")
        ),
        not_answers=tuple(_not_answers(node) for node in listed(found, "not_answers")),
        no_total=_no_total(found, [overall, *(domain.procedure for domain in domains)]),
    )


def _key(node: yaml.Node) -> str:
    key = identifier(node, LONGEST_KEY)
    if not re.match(SMALL_LETTERS, key):
        raise InvalidInstrument("a key has small letters, figures and dashes alone.", node)
    return key


def _designs(node: yaml.Node) -> tuple[StudyDesign, ...]:
    return tuple(StudyDesign(one_of(each, list(StudyDesign))) for each in sequence(node))


def _address(node: yaml.Node) -> str:
    address = text(node)
    if not address.startswith("https://"):
        raise InvalidInstrument("the source needs an address that begins with https://.", node)
    return address


def _verbatim(found: Fields) -> bool:
    is_verbatim, licence = truth(found["verbatim"]), text(found["licence"])
    if is_verbatim and licence not in VERBATIM_LICENCES:
        raise InvalidInstrument(
            f"{licence} does not allow verbatim wording here.", found["verbatim"]
        )
    return is_verbatim


def _domains(node: yaml.Node) -> tuple[Domain, ...]:
    domains: dict[str, Domain] = {}
    names: dict[str, tuple[Option, ...]] = {}
    for each in sequence(node):
        domain = _domain(each, names)
        if domain.id in domains:
            raise InvalidInstrument(f"{domain.id} is given twice.", each)
        domains[domain.id] = domain
    if not domains:
        raise InvalidInstrument("there is no question in it.", node)
    return tuple(domains.values())


def _domain(node: yaml.Node, names: dict[str, tuple[Option, ...]]) -> Domain:
    """A domain; its questions are added to `names`, so that later ones can refer to them."""
    if any(key.value == "items" for key, _ in pairs(node)):
        found = fields(node, "id label items", f"heading judged {PROCEDURE}")
        listed_items = [fields(each, ITEM, ITEM_MAY) for each in sequence(found["items"])]
    else:
        found = fields(node, ITEM, f"{ITEM_MAY} heading {PROCEDURE}")
        listed_items = [found]
    key = identifier(found["id"])
    if key in names:
        raise InvalidInstrument(f"{key} is given twice.", found["id"])
    items = tuple(_item(each, key, names) for each in listed_items)
    if not items:
        raise InvalidInstrument("a domain has at least one question.", node)
    parts = {item.id: item.answers for item in items}
    default = items[0].answers if "answers" in found else ()
    heading = text(found["heading"]) if "heading" in found else ""
    how = procedure(node, found, parts, default, names)
    if how.algorithm == Algorithm.PEOPLE:
        raise InvalidInstrument("only the overall can be left to people.", found["algorithm"])
    is_judged = "judged" in found and truth(found["judged"])
    if not is_judged:
        _decided(node, how)
    return Domain(key, text(found["label"]), heading, items, how, is_judged)


def _item(found: Fields, domain: str, names: dict[str, tuple[Option, ...]]) -> Item:
    key = identifier(found["id"])
    if key in names:
        raise InvalidInstrument(f"{key} is given twice.", found["id"])
    asked_if = condition(found["asked_if"], names) if "asked_if" in found else ()
    names[key] = options(found["answers"])
    if len(names[key]) < 2:
        raise InvalidInstrument("a question has at least two answers.", found["answers"])
    return Item(
        id=key,
        domain=domain,
        label=text(found["label"]),
        help=text(found["help"]) if "help" in found else "",
        answers=names[key],
        is_optional="optional" in found and truth(found["optional"]),
        asked_if=asked_if,
        order=_order(found, names[key]),
    )


def _order(found: Fields, answers: Sequence[Option]) -> tuple[str, ...]:
    return tuple(known(text(each), each, answers) for each in listed(found, "order"))


def _setting(node: yaml.Node, results: Names) -> Setting:
    """A list for the panel to choose; `of` is the word domains or the answers allowed."""
    found = fields(node, "id label of default")
    if isinstance(found["of"], yaml.ScalarNode):
        one_of(found["of"], ["domains"])
        allowed = tuple(results)
    else:
        allowed = tuple(one_of(each, _answers(results)) for each in sequence(found["of"]))
    default = tuple(one_of(each, allowed) for each in sequence(found["default"]))
    return Setting(text(found["id"]), text(found["label"]), default, allowed)


def _count(node: yaml.Node, results: Names, lists: Sequence[str]) -> Count:
    """How many; `answers`, `of` and `except` each name a setting or list their own."""
    found = fields(node, "id label answers", "of except")
    if ("of" in found) == ("except" in found):
        raise InvalidInstrument("a count has either of or except.", node)
    domains = found.get("of", found.get("except", node))
    return Count(
        id=text(found["id"]),
        label=text(found["label"]),
        answers=_named(found["answers"], _answers(results), lists),
        of=_named(domains, results, lists),
        is_except="except" in found,
    )


def _answers(results: Names) -> dict[str, Option]:
    return {str(option.value): option for answers in results.values() for option in answers}


def _named(node: yaml.Node, among: Collection[str], lists: Sequence[str]) -> tuple[str, ...] | str:
    if isinstance(node, yaml.ScalarNode):
        return one_of(node, lists)
    return tuple(one_of(each, among) for each in sequence(node))


def _overall(node: yaml.Node, results: Names, names: Names, counts: Sequence[str]) -> Procedure:
    found = fields(node, "algorithm", f"{PROCEDURE} remark of")
    how = _decided(node, procedure(node, found, results, (), names, counts))
    return replace(how, of=tuple(one_of(each, results) for each in listed(found, "of")))


def _decided(node: yaml.Node, how: Procedure) -> Procedure:
    if any(rule.then is None for rule in how.rules):
        raise InvalidInstrument("a rule without then needs a domain that is judged.", node)
    return how


def _conversion(node: yaml.Node, results: Names, names: Names, counts: Sequence[str]) -> Conversion:
    found = fields(node, "id label algorithm results rules", "source")
    how = _decided(node, procedure(node, found, results, (), names, counts))
    return Conversion(text(found["id"]), text(found["label"]), how)


def _not_answers(node: yaml.Node) -> NotAnswers:
    found = fields(node, "answers text")
    return NotAnswers(texts(found["answers"]), text(found["text"]))


def _no_total(found: Fields, procedures: Collection[Procedure]) -> str:
    if "no_total" not in found:
        return ""
    if any(how.algorithm == Algorithm.SUM for how in procedures):
        raise InvalidInstrument("what may not be added up cannot be a sum.", found["no_total"])
    return text(found["no_total"])


def _caution(node: yaml.Node, names: Names, counts: Sequence[str]) -> Caution:
    found = fields(node, "text when", "code needs_reason")
    return Caution(
        text=text(found["text"]),
        code=text(found["code"]) if "code" in found else "",
        needs_reason="needs_reason" in found and truth(found["needs_reason"]),
        when=condition(found["when"], names, counts),
    )
