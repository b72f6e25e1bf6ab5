"""A migrated database that is dropped when the workload is done."""

from contextlib import contextmanager

from django.db import connection


@contextmanager
def throwaway():
    name = connection.settings_dict["NAME"]
    connection.creation.create_test_db(verbosity=0, autoclobber=True)
    try:
        yield
    finally:
        connection.creation.destroy_test_db(name, verbosity=0)
