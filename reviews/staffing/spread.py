"""Sharing work out evenly: who takes which place, if some may not take some places."""

from collections import deque
from collections.abc import Hashable, Mapping, Sequence
from typing import TypeVar

Work = TypeVar("Work", bound=Hashable)
Person = TypeVar("Person", bound=Hashable)


def spread(
    places: Mapping[Work, int], may: Mapping[Work, Sequence[Person]], load: Mapping[Person, int]
) -> dict[Work, list[Person]]:
    """{work: who takes it}, nobody twice the same, for `places` people each.

    `may` says who may take what, `load` what everybody who is named there has already. As many
    places are filled as can be; and of all ways to do so it is one with the evenest loads, with
    the least sum of their squares (Harvey et al., Semi-matchings for bipartite graphs and load
    balancing, 2006). The same input gives the same answer: of equals the first named is taken.
    """
    taken: dict[Work, list[Person]] = {work: [] for work in places}
    loads = dict(load)
    for work, wanted in places.items():
        for _ in range(wanted):
            _fill(work, taken, may, loads)
    return taken


def _fill(
    work: Work,
    taken: dict[Work, list[Person]],
    may: Mapping[Work, Sequence[Person]],
    loads: dict[Person, int],
) -> None:
    """Fill one more place, if anybody can: by whoever has least to do of all who are reached
    directly, or by handing other work on from one to the next."""
    by: dict[Person, Work] = {}  # the work through which a person is reached
    released: dict[Work, Person] = {}  # who would hand this work on
    waiting = deque([work])
    while waiting:
        here = waiting.popleft()
        for person in may[here]:
            if person in by or person in taken[here]:
                continue
            by[person] = here
            for other, people in taken.items():
                if person in people and other not in released and other != work:
                    released[other] = person
                    waiting.append(other)
    if not by:
        return
    person = min(by, key=lambda one: loads[one])
    loads[person] += 1
    while by[person] != work:
        here, before = by[person], released[by[person]]
        taken[here][taken[here].index(before)] = person
        person = before
    taken[work].append(person)
