"""Runs the tests once on each database: SQLite always, PostgreSQL whenever a server answers.

Arguments go to pytest. Under CI=true a missing server is a failure.
"""

import getpass
import os
import subprocess
import sys
import time
from itertools import product

import psycopg

# What has run on SQLite runs again where another database may make a difference. It makes none
# where none may be touched, nor to what pages look like and scripts do, apart from journeys. The
# pure packages need not even be collected.
_PURE = ("agreement", "importers", "instruments", "staffing", "wording")
AGAIN = [
    *(f"--ignore=tests/{package}" for package in _PURE),
    "-m=database and (journey or not browser)",
]
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
    """The exit status of pytest on one database, and a sentence of how long it took."""
    print(f"\n==> Tests on {name}", flush=True)
    begin = time.monotonic()
    elsewhere = {"DATABASE_URL", "PGDATABASE"}
    kept = {key: value for key, value in os.environ.items() if key not in elsewhere}
    command = [sys.executable, "-m", "pytest", "-n", "2", *more, *sys.argv[1:]]
    status = subprocess.run(command, env=kept | place).returncode
    return status, f"==> Tests on {name} took {time.monotonic() - begin:.0f} s"


if __name__ == "__main__":
    server = postgresql()
    if not server:
        print(
            "==> NO POSTGRESQL ANSWERS: set PGHOST and PGUSER, or these tests run on SQLite alone"
        )
        if os.environ.get("CI") == "true":
            sys.exit("CI needs PostgreSQL.")
    runs = [run("SQLite", {})]
    if server:
        name = f"PostgreSQL at {server['PGHOST'] or 'the local socket'}"
        runs.append(run(name, server, *AGAIN))
    print(*(took for _, took in runs), sep="\n")
    sys.exit(any(status for status, _ in runs))
