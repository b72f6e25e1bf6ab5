"""What must hold of every table of ratings."""

import math
from fractions import Fraction

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from reviews.agreement.cohen import cohen_kappa
from reviews.agreement.disagreements import linear, quadratic
from reviews.agreement.fleiss import conger_kappa, fleiss_kappa
from reviews.agreement.gwet import brennan_prediger, gwet_ac
from reviews.agreement.icc import icc_single
from reviews.agreement.krippendorff import krippendorff_alpha
from reviews.agreement.ratings import Ratings
from reviews.agreement.summary import estimates_of, summary
from reviews.vocabulary import Scale

CATEGORIES = "abcd"
WEIGHTED = (cohen_kappa, fleiss_kappa, conger_kappa, gwet_ac, brennan_prediger)


@st.composite
def tables(draw, *, most=4, least=1, is_complete=False):
    """Some items by some raters, with gaps unless complete."""
    number = draw(st.integers(least, most))
    rating = st.integers(0, 3) if is_complete else st.none() | st.integers(0, 3)
    rows = draw(st.lists(st.tuples(*[rating] * number), min_size=1, max_size=9))
    kept = tuple(row for row in rows if any(place is not None for place in row))
    assume(kept)
    return table(kept)


def table(rows, positions=(0.0, 1.0, 2.0, 3.0)):
    items = tuple(str(number) for number in range(len(rows)))
    raters = tuple(str(number) for number in range(len(rows[0])))
    return Ratings(items, raters, tuple(CATEGORIES), positions, tuple(rows))


def values(ratings, scale=Scale.RATIO):
    """Every value by its name."""
    found = {}
    for name, estimate in estimates_of(ratings, scale).items():
        for kind, each in estimate.items() if isinstance(estimate, dict) else [("", estimate)]:
            found[name, kind] = each.value if each else None
    return found


def near(value):
    return None if value is None else pytest.approx(value, abs=1e-9)


def same(found):
    return {name: near(value) for name, value in found.items()}


@settings(max_examples=25, deadline=None)
@given(tables(), st.randoms(use_true_random=False))
def test_the_order_of_items_and_of_raters_changes_nothing(ratings, random):
    rows = [list(row) for row in ratings.cells]
    random.shuffle(rows)
    columns = list(zip(*rows, strict=True))
    random.shuffle(columns)
    shuffled = table(tuple(zip(*columns, strict=True)))
    assert values(shuffled) == same(values(ratings))
    interval = krippendorff_alpha(ratings, Scale.ORDINAL).interval
    assert krippendorff_alpha(shuffled, Scale.ORDINAL).interval == interval


@settings(max_examples=25, deadline=None)
@given(tables(), st.permutations(range(4)))
def test_names_of_categories_change_nothing_on_a_nominal_scale(ratings, other):
    renamed = table(
        tuple(tuple(None if p is None else other[p] for p in row) for row in ratings.cells)
    )
    assert values(renamed, Scale.NOMINAL) == same(values(ratings, Scale.NOMINAL))


@settings(max_examples=25, deadline=None)
@given(tables())
def test_turning_an_order_round_changes_nothing(ratings):
    turned = table(
        tuple(tuple(None if place is None else 3 - place for place in row) for row in ratings.cells)
    )
    assert values(turned, Scale.ORDINAL) == same(values(ratings, Scale.ORDINAL))


@settings(max_examples=25, deadline=None)
@given(tables(), st.sampled_from([1e-300, 1e-3, 7.0, 1e300]), st.sampled_from([0.0, -5.0, 3.5]))
def test_alpha_does_not_depend_on_the_unit_nor_on_an_interval_scale_on_the_origin(
    ratings, unit, origin
):
    start = table(ratings.cells, (1.0, 2.0, 4.0, 8.0))
    scaled = table(ratings.cells, tuple(unit * position for position in start.positions))
    moved = table(ratings.cells, tuple(origin + position for position in start.positions))
    for scale, other in [(Scale.RATIO, scaled), (Scale.INTERVAL, scaled), (Scale.INTERVAL, moved)]:
        expected = krippendorff_alpha(start, scale).value
        found = krippendorff_alpha(other, scale).value
        assert found == near(expected)
    expected = icc_single(start).value
    assert icc_single(scaled).value == near(expected)
    assert icc_single(moved).value == near(expected)


@settings(max_examples=60, deadline=None)
@given(tables(), st.sampled_from(Scale))
def test_whatever_is_told_is_a_number_within_bounds_and_its_interval_holds_it(ratings, scale):
    for name, estimate in estimates_of(ratings, scale).items():
        for kind, each in estimate.items() if isinstance(estimate, dict) else [("", estimate)]:
            if each is None:
                continue
            assert bool(each.why) == (each.value is None or each.interval is None), (name, kind)
            if each.value is not None:
                # Gaps move what is expected away from the items that are compared.
                is_bounded = len(ratings.complete) == len(ratings.items) and name != "icc"
                low = -1 - 1e-9 if is_bounded else -math.inf
                assert low <= each.value <= 1 + 1e-9, (name, kind)
            if each.interval is not None:
                assert math.isfinite(each.interval.low), (name, kind)
                assert each.interval.low <= each.interval.high <= 1, (name, kind)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.integers(0, 3), min_size=1, max_size=9), st.integers(2, 4))
