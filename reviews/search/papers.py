"""The index of panels' papers, for their desks: what one paper's record says is a document."""

import re

from django.db import connection
from django.db.models import BooleanField, F, Func, Value

TABLE = "reviews_paperwords"
# A tsvector ends at 1 MiB, which words of a few letters fill with a fraction of their text.
LONGEST = 2**18  # bytes of a document
_WORDS = re.compile(r"\w+")
_CREATE = {
    "sqlite": [
        "CREATE TABLE {table} (number integer PRIMARY KEY, id char(32) NOT NULL UNIQUE)",
        """
        CREATE VIRTUAL TABLE {table}_found USING fts5
        (document, tokenize = 'porter unicode61 remove_diacritics 2')
        """,
    ],
    "postgresql": [
        """
        CREATE TABLE {table} (id uuid PRIMARY KEY, document text NOT NULL,
        words tsvector GENERATED ALWAYS AS (to_tsvector('english', document)) STORED)
        """,
        "CREATE INDEX {table}_found ON {table} USING gin (words)",
    ],
}
_HOLDS = {
    "sqlite": (
        (
            " IN (SELECT w.id FROM {table} w JOIN {table}_found f ON f.rowid = w.number "
            "WHERE f.document MATCH "
        ),
        "%(expressions)s)",
    ),
    "postgresql": (
        " IN (SELECT id FROM {table} WHERE words @@ plainto_tsquery('english', ",
        "%(expressions)s))",
    ),
}


class _Holds(Func):
    """Whether the document of a row holds all the words of a query."""

    output_field = BooleanField()

    def as_sql(self, compiler, connection, **options):
        joiner, template = _HOLDS[connection.vendor]
        joiner = joiner.format(table=TABLE)
        return super().as_sql(compiler, connection, arg_joiner=joiner, template=template)


def matching(papers, query):
    """The papers whose title, authors, journal, identifiers or texts hold every word of the query;
    all of them if it has none. Quotation marks and operators are just signs."""
    words = _WORDS.findall(query)
    if not words:
        return papers
    quoted = " ".join(f'"{word}"' for word in words)
    return papers.filter(_Holds(F("pk"), Value(quoted)))


def write(documents, *, table=TABLE):
    """Write {id: document} over what was there; inside the caller's transaction."""
    with connection.cursor() as cursor:
        written = _write_sqlite if connection.vendor == "sqlite" else _write_postgresql
        written(cursor, table, list(documents.items()))


def index(papers):
    """The same for a queryset of papers, read in four queries."""
    # PostgreSQL would take a DOI for an address, so its words stand by themselves.
    named = _listed(papers, "identifiers__value")
    named = {pk: [" ".join(_WORDS.findall(value)) for value in named[pk]] for pk in named}
    told = _listed(papers, "sources__text")
    rows = papers.values_list("pk", "title", "authors", "journal")
    write(
        {
            pk: "\n".join([title, *_names(authors), journal, *named.get(pk, []), *told.get(pk, [])])
            for pk, title, authors, journal in rows
        }
    )


def _listed(papers, column):
    found = {}
    for pk, value in papers.exclude(**{column: None}).values_list("pk", column):
        found.setdefault(pk, []).append(value)
    return found


def _names(authors):
    for author in authors:
        yield author.get("collective") or f"{author.get('given', '')} {author.get('family', '')}"


def _write_sqlite(cursor, table, documents):
    """The rows of the index are numbered, because full text knows its rows by number alone."""
    keys = [(key.hex,) for key, _ in documents]
    old = f"DELETE FROM {table}_found WHERE rowid = (SELECT number FROM {table} WHERE id = %s)"
    cursor.executemany(old, keys)
    cursor.executemany(f"INSERT OR IGNORE INTO {table} (id) VALUES (%s)", keys)
    cursor.executemany(
        f"INSERT INTO {table}_found (rowid, document) "
        f"VALUES ((SELECT number FROM {table} WHERE id = %s), %s)",
        [(key.hex, document) for key, document in documents],
    )


def _write_postgresql(cursor, table, documents):
    cursor.execute(
        f"INSERT INTO {table} (id, document) SELECT * FROM unnest(%s::uuid[], %s::text[]) "
        "ON CONFLICT (id) DO UPDATE SET document = excluded.document",
        [[key for key, _ in documents], [_beginning(document) for _, document in documents]],
    )


def _beginning(document):
    return document.encode()[:LONGEST].decode(errors="ignore")


def create(connection, table=TABLE):
    with connection.cursor() as cursor:
        for statement in _CREATE[connection.vendor]:
            cursor.execute(statement.format(table=table))


def drop(connection, table=TABLE):
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TABLE {table}")
        if connection.vendor == "sqlite":
            cursor.execute(f"DROP TABLE {table}_found")
