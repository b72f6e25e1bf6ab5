"""The few words of SQL in which the two databases differ."""

from django.db import connection


def is_postgresql():
    return connection.vendor == "postgresql"


def key_type():
    """The column type of a row's id."""
    return connection.data_types["UUIDField"]


def key_text(column):
    """An id in JSON: in quotation marks, with hyphens, as Python writes it."""
    if is_postgresql():
        return f"'\"' || {column}::text || '\"'"
    starts = ((1, 8), (9, 4), (13, 4), (17, 4), (21, 12))
    parts = " || '-' || ".join(f"substr({column}, {at}, {long})" for at, long in starts)
    return f"'\"' || {parts} || '\"'"


def new_key():
    return "gen_random_uuid()" if is_postgresql() else "lower(hex(randomblob(16)))"


def as_json(text):
    return f"({text})::jsonb" if is_postgresql() else f"({text})"


def key(pk):
    """An id as a parameter of a statement."""
    return pk if connection.features.has_native_uuid_field else pk.hex


def moment(at):
    """A time as a parameter of a statement."""
    return connection.ops.adapt_datetimefield_value(at)
