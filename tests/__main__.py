"""Runs the tests once on each database: SQLite always, PostgreSQL whenever a server answers.

Arguments go to pytest. Under CI=true a missing server is a failure.
"""

import getpass
import os
import subprocess
import sys
from itertools import product

import psycopg

# The pure packages know no database: once is enough.
_PURE = ("importers", "instruments", "staffing", "wording")
PURE = [f"--ignore=tests/{package}" for package in _PURE]
CAN_CREATE = "SELECT rolcreatedb OR rolsuper FROM pg_roles WHERE rolname = current_user"


def postgresql():
    """libpq's variables for a server on which a database may be made, or None."""
    hosts = [os.environ.get("PGHOST")] if "PGHOST" in os.environ else ["/var/run/postgresql", ""]
    users = [os.environ.get("PGUSER", getpass.getuser()), "postgres"]
    for host, user in product([*hosts, "127.0.0.1"], dict.fromkeys(users)):
        place = {"PGHOST": host, "PGUSER": user, "PGDATABASE": "postgres"}
        try:
            with psycopg.connect(host=host, user=user, dbname="postgres", connect_timeout=3) as c:
                if c.execute(CAN_CREATE).fetchone()[0]:
                    return place
        except psycopg.OperationalError:
            continue
    return None


def run(name, place, *more):
    """The exit status of pytest on one database."""
    print(f"\n==> Tests on {name}", flush=True)
    elsewhere = {"DATABASE_URL", "PGDATABASE"}
    kept = {key: value for key, value in os.environ.items() if key not in elsewhere}
    command = [sys.executable, "-m", "pytest", "-n", "2", *more, *sys.argv[1:]]
    return subprocess.run(command, env=kept | place).returncode


if __name__ == "__main__":
    server = postgresql()
    if not server:
        print(
            "==> NO POSTGRESQL ANSWERS: set PGHOST and PGUSER, or these tests run on SQLite alone"
        )
        if os.environ.get("CI") == "true":
            sys.exit("CI needs PostgreSQL.")
    failed = run("SQLite", {})
    if server:
        failed = (
            run(f"PostgreSQL at {server['PGHOST'] or 'the local socket'}", server, *PURE) or failed
        )
    sys.exit(failed)
