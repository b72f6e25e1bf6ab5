"""Judgements of papers drawn as the field expects, one drawing an instrument: the traffic light
has a row for each study and a column for each domain, the summary a bar of shares for each domain
(McGuinness & Higgins, Res Synth Methods 2021;12:55).

Only instruments whose domains are judged in words are drawn. Of those that count points, such as
stars, each domain has a scale of its own, so that no colour would mean the same in two columns.
"""

from dataclasses import dataclass, replace

from reviews.exports.agreement_map import percent
from reviews.exports.citation_map import cut
from reviews.exports.judgement_scales import NOT_JUDGED, Level, domain_scale, levels
from reviews.exports.language import gettext
from reviews.exports.paper_judgements import domains, judged, studies
from reviews.exports.terms import term, versioned

WIDE, HIGH = 46, 36  # a cell
LETTER = 7  # what a letter takes along a row
ACROSS = 40  # letters of a name before a row
NAMED = 60  # letters of a domain's name in the key
LINE = 24  # from one line of the key to the next
BAR = 420  # what a hundred per cent takes
TOP = 30  # room for headings
LEAST = 480  # across


@dataclass(frozen=True)
class Column:
    """A domain, or the result of the whole instrument, with the levels of its scale by word."""

    name: str
    label: str
    levels: dict[str, Level]

    def level(self, word) -> Level:
        return self.levels.get(word) or not_judged()


@dataclass(frozen=True)
class Mark:
    """A level in a row, in the drawing's units; in a bar with its share of the studies."""

    level: Level
    x: int
    width: int
    percent: int = 100

    @property
    def middle(self) -> int:
        return self.x + self.width // 2

    @property
    def told(self) -> str:
        """As much as a bar has room for; the table has the rest."""
        if self.width < 3 * LETTER:
            return ""
        said = f"{self.level.sign} {self.percent}%".strip()
        return said if self.width >= LETTER * (len(said) + 2) else self.level.sign


@dataclass(frozen=True)
class Row:
    """What stands on one line, which begins at `y`."""

    y: int
    name: str
    marks: list[Mark]

    @property
    def middle(self) -> int:
        return self.y + HIGH // 2

    @property
    def base(self) -> int:
        """Of its letters."""
        return self.middle + 5


@dataclass(frozen=True)
class Places:
    """Rows under headings, (x, words); in the key lines of names, (y, name, what it is), and
    the legend, (x, y, level or None, words), which shows every level, whether it occurs or
    not."""

    rows: list[Row]
    heads: list[tuple[int, str]]
    named: list[tuple[int, str, str]]
    legend: list[tuple[int, int, Level | None, str]]
    width: int
    height: int

    @property
    def bottom(self) -> int:
        """Where the rows end."""
        return TOP + HIGH * len(self.rows)


