"""Records that are one paper, for certain or perhaps, and why it looks so."""

from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass
from hashlib import blake2b

from reviews.importers.blocks import pairs, title_keys
from reviews.importers.cards import Card, Entry
from reviews.importers.comparisons import compare
from reviews.importers.judgements import judge
from reviews.importers.titles import identifies, words
from reviews.vocabulary import Relation

_BEGINNING = 4


@dataclass(frozen=True, slots=True)
class Likeness:
    """Two records that look alike, `first` the one that came first.

    `percent` is how alike they are, from 0 to 100. `relation` is how they seem to belong
    together; None if they seem to be the same paper.
    """

    first: Hashable
    second: Hashable
    percent: int
    explanation: str
    relation: Relation | None


def same_key(title: str, year: int | None, first_author: str) -> str:
    """A digest that is equal for records of one title, year and first author, or nothing.

    Case, accents and punctuation do not count; leading articles do. `first_author` is a family
    name or a group. Empty where a part is missing or the title is that of many papers, such as
    "Editorial" or "Reply". Equal keys mean the same paper unless identifiers say otherwise.
    """
    found, author = words(title), "".join(words(first_author))
    if not year or not author or not identifies(found):
        return ""
    text = f"{''.join(found)}|{year}|{author}"
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def near(cards: Iterable[Card], known: Iterable[Card] = ()) -> Iterator[Likeness]:
    """Pairs that look alike within `cards` and between them and `known`, each pair once.

    Only records that share an identifier, rare words of the title, its beginning, or author
    with year, are compared, so the time grows with their number and not with its square. A part
    of a series is paired with one other part, for a series of twenty has 190 pairs.
    """
    entries = [Entry(card) for card in known]
    first_new, part = len(entries), -1
    entries.extend(map(Entry, cards))
    by_title = title_keys([entry.text for entry in entries])
    keys = (_keys(entry, found) for entry, found in zip(entries, by_title, strict=True))
    for place, later in pairs(keys, first_new):
        one, two = entries[place], entries[later]
        seen = compare(one, two)
        judgement = judge(one, two, seen) if seen else None
        if judgement is None:
            continue
        if judgement[-1] is Relation.SERIES:
            if later == part:
                continue
            part = later
        yield Likeness(one.card.key, two.card.key, *judgement)


def _keys(entry: Entry, keys: list[Hashable]) -> list[Hashable]:
    card = entry.card
    keys.extend(f"doi {doi}" for doi in card.dois)
    keys.extend(f"pmid {pmid}" for pmid in card.pmids)
    beginning = entry.text.split(" ", _BEGINNING)[:_BEGINNING]
    if len(beginning) == _BEGINNING:
        keys.append(" ".join(beginning))
    if card.year and entry.author:
        keys.append((entry.author, card.year))
        if entry.page:
            keys.append((entry.author, card.year, entry.page))
    return keys
