"""Which database answers, and how one that does not answer is told from a fault of ours.

Public pages read editions alone, so where there is a streaming replica they read that, and go on
reading while the primary is away.
"""

from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps

from django.db import DEFAULT_DB_ALIAS, OperationalError, transaction
from django.db.migrations.executor import MigrationExecutor

REPLICA = "replica"
RETRY_AFTER = 10  # seconds
# Classes of SQLSTATE (PostgreSQL, Appendix A): connections, resources, the operator's doing, and
# transactions that were ended for the sake of others.
_AWAY_OR_BUSY = ("08", "53", "57P", "40")
_SQLITE_BUSY_OR_LOCKED = {5, 6}  # https://www.sqlite.org/rescode.html
_DISK_FULL, _SQLITE_FULL = "53100", 13
_only_reads = ContextVar("only_reads", default=False)


def reads_replica(view):
    """A view that writes nothing and may be a moment behind. It has to give its whole answer:
    what is read after it has returned is read from the primary."""

    @wraps(view)
    def answer(*arguments, **named):
        token = _only_reads.set(True)
        try:
            return view(*arguments, **named)
        finally:
            _only_reads.reset(token)

    return answer


class Router:
    """In use where there is a replica."""

    def db_for_read(self, model, **hints):
        return REPLICA if _only_reads.get() else DEFAULT_DB_ALIAS

    def db_for_write(self, model, **hints):
        return DEFAULT_DB_ALIAS

    def allow_relation(self, one, other, **hints):
        return True

    def allow_migrate(self, db, app_label, **hints):
        return db != REPLICA


def is_unavailable(error):
    """Whether the database is away or busy, so that the same request may succeed soon."""
    if not isinstance(error, OperationalError):
        return False
    cause = error.__cause__
    if (code := getattr(cause, "sqlite_errorcode", None)) is not None:
        return code & 0xFF in _SQLITE_BUSY_OR_LOCKED
    # Nobody sends a state while there is no connection, or none is left in the pool.
    state = getattr(cause, "sqlstate", None)
    return state is None or state.startswith(_AWAY_OR_BUSY)


def is_full(error):
    """Whether there is no room left for what the database would write."""
    cause = error.__cause__
    code = getattr(cause, "sqlite_errorcode", None)
    return getattr(cause, "sqlstate", None) == _DISK_FULL or (
        code is not None and code & 0xFF == _SQLITE_FULL
    )


def newest_migrations(connection):
    """{app: its newest migration} of a database that is as the program wants it, else None."""
    executor = MigrationExecutor(connection)
    newest = executor.loader.graph.leaf_nodes()
    return None if executor.migration_plan(newest) else dict(newest)


@contextmanager
def snapshot(connection):
    """Inside, all that is read stands as at one moment, nothing is written and nobody waits."""
    kept = getattr(connection, "transaction_mode", None)
    if connection.vendor == "sqlite":
        connection.transaction_mode = "DEFERRED"
    try:
        with transaction.atomic(using=connection.alias, durable=True):
            if connection.vendor == "postgresql":
                with connection.cursor() as cursor:
                    cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield
    finally:
        if connection.vendor == "sqlite":
            connection.transaction_mode = kept


def hold_tables(connection, models):
    """Nobody else writes to these until the transaction ends. SQLite has one writer anyway."""
    if connection.vendor == "postgresql":
        tables = ", ".join(connection.ops.quote_name(model._meta.db_table) for model in models)
        with connection.cursor() as cursor:
            cursor.execute(f"LOCK TABLE {tables} IN SHARE ROW EXCLUSIVE MODE")
