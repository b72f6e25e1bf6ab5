"""What must be true across tables, as triggers on both databases.

`install_promises` is idempotent. SQLite drops triggers silently when a migration rebuilds a
table, so every migration that touches a guarded table ends with it, and a system check
compares what is installed with what models.promised lists.
"""

import re
from dataclasses import replace

from reviews.models.promised import APPEND_ONLY, PROMISES
from reviews.models.public_state import install_moves, missing_moves


def _sqlite(promise):
    when = f" WHEN {promise.broken}" if promise.broken else ""
    return (
        f"CREATE TRIGGER promise_{promise.name} BEFORE {promise.event} ON {promise.table} "
        f"FOR EACH ROW{when} BEGIN SELECT RAISE(ABORT, 'promise {promise.name}'); END"
    )


def _postgresql(promise):
    condition = promise.broken or "TRUE"
    passed = "OLD" if promise.event == "DELETE" else "NEW"
    function = (
        f"CREATE OR REPLACE FUNCTION promise_{promise.name}() RETURNS trigger "
        f"LANGUAGE plpgsql AS $promise$ BEGIN IF {condition} THEN RAISE EXCEPTION "
        f"'promise {promise.name}' USING ERRCODE = 'check_violation', "
        f"CONSTRAINT = '{promise.name}'; END IF; RETURN {passed}; END $promise$"
    )
    trigger = (
        f"CREATE OR REPLACE TRIGGER promise_{promise.name} BEFORE {promise.event} "
        f"ON {promise.table} FOR EACH ROW EXECUTE FUNCTION promise_{promise.name}()"
    )
    return function, trigger


def _postgresql_truncate(table):
    """TRUNCATE fires no row trigger, so guarded tables refuse it by a statement trigger."""
    name = f"reviews_{table}"
    return (
        f"CREATE OR REPLACE TRIGGER promise_{table}_is_never_emptied BEFORE TRUNCATE ON {name} "
        f"FOR EACH STATEMENT EXECUTE FUNCTION promise_{table}_is_never_deleted()"
    )


def install_promises(connection):
    """Write every trigger anew on this connection's database, those among them that move the name
    of the public side.

    Migrations older than a promise run this too: what speaks of tables or columns that are
    still to come waits for the migration that makes them.
    """
    install_moves(connection)
    with connection.cursor() as cursor:
        promises = list(_that_can_stand(connection, cursor))
        for promise in promises:
            _write(connection, cursor, promise)
        if connection.vendor == "sqlite":
            return
        guarded = {promise.table for promise in promises if not promise.broken}
        for table in APPEND_ONLY:
            if f"reviews_{table}" in guarded:
                cursor.execute(_postgresql_truncate(table))


def install_lasting(connection):
    """Until `install_promises` is called in the same transaction, what asks for a state that
    passes asks only for what of it lasts: for rows that are restored as they came to be."""
    if not connection.in_atomic_block:
        raise RuntimeError("What promises ask is put off inside a transaction alone.")
    with connection.cursor() as cursor:
        for promise in PROMISES:
            if promise.lasting:
                _write(connection, cursor, replace(promise, broken=promise.lasting))


def _write(connection, cursor, promise):
    if connection.vendor == "sqlite":
        cursor.execute(f"DROP TRIGGER IF EXISTS promise_{promise.name}")
        cursor.execute(_sqlite(promise))
        return
    for statement in _postgresql(promise):
        cursor.execute(statement)


def _that_can_stand(connection, cursor):
    tables = set(connection.introspection.table_names(cursor))
    columns = {}
    for promise in PROMISES:
        named = {promise.table, *re.findall(r"\breviews_\w+", promise.broken)}
        if named <= tables and promise.table not in columns:
            cursor.execute(f"SELECT * FROM {promise.table} LIMIT 0")
            columns[promise.table] = {name for name, *_ in cursor.description}
        used = set(re.findall(r'\b(?:NEW|OLD)\."?(\w+)', promise.broken))
        if named <= tables and used <= columns[promise.table]:
            yield promise


def remove_promises(connection):
    """For tests that play the intruder who owns the database, and for reversing migrations."""
    with connection.cursor() as cursor:
        for promise in PROMISES:
            if connection.vendor == "sqlite":
                cursor.execute(f"DROP TRIGGER IF EXISTS promise_{promise.name}")
            else:
                cursor.execute(f"DROP FUNCTION IF EXISTS promise_{promise.name}() CASCADE")


def missing(connection):
    """Names of promises that are not installed, or not as written here."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
            installed = dict(cursor.fetchall())
            expected = {f"promise_{p.name}": _sqlite(p) for p in PROMISES}
        else:
            cursor.execute(
                "SELECT t.tgname, p.prosrc FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid "
                "WHERE NOT t.tgisinternal AND t.tgenabled <> 'D'"
            )
            installed = {name: body.strip() for name, body in cursor.fetchall()}
            expected = {
                f"promise_{p.name}": _postgresql(p)[0].split("$promise$")[1].strip()
                for p in PROMISES
            }
    broken = [
        name.removeprefix("promise_")
        for name, written in expected.items()
        if installed.get(name) != written
    ]
    return sorted(broken + missing_moves(connection))


def broken_promise(error):
    """The name of the promise or constraint that an IntegrityError tells of, or "".

    Actions use it to say the sentence; the database's own words never reach a page.
    """
    cause = error.__cause__
    constraint = getattr(getattr(cause, "diag", None), "constraint_name", None)
    if constraint:
        return constraint
    text = str(error)
    for prefix in ("promise ", "CHECK constraint failed: ", "index '"):
        if prefix in text:
            return text.split(prefix, 1)[1].strip("'").split()[0]
    return ""
