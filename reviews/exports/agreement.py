"""How far appraisers agreed, from what they submitted before they saw each other's answers.

Appraisals of revealed rounds enter as they were frozen: no verdict, no draft, no round that is
open, void or for calibration. The items of the statistics are the rounds, the raters are the
appraisers.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from reviews.agreement.disagreements import quadratic
from reviews.agreement.estimates import Estimate
from reviews.agreement.gwet import gwet_ac
from reviews.agreement.icc import icc_mean, icc_single, one_way
from reviews.agreement.krippendorff import krippendorff_alpha
from reviews.agreement.percent import percent_agreement
from reviews.agreement.ratings import Ratings
from reviews.agreement.summary import FEW_ITEMS
from reviews.exports.release_rounds import CLAIM_ITEMS
from reviews.exports.words import grouped
from reviews.instruments.definition import Algorithm, Domain, Instrument, Item, Option, Procedure
from reviews.instruments.engine import judge
from reviews.models import Appraisal, Judgement, Round
from reviews.vocabulary import Advice, RoundState, Scale

# Readings of a claim whose answers have an order.
_READINGS_IN_ORDER = {"advice": tuple(Advice), "language_level": ("1", "2", "3", "4")}
# Results, in the published words, that stand outside the order of the others.
_SAYS_NOTHING = {"No information", "Seek further info"}


@dataclass(frozen=True)
class Measure:
    """One thing that every appraiser of a round says, and what they said.

    The items of `ratings` are ids of rounds, its raters people, or their places where it is not
    `knowing` which of one round is which of another. `kind` is result, domain, item or reading.
    """

    key: str
    kind: str
    label: str
    scale: Scale
    ratings: Ratings
    knowing: bool = True

    @property
    def compared(self) -> int:
        """In how many rounds two people or more answered."""
        return self.ratings.compared

    @property
    def is_short(self) -> bool:
        """Whether so few rounds can be compared that no coefficient says much."""
        return self.compared < FEW_ITEMS

    @cached_property
    def percent(self) -> Estimate:
        return percent_agreement(self.ratings)

    @cached_property
    def alpha(self) -> Estimate:
        """With the metric of the scale."""
        return krippendorff_alpha(self.ratings, self.scale)

    @cached_property
    def ac(self) -> Estimate:
        """AC1 where answers have no order, otherwise AC2 with quadratic weights."""
        is_ordered = self.scale != Scale.NOMINAL
        return gwet_ac(self.ratings, quadratic(self.ratings.positions) if is_ordered else None)

    @cached_property
    def icc(self) -> dict[str, Estimate]:
        """Of one appraiser and of the mean of all, by the names of Shrout and Fleiss; for sums
        alone."""
        if self.scale != Scale.INTERVAL:
            return {}
        if self.knowing:
            return {"2,1": icc_single(self.ratings), "2,k": icc_mean(self.ratings)}
        return dict(zip(("1,1", "1,k"), one_way(self.ratings), strict=True))


@dataclass(frozen=True)
class Sheet:
    """What one person submitted in one round: a result, {item: answer}, and what the panel
    `chose` for the instrument."""

    round: str
    person: str
    result: str
    answers: Mapping[str, str]
    chosen: Mapping[str, list] = field(default_factory=dict)


class Sheets:
    """Sheets of one instrument; `knowing` whether a person has one name in all of them."""

    def __init__(self, instrument: Instrument, sheets: list[Sheet], *, knowing: bool = True):
        self.instrument = instrument
        self.knowing = knowing
        self._sheets = sheets

    @cached_property
    def _proposals(self) -> list[Mapping[str, str | None]]:
        """For each sheet {domain: what the instrument computes from the answers}."""
        return [self._proposed(sheet) for sheet in self._sheets]

    def _proposed(self, sheet: Sheet) -> dict[str, str | None]:
        given = sheet.answers
        asked = {item.id: given[item.id] for item in self.instrument.items if item.id in given}
        judged = judge(self.instrument, asked, settings=sheet.chosen)
        return {domain: proposal.proposed for domain, proposal in judged.domains.items()}

    def results(self) -> list[tuple[str, str, str]]:
        return self._said([sheet.result for sheet in self._sheets])

    def answered(self, item: str) -> list[tuple[str, str, str]]:
        return self._said([sheet.answers.get(item) for sheet in self._sheets])

    def judged(self, domain: Domain) -> list[tuple[str, str, str]]:
        """The person's own judgement of a domain, or else the computed one."""
        return self._said(
            [
                (domain.is_judged and sheet.answers.get(domain.id)) or proposed[domain.id]
                for sheet, proposed in zip(self._sheets, self._proposals, strict=True)
            ]
        )

    def _said(self, answers: list) -> list[tuple[str, str, str]]:
        """(round, person, answer) of each sheet, without those that give none."""
        return [
            (sheet.round, sheet.person, str(answer))
            for sheet, answer in zip(self._sheets, answers, strict=True)
            if answer not in (None, "")
        ]


def counted(rounds):
    """Those of the rounds that enter the statistics."""
    return rounds.for_panel().revealed()


