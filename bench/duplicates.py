"""How fast repeated records are found, and how rightly: on planted pairs and on hard ones.

The floor puts every record into a dictionary by DOI and by title with year, and no more. The
hard pairs are made up, in duplicates.jsonl: what they are was written down before any of them
was compared, and the half that is held out was not looked at when the rules were made.
"""

import json
import re
import time
from collections import Counter
from pathlib import Path
from statistics import median

from bench._corpus import records
from reviews.importers.likeness import Card, near, same_key

SIZE = 10_000
ROUNDS = 5
HARD = Path(__file__).with_name("duplicates.jsonl")
_SIGNS = re.compile(r"[^a-z0-9]+")


def floor(cards):
    """How many repeat an earlier one by DOI, or by title and year: one dictionary."""
    seen, repeated = {}, 0
    for card in cards:
        doi = card.dois[0] if card.dois else ""
        title = _SIGNS.sub("", card.title.lower()), card.year
        known = seen.get(doi) if doi else None
        repeated += (known or seen.get(title)) is not None
        if doi:
            seen.setdefault(doi, card.key)
        seen.setdefault(title, card.key)
    return repeated


def exact(cards):
    """The same by DOI and by the key of the import."""
    seen, repeated = {}, 0
    for card in cards:
        keys = [*card.dois, same_key(card.title, card.year, card.author)]
        repeated += any(key in seen for key in keys)
        seen.update((key, card.key) for key in keys if key)
    return repeated


def speed(size):
    """Prints the medians of the rounds; returns the seconds for exact and near
    together, and for the floor."""
    cards, planted = records(size)
    passes = {"floor": floor, "exact": exact, "near": lambda cards: list(near(cards))}
    seconds = {name: [] for name in passes}
    for _ in range(ROUNDS):
        for name, work in passes.items():
            start = time.process_time()
            result = work(cards)
            seconds[name].append(time.process_time() - start)
    of = {name: median(found) for name, found in seconds.items()}
    ratio = median(f / e for f, e in zip(seconds["floor"], seconds["exact"], strict=True))
    whole = of["exact"] + of["near"]
    print(
        f"{size:,} records: floor {of['floor']:.2f} s, exact {of['exact']:.2f} s "
        f"({ratio:.2f} of the floor's rate, goal 0.3), exact and near {whole:.2f} s"
    )
    found = {(pair.first, pair.second) for pair in result if pair.relation is None}
    print(f"  planted pairs: {_rates(len(found & planted), len(found), len(planted))}")
    return whole, of["floor"]


def hard_pairs():
    """Prints what is found of the hard pairs, for the open half and for the one held out."""
    pairs = [json.loads(line) for line in HARD.read_text().splitlines()]
    cards = [
        _card(side, pair[side[1]]) for number, pair in enumerate(pairs) for side in _sides(number)
    ]
    background, _ = records(SIZE)
    seen = {frozenset((like.first, like.second)): like for like in near(cards, background)}
    for half in ("open", "held out"):
        _print_half(half, pairs, seen)
    labelled = {frozenset(_sides(number)) for number in range(len(pairs))}
    print(f"  pairs found beside the {len(pairs)} labelled ones: {len(seen.keys() - labelled)}")


def run():
    speed(SIZE)
    hard_pairs()


def run_large():
    (small, small_floor), (large, large_floor) = speed(SIZE), speed(10 * SIZE)
    print(
        f"ten times the records take {large / small:.1f} times as long (goal: at most 12); "
        f"the floor takes {large_floor / small_floor:.1f} times as long"
    )


def _print_half(half, pairs, seen):
    rows = [
        (pair["case"], pair["is"], _answer(seen.get(frozenset(_sides(number)))))
        for number, pair in enumerate(pairs)
        if pair["half"] == half
    ]
    linked = [is_ == found for _, is_, found in rows if is_ not in ("same", "different")]
    wrong = Counter(case for case, is_, found in rows if is_ != found)
    print(f"{half} half, {len(rows)} pairs:")
    print(f"  the same paper: {_found(rows, lambda word: word == 'same')}")
    print(f"  any pair shown: {_found(rows, lambda word: word != 'different')}")
    print(f"  relation named rightly: {sum(linked)} of {len(linked)}")
    for case, number in sorted(wrong.items()):
        print(f"  wrong: {number} x {case}")


def _sides(number):
    return (number, "one"), (number, "two")


def _answer(like):
    return "different" if like is None else str(like.relation or "same")


def _found(rows, counts):
    are = [counts(is_) for _, is_, _ in rows]
    named = [counts(found) for _, _, found in rows]
    return _rates(sum(a and n for a, n in zip(are, named, strict=True)), sum(named), sum(are))


def _card(key, given):
    fields = ("title", "year", "author", "journal", "volume", "pages")
    known = {field: given[field] for field in fields if field in given}
    dois, pmids = ((given[of],) if of in given else () for of in ("doi", "pmid"))
    return Card(key=key, **known, dois=dois, pmids=pmids)


def _rates(right, named, wanted):
    return (
        f"precision {right / named if named else 1:.3f} ({right} of {named}), "
        f"recall {right / wanted if wanted else 1:.3f} ({right} of {wanted})"
    )
