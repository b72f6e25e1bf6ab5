"""Full text over what is published: SQLite FTS5, PostgreSQL tsvector with GIN; one small port.

A document is one claim's public words. Both databases stem English words and want all the
words that are asked for; order is the caller's.
"""

import json
import re

from django.db import connections
from django.db.models import BooleanField, F, Func, Value

_WORDS = re.compile(r"\w+")
_CREATE = {
    "sqlite": [
        """
        CREATE VIRTUAL TABLE reviews_search USING fts5
        (claim_id UNINDEXED, document, tokenize = 'porter unicode61 remove_diacritics 2')
    """
    ],
    "postgresql": [
        """
        CREATE TABLE reviews_search (claim_id uuid PRIMARY KEY, document text NOT NULL,
        words tsvector GENERATED ALWAYS AS (to_tsvector('english', document)) STORED)
        """,
        "CREATE INDEX reviews_search_words ON reviews_search USING gin (words)",
    ],
}
_FORGET = {
    "sqlite": "DELETE FROM reviews_search WHERE claim_id IN (SELECT value FROM json_each(%s))",
    "postgresql": "DELETE FROM reviews_search WHERE claim_id = ANY(%s)",
}


class _Holds(Func):
    """Whether the document of a claim holds all the words of a query."""

    output_field = BooleanField()
    template = "%(expressions)s)"

    def as_sqlite(self, compiler, connection):
        found = " IN (SELECT claim_id FROM reviews_search WHERE document MATCH "
        return self.as_sql(compiler, connection, arg_joiner=found)

    def as_postgresql(self, compiler, connection):
        found = (
            " IN (SELECT claim_id FROM reviews_search WHERE words @@ plainto_tsquery('english', "
        )
        return self.as_sql(compiler, connection, arg_joiner=found, template="%(expressions)s))")


def matching(standings, query):
    """The standings whose documents hold every word of the query; all of them if it has none.

    Quotation marks, operators and other signs of a query language are just signs.
    """
    words = _WORDS.findall(query)
    if not words:
        return standings
    quoted = " ".join(f'"{word}"' for word in words)
    return standings.filter(_Holds(F("claim_id"), Value(quoted)))


def index(documents, *, using="default"):
    """Write {claim id: document} over what was there; inside the caller's transaction."""
    connection = connections[using]
    keys = [_key(connection, claim) for claim in documents]
    with connection.cursor() as cursor:
        cursor.execute(_FORGET[connection.vendor], [_listed(connection, keys)])
        cursor.executemany(
            "INSERT INTO reviews_search (claim_id, document) VALUES (%s, %s)",
            list(zip(keys, documents.values(), strict=True)),
        )


def create(connection):
    with connection.cursor() as cursor:
        for statement in _CREATE[connection.vendor]:
            cursor.execute(statement)


def drop(connection):
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE reviews_search")


def _key(connection, claim):
    """SQLite keeps a UUID as 32 hexadecimal digits."""
    return claim if connection.features.has_native_uuid_field else claim.hex


def _listed(connection, keys):
    """Many keys as one parameter."""
    return keys if connection.vendor == "postgresql" else json.dumps(keys)