@dataclass(frozen=True)
class Drawing:
    """One instrument version: columns, and for each study its name and a level a column."""

    name: str
    sha256: str
    columns: list[Column]
    lines: list[tuple[str, list[Level]]]
    legend: list[tuple[str, list[Level]]]

    @property
    def short(self) -> str:
        """What ids in a page begin with."""
        return self.sha256[:12]

    @property
    def hatches(self) -> dict[str, str]:
        """{name: path} of what bars are hatched with, each once."""
        levels = (level for _, scale in self.legend for level in scale)
        return {level.hatching: level.hatch for level in levels if level.hatch}

    @property
    def table(self):
        """[(column, [(level, count, percent)])], every level of the column's scale."""
        return [(column, self._shares(place)) for place, column in enumerate(self.columns)]

    @property
    def lights(self) -> Places:
        """A row for each study; beneath, what the columns are."""
        rows = [(name, levels) for name, levels in self.lines]
        left = _breadth(name for name, _ in rows)
        drawn = [
            Row(TOP + HIGH * number, cut(name, 1, ACROSS)[0], [
                Mark(level, left + WIDE * place, WIDE) for place, level in enumerate(levels)
            ])
            for number, (name, levels) in enumerate(rows)
        ]  # fmt: skip
        heads = [
            (left + WIDE * place + WIDE // 2, column.name)
            for place, column in enumerate(self.columns)
        ]
        width = max(left + WIDE * len(self.columns) + 8, LEAST)
        named = [(column.name, cut(column.label, 1, NAMED)[0]) for column in self.columns]
        return _with_key(drawn, heads, width, named, self.legend)

    @property
    def bars(self) -> Places:
        """A row for each column, with a mark for each level that occurs."""
        left = _breadth(column.label for column in self.columns)
        drawn = [
            Row(TOP + HIGH * number, cut(column.label, 1, ACROSS)[0], [*_segments(shares, left)])
            for number, (column, shares) in enumerate(self.table)
        ]
        heads = [(left + BAR * share // 100, f"{share}%") for share in (0, 25, 50, 75, 100)]
        return _with_key(drawn, heads, left + BAR + 24, [], self.legend)

    def _shares(self, place):
        found = [levels[place] for _, levels in self.lines]
        scale = [*self.columns[place].levels.values()]
        if not_judged() in found:
            scale.append(not_judged())
        return [
            (level, found.count(level), percent(found.count(level) / len(found))) for level in scale
        ]


def not_judged() -> Level:
    return replace(NOT_JUDGED, label=term(NOT_JUDGED.label))


def _segments(shares, left):
    total, before = sum(count for _, count, _ in shares), 0
    for level, count, share in shares:
        if count:
            x, end = BAR * before // total, BAR * (before + count) // total
            yield Mark(level, left + x, end - x, share)
        before += count


def _breadth(names):
    return LETTER * max(len(cut(name, 1, ACROSS)[0]) for name in names) + 12


def _with_key(rows, heads, width, named, legend):
    """The places of it all, the key beneath the rows."""
    y = TOP + HIGH * len(rows) + LINE
    lines = []
    for name, label in named:
        lines.append((y, name, label))
        y += LINE
    swatches, y = [], y + 8
    for heading, scale in legend:
        x = 0
        if heading:
            swatches.append((x, y, None, f"{heading}:"))
            x += LETTER * (len(heading) + 2)
        for level in scale:
            across = 34 + LETTER * (len(level.label) + 1)
            if x and x + across > width:
                x, y = 0, y + LINE
            swatches.append((x, y, level, level.label))
            x += across
        y += LINE
    return Places(rows, heads, lines, swatches, width, y)


def drawings(contents, definitions) -> list[Drawing]:
    """One for each instrument version with which papers of these claims were judged last and
    whose domains are judged in words, in order of its name."""
    found = judged(contents, "sha256")
    drawn = [
        _drawing(definitions[sha256], sha256, rounds)
        for sha256, rounds in found.items()
        if is_drawn(definitions[sha256])
    ]
    return sorted(drawn, key=lambda each: (each.name, each.sha256))


def is_drawn(instrument) -> bool:
    options = [option for domain in instrument.domains for option in domain.procedure.results]
    return bool(options) and all(isinstance(option.value, str) for option in options)


def _drawing(instrument, sha256, rounds):
    scale = domain_scale(instrument)
    columns = [
        Column(
            f"D{number}",
            domain.label,
            {
                word: level
                for word, level in scale.items()
                if domain.option(word) is not None
            },
        )
        for number, domain in enumerate(instrument.domains, start=1)
    ]  # fmt: skip
    overall = _overall(instrument, scale)
    legend = [(gettext("Domains") if overall and overall != scale else "", [*scale.values()])]
    if overall:
        columns.append(Column(gettext("All"), gettext("Overall"), overall))
        if overall != scale:
            legend.append((gettext("Overall"), [*overall.values()]))
    lines = []
    for study, (_, round) in zip(studies(rounds), rounds, strict=True):
        judgements = domains(round, instrument)
        words = [judgements.get(domain.id, "") for domain in instrument.domains]
        if overall:
            words.append(round["verdict"]["result"]["value"])
        lines.append((study, [c.level(word) for c, word in zip(columns, words, strict=True)]))
    if any(not_judged() in levels for _, levels in lines):
        legend.append(("", [not_judged()]))
    name = versioned({"name": instrument.name, "version": instrument.version})
    return Drawing(name, sha256, columns, sorted(lines, key=lambda line: line[0]), legend)


def _overall(instrument, scale):
    """The scale of the whole instrument's result; {} where it has none in words."""
    results = instrument.overall.results
    if not results or not all(isinstance(option.value, str) for option in results):
        return {}
    words = [option.value for option in results]
    if [word for word in scale if word in words] == words:
        return scale
    labels = {option.value: option.label for option in results}
    return levels([words], labels)
