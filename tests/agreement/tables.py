"""Ratings made from the tables that publications print."""

from itertools import count

from reviews.agreement.ratings import Ratings


def crossed(table):
    """Of two raters: how many items the first put into the row and the second into the column."""
    numbers = count()
    rated = []
    for row, times in enumerate(table):
        for column, many in enumerate(times):
            for number in (next(numbers) for _ in range(many)):
                rated += [(str(number), "first", row), (str(number), "second", column)]
    return Ratings.of(rated, [str(place) for place in range(len(table))])


def counted(rows, categories):
    """Of any raters: how many of them put each item into each category, in order of category."""
    rated = []
    for item, numbers in enumerate(rows):
        places = [place for place, number in enumerate(numbers) for _ in range(number)]
        rated += [(str(item), str(rater), place) for rater, place in enumerate(places)]
    return Ratings.of(rated, categories)


def rated_by(raters, *, is_measured=True):
    """For each rater the value of each item, None where it was not rated."""
    values = sorted({value for row in raters for value in row if value is not None})
    rated = [
        (str(item), str(rater), values.index(value))
        for item, column in enumerate(zip(*raters, strict=True))
        for rater, value in enumerate(column)
        if value is not None
    ]
    return Ratings.of(rated, [str(value) for value in values], values if is_measured else None)
