"""Ratings that tell nothing: no value, a reason, and never a crash."""

import pytest

from reviews.agreement.cohen import cohen_kappa
from reviews.agreement.gwet import gwet_ac
from reviews.agreement.icc import UNEQUAL, icc_mean, icc_single, one_way
from reviews.agreement.krippendorff import krippendorff_alpha
from reviews.agreement.percent import percent_agreement
from reviews.agreement.ratings import Ratings
from reviews.agreement.summary import summary
from reviews.vocabulary import Scale
from tests.agreement.tables import crossed, rated_by

NOTHING = {
    "cohen_kappa": {"unweighted": None, "linear": None, "quadratic": None},
    "fleiss_kappa": None,
    "krippendorff_alpha": dict.fromkeys(Scale),
    "gwet": {"ac1": None, "ac2_linear": None, "ac2_quadratic": None},
    "icc": {"2,1": None, "2,k": None},
}


def told(ratings, scale=Scale.RATIO):
    document = summary(ratings, scale, with_more=True)
    return document, document["warnings"]


@pytest.mark.parametrize(
    ("raters", "agreement"),
    [
        ([[3, 3, 3, 3], [3, 3, 3, 3]], 1.0),
        ([[0, 0], [0, 0]], 1.0),
        ([[1], [1]], 1.0),
        ([[1, None], [None, 2]], None),
    ],
    ids=["constant", "constant at zero", "one item", "no pair"],
)
def test_two_raters_without_anything_to_tell(raters, agreement):
    document, warnings = told(rated_by(raters))
    assert document["percent_agreement"] == agreement
    assert {name: document[name] for name in NOTHING} == NOTHING
    assert any(warning.startswith("Not defined: ") for warning in warnings)


def test_one_rater_and_no_rating_at_all():
    for ratings in (rated_by([[1, 2, 3]]), Ratings.of([], [])):
        document, warnings = told(ratings)
        assert document["percent_agreement"] is None
        assert {name: document[name] for name in NOTHING} == NOTHING | {"cohen_kappa": None}
        assert "no item has two ratings." in warnings[1]


def test_a_rater_who_never_varies_agrees_by_chance_alone():
    ratings = rated_by([[1, 1, 1, 1], [1, 2, 3, 1]])
    found = cohen_kappa(ratings)
    assert (found.value, found.interval) == (0.0, None)
    assert found.why == "the ratings leave no spread to tell from how sure it is"


def test_one_category_of_several_known_ones_is_agreement_for_gwet():
    ratings = Ratings.of(
        [(str(item), rater, 1) for item in range(12) for rater in "ab"], ["low", "high"]
    )
    assert gwet_ac(ratings).value == 1.0
    document, warnings = told(ratings, Scale.ORDINAL)
    assert (document["gwet"]["ac1"], document["fleiss_kappa"]) == (1.0, None)
    assert len(warnings) == 2


def test_three_raters_have_no_cohens_kappa():
    document, _ = told(rated_by([[1, 2], [1, 2], [2, 2]]))
    assert document["cohen_kappa"] is None
    assert document["fleiss_kappa"] is not None


def test_cohen_and_the_intraclass_correlation_leave_incomplete_items_out_and_say_so():
    gaps = rated_by([[1, 2, 3, 5, None], [1, 2, 4, None, 9]])
    complete = rated_by([[1, 2, 3], [1, 2, 4]])
    document, warnings = told(gaps)
    expected, _ = told(complete)
    assert (document["icc"], document["cohen_kappa"]) == (expected["icc"], expected["cohen_kappa"])
    assert "Cohen's kappa and ICC: items that not everybody rated are left out: 2." in warnings


def test_a_ratio_scale_has_no_value_below_zero():
    found = krippendorff_alpha(rated_by([[-1, 1, 2], [-1, 1, 3]]), Scale.RATIO)
    assert (found.value, found.why) == (None, "a ratio scale has no value below zero")


