"""Many new rows at once: COPY on PostgreSQL, one prepared statement on SQLite.

These are parts of other actions. Nothing is checked here but what the database holds.
"""

import json

from django.db import connections

from reviews.actions.refusals import refused


def insert(model, fields, rows, *, using="default"):
    """Insert rows, each a sequence of values in the order of `fields` (names of columns).

    UUIDs, dates, times and JSON are given as Python has them.
    """
    if not rows:
        return
    connection = connections[using]
    columns = [model._meta.get_field(name) for name in fields]
    names = ", ".join(connection.ops.quote_name(column.column) for column in columns)
    table = connection.ops.quote_name(model._meta.db_table)
    writing = [_writer(connection, column) for column in columns]
    plain = [at for at, write in enumerate(writing) if write]
    rows = [list(row) for row in rows]
    for row in rows:
        for at in plain:
            row[at] = writing[at](row[at])
    with refused(), connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with (
                connection.wrap_database_errors,
                cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy,
            ):
                for row in rows:
                    copy.write_row(row)
        else:
            marks = ", ".join(["%s"] * len(columns))
            cursor.executemany(f"INSERT INTO {table} ({names}) VALUES ({marks})", rows)


def _writer(connection, column):
    """How a value of this column is handed to the driver; None where it goes as it is."""
    while column.remote_field:
        column = column.target_field
    kind = column.get_internal_type()
    if kind == "JSONField":
        return lambda value: json.dumps(value)
    if connection.vendor == "postgresql":
        return None
    if kind == "UUIDField":
        return lambda value: value.hex if value is not None else None
    if kind == "DateTimeField":
        return lambda value: connection.ops.adapt_datetimefield_value(value)
    return None
