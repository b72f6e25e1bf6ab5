"""What is asked of the index of claims, in each database's own words.

Words stand in three places: in the quote, in the paper's title, in the rest of the document.
"""

from dataclasses import dataclass
from hashlib import blake2s

from reviews.search.words import asked, folded

TABLE = "reviews_claimwords"
QUOTE, TITLE, REST = PLACES = ("quote", "title", "rest")
_WEIGHTS = dict(zip(PLACES, "ABC", strict=True))
LONGEST_FACET = 200  # characters


@dataclass(frozen=True)
class Query:
    """`words` are those of `words.asked`, `facets` are pairs (name, value)."""

    words: tuple = ()
    facets: tuple = ()

    @classmethod
    def of(cls, text, facets=()):
        return cls(tuple(asked(text)), tuple(facets))

    def __bool__(self):
        return bool(self.words or self.facets)

    def without(self, name):
        return Query(self.words, tuple(pair for pair in self.facets if pair[0] != name))


def token(name, value):
    """How a facet stands in the index. No word of a text has a space in it."""
    return f"{name} {folded(value) if name == 'journal' else value}"[:LONGEST_FACET]


def sqlite_token(name, value):
    """The same as a word that no stemmer shortens."""
    return f"x{blake2s(token(name, value).encode(), digest_size=8).hexdigest()}0"


def condition(vendor, query, *, among=None):
    """(SQL that follows the column of words, its parameters). With `among`, a place, its words
    have to stand there."""
    return (_sqlite if vendor == "sqlite" else _postgresql)(query, among)


def _sqlite(query, among):
    parts = []
    if query.words:
        words = " ".join(f'"{word}"' for word, _ in query.words)
        parts.append(f"({{{among or ' '.join(PLACES)}}} : ({words}))")
    if query.facets:
        tokens = " ".join(sqlite_token(*pair) for pair in query.facets)
        parts.append(f"({{facets}} : ({tokens}))")
    return "MATCH %s", [" AND ".join(parts)]


def _postgresql(query, among):
    parts, told = [], []
    if query.words:
        weight = f":{_WEIGHTS[among]}" if among else ""
        parts.append("to_tsquery('english', %s)")
        told.append(" & ".join(f"'{word}'{weight}" for word, _ in query.words))
    if query.facets:
        parts.append("%s::tsquery")
        told.append(" & ".join(_lexeme(token(*pair)) for pair in query.facets))
    return f"@@ ({' && '.join(parts)})", told


def side_by_side(vendor, query, place):
    """The same for all words of the query standing there as they were typed."""
    (first, _), *rest = query.words
    if vendor == "sqlite":
        words = [first, *(each for word, passed in rest for each in (*passed, word))]
        return "MATCH %s", [f'{{{place}}} : "{" ".join(words)}"']
    weight = _WEIGHTS[place]
    told = "".join(f" <{len(passed) + 1}> '{word}':{weight}" for word, passed in rest)
    return "@@ to_tsquery('english', %s)", [f"'{first}':{weight}{told}"]


def _lexeme(text):
    return "'" + text.replace("\\", "\\\\").replace("'", "''") + "'"