def test_raters_who_always_agree_reach_one_or_nothing_can_be_told(places, raters):
    found = values(table(tuple((place,) * raters for place in places)))
    told = {value for value in found.values() if value is not None}
    assert told == {1.0}
    assert (found["krippendorff_alpha", "nominal"] is None) == (len(set(places)) == 1)


@settings(max_examples=40, deadline=None)
@given(tables(least=2, most=2, is_complete=True))
def test_alpha_of_two_raters_is_scotts_pi_corrected_for_the_number_of_ratings(ratings):
    """Krippendorff 2011: 1 - alpha = (1 - pi) (1 - 1 / 2n), and Fleiss' kappa is then pi."""
    pi, alpha = fleiss_kappa(ratings).value, krippendorff_alpha(ratings, Scale.NOMINAL).value
    if pi is None:
        assert alpha is None
    else:
        correction = 1 - 1 / (2 * len(ratings.items))
        assert alpha == pytest.approx(1 - (1 - pi) * correction)


@settings(max_examples=40, deadline=None)
@given(tables(least=2, most=2, is_complete=True))
def test_congers_kappa_of_two_raters_is_cohens(ratings):
    for weights in (None, linear(ratings.positions), quadratic(ratings.positions)):
        expected = cohen_kappa(ratings, weights).value
        found = conger_kappa(ratings, weights).value
        assert found == near(expected)


@settings(max_examples=40, deadline=None)
@given(tables(least=2, most=2, is_complete=True), st.floats(0.1, 50))
def test_the_unit_of_weights_does_not_matter_to_kappa(ratings, unit):
    weights = [[unit * each for each in row] for row in quadratic(ratings.positions)]
    for kappa in (cohen_kappa, fleiss_kappa, conger_kappa):
        expected = kappa(ratings, quadratic(ratings.positions)).value
        assert kappa(ratings, weights).value == near(expected)


@settings(max_examples=40, deadline=None)
@given(tables(least=2))
def test_with_two_categories_every_weight_is_the_same(ratings):
    two = Ratings(
        ratings.items,
        ratings.raters,
        ("no", "yes"),
        (0.0, 1.0),
        tuple(tuple(p and min(p, 1) for p in row) for row in ratings.cells),
    )
    for coefficient in WEIGHTED:
        plain = coefficient(two)
        assert coefficient(two, linear(two.positions)) == plain
        assert coefficient(two, quadratic(two.positions)) == plain
    scales = {krippendorff_alpha(two, scale).value for scale in (Scale.NOMINAL, Scale.INTERVAL)}
    assert len({value and round(value, 9) for value in scales}) == 1


@settings(max_examples=40, deadline=None)
@given(tables())
def test_alpha_is_what_its_definition_gives_in_exact_fractions(ratings):
    """Pair by pair, with coincidences and no shortcut: Krippendorff 2011, section D."""
    distances = {
        Scale.NOMINAL: lambda total, c, k: Fraction(c != k),
        Scale.ORDINAL: lambda total, c, k: (
            (sum(map(Fraction, total[c : k + 1])) - Fraction(total[c] + total[k], 2)) ** 2
        ),
        Scale.INTERVAL: lambda total, c, k: Fraction(c - k) ** 2,
        Scale.RATIO: lambda total, c, k: Fraction(c - k, c + k or 1) ** 2,
    }
    rows = [[place for place in row if place is not None] for row in ratings.cells]
    rows = [row for row in rows if len(row) > 1]
    total = [sum(row.count(place) for row in rows) for place in range(4)]
    size = sum(total)
    for scale, distance in distances.items():
        of = [[distance(total, min(c, k), max(c, k)) for k in range(4)] for c in range(4)]
        expected = sum(total[c] * total[k] * of[c][k] for c in range(4) for k in range(4) if c != k)
        found = krippendorff_alpha(ratings, scale).value
        if not expected:
            assert found is None
            continue
        observed = sum(Fraction(of[c][k], len(row) - 1) for row in rows for c in row for k in row
                       if c != k)  # fmt: skip
        assert found == pytest.approx(float(1 - (size - 1) * observed / expected), abs=1e-9)


def test_the_same_ratings_give_the_same_intervals():
    ratings = table(((0, 1), (1, 1), (2, 3), (3, 3), (0, 0), (2, 2)))
    told = summary(ratings, Scale.RATIO)
    krippendorff_alpha.cache_clear()
    assert summary(ratings, Scale.RATIO) == told
