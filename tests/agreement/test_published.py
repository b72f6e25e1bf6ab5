"""Published worked examples, to the decimals in which they were published."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from reviews.agreement.cohen import cohen_kappa
from reviews.agreement.disagreements import linear, quadratic
from reviews.agreement.distributions import f_quantile, t_quantile
from reviews.agreement.fleiss import conger_kappa, fleiss_by_category, fleiss_kappa
from reviews.agreement.gwet import brennan_prediger, gwet_ac
from reviews.agreement.icc import icc_mean, icc_single, one_way
from reviews.agreement.krippendorff import krippendorff_alpha
from reviews.agreement.percent import percent_agreement
from reviews.vocabulary import Scale
from tests.agreement.tables import counted, crossed, rated_by

# Each with its source in the file.
CASES = json.loads(Path("tests/agreement/cases.json").read_text(encoding="utf-8"))
OF_STATISTIC = {
    name: [case for case in CASES if case["stat"] == name]
    for name in ("cohen_kappa", "fleiss_kappa", "krippendorff_alpha")
}
# Cohen, Psychol Bull 1968;70:213-220.
COHEN_1968 = crossed([[88, 14, 18], [10, 40, 10], [2, 6, 12]])
# Krippendorff, Computing Krippendorff's Alpha-Reliability, 2011, section C: four observers.
KRIPPENDORFF = rated_by(OF_STATISTIC["krippendorff_alpha"][0]["raters"])
# Shrout and Fleiss, Psychol Bull 1979;86:420-428, table 2: six targets, four judges.
SHROUT_FLEISS = rated_by([[9, 6, 8, 7, 10, 6], [2, 1, 4, 1, 5, 2], [5, 3, 6, 2, 6, 4],
                          [8, 2, 8, 6, 9, 7]])  # fmt: skip


def close(value, places=3):
    return pytest.approx(value, abs=0.5000001 * 10**-places)


def test_every_case_is_of_a_statistic_that_is_tested():
    assert sum(map(len, OF_STATISTIC.values())) == len(CASES) == 6


@pytest.mark.parametrize("case", OF_STATISTIC["cohen_kappa"], ids=lambda case: case["id"])
def test_cohen(case):
    ratings = crossed(case["table"])
    assert cohen_kappa(ratings).value == close(case["expected"])
    assert percent_agreement(ratings).value == close(case["po"])
    if "gwet_ac1" in case:
        assert gwet_ac(ratings).value == close(case["gwet_ac1"])
    if "weighted" in case:
        weighted = case["weighted"]
        found = cohen_kappa(ratings, weighted["disagreement_weights"])
        assert found.value == close(weighted["expected"])
        assert cohen_kappa(ratings, linear(ratings.positions)).value == close(case["linear"])
        assert cohen_kappa(ratings, quadratic(ratings.positions)).value == close(case["quadratic"])


@pytest.mark.parametrize("case", OF_STATISTIC["fleiss_kappa"], ids=lambda case: case["id"])
def test_fleiss(case):
    ratings = counted(case["counts"], case["categories"])
    assert fleiss_kappa(ratings).value == close(case["expected"])
    assert conger_kappa(ratings).value == close(case["exact_conger"])
    by_category = [found.value for found in fleiss_by_category(ratings).values()]
    assert by_category == close(case["per_category"])


@pytest.mark.parametrize("scale", Scale)
def test_krippendorff(scale):
    (case,) = OF_STATISTIC["krippendorff_alpha"]
    assert krippendorff_alpha(KRIPPENDORFF, scale).value == close(case["expected"][scale])


@pytest.mark.parametrize(
    ("table", "kappa", "ac1"),
    [
        # The same agreement of 0.60, and marginals that differ; Feinstein and Cicchetti,
        # J Clin Epidemiol 1990;43:543-549.
        ([[45, 15], [25, 15]], 0.130, 0.266),
        ([[25, 35], [5, 35]], 0.259, 0.208),
        ([[40, 9], [6, 45]], 0.700, 0.701),
        # Gwet, Br J Math Stat Psychol 2008;61:29-48: kappa below zero at 94% agreement.
        ([[118, 5], [2, 0]], -0.023, 0.941),
    ],
)
def test_the_paradoxes_of_kappa(table, kappa, ac1):
    ratings = crossed(table)
    assert cohen_kappa(ratings).value == close(kappa)
    assert gwet_ac(ratings).value == close(ac1)


def test_cohens_weights_need_not_be_symmetric():
    # Cohen 1968, table 1 with the second set of weights.
    assert cohen_kappa(COHEN_1968, [[0, 1, 4], [1, 0, 6], [2, 2, 0]]).value == close(0.353)


def test_the_large_sample_error_of_kappa():
    """Fleiss, Cohen and Everitt, Psychol Bull 1969;72:323-327: variances .002885 and .003248."""
    ratings = crossed([[106, 10, 4], [22, 28, 10], [2, 12, 6]])
    plain = cohen_kappa(ratings)
    assert plain.value == close(0.429)
    assert plain.interval.standard_error**2 == close(0.002885, 6)
    agreements = [[1, 0, 0.4444], [0, 1, 0.6667], [0.4444, 0.6667, 1]]
    weighted = cohen_kappa(ratings, [[1 - each for each in row] for row in agreements])
    assert weighted.value == close(0.507)
    assert weighted.interval.standard_error**2 == close(0.003248, 6)


def test_ten_items_by_fourteen_raters():
    """The second worked example of Fleiss' kappa in general use: 0.210."""
    counts = [
        [0, 0, 0, 0, 14], [0, 2, 6, 4, 2], [0, 0, 3, 5, 6], [0, 3, 9, 2, 0], [2, 2, 8, 1, 1],
        [7, 7, 0, 0, 0], [3, 2, 6, 3, 0], [2, 5, 3, 2, 2], [6, 5, 2, 1, 0], [0, 2, 2, 3, 7],
    ]  # fmt: skip
    assert fleiss_kappa(counted(counts, "12345")).value == close(0.210)


