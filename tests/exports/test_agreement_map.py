"""The drawings of agreement: a square for each pair and for each round, and its number in it."""

from xml.etree import ElementTree

import pytest
from django.template.loader import render_to_string
from hypothesis import given
from hypothesis import strategies as st

from reviews.agreement.ratings import Ratings
from reviews.exports.agreement_map import (
    HIGH,
    WIDE,
    Line,
    grid_of_pairs,
    grid_of_shares,
    lines,
    pairs,
    percent,
)
from reviews.vocabulary import Scale

RATINGS = Ratings.of(
    [
        ("1", "ann", 0), ("1", "bob", 0), ("1", "cy", 1),
        ("2", "ann", 1), ("2", "bob", 1),
        ("3", "bob", 1), ("3", "cy", 0), ("3", "dee", 0),
        ("4", "eve", 1),
    ],
    ["low", "high"],
)  # fmt: skip


def texts(drawing):
    return ["".join(text.itertext()) for text in drawing.iter("text")]


def svg(grid):
    found = render_to_string("agreement/_grid.html", {"grid": grid, "label": "Agreement"})
    plain = found.replace(' xmlns="http://www.w3.org/2000/svg"', "")
    return ElementTree.fromstring(plain).find("svg")


def test_pairs_are_those_who_appraised_together():
    assert [(p.first, p.second, p.rounds, p.share) for p in pairs(RATINGS, Scale.NOMINAL)] == [
        ("ann", "bob", 2, 1.0),
        ("ann", "cy", 1, 0.0),
        ("bob", "cy", 2, 0.0),
        ("bob", "dee", 1, 0.0),
        ("cy", "dee", 1, 1.0),
    ]


def test_everybody_is_drawn_below_everybody_before_them_and_a_dash_where_nothing_is_common():
    grid = grid_of_pairs(pairs(RATINGS, Scale.NOMINAL), RATINGS.raters, str.upper)
    assert [name for _, name in grid.columns] == ["ANN", "BOB", "CY", "DEE"]
    assert [name for _, name in grid.rows] == ["BOB", "CY", "DEE", "EVE"]
    assert [square.percent for square in grid.squares] == [
        100,
        0, 0,
        None, 0, 100,
        None, None, None, None,
    ]  # fmt: skip
    drawn = svg(grid)
    assert texts(drawn)[8:] == ["100", "0", "0", "–", "0", "100", "–", "–", "–", "–"]
    kinds = [rect.get("class") for rect in drawn.iter("rect")]
    assert kinds[:4] == ["shade-4", "shade-0 apart", "shade-0 apart", "unknown"]


def test_rounds_come_with_the_least_agreed_on_first_and_those_without_a_pair_not_at_all():
    rounds = {name: f"round {name}" for name in "1234"}
    second = Ratings.of([("1", "ann", 0), ("1", "bob", 0), ("2", "ann", 0)], ["low", "high"])
    third = pytest.approx(1 / 3)
    assert lines(rounds, [RATINGS, second]) == [
        Line("round 3", [third, None]),
        Line("round 1", [third, 1.0]),
        Line("round 2", [1.0, None]),
    ]


def test_one_person_alone_makes_no_drawing():
    alone = Ratings.of([("1", "ann", 0)], ["low"])
    grid = grid_of_pairs(pairs(alone, Scale.NOMINAL), alone.raters, str)
    assert (grid.rows, grid.columns, grid.squares) == ([], [], [])


shares = st.none() | st.floats(0, 1)


@given(st.lists(st.lists(shares, min_size=3, max_size=3), max_size=6), st.text(max_size=60))
def test_squares_lie_side_by_side_inside_the_drawing(table, name):
    grid = grid_of_shares([name] * len(table), ["One", name or "Two", "Three"], table)
    places = {(square.x, square.y) for square in grid.squares}
    assert len(places) == len(grid.squares) == 3 * len(table)
    assert all(x + WIDE <= grid.width and y + HIGH <= grid.height for x, y in places)
    assert all(x >= grid.left and y >= grid.top for x, y in places)
    assert [square.percent for square in grid.squares] == [
        percent(share) for row in table for share in row
    ]


@given(st.floats(0, 1))
def test_only_all_is_a_hundred_and_only_none_is_nothing(share):
    assert (percent(share) == 100) == (share == 1)
    assert (percent(share) == 0) == (share == 0)
    assert abs(percent(share) - 100 * share) <= 1
