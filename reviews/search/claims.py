"""The index of what is published: of every claim that stands and is not withdrawn, its words, its
facets, and what its lines show of them.

Rows are numbered in the order of publication, so the newest of those that fit are found first and
nothing else need be read. What is asked for is in `queries`.
"""

import json
from collections import Counter
from dataclasses import dataclass
from uuid import UUID

from django.db import connections, router
from django.db.models import BooleanField, F, Func

from reviews.models import Standing
from reviews.search import spelling
from reviews.search.queries import TABLE, Query, condition, sqlite_token, token
from reviews.search.words import plain

# A tsvector ends at 1 MiB, which words of a few letters fill with a fraction of their text.
LONGEST = 2**16  # bytes of each place
_CREATE = {
    "sqlite": [
        f"""
        CREATE TABLE {TABLE} (number integer PRIMARY KEY AUTOINCREMENT,
        id char(32) NOT NULL UNIQUE, facets text NOT NULL, cites text NOT NULL,
        parts text NOT NULL)
        """,
        f"""
        CREATE VIRTUAL TABLE {TABLE}_found USING fts5
        (quote, title, rest, facets, tokenize = 'porter unicode61 remove_diacritics 2')
        """,
    ],
    "postgresql": [
        f"""
        CREATE TABLE {TABLE} (number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        id uuid NOT NULL UNIQUE, facets text NOT NULL, cites text NOT NULL, parts text NOT NULL,
        quote text NOT NULL, title text NOT NULL, rest text NOT NULL, words tsvector NOT NULL)
        """,
        f"CREATE INDEX {TABLE}_found ON {TABLE} USING gin (words)",
    ],
}
# How facets are written among the words of a row: no word has a space in it.
_FACETS = "array_to_tsvector(string_to_array({}, E'\\n'))"


@dataclass(frozen=True)
class Document:
    """What one claim says in public: `rest` are pairs (what it is, text), `facets` pairs (name,
    value), which searches count, and `cites` ids of papers, which may be many and none counts."""

    quote: str
    title: str
    rest: tuple[tuple[str, str], ...]
    facets: tuple[tuple[str, str], ...]
    cites: tuple[str, ...] = ()

    @property
    def pairs(self):
        """All that it is found by beside its words."""
        return _pairs(self.facets, self.cites)

    @property
    def parts(self):
        """The texts as they are shown, for `marks`."""
        return json.dumps([self.title, *self.rest])

    @property
    def places(self):
        """The words in each of the places, as the databases take them."""
        rest = "\n".join(text for _, text in self.rest)
        return [_beginning(plain(text)) for text in (self.quote, self.title, rest)]


class _Holds(Func):
    """Whether the document of a row is one that the query asks for."""

    output_field = BooleanField()

    def as_sql(self, compiler, connection):
        [claim] = self.source_expressions
        column, told = compiler.compile(claim)
        asked, params = condition(connection.vendor, self.extra["query"])
        if connection.vendor == "sqlite":
            found = (
                f"SELECT w.id FROM {TABLE} w JOIN {TABLE}_found ON {TABLE}_found.rowid = w.number "
                f"WHERE {TABLE}_found {asked}"
            )
        else:
            found = f"SELECT id FROM {TABLE} WHERE words {asked}"
        return f"{column} IN ({found})", [*told, *params]


def matching(standings, text, *facets):
    """The standings whose documents hold every word of the text, and the facets, which are pairs
    (name, value); all of them if there are none."""
    query = Query.of(text, facets)
    return standings.filter(_Holds(F("claim_id"), query=query)) if query else standings


def reading():
    """The connection by which public pages read."""
    return connections[router.db_for_read(Standing)]


def index(documents):
    """Write {id of a claim: Document}, the newest last, over what was there; inside the caller's
    transaction."""
    connection = connections[router.db_for_write(Standing)]
    with connection.cursor() as cursor:
        said = _forget(cursor, documents)
        write = _write_sqlite if connection.vendor == "sqlite" else _write_postgresql
        write(cursor, list(documents.items()))
        for document in documents.values():
            said.update(spelling.told(_texts(document.places[0], document.parts)))
        spelling.count(cursor, said)


def forget(claims):
    """Claims (ids) that no list shows any more."""
    with connections[router.db_for_write(Standing)].cursor() as cursor:
        spelling.count(cursor, _forget(cursor, claims))


def restate(statuses):
    """{id of a claim: status of its paper} where that may be another now."""
    connection = connections[router.db_for_write(Standing)]
    with connection.cursor() as cursor:
        columns = "number, id, facets, cites"
        for number, claim, told, cites in _rows(cursor, list(statuses), columns):
            before = [tuple(line.split(" ", 1)) for line in told.split("\n")]
            status = ("status", statuses[UUID(str(claim))])
            facets = [status if name == "status" else (name, value) for name, value in before]
            if _lines(facets) != told:
                _restate(cursor, number, facets, before, cites.split())


