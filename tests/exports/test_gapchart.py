"""The drawing of wording against certainty."""

from hypothesis import given
from hypothesis import strategies as st

from reviews.exports.gapchart import HEIGHT, LEFT, STEP, TOP, Row, chart
from reviews.exports.words import certain
from reviews.vocabulary import Certainty


def row(level, certainty):
    return Row("Claim 1", "id", "text", "worded", level, certain(certainty), {"value": "in_line"})


levels = st.one_of(st.none(), st.integers(1, 4))
rows = st.lists(st.builds(row, levels, st.one_of(st.none(), st.sampled_from(Certainty))))


@given(rows)
def test_every_row_is_in_the_table_and_those_with_both_ends_are_drawn(given_rows):
    drawn = chart(given_rows)
    assert drawn.rows == given_rows
    both = [row for row in given_rows if row.level and row.certainty]
    assert [bar.row for bar in drawn.bars] == both
    for place, bar in enumerate(drawn.bars):
        assert bar.y == TOP + HEIGHT * place
        assert bar.y < drawn.bottom
        assert (bar.worded - bar.graded) / STEP == bar.row.level - bar.row.certainty["step"]


def test_a_step_is_as_wide_for_wording_as_for_certainty():
    [bar] = chart([row(4, Certainty.LOW)]).bars
    assert (bar.worded, bar.graded, bar.is_level) == (LEFT + 3 * STEP, LEFT + STEP, False)
    [bar] = chart([row(2, Certainty.LOW)]).bars
    assert bar.is_level
