"""Words of published claims, and which of them are near one that none of them holds.

A word is kept under what is left of its beginning when a letter or two are left out; whoever does
the same to a misspelt word meets it there. So nothing is searched through, however many words
there are. Only the public's words are kept: what is on a desk is never suggested.
"""

import unicodedata
from itertools import combinations

from rapidfuzz.distance import DamerauLevenshtein

from reviews.search.queries import TABLE, Query, condition
from reviews.search.words import plain

WORDS, NEAR = TABLES = (f"{TABLE}_spelled", f"{TABLE}_near")
# What nobody would look up by a word that is nearly it.
UNTOLD = ("Identifier",)
SHORTEST, LONGEST = 4, 40  # letters
LONG = 8  # letters of a word that may be two letters off
BEGINNING = 7  # letters by which a word is kept
MENDED = 5  # words of a query at most
CONSIDERED = 1000  # words at most for one that is misspelt
# Words of these scripts have letters and end at spaces.
_SCRIPTS = {"LATIN", "GREEK", "CYRILLIC", "ARMENIAN", "GEORGIAN", "HEBREW", "ARABIC"}


def create(vendor):
    text, without = ("text", " WITHOUT ROWID") if vendor == "sqlite" else ('text COLLATE "C"', "")
    return [
        f"CREATE TABLE {WORDS} (word {text} PRIMARY KEY, documents integer NOT NULL){without}",
        (
            f"CREATE TABLE {NEAR} (shortened {text}, word {text}, PRIMARY KEY (shortened, word))"
            f"{without}"
        ),
    ]


def told(texts):
    """The words of one document that others may be misspellings of."""
    return {word for text in texts for word in plain(text).lower().split() if _is_mended(word)}


def _is_mended(word):
    return SHORTEST <= len(word) <= LONGEST and all(
        unicodedata.name(letter, "").split(" ")[0] in _SCRIPTS for letter in word
    )


def count(cursor, documents):
    """So many documents more hold the words of a Counter; a word that none holds is gone."""
    # Everybody in one order, or two editions at a time would wait for each other.
    changed = sorted((word, more) for word, more in documents.items() if more)
    words = [word for word, _ in changed]
    there = set(_there(cursor, words))
    cursor.executemany(
        f"INSERT INTO {WORDS} (word, documents) VALUES (%s, %s) ON CONFLICT (word) "
        f"DO UPDATE SET documents = {WORDS}.documents + excluded.documents",
        changed,
    )
    new = [word for word in words if word not in there]
    cursor.executemany(
        f"INSERT INTO {NEAR} (shortened, word) VALUES (%s, %s) ON CONFLICT DO NOTHING",
        [(each, word) for word in new for each in sorted(_shortened(word, _kept_off(word)))],
    )
    fewer = [word for word, more in changed if more < 0]
    gone = [word for word, left in _there(cursor, fewer).items() if left <= 0]
    cursor.executemany(
        f"DELETE FROM {NEAR} WHERE shortened = %s AND word = %s",
        [(each, word) for word in gone for each in _shortened(word, _kept_off(word))],
    )
    cursor.executemany(f"DELETE FROM {WORDS} WHERE word = %s", [(word,) for word in gone])


def _there(cursor, words):
    found = {}
    for start in range(0, len(words), 500):
        some = words[start : start + 500]
        cursor.execute(
            f"SELECT word, documents FROM {WORDS} WHERE word IN ({', '.join(['%s'] * len(some))})",
            some,
        )
        found.update(cursor.fetchall())
    return found


def _off(word):
    """By how many letters a word that was typed may be wrong."""
    return 2 if len(word) >= LONG else 1


def _kept_off(word):
    """How many letters are left out of a word that is kept, which may be the shorter one."""
    return 2 if len(word) >= LONG - 2 else 1


def _shortened(word, most):
    """What is left of the word's beginning when up to so many letters are left out."""
    word = word[:BEGINNING]
    places = range(len(word))
    return {
        "".join(letter for place, letter in enumerate(word) if place not in out)
        for number in range(most + 1)
        for out in combinations(places, number)
    }


def look_up(connection, words, beside):
    """({word that no document holds: the nearest that some do, or None}, rows of `beside`): one
    statement. `beside` is a queryset of two columns of text, read with it."""
    sql, params = beside.query.get_compiler(connection=connection).as_sql()
    statement, told = [f"SELECT -1, b.*, 0 FROM ({sql}) b"], list(params)
    asked = [word.lower() for word, _ in words if _is_mended(word.lower())][:MENDED]
    for place, word in enumerate(asked):
        unknown, of_it = _unknown(connection.vendor, word)
        statement.append(f"SELECT {place}, '', '', 0 WHERE {unknown}")
        told += of_it
        off = _off(word)
        kept = sorted(_shortened(word, off))
        statement.append(
            f"SELECT * FROM (SELECT {place}, w.word, '', w.documents FROM {WORDS} w WHERE "
            f"{unknown} AND w.word IN (SELECT word FROM {NEAR} WHERE shortened IN "
            f"({', '.join(['%s'] * len(kept))})) AND length(w.word) BETWEEN %s AND %s "
            f"LIMIT {CONSIDERED}) near{place}"
        )
        told += [*of_it, *kept, len(word) - off, len(word) + off]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(statement), told)
        rows = cursor.fetchall()
    near = {place: [] for place, word, *_ in rows if place >= 0 and not word}
    for place, word, _, documents in rows:
        if place >= 0 and word:
            near[place].append((word, documents))
    unknown = {asked[place]: _nearest(asked[place], found) for place, found in near.items()}
    return unknown, [tuple(pair) for place, *pair, _ in rows if place < 0]


def _unknown(vendor, word):
    asked, params = condition(vendor, Query.of(word))
    found = f"{TABLE}_found"
    table, column = (found, found) if vendor == "sqlite" else (TABLE, "words")
    return f"NOT EXISTS (SELECT 1 FROM {table} WHERE {column} {asked})", params


def _nearest(word, found):
    """Of pairs (word, documents), the nearest and then the commonest that is near enough."""
    measured = [
        (DamerauLevenshtein.distance(word, other), -documents, other) for other, documents in found
    ]
    distance, _, nearest = min(measured, default=(LONGEST, 0, None))
    return nearest if distance <= _off(word) else None
