"""Which database answers, and what is said while none does."""

import sqlite3

import psycopg
import psycopg_pool
import pytest
from django.db import OperationalError

from reviews.databases import Router, is_unavailable, reads_replica
from reviews.models import Release


def raised(cause):
    error = OperationalError(str(cause))
    error.__cause__ = cause
    return error


def busy_sqlite(tmp_path):
    """What SQLite says to whoever wants to write beside another."""
    one, other = (sqlite3.connect(tmp_path / "busy", timeout=0) for _ in range(2))
    one.execute("BEGIN EXCLUSIVE")
    try:
        other.execute("BEGIN EXCLUSIVE")
    except sqlite3.OperationalError as error:
        return error
    finally:
        one.close()
        other.close()


def test_a_busy_sqlite_may_be_asked_again_and_a_missing_table_may_not(tmp_path):
    assert is_unavailable(raised(busy_sqlite(tmp_path)))
    with sqlite3.connect(":memory:") as database, pytest.raises(sqlite3.OperationalError) as found:
        database.execute("SELECT * FROM nothing")
    assert not is_unavailable(raised(found.value))


@pytest.mark.parametrize(
    ("cause", "expected"),
    [
        (psycopg.errors.AdminShutdown("terminating connection"), True),
        (psycopg.errors.CannotConnectNow("starting up"), True),
        (psycopg.errors.TooManyConnections("too many clients"), True),
        (psycopg.errors.DeadlockDetected("deadlock"), True),
        (psycopg_pool.PoolTimeout("none after 5 s"), True),
        (psycopg.OperationalError("connection refused"), True),
        (psycopg.errors.QueryCanceled("statement timeout"), False),
        (psycopg.errors.IoError("could not read block"), False),
    ],
)
def test_a_postgresql_that_is_away_may_be_asked_again(cause, expected):
    assert is_unavailable(raised(cause)) is expected
    assert not is_unavailable(cause)


def test_only_what_says_so_reads_the_replica():
    router = Router()
    assert router.db_for_read(Release) == "default"
    assert reads_replica(lambda: router.db_for_read(Release))() == "replica"
    assert reads_replica(lambda: router.db_for_write(Release))() == "default"
    assert router.db_for_read(Release) == "default"
    assert not router.allow_migrate("replica", "reviews")
    assert router.allow_migrate("default", "reviews")