def test_a_mean_of_raters_that_disagree_too_much_has_no_reliability():
    ratings = rated_by([[1, 2, 3], [3, 2, 1]])
    assert icc_single(ratings).value == pytest.approx(-3)
    assert (icc_mean(ratings).value, icc_mean(ratings).why) == (
        None,
        "raters agree so much less than by chance that no reliability is left",
    )
    at_the_edge = icc_mean(rated_by([[1, 0, 0], [0, 0, 1]]))
    assert at_the_edge == icc_mean(ratings)
    even_less = rated_by([[1, 2], [2, 1]])
    assert icc_single(even_less) == icc_mean(even_less) == icc_mean(ratings)


def test_a_one_way_correlation_says_why_it_is_missing():
    assert [each.why for each in one_way(rated_by([[1, 2, None], [2, None, 3]]))] == [
        "it needs two raters and two items that everybody rated"
    ] * 2
    assert [each.why for each in one_way(rated_by([[1, 1], [1, 1]]))] == [
        "all ratings are the same, so nothing varies between items"
    ] * 2
    unequal = [[1, 2, None], [2, 3, None], [3, 3, 1], [1, 1, 2]]
    assert {each.why for each in one_way(rated_by(unequal))} == {UNEQUAL}
    single, mean = one_way(rated_by([[1, 2], [2, 1]]))
    assert (single.value, mean.value) == (-1, None)
    assert [each.value for each in one_way(rated_by([[1, 2], [1, 2]]))] == [1, 1]
    assert [each.interval for each in one_way(rated_by([[1, 2], [1, 2]]))] == [None, None]


def test_percent_agreement_of_pairs_has_wilsons_interval_whoever_they_are():
    pairs = rated_by([[1, 2, None, None], [1, 1, None, None], [None, None, 1, 2],
                      [None, None, 1, 1]])  # fmt: skip
    two = rated_by([[1, 2, 1, 2], [1, 1, 1, 1]])
    assert percent_agreement(pairs) == percent_agreement(two)
    assert percent_agreement(two).interval.method == "Wilson 1927, over items"
    three = percent_agreement(rated_by([[1, 2, 1, 2], [1, 1, 1, 1], [1, None, None, None]]))
    assert three.interval.method == "mean over items, Student's t"


def test_raters_of_whom_one_always_adds_the_same_still_vary():
    found = icc_single(rated_by([[1, 2, 3, 4], [2, 3, 4, 5]]))
    assert found.value == pytest.approx(10 / 13)
    assert 0 < found.interval.low < found.value < found.interval.high <= 1


@pytest.mark.parametrize("unit", [1e-300, 1e-9, 1e9, 1.7e307])
def test_no_number_is_too_large_or_too_small(unit):
    raters = [[1, 2, 5, 9], [1, 3, 5, 10], [2, 2, 6, 9]]
    expected, _ = told(rated_by(raters))
    scaled = [[unit * value for value in row] for row in raters]
    document, _ = told(rated_by(scaled))
    assert document["krippendorff_alpha"] == pytest.approx(expected["krippendorff_alpha"])
    assert document["icc"] == pytest.approx(expected["icc"])
    assert document["gwet"] == pytest.approx(expected["gwet"])


def test_alike_numbers_far_from_zero_keep_their_differences():
    raters = [[1, 2, 5, 9], [1, 3, 5, 10]]
    far = [[10**9 + value for value in row] for row in raters]
    assert icc_single(rated_by(far)).value == pytest.approx(icc_single(rated_by(raters)).value)
    alpha = krippendorff_alpha(rated_by(far), Scale.INTERVAL).value
    assert alpha == pytest.approx(krippendorff_alpha(rated_by(raters), Scale.INTERVAL).value)


def test_statistics_of_categories_are_left_out_where_nearly_every_rating_differs():
    first = list(range(1, 52))
    document, warnings = told(rated_by([first, [value + 0.5 for value in first]]))
    assert document["gwet"] == {"ac1": None, "ac2_linear": None, "ac2_quadratic": None}
    assert document["fleiss_kappa"] is None
    assert document["icc"]["2,1"] > 0.99
    assert any("it is for categories, and there are 102 different ratings" in w for w in warnings)


def test_few_items_are_warned_of():
    nine, ten = crossed([[4, 1], [1, 3]]), crossed([[4, 1], [1, 4]])
    assert told(nine, Scale.NOMINAL)[1] == [
        "Items with two ratings or more: 9. With fewer than 10 no coefficient says much."
    ]
    assert told(ten, Scale.NOMINAL)[1] == []
