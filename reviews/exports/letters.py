"""Letters under which appraisers appear: drawn at random per claim, kept in every edition."""

from itertools import count, product
from random import SystemRandom
from string import ascii_uppercase


def names():
    """A to Z, then AA, AB and so on, without end."""
    for length in count(1):
        yield from map("".join, product(ascii_uppercase, repeat=length))


def draw(people, known, *, random=None):
    """{person: letter} for all `people`; `known` letters stay, new ones are drawn among the
    next free ones, so that no letter tells who came first."""
    random = random or SystemRandom()
    taken = set(known.values())
    new = sorted(set(people) - set(known))
    random.shuffle(new)
    free = (name for name in names() if name not in taken)
    return {**known, **dict(zip(new, free, strict=False))}
