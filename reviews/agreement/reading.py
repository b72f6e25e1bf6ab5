"""Ratings from a table of text: one row for each rating, with its item and its rater."""

import csv
import io
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reviews.agreement.ratings import Ratings
from reviews.exceptions import Unreadable
from reviews.importers.text import decode
from reviews.vocabulary import Scale

COLUMNS = ("item", "rater", "rating")
DELIMITERS = (",", ";", "\t", "|")
# What other programs write for a value that is missing. Some instruments have an answer NA, so
# it counts, with a warning.
_BLANKS = {"na", "n/a", "nan", "null", ".", "-"}
_SHOWN = 60  # characters of what a message repeats


@dataclass(frozen=True)
class Rated:
    """One rating, as it stands in the file; `line` counts from 1."""

    line: int
    item: str
    rater: str
    rating: str


def read(data: bytes, scale: Scale, order: Sequence[str] = ()) -> tuple[Ratings, list[str]]:
    """The ratings of a CSV file with the columns of COLUMNS, and what is doubtful in it.

    `order` names the categories from lowest to highest, used or not. Rows without a rating say
    that it was not given. Raises Unreadable, with the line, for what cannot be meant.
    """
    rows = list(_rated(decode(data).text))
    if not rows:
        raise Unreadable("It holds no rating: give a row for each, below the header.")
    _refuse_repeats(rows)
    if order:
        return _ratings(rows, _by_order(rows, order), order), []
    if scale == Scale.NOMINAL:
        names = sorted({row.rating for row in rows})
        of_name = {name: place for place, name in enumerate(names)}
        return _ratings(rows, [of_name[row.rating] for row in rows], names), _doubts(names)
    numbers = [_number(row, scale) for row in rows]
    values = sorted(set(numbers))
    of_value = {value: place for place, value in enumerate(values)}
    places = [of_value[number] for number in numbers]
    positions = None if scale == Scale.ORDINAL else values
    return _ratings(rows, places, [f"{value:g}" for value in values], positions), []


def read_order(text: str) -> tuple[str, ...]:
    """Categories from lowest to highest, parted by commas. Raises Unreadable."""
    names = tuple(name.strip() for name in next(csv.reader([text]), []))
    if len(names) < 2 or not all(names):
        raise Unreadable("The order needs two categories or more: “very low,low,moderate,high”.")
    folded = [name.casefold() for name in names]
    for name in names:
        if folded.count(name.casefold()) > 1:
            raise Unreadable(f"The order names “{name}” twice: name each category once.")
    return names


def _rated(text: str) -> Iterator[Rated]:
    """Rows with a rating. Blank rows are passed over."""
    lines = text.split("\n")
    start = next(number for number, line in enumerate(lines) if line.strip())
    delimiter = max(DELIMITERS, key=lines[start].count)
    reader = csv.reader(io.StringIO(text), delimiter=delimiter, skipinitialspace=True, strict=True)
    header: list[str] = []
    before = 0
    try:
        for cells in reader:
            line, before = before + 1, reader.line_num
            if not any(cell.strip() for cell in cells):
                continue
            if not header:
                header = _header(cells)
            elif found := _row(line, header, cells):
                yield found
    except csv.Error as error:
        raise Unreadable(f"Line {before + 1} is not well-formed CSV: {error}.") from None


def _header(cells: list[str]) -> list[str]:
    names = [cell.strip().casefold() for cell in cells]
    lacking = [name for name in COLUMNS if name not in names]
    if lacking:
        raise Unreadable(
            f"The first line lacks {', '.join(lacking)}: it has to name the columns item, rater "
            "and rating."
        )
    for name in COLUMNS:
        if names.count(name) > 1:
            raise Unreadable(f"The first line names {name} twice: name each column once.")
    return names


def _row(line: int, header: list[str], cells: list[str]) -> Rated | None:
    while len(cells) > len(header) and not cells[-1].strip():
        cells = cells[:-1]
    if len(cells) != len(header):
        raise Unreadable(
            f"Line {line} has {len(cells)} cells where the first names {len(header)}: put cells "
            "that hold a delimiter in quotation marks."
        )
    item, rater, rating = (cells[header.index(name)].strip() for name in COLUMNS)
    if not item or not rater:
        raise Unreadable(f"Line {line} names no {'rater' if item else 'item'}: give it.")
    return Rated(line, item, rater, rating) if rating else None


def _ratings(
    rows: list[Rated],
    places: list[int],
    categories: Sequence[str],
    positions: Sequence[float] | None = None,
) -> Ratings:
    rated = [(row.item, row.rater, place) for row, place in zip(rows, places, strict=True)]
    return Ratings.of(rated, categories, positions)


def _refuse_repeats(rows: list[Rated]) -> None:
    lines: dict[tuple[str, str], int] = {}
    for row in rows:
        first = lines.setdefault((row.item, row.rater), row.line)
        if first != row.line:
            raise Unreadable(
                f"Line {row.line}: {_told(row.rater)} already rated {_told(row.item)} in line "
                f"{first}: keep one of the two."
            )


def _by_order(rows: list[Rated], order: Sequence[str]) -> list[int]:
    of_name = {name.casefold(): place for place, name in enumerate(order)}
    for row in rows:
        if row.rating.casefold() not in of_name:
            raise Unreadable(
                f"Line {row.line}: {_told(row.rating)} is not in the order {', '.join(order)}."
            )
    return [of_name[row.rating.casefold()] for row in rows]


def _number(row: Rated, scale: Scale) -> float:
    try:
        value = float(row.rating) if "_" not in row.rating else math.nan
    except ValueError:
        value = math.nan
    if not math.isfinite(value):
        instead = (
            "name the categories from lowest to highest with --order"
            if scale == Scale.ORDINAL
            else "write numbers with a decimal point, and leave out what was not rated"
        )
        raise Unreadable(f"Line {row.line}: {_told(row.rating)} is not a number: {instead}.")
    return value + 0.0  # so that -0 is 0


def _doubts(categories: Sequence[str]) -> list[str]:
    """Categories that may not be meant as such."""
    doubts = [
        f"{_told(name)} counts as a category: leave the row out if it means not rated."
        for name in categories
        if name.casefold() in _BLANKS
    ]
    spelt: dict[str, str] = {}
    for name in categories:
        other = spelt.setdefault(name.casefold(), name)
        if other != name:
            doubts.append(f"{_told(other)} and {_told(name)} count as two categories.")
    return doubts


def _told(text: str) -> str:
    return f"“{text[:_SHOWN]}”"
