"""Which records are worth comparing: those that share something rare."""

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence
from itertools import combinations

# A word that more titles have than this says little alone, so it counts together with another.
FEW = 8
_RAREST = 4
# Of many records that share a key, each is compared with the first and so many more.
_MOST = 16


def title_keys(titles: Sequence[str]) -> Iterator[list[Hashable]]:
    """For each title, words with spaces between, keys that it shares with titles of like words.

    The keys are its rarest words that another title has too, in pairs where they are common: a
    word that a slip of a scanner made stands alone and so is none of them.
    """
    counts = Counter(word for title in titles for word in set(title.split()))
    for title in titles:
        shared = [(count, word) for word in set(title.split()) if (count := counts[word]) > 1]
        rarest = sorted(shared)[:_RAREST]
        keys: list[Hashable] = [word for count, word in rarest if count <= FEW]
        common = [word for count, word in rarest if count > FEW]
        keys.extend(combinations(sorted(common), 2))
        yield keys


def pairs(keys: Iterable[Iterable[Hashable]], first_new: int) -> Iterator[tuple[int, int]]:
    """(place, later place) of records that share a key, each pair once, the later one new.

    Records before `first_new` are known and are not compared with each other.
    """
    first: dict[Hashable, int] = {}
    further: defaultdict[Hashable, list[int]] = defaultdict(list)
    for place, own in enumerate(keys):
        met: set[int] = set()
        for key in own:
            other = first.setdefault(key, place)
            if other == place:
                continue
            block = further[key]
            if place >= first_new:
                met.add(other)
                met.update(block)
            if len(block) < _MOST:
                block.append(place)
        met.discard(place)
        for other in sorted(met):
            yield other, place
