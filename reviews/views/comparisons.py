"""A revealed round item by item: everyone's answers beside each other, and what was settled."""

from dataclasses import dataclass

from reviews.actions.worksheets import CLAIM_ITEMS, complete
from reviews.exports.letters import names
from reviews.forms.worksheets import LABELS
from reviews.models import Appraisal, Judgement, Settlement
from reviews.vocabulary import RoundState


@dataclass(frozen=True)
class Cell:
    """What one person answered to one item, and what it rests on; both None if nothing.
    `basis` is its kind in words, where the page asks for one."""

    who: str
    answer: str | None = None
    judgement: Judgement | Settlement | None = None
    basis: str = ""


@dataclass(frozen=True)
class Row:
    """One item, with a cell for each appraisal."""

    item: str
    label: str
    cells: list[Cell]
    settled: Cell

    @property
    def differs(self):
        return len({cell.answer for cell in self.cells}) > 1

    @property
    def shared(self):
        """The answer that all gave, or None."""
        return None if self.differs or not self.cells else self.cells[0].answer


@dataclass(frozen=True)
class Outcome:
    """What one appraiser concluded, in the instrument's words."""

    who: str
    appraisal: Appraisal
    label: str


@dataclass(frozen=True)
class Comparison:
    """`outcomes` in the order of the cells. Until the verdict the appraisers go by letters,
    so that answers are weighed and not people: one's own says so."""

    rows: list[Row]
    outcomes: list[Outcome]

    @property
    def differing(self):
        return sum(row.differs for row in self.rows)

    @property
    def results_differ(self):
        return len({outcome.label for outcome in self.outcomes}) > 1


def comparison(round, user, motion=None):
    """What this person may see of the round's appraisals, in three queries. Beside them stands
    what was settled or, until then, what the `motion` proposes."""
    instrument = round.instrument.parsed
    outcomes = _outcomes(round, user, instrument)
    given = {
        (row.appraisal_id, row.item): row
        for row in Judgement.objects.visible_to(user).filter(appraisal__round=round)
    }
    settled = _proposed(round, motion) if motion else _settled(round)
    rows = [
        Row(
            item,
            label,
            [_cell(each.who, given.get((each.appraisal.pk, item)), item, words)
             for each in outcomes],
            _cell("", settled.get(item), item, words),
        )
        for item, label, words in _items(instrument, round)
    ]  # fmt: skip
    answered = [row for row in rows if any(cell.judgement for cell in [*row.cells, row.settled])]
    return Comparison(answered, outcomes)


def _settled(round):
    return {row.item: row for row in Settlement.objects.filter(verdict__round=round)}


def _proposed(round, motion):
    """The settlements that the motion would make."""
    judged = complete(round, motion.content).judgements
    return {item: Settlement(item=item, **values) for item, values in judged.items()}


def _outcomes(round, user, instrument):
    found = Appraisal.objects.visible_to(user).filter(round=round).select_related("appraiser")
    if round.state == RoundState.DECIDED:
        found = found.order_by("appraiser__name", "pk")
        called = [row.appraiser.name for row in found]
    else:
        # Ids are drawn at random, so that their order tells neither time nor name.
        found = found.order_by("pk")
        called = [
            f"{letter} (you)" if row.appraiser_id == user.pk else letter
            for letter, row in zip(names(), found, strict=False)
        ]
    return [
        Outcome(who, row, result_label(instrument, row.result))
        for who, row in zip(called, found, strict=True)
    ]


def result_label(instrument, result):
    """The instrument's word for a result, or that there is none."""
    option = instrument.result(result)
    return option.label if option else result or "No result"


def _items(instrument, round):
    """(item, label, {answer: its words}) of everything the round asks."""
    for item in instrument.entries:
        yield item.id, item.label, {str(a.value): a.label for a in item.answers}
    for item, answers in CLAIM_ITEMS.items() if round.claim_id else ():
        yield item, LABELS[item][0], dict(answers)


def _cell(who, row, item, words):
    if row is None:
        return Cell(who)
    basis = "" if item in CLAIM_ITEMS else row.get_basis_display()
    return Cell(who, words.get(row.answer, row.answer), row, basis)
