"""Who rated which item how: what every statistic of agreement starts from."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property


@dataclass(frozen=True)
class Ratings:
    """A table of items by raters.

    `cells[item][rater]` is the place of the rating in `categories`, or None where that rater
    did not rate that item. `positions` says where each category lies on its scale: 0, 1, 2, ...
    where only names or their order count, otherwise the number itself.
    """

    items: tuple[str, ...]
    raters: tuple[str, ...]
    categories: tuple[str, ...]
    positions: tuple[float, ...]
    cells: tuple[tuple[int | None, ...], ...]

    @classmethod
    def of(
        cls,
        rated: Iterable[tuple[str, str, int]],
        categories: Sequence[str],
        positions: Sequence[float] | None = None,
    ) -> "Ratings":
        """From (item, rater, place in `categories`); items and raters in order of appearance."""
        given = {(item, rater): place for item, rater, place in rated}
        items = tuple(dict.fromkeys(item for item, _ in given))
        raters = tuple(dict.fromkeys(rater for _, rater in given))
        return cls(
            items,
            raters,
            tuple(categories),
            tuple(range(len(categories)) if positions is None else positions),
            tuple(tuple(given.get((item, rater)) for rater in raters) for item in items),
        )

    @cached_property
    def counts(self) -> tuple[Counter[int], ...]:
        """For each item, how many raters chose each category."""
        return tuple(Counter(place for place in row if place is not None) for row in self.cells)

    @cached_property
    def complete(self) -> tuple[tuple[int, ...], ...]:
        """The rows of the items that everybody rated."""
        rows = (tuple(place for place in row if place is not None) for row in self.cells)
        return tuple(row for row in rows if len(row) == len(self.raters))

    @property
    def compared(self) -> int:
        """How many items have two ratings or more."""
        return sum(count.total() > 1 for count in self.counts)

    def between(self, first: int, second: int) -> "Ratings":
        """The items that both of two raters rated, and these two alone."""
        pairs = [(row[first], row[second]) for row in self.cells]
        kept = [number for number, pair in enumerate(pairs) if None not in pair]
        return Ratings(
            tuple(self.items[number] for number in kept),
            (self.raters[first], self.raters[second]),
            self.categories,
            self.positions,
            tuple(pairs[number] for number in kept),
        )
