"""An instrument as data: what it asks, what may be answered, how answers become a judgement."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from reviews.vocabulary import StudyDesign

_LONGEST_PART = 4  # characters of a number before or after its point; more is a word
NOT_REACHED = "NA"  # what a question counts as when the ones before it lead past it


class Subject(StrEnum):
    """What an instrument judges."""

    CLAIM = "claim"
    PAPER = "paper"
    RESULT = "result"


class Algorithm(StrEnum):
    """How parts become one proposal."""

    WORST = "worst"
    SUM = "sum"
    RULES = "rules"
    PEOPLE = "people"  # nothing is computed: whoever appraises chooses among the results


def folded(value: object) -> str:
    """A value as answers are compared: case and underscores do not count."""
    return " ".join(str(value).replace("_", " ").split()).casefold()


@dataclass(frozen=True)
class Option:
    """One answer or one result. `value` is what is stored, whole numbers as int.

    `points` enter sums, signed. An answer that is not `is_assessable` says that the item
    could not be judged. A step that `needs_footnote` may not stand without a word of reason.
    """

    value: str | int
    label: str
    help: str = ""
    symbol: str = ""
    points: int | None = None
    is_assessable: bool = True
    needs_footnote: bool = False
    aka: tuple[str, ...] = ()

    def is_called(self, name: object) -> bool:
        return folded(name) in map(folded, (self.value, *self.aka))


@dataclass(frozen=True)
class Test:
    """One comparison: a named answer among `values`, not among them, or a count at least."""

    name: str
    values: frozenset[str] = frozenset()
    is_negated: bool = False
    at_least: int | None = None

    def holds(
        self, values: Mapping[str, str], counts: Mapping[str, int], unknown: Collection[str] = ()
    ) -> bool | None:
        """None where it depends on an answer that is still `unknown`."""
        if self.at_least is not None:
            return counts[self.name] >= self.at_least
        if self.name in unknown:
            return None
        return (values.get(self.name) in self.values) != self.is_negated


# Any of these alternatives, each of which needs all of its tests.
Condition = tuple[tuple[Test, ...], ...]


@dataclass(frozen=True)
class Rule:
    """The first rule whose condition holds gives the proposal. One without `then` leaves the
    judgement to people."""

    when: Condition
    then: str | None
    because: str


@dataclass(frozen=True)
class Count:
    """How many domains carry one of some answers. A string names a setting that holds the
    list; `is_except` counts the domains that are not in `of`."""

    id: str
    label: str
    answers: tuple[str, ...] | str
    of: tuple[str, ...] | str
    is_except: bool = False


@dataclass(frozen=True)
class Procedure:
    """How a domain or the whole instrument comes to its proposal. `results` run from best
    to worst, except for sums, where their points order them. An overall judgement rests on
    the domains in `of`; empty, on all. `source` is where the rule was published; `remark`
    closes the trace. With `is_total` the results are plain numbers of points, without names
    or limits of their own."""

    algorithm: Algorithm
    results: tuple[Option, ...]
    rules: tuple[Rule, ...] = ()
    remark: str = ""
    of: tuple[str, ...] = ()
    source: str = ""
    is_total: bool = False


@dataclass(frozen=True)
class Conversion:
    """A result restated on another body's scale, never in place of the instrument's own."""

    id: str
    label: str
    procedure: Procedure


@dataclass(frozen=True)
class NotAnswers:
    """Answers that people mistake for this instrument's, and what to say to each."""

    values: tuple[str, ...]
    text: str


@dataclass(frozen=True)
class Item:
    """One question. `asked_if` is empty for a question that is always asked.

    `order` lists answers from the best to the worst; no step towards the worst may improve a
    proposal. Answers that say nothing, such as no information, stand outside it. The judgement
    of a domain is an item too.
    """

    id: str
    domain: str
    label: str
    help: str
    answers: tuple[Option, ...]
    is_optional: bool = False
    asked_if: Condition = ()
    order: tuple[str, ...] = ()
    is_judgement: bool = False

    @property
    def number(self) -> str:
        """The published number of the question, where it has one, such as 1.10, 4a or 9.rct."""
        has_figure = any(sign.isdecimal() for sign in self.id)
        is_short = all(len(part) <= _LONGEST_PART for part in self.id.split("."))
        return self.id if has_figure and is_short and not self.is_judgement else ""


@dataclass(frozen=True)
class Domain:
    """Items that are judged together; many domains are a single item of the same id. One that
    `is_judged` is judged by people, with or against what its answers propose."""

    id: str
    label: str
    heading: str
    items: tuple[Item, ...]
    procedure: Procedure
    is_judged: bool = False

    @property
    def is_proposed(self) -> bool:
        """Whether the answers ever propose its judgement, before people judge it."""
        rules = self.procedure.rules
        return self.is_judged and (not rules or any(rule.then is not None for rule in rules))

    @property
    def judgement(self) -> Item:
        """The judgement of the domain as an item of a worksheet, under the domain's own id."""
        return Item(
            id=self.id,
            domain=self.id,
            label=f"Judgement: {self.label}",
            help="",
            answers=self.procedure.results,
            is_optional=True,
            is_judgement=True,
        )

    def option(self, given: object) -> Option | None:
        return find(self.procedure.results, given)


@dataclass(frozen=True)
class Setting:
    """A list that a panel may choose for its question, stored with the judgement."""

    id: str
    label: str
    default: tuple[str, ...]
    allowed: tuple[str, ...]


@dataclass(frozen=True)
class Caution:
    """A finding about a combination of answers. With `needs_reason` it may be submitted
    only with a written reason."""

    text: str
    code: str = ""
    needs_reason: bool = False
    when: Condition = ()

    def __str__(self) -> str:
        return self.code or self.text


@dataclass(frozen=True)
class Instrument:
    """One version of one instrument. An empty `designs` suits every design; `no_total` says
    why its answers may not be added up."""

    key: str
    version: str
    name: str
    publisher: str
    citation: str
    source_url: str
    licence: str
    is_verbatim: bool
    subject: Subject
    designs: tuple[StudyDesign, ...]
    note: str
    combines_outcomes: bool
    domains: tuple[Domain, ...]
    overall: Procedure
    settings: tuple[Setting, ...] = ()
    counts: tuple[Count, ...] = ()
    cautions: tuple[Caution, ...] = ()
    refusals: tuple[Caution, ...] = ()
    conversions: tuple[Conversion, ...] = ()
    not_answers: tuple[NotAnswers, ...] = ()
    no_total: str = ""

    @property
    def is_judged_by_people(self) -> bool:
        return self.overall.algorithm == Algorithm.PEOPLE

    @property
    def items(self) -> tuple[Item, ...]:
        return tuple(item for domain in self.domains for item in domain.items)

    @property
    def entries(self) -> tuple[Item, ...]:
        """All that a worksheet holds: the items, and after them the judgements of domains."""
        return tuple(
            entry
            for domain in self.domains
            for entry in (*domain.items, *([domain.judgement] if domain.is_judged else ()))
        )

    def result(self, given: object) -> Option | None:
        return find(self.overall.results, given)


def find(options: Iterable[Option], given: object) -> Option | None:
    """The option of this value or another of its names, given as text or a whole number."""
    if not isinstance(given, str | int):
        return None
    return next((option for option in options if option.is_called(given)), None)


def suits(instrument: Instrument, design: StudyDesign) -> bool:
    """Whether the instrument was made for papers of this design."""
    return not instrument.designs or design in instrument.designs
