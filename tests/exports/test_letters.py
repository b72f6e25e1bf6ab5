"""Letters stay, are never given twice, and tell nothing of time."""

from itertools import islice
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from reviews.exports.letters import draw, names

people = st.sets(st.integers(0, 99), max_size=40)


def test_letters_run_from_a_to_z_and_on():
    assert list(islice(names(), 28))[-3:] == ["Z", "AA", "AB"]


@given(people, people, st.randoms())
def test_known_letters_stay_and_new_ones_are_the_next_free(known, new, random):
    before = draw(known, {}, random=random)
    after = draw(known | new, before, random=random)
    assert {person: after[person] for person in known} == before
    assert sorted(after.values(), key=lambda name: (len(name), name)) == list(
        islice(names(), len(known | new))
    )


def test_the_draw_is_by_chance():
    drawn = {draw({1, 2, 3}, {}, random=Random(seed))[1] for seed in range(50)}
    assert drawn == {"A", "B", "C"}
