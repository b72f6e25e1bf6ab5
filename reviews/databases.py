"""Which database answers, and how one that does not answer is told from a fault of ours.

Public pages read editions alone, so where there is a streaming replica they read that, and go on
reading while the primary is away.
"""

from contextvars import ContextVar
from functools import wraps

from django.db import DEFAULT_DB_ALIAS, OperationalError

REPLICA = "replica"
RETRY_AFTER = 10  # seconds
# Classes of SQLSTATE (PostgreSQL, Appendix A): connections, resources, the operator's doing, and
# transactions that were ended for the sake of others.
_AWAY_OR_BUSY = ("08", "53", "57P", "40")
_SQLITE_BUSY_OR_LOCKED = {5, 6}  # https://www.sqlite.org/rescode.html
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
