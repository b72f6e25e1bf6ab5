"""Made-up records in the shape of a catalogue's: few words often, many words seldom, as always.

The same number of records is the same records on every run.
"""

import random
from itertools import accumulate

from reviews.importers.likeness import Card

WORDS = 50_000
STEEPNESS = 1.07
PLANTED = 0.1
NEIGHBOURHOOD = 500
_SYLLABLES = [consonant + vowel for consonant in "bcdfghjklmnprstvz" for vowel in "aeiou"]


def records(size):
    """(cards, pairs of places that are one paper): a tenth of the cards repeats an earlier one,
    with another case or a full stop, and six in ten of these without their DOI."""
    chance = random.Random(size)
    words = _words()
    weights = list(accumulate(1 / rank**STEEPNESS for rank in range(1, WORDS + 1)))
    cards, originals = [], []
    for place in range(size):
        if cards and chance.random() < PLANTED:
            earlier = chance.randrange(max(0, place - NEIGHBOURHOOD), place)
            cards.append(_repeated(chance, cards[earlier], place))
            originals.append(originals[earlier])
        else:
            title = chance.choices(words, cum_weights=weights, k=chance.randint(8, 16))
            cards.append(_card(chance, place, title, words))
            originals.append(place)
    return cards, _planted(originals)


def ris(size):
    """The text of each of so many records of RIS, one after the other, with abstracts of some
    180 words."""
    chance = random.Random(size)
    words = _words()
    weights = list(accumulate(1 / rank**STEEPNESS for rank in range(1, WORDS + 1)))
    for place in range(size):
        drawn = chance.choices(words, cum_weights=weights, k=chance.randint(130, 250))
        title, abstract = " ".join(drawn[:12]).capitalize(), " ".join(drawn[12:])
        authors = "".join(
            f"AU  - {chance.choice(words).capitalize()}, A. B.\n"
            for _ in range(chance.randint(1, 7))
        )
        yield (
            f"TY  - JOUR\nTI  - {title}\n{authors}AB  - {abstract}.\nT2  - J {drawn[0]}\n"
            f"PY  - {chance.randint(1985, 2026)}\nVL  - {chance.randint(1, 120)}\n"
            f"SP  - {place}\nEP  - {place + 9}\nDO  - 10.5555/made.{place}\nER  - \n\n"
        )


def _words():
    chance, found = random.Random(7), {}
    while len(found) < WORDS:
        found["".join(chance.choices(_SYLLABLES, k=chance.choice((1, 2, 2, 3, 3, 3, 4, 4, 5))))] = 1
        if len(found) % 3 == 0:
            found["".join(chance.choices(_SYLLABLES, k=3)) + chance.choice("nrst")] = 1
    return list(found)[:WORDS]


def _card(chance, place, title, words):
    page = chance.randint(1, 2000)
    initials = ". ".join(chance.choices("ABCDEFGHIJKLMNOPRSTVW", k=2))
    return Card(
        key=place,
        title=" ".join(title).capitalize(),
        year=chance.randint(1985, 2026),
        author=f"{chance.choice(words[200:6000]).capitalize()}, {initials}.",
        journal="Journal of " + " ".join(chance.sample(words[100:400], 2)).title(),
        volume=str(chance.randint(1, 120)),
        pages=f"{page}-{page + chance.randint(3, 20)}",
        dois=(f"10.{5000 + place % 900}/bench.{place:08d}",),
    )


def _repeated(chance, card, place):
    title = card.title.upper() if chance.random() < 0.5 else f"{card.title}."
    dois = () if chance.random() < 0.6 else card.dois
    return Card(
        place, title, card.year, card.author, card.journal, card.volume, card.pages, dois
    )  # fmt: skip


def _planted(originals):
    copies = {}
    for place, original in enumerate(originals):
        copies.setdefault(original, []).append(place)
    return {
        (first, second)
        for places in copies.values()
        for number, first in enumerate(places)
        for second in places[number + 1 :]
    }
