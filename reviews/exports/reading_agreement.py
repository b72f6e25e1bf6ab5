"""What pages and reports say of agreement: the same numbers and words wherever it is shown."""

from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from typing import Any

from django.utils.formats import get_format

from reviews.exports.agreement_map import Grid, grid_of_shares, percent
from reviews.exports.language import gettext as _
from reviews.exports.language import ngettext
from reviews.exports.terms import term, versioned, within
from reviews.vocabulary import Scale

MOST_ROUNDS = 40  # in a drawing and its table
_SCALES = {scale.value: scale.label for scale in Scale}


@dataclass(frozen=True)
class Told:
    """A coefficient in two decimals, its interval, how that was found, or why there is none."""

    name: str
    value: str
    interval: str
    method: str
    why: str


@dataclass(frozen=True)
class Row:
    """A measure with its coefficients: alpha, AC, percent agreement, and ICC for sums."""

    kind: str
    measure: Any
    coefficients: list[Told]


@dataclass(frozen=True)
class Shown:
    """One instrument of an edition; `content` as exports.release_agreement has it."""

    content: dict

    @property
    def instrument(self):
        return self.content["instrument"]

    @property
    def rests_on(self) -> str:
        counts = self.content
        told = [
            (counts["claims"], ngettext("{count} claim", "{count} claims", counts["claims"])),
            (counts["papers"], ngettext("{count} paper", "{count} papers", counts["papers"])),
            (
                counts["appraisals"],
                ngettext("{count} appraisal", "{count} appraisals", counts["appraisals"]),
            ),
        ]
        on = ", ".join(said.format(count=count) for count, said in told if count)
        return _("Rests on {rounds}: {others}.").format(rounds=rounds(counts["rounds"]), others=on)

    @property
    def compared(self) -> str:
        return rounds(self.headline.measure["compared"])

    @property
    def cut(self) -> str:
        return _("Only the {count} least agreed on are shown.").format(count=self.most)

    @property
    def name(self) -> str:
        return versioned(self.instrument)

    @property
    def questions_label(self) -> str:
        return _("{name}: agreement on every question").format(name=self.name)

    @property
    def rounds_label(self) -> str:
        return _("{name}: agreement in every round, in per cent").format(name=self.name)

    @cached_property
    def rows(self) -> list[Row]:
        return [
            Row(measure["kind"], measure, coefficients(measure))
            for measure in self.content["measures"]
        ]

    @property
    def headline(self) -> Row | None:
        """How far results agree; a single question never stands for the whole instrument."""
        return next((row for row in self.rows if row.kind == "result"), None)

    @property
    def no_result(self) -> str:
        if self.headline:
            return ""
        return _(
            "No two appraisers of one round have results that can be compared, such as sums over"
            " all questions; so only the questions are."
        )

    @property
    def title(self) -> str:
        return f"{self.name}: {self.headline.measure['label']}" if self.headline else self.name

    @property
    def is_short(self) -> bool:
        told = [self.headline] if self.headline else self.rows
        return all(row.measure["is_short"] for row in told)

    @property
    def groups(self):
        return groups(self.rows)

    @property
    def columns(self) -> list[str]:
        return [row.measure["label"] for row in self._wide]

    @property
    def lines(self) -> list[tuple[dict, list[int | None]]]:
        """(round, its percentages), the least agreed on first, at most MOST_ROUNDS."""
        rounds = self.content["by_round"][:MOST_ROUNDS]
        return [(line, [percent(share) for share in self._shares(line)]) for line in rounds]

    @property
    def _wide(self) -> list[Row]:
        return [row for row in self.rows if row.kind in ("result", "domain")]

    def _shares(self, line) -> list[float | None]:
        """In the order of the columns; frozen content sorts by key."""
        return [line["shares"][row.measure["key"]] for row in self._wide]

    @property
    def is_cut(self) -> bool:
        return len(self.content["by_round"]) > MOST_ROUNDS

    @property
    def most(self) -> int:
        return MOST_ROUNDS

    @property
    def grid(self) -> Grid:
        rounds = self.content["by_round"][:MOST_ROUNDS]
        names = [line["name"] for line in rounds]
        return grid_of_shares(names, self.columns, [self._shares(line) for line in rounds])


def agreement_is(report) -> str:
    """What is told of it, in an edition unless it is the report of a working state."""
    if report and not report.number:
        return _(
            "How far appraisers agreed before they saw each other’s answers, over the rounds that"
            " this working state shows. Verdicts do not enter, nor do rounds for calibration."
            " Nothing here tells who agrees with whom."
        )
    return _(
        "How far appraisers agreed before they saw each other’s answers, over the rounds that this"
        " edition shows. Verdicts do not enter, nor do rounds for calibration. Nothing here tells"
        " who agrees with whom."
    )


def agreement(release_content) -> list[Shown]:
    """Instrument by instrument; none in editions made before it was frozen with them."""
    return [Shown(each) for each in release_content.get("agreement", []) if each["measures"]]


def groups(rows: list[Row]) -> list[tuple[str, list[Row]]]:
    """(heading, rows) of each kind of measure."""
    named = {
        "result": "",
        "domain": _("Domains"),
        "item": _("Questions"),
        "reading": _("How the claim is read"),
    }
    return [(named[kind], list(group)) for kind, group in groupby(rows, key=lambda row: row.kind)]


def methods(rows) -> list[str]:
    """How the intervals were found, a line for each coefficient."""
    return sorted({told.method for row in rows for told in row.coefficients} - {""})


def methods_of(agreement: list[Shown]) -> list[str]:
    """Of all instruments together."""
    return methods(row for shown in agreement for row in shown.rows)


def coefficients(measure) -> list[Told]:
    """Of a measure as exports.release_agreement has it."""
    alpha, gwet = measure["krippendorff_alpha"], measure["gwet"]
    metric = scale_name(alpha["metric"])
    by_ac = _("Gwet’s {coefficient}")
    if gwet["weights"]:
        by_ac = _("Gwet’s {coefficient}, quadratic weights")
    return [
        _told(_("Krippendorff’s alpha, {metric} metric").format(metric=metric), alpha),
        _told(by_ac.format_map(gwet), gwet),
        _told(_("Percent agreement"), measure["percent_agreement"], in_percent),
        *(_told(_icc(form), each) for form, each in (measure["icc"] or {}).items()),
    ]


def number(value) -> str:
    """In two decimals, with the signs of print."""
    if value is None:
        return "–"
    told = f"{value:.2f}".replace(".", get_format("DECIMAL_SEPARATOR"))
    return told.replace("-", "\N{MINUS SIGN}")


def in_percent(value) -> str:
    return "–" if value is None else f"{percent(value)}%"


def _told(name, found, written=number):
    interval = found["interval"]
    ends = ""
    if interval:
        ends = _("{low} to {high}").format(
            low=written(interval["low"]), high=written(interval["high"])
        )
    method = f"{name.partition(', ')[0]}: {interval['method']}" if interval else ""
    return Told(name, written(found["value"]), ends, method, found["why"] or "")


def scale_name(scale) -> str:
    """One of Scale by its value; another value as it is."""
    return within(term(_SCALES[scale])) if scale in _SCALES else scale


def _icc(form):
    said = (
        _("ICC({form}), the mean of all") if form.endswith("k") else _("ICC({form}), one appraiser")
    )
    return said.format(form=form)


def rounds(count) -> str:
    return ngettext("{count} round", "{count} rounds", count).format(count=count)
