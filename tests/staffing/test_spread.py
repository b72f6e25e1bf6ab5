"""Work is shared out as evenly as it can be, and nobody gets what they may not take."""

from itertools import combinations, product

from hypothesis import given
from hypothesis import strategies as st

from reviews.staffing.spread import spread

PEOPLE = "abcd"


@st.composite
def tasks(draw, works=4, people=PEOPLE):
    """(places, may, load), small enough to try every way."""
    names = [f"w{number}" for number in range(draw(st.integers(1, works)))]
    places = {name: draw(st.integers(0, 2)) for name in names}
    may = {name: draw(st.lists(st.sampled_from(people), unique=True)) for name in names}
    load = {person: draw(st.integers(0, 3)) for person in people}
    return places, may, load


def after(taken, load):
    return {
        person: load[person] + sum(person in people for people in taken.values()) for person in load
    }


def cost(taken, load):
    """How many places are filled, more first; then how uneven the loads are."""
    filled = sum(map(len, taken.values()))
    return -filled, sum(value**2 for value in after(taken, load).values())


def every_way(places, may):
    choices = [
        [
            chosen
            for size in range(min(places[work], len(may[work])) + 1)
            for chosen in combinations(may[work], size)
        ]
        for work in places
    ]
    for way in product(*choices):
        yield dict(zip(places, way, strict=True))


@given(tasks())
def test_nobody_gets_what_they_may_not_take_nor_anything_twice(task):
    places, may, load = task
    for work, people in spread(places, may, load).items():
        assert set(people) <= set(may[work])
        assert len(set(people)) == len(people) <= places[work]


@given(tasks(works=3))
def test_no_other_way_fills_more_or_is_more_even(task):
    places, may, load = task
    assert cost(spread(places, may, load), load) == min(
        cost(way, load) for way in every_way(places, may)
    )


@given(tasks())
def test_the_same_input_gives_the_same_answer_and_stays_as_it_was(task):
    places, may, load = task
    kept = (dict(places), {work: list(people) for work, people in may.items()}, dict(load))
    first = spread(places, may, load)
    assert spread(*kept) == first
    assert (places, may, load) == kept


@given(st.integers(1, 12), st.integers(1, 6), st.integers(1, 6))
def test_where_everybody_may_take_everything_loads_differ_by_one_at_most(works, wanted, people):
    names = list(range(people))
    places = dict.fromkeys(range(works), min(wanted, people))
    may = dict.fromkeys(places, names)
    load = dict.fromkeys(names, 0)
    taken = spread(places, may, load)
    loads = after(taken, load).values()
    assert max(loads) - min(loads) <= 1
    assert sum(loads) == sum(places.values())


@given(st.lists(st.integers(0, 5), min_size=2, max_size=5))
def test_present_work_is_made_even_once_there_is_enough_to_share(loads):
    load = dict(enumerate(loads))
    missing = sum(max(loads) - value for value in loads)
    places = dict.fromkeys(range(missing), 1)
    taken = spread(places, dict.fromkeys(places, list(load)), load)
    assert set(after(taken, load).values()) == {max(loads)}


def test_work_is_handed_on_so_that_a_place_can_be_filled():
    places = {"first": 1, "second": 1}
    may = {"first": ["a", "b"], "second": ["a"]}
    assert spread(places, may, {"a": 0, "b": 0}) == {"first": ["b"], "second": ["a"]}


def test_of_equals_the_first_named_is_taken():
    assert spread({"w": 1}, {"w": ["b", "a"]}, {"a": 0, "b": 0}) == {"w": ["b"]}
    assert spread({"w": 2}, {"w": ["a"]}, {"a": 7}) == {"w": ["a"]}
    assert spread({"w": 1}, {"w": []}, {}) == {"w": []}