def measures(sheets: Sheets) -> list[Measure]:
    """Everything the instrument asks or computes that two people said of one round."""
    domains = sheets.instrument.domains
    found = [
        *_results(sheets),
        *(each for domain in domains for each in _domain(domain, sheets)),
        *_items(sheets),
        *_readings(sheets),
    ]
    return [replace(each, knowing=sheets.knowing) for each in found if each.compared]


class Originals:
    """The appraisals of some revealed rounds of one instrument, in three queries; `rounds` by
    id, in the order in which they were opened."""

    def __init__(self, instrument, rounds, user):
        rounds = counted(rounds).filter(instrument=instrument)
        self.rounds: dict[str, Round] = {
            str(round.pk): round for round in rounds.with_subject().order_by("opened_at", "pk")
        }
        appraisals = Appraisal.objects.visible_to(user).filter(round__in=rounds.values("pk"))
        given = Judgement.objects.visible_to(user).filter(appraisal__round__in=rounds.values("pk"))
        given = grouped(given.only("appraisal_id", "item", "answer"), "appraisal_id")
        self.sheets = Sheets(
            instrument.parsed,
            [
                Sheet(
                    str(appraisal.round_id),
                    str(appraisal.appraiser_id),
                    appraisal.result,
                    {row.item: row.answer for row in given.get(appraisal.pk, [])},
                    self.rounds[str(appraisal.round_id)].chosen,
                )
                for appraisal in appraisals.order_by("appraiser_id", "pk")
                if str(appraisal.round_id) in self.rounds
            ],
        )

    @property
    def is_naming(self) -> bool:
        """Whether every round publishes the names of its appraisers, and is decided: until then
        answers are weighed without names."""
        return all(
            round.is_naming_appraisers and round.state == RoundState.DECIDED
            for round in self.rounds.values()
        )


def _results(sheets: Sheets) -> Iterator[Measure]:
    overall = sheets.instrument.overall
    if overall.results:
        yield _of_procedure("result", "result", "Result", overall, sheets.results())


def _domain(domain: Domain, sheets: Sheets) -> Iterator[Measure]:
    """A domain of one item is that item; of several, it is what each person judged it to be, or
    else what the instrument computes from their answers."""
    if _is_one_item(domain):
        yield _of_item("domain", domain.items[0], sheets)
        return
    said = sheets.judged(domain)
    yield _of_procedure(f"domain-{domain.id}", "domain", domain.label, domain.procedure, said)


def _items(sheets: Sheets) -> Iterator[Measure]:
    for domain in sheets.instrument.domains:
        for item in () if _is_one_item(domain) else domain.items:
            yield _of_item("item", item, sheets)


def _readings(sheets: Sheets) -> Iterator[Measure]:
    for item, (label, words) in CLAIM_ITEMS.items():
        said = sheets.answered(item)
        names = tuple(words) if words else _READINGS_IN_ORDER[item]
        order = _READINGS_IN_ORDER.get(item, ())
        yield _measure(f"reading-{item}", "reading", label, said, names, order)


def _is_one_item(domain: Domain) -> bool:
    return [item.id for item in domain.items] == [domain.id]


def _of_item(kind: str, item: Item, sheets: Sheets) -> Measure:
    """Ordered where the instrument says so, or its points do, or there are but two answers."""
    names = _names(item.answers)
    order = item.order or _by_points(item.answers) or (names if len(names) == 2 else ())
    said = sheets.answered(item.id)
    return _measure(f"item-{item.id}", kind, item.label, said, names, order)


def _of_procedure(
    key: str, kind: str, label: str, procedure: Procedure, said: list[tuple[str, str, str]]
) -> Measure:
    names = _names(procedure.results)
    if procedure.is_total:
        return _measure(key, kind, label, said, names, names, positions=tuple(map(float, names)))
    return _measure(key, kind, label, said, names, in_order(procedure))


def in_order(procedure: Procedure) -> tuple[str, ...]:
    """The results that can be put in order: by points, or from best to worst as they stand."""
    if procedure.algorithm == Algorithm.SUM:
        return _by_points(procedure.results)
    judged = [option for option in procedure.results if option.is_assessable]
    return tuple(name for name in _names(tuple(judged)) if name not in _SAYS_NOTHING)


def _measure(key, kind, label, said, names, order, positions=None) -> Measure:
    """Nominal as soon as somebody gave an answer that stands outside the order."""
    is_ordered = {answer for _, _, answer in said} <= set(order)
    categories = order if is_ordered else names
    places = {name: place for place, name in enumerate(categories)}
    rated = [(round, person, places[answer]) for round, person, answer in said if answer in places]
    if not is_ordered:
        return Measure(key, kind, label, Scale.NOMINAL, Ratings.of(rated, categories))
    scale = Scale.ORDINAL if positions is None else Scale.INTERVAL
    return Measure(key, kind, label, scale, Ratings.of(rated, categories, positions))


def _names(options: tuple[Option, ...]) -> tuple[str, ...]:
    return tuple(str(option.value) for option in options)


def _by_points(options: tuple[Option, ...]) -> tuple[str, ...]:
    """Those with points, from the fewest to the most; none if two have the same."""
    pointed = [option for option in options if option.points is not None]
    pointed.sort(key=lambda option: option.points or 0)
    is_an_order = len({option.points for option in pointed}) == len(pointed)
    return _names(tuple(pointed)) if is_an_order else ()
