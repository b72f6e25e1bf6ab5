"""The few words of SQL in which the two databases differ."""

from django.db import connection

ROOM = 200_000  # KiB, at most and only where it is needed


def is_postgresql():
    return connection.vendor == "postgresql"


def give_room():
    """Statements over whole tables touch pages at random: in the 2 MB that SQLite takes of its
    own accord it would write and read the same ones over and over."""
    if not is_postgresql():
        with connection.cursor() as cursor:
            for place in ("main", "temp"):
                cursor.execute(f"PRAGMA {place}.cache_size = -{ROOM}")


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