@pytest.mark.parametrize(
    ("raters", "alpha"),
    [
        # Krippendorff 2011, sections A and B.
        (("0100000010", "1110010000"), 0.095),
        (("aabbdcccedda", "babbbccceddd"), 0.692),
    ],
)
def test_alpha_of_two_raters(raters, alpha):
    found = krippendorff_alpha(rated_by(raters, is_measured=False), Scale.NOMINAL)
    assert found.value == close(alpha)


def test_gwets_coefficients_with_missing_ratings():
    """Gwet, Handbook of Inter-Rater Reliability, 4th edition, 2014: the same ratings."""
    ac1 = gwet_ac(KRIPPENDORFF)
    assert (ac1.value, ac1.interval.standard_error) == (close(0.775), close(0.143))
    assert gwet_ac(KRIPPENDORFF, quadratic(KRIPPENDORFF.positions)).value == close(0.914)
    assert fleiss_kappa(KRIPPENDORFF).value == close(0.761)
    assert brennan_prediger(KRIPPENDORFF).value == close(0.773)
    assert percent_agreement(KRIPPENDORFF).value == close(0.818)


def test_congers_kappa_with_missing_ratings_depends_on_who_rated():
    """Gwet has the only rating of the last item with the third rater, Krippendorff with the
    second; no other of these coefficients can tell."""
    (case,) = OF_STATISTIC["krippendorff_alpha"]
    first, second, third, fourth = case["raters"]
    as_gwet_has_it = rated_by([first, [*second[:-1], None], [*third[:-1], 3], fourth])
    found = conger_kappa(as_gwet_has_it)
    assert (found.value, found.interval.standard_error) == (close(0.763), close(0.149))
    assert conger_kappa(KRIPPENDORFF).value == close(0.762)


def test_krippendorffs_ordinal_metric_is_not_gwets_ordinal_weights():
    """With those the same ratings give 0.834."""
    assert krippendorff_alpha(KRIPPENDORFF, Scale.ORDINAL).value == close(0.815)


def test_intraclass_correlation():
    single, mean = icc_single(SHROUT_FLEISS), icc_mean(SHROUT_FLEISS)
    assert (single.value, mean.value) == (close(0.290), close(0.620))
    assert (single.interval.low, single.interval.high) == (close(0.019), close(0.761))
    assert (mean.interval.low, mean.interval.high) == (close(0.071), close(0.927))


def test_one_way_intraclass_correlation():
    """As SPSS and R's psych give it for the same ratings, and whoever gave which."""
    single, mean = one_way(SHROUT_FLEISS)
    assert (single.value, mean.value) == (close(0.166), close(0.443))
    assert (single.interval.low, single.interval.high) == (close(-0.133), close(0.723))
    assert (mean.interval.low, mean.interval.high) == (close(-0.884), close(0.912))
    turned = [
        row[number % len(row) :] + row[: number % len(row)]
        for number, row in enumerate(SHROUT_FLEISS.cells)
    ]
    assert one_way(replace(SHROUT_FLEISS, cells=tuple(turned))) == (single, mean)


@pytest.mark.parametrize(
    ("freedom", "expected"), [(1, 12.706), (2, 4.303), (5, 2.571), (30, 2.042), (120, 1.980)]
)
def test_students_t_as_tables_have_it(freedom, expected):
    assert t_quantile(0.975, freedom) == close(expected)


@pytest.mark.parametrize(
    ("above", "below", "expected"),
    [(1, 1, 161.45), (2, 10, 4.10), (5, 5, 5.05), (10, 20, 2.35), (20, 120, 1.66)],
)
def test_fishers_f_as_tables_have_it(above, below, expected):
    assert f_quantile(0.95, above, below) == close(expected, 2)