def _restate(cursor, number, facets, before, cites):
    if cursor.db.vendor == "sqlite":
        cursor.execute(
            f"UPDATE {TABLE} SET facets = %s WHERE number = %s", [_lines(facets), number]
        )
        cursor.execute(
            f"UPDATE {TABLE}_found SET facets = %s WHERE rowid = %s",
            [_tokens(sqlite_token, _pairs(facets, cites), " "), number],
        )
    else:
        cursor.execute(
            f"UPDATE {TABLE} SET facets = %s, words = ts_delete(words, string_to_array(%s, "
            f"E'\\n')) || {_FACETS.format('%s')} WHERE number = %s",
            [_lines(facets), _tokens(token, before, "\n"), _tokens(token, facets, "\n"), number],
        )


def _forget(cursor, claims):
    """Take the rows away; returns Counter of words that so many documents fewer hold."""
    said, numbers = Counter(), []
    quote = "(SELECT quote FROM {0}_found WHERE rowid = number)" if _is_sqlite(cursor) else "quote"
    for number, quoted, parts in _rows(
        cursor, list(claims), f"number, {quote.format(TABLE)}, parts"
    ):
        numbers.append((number,))
        said.subtract(spelling.told(_texts(quoted, parts)))
    cursor.executemany(f"DELETE FROM {TABLE} WHERE number = %s", numbers)
    if _is_sqlite(cursor):
        cursor.executemany(f"DELETE FROM {TABLE}_found WHERE rowid = %s", numbers)
    return said


def _rows(cursor, claims, columns):
    found = []
    for start in range(0, len(claims), 500):
        keys = claims[start : start + 500]
        if _is_sqlite(cursor):
            keys = [key.hex for key in keys]
        cursor.execute(
            f"SELECT {columns} FROM {TABLE} WHERE id IN ({', '.join(['%s'] * len(keys))})", keys
        )
        found += cursor.fetchall()
    return found


def _is_sqlite(cursor):
    return cursor.db.vendor == "sqlite"


def _texts(quote, parts):
    title, *rest = json.loads(parts)
    return [quote, title, *(text for what, text in rest if what not in spelling.UNTOLD)]


def _write_sqlite(cursor, documents):
    """The rows of the index are numbered, because full text knows its rows by number alone."""
    cursor.executemany(
        f"INSERT INTO {TABLE} (id, facets, cites, parts) VALUES (%s, %s, %s, %s)",
        [
            [claim.hex, _lines(document.facets), " ".join(document.cites), document.parts]
            for claim, document in documents
        ],
    )
    cursor.executemany(
        f"INSERT INTO {TABLE}_found (rowid, quote, title, rest, facets) "
        f"VALUES ((SELECT number FROM {TABLE} WHERE id = %s), %s, %s, %s, %s)",
        [
            [claim.hex, *document.places, _tokens(sqlite_token, document.pairs, " ")]
            for claim, document in documents
        ],
    )


def _write_postgresql(cursor, documents):
    columns = [
        [claim, _lines(document.facets), " ".join(document.cites), document.parts,
         *document.places, _tokens(token, document.pairs, "\n")]
        for claim, document in documents
    ]  # fmt: skip
    if not columns:
        return
    cursor.execute(
        f"INSERT INTO {TABLE} (id, facets, cites, parts, quote, title, rest, words) "
        "SELECT id, facets, cites, parts, quote, title, rest, "
        "setweight(to_tsvector('english', quote), 'A') || "
        "setweight(to_tsvector('english', title), 'B') || "
        f"setweight(to_tsvector('english', rest), 'C') || {_FACETS.format('tokens')} "
        "FROM unnest(%s::uuid[], %s::text[], %s::text[], %s::text[], %s::text[], %s::text[], "
        "%s::text[], %s::text[]) WITH ORDINALITY "
        "AS d (id, facets, cites, parts, quote, title, rest, tokens, place) "
        "ORDER BY place",
        list(map(list, zip(*columns, strict=True))),
    )


def _pairs(facets, cites):
    return [*facets, *(("cites", paper) for paper in cites)]


def _lines(facets):
    return "\n".join(f"{name} {value}" for name, value in facets)


def _tokens(written, facets, between):
    return between.join(written(*pair) for pair in facets)


def _beginning(text):
    return text.encode()[:LONGEST].decode(errors="ignore")


def create(connection):
    with connection.cursor() as cursor:
        for statement in [*_CREATE[connection.vendor], *spelling.create(connection.vendor)]:
            cursor.execute(statement)


def drop(connection):
    with connection.cursor() as cursor:
        for table in (TABLE, f"{TABLE}_found", *spelling.TABLES):
            if connection.vendor == "sqlite" or table != f"{TABLE}_found":
                cursor.execute(f"DROP TABLE IF EXISTS {table}")
