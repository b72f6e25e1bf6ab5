"""Which results of an instrument have an order, for comparing appraisers."""

import pytest

from reviews.exports.agreement import in_order
from reviews.instruments.loading import shipped


@pytest.mark.parametrize(
    ("instrument", "order"),
    [
        ("grade", ("very_low", "low", "moderate", "high")),
        ("ocebm-2011", ("1", "2", "3", "4", "5")),
        ("amstar-2", ("High", "Moderate", "Low", "Critically low")),
        ("rob-2-assignment", ("Low", "Some concerns", "High")),
        ("robins-i-2016", ("Low", "Moderate", "Serious", "Critical")),
        ("quadas-2", ("Low risk", "At risk")),
        ("nhlbi-cohort", ("Good", "Fair", "Poor")),
        ("inspect-sr", ("No concerns", "Some concerns", "Serious concerns")),
        ("jbi-rct", ("Include", "Exclude")),
        ("casp-rct", ()),
    ],
)
def test_results_that_say_nothing_stand_outside_the_order(instrument, order):
    assert in_order(shipped()[instrument].overall) == order
