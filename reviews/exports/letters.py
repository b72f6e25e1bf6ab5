"""Letters under which appraisers appear: drawn at random per claim, kept in every edition."""

from itertools import count, product
from random import Random, SystemRandom
from string import ascii_uppercase

from django.utils.crypto import salted_hmac


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


def of_members(panel):
    """{person id: letter} of everybody who ever sat in the panel, for a page of its own: the
    same on every look until somebody joins, and no letter of any claim."""
    people = panel.memberships.values_list("user_id", flat=True)
    # Whoever knows the ids of members and panel could draw again, so the key is the site's own.
    key = salted_hmac("letters of members", str(panel.pk)).hexdigest()
    return draw(people, {}, random=Random(key))  # noqa: S311 - the same on every look, and the seed needs SECRET_KEY
