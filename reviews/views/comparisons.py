"""A revealed round item by item: everyone's answers beside each other, and what was settled."""

from dataclasses import dataclass

from reviews.actions.worksheets import CLAIM_ITEMS
from reviews.forms.worksheets import LABELS
from reviews.models import Appraisal, Judgement, Settlement


@dataclass(frozen=True)
class Cell:
    """What one person answered to one item, and what it rests on; both None if nothing."""

    who: str
    answer: str | None = None
    judgement: Judgement | Settlement | None = None


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


@dataclass(frozen=True)
class Comparison:
    """`appraisals` in the order of their appraisers' names, which is that of the cells;
    `outcomes` has (appraisal, its result in words) of each."""

    appraisals: list[Appraisal]
    rows: list[Row]
    outcomes: list[tuple[Appraisal, str]]

    @property
    def differing(self):
        return sum(row.differs for row in self.rows)

    @property
    def results_differ(self):
        return len({result for _, result in self.outcomes}) > 1


def comparison(round, user):
    """What this person may see of the round's appraisals, in three queries."""
    instrument = round.instrument.parsed
    appraisals = list(
        Appraisal.objects.visible_to(user)
        .filter(round=round)
        .select_related("appraiser")
        .order_by("appraiser__name", "pk")
    )
    given = {
        (row.appraisal_id, row.item): row
        for row in Judgement.objects.visible_to(user).filter(appraisal__round=round)
    }
    settled = {row.item: row for row in Settlement.objects.filter(verdict__round=round)}
    rows = [
        Row(
            item,
            label,
            [_cell(row.appraiser.name, given.get((row.pk, item)), words) for row in appraisals],
            _cell("", settled.get(item), words),
        )
        for item, label, words in _items(instrument, round)
    ]
    answered = [row for row in rows if any(cell.judgement for cell in [*row.cells, row.settled])]
    outcomes = [(row, result_label(instrument, row.result)) for row in appraisals]
    return Comparison(appraisals, answered, outcomes)


def result_label(instrument, result):
    """The instrument's word for a result, or that there is none."""
    option = instrument.result(result)
    return option.label if option else result or "No result"


def _items(instrument, round):
    """(item, label, {answer: its words}) of everything the round asks."""
    for item in instrument.items:
        yield item.id, item.label, {str(a.value): a.label for a in item.answers}
    for item, answers in CLAIM_ITEMS.items() if round.claim_id else ():
        yield item, LABELS[item][0], dict(answers)


def _cell(who, row, words):
    return Cell(who, words.get(row.answer, row.answer), row) if row else Cell(who)
