"""Databases, the cast, a browser, and no network.

Tests that only read and write ask for `db` (or mark `django_db`) and are rolled back. Tests that
must commit, because threads or a live server look on, ask for `committed_db`.
"""

import os
import shutil
import socket
import sqlite3
import uuid
from contextlib import closing, contextmanager

import psycopg
import pytest
from django.core.cache import caches
from django.db import connections
from hypothesis import settings
from playwright.sync_api import sync_playwright

from reviews.models import User
from reviews.vocabulary import Role
from tests import build, services

CHROMIUM = next(
    filter(None, map(shutil.which, ["chromium", "chromium-browser", "google-chrome"])), None
)
settings.register_profile("long", max_examples=200)  # 100 unless somebody asks for it
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",
]


def pytest_collection_modifyitems(items):
    """Marks what needs a browser, and what may touch the database: the plug-in bars all others."""
    for item in items:
        asked = set(getattr(item, "fixturenames", ()))
        if "browser" in asked:
            item.add_marker("browser")
        is_marked = item.get_closest_marker("django_db") is not None
        if is_marked and "transactional_db" in asked:
            raise pytest.UsageError(f"{item.nodeid}: a mark would empty what committed_db copies.")
        if is_marked or asked & {"db", "django_db_setup"}:
            item.add_marker("database")


def pytest_terminal_summary(terminalreporter):
    vendor = connections["default"].vendor
    browser = CHROMIUM or "NONE: BROWSER TESTS WERE SKIPPED (install chromium)"
    terminalreporter.section("ran on")
    terminalreporter.line(f"database: {vendor}\nbrowser: {browser}")


@pytest.fixture(autouse=True)
def nothing_kept():
    """Tests change what no deployed program changes while it runs, such as the length of pages."""
    caches["pages"].clear()


# The network: loopback and local sockets only.


@pytest.fixture(autouse=True)
def no_network(monkeypatch):
    connect = socket.socket.connect

    def guarded(self, address):
        if self.family != socket.AF_UNIX and address[0] not in {"127.0.0.1", "::1", "localhost"}:
            raise ConnectionRefusedError(f"Tests may not reach {address[0]}.")
        return connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", guarded)


@pytest.fixture
def service(settings):
    """Crossref and PubMed in one, played on this machine; nothing is remembered of others."""
    caches["lookups"].clear()
    for played in services.play():
        settings.CROSSREF_URL = settings.EUTILS_URL = played.base
        settings.CONTACT_EMAIL = "panel@example.org"
        yield played


# Databases. History refuses to be emptied, so what a test commits goes into a copy.


@contextmanager
def _sqlite_copy(pristine, name, directory):
    copy = str(directory / "evidence.sqlite3")
    with pristine.cursor() as cursor:
        cursor.execute("VACUUM INTO %s", [copy])
    # A copy forgets the journal's kind, and threads that all change it at once are locked out.
    with closing(sqlite3.connect(copy)) as opened:
        opened.execute("PRAGMA journal_mode=WAL")
    yield copy


@contextmanager
def _postgresql_copy(pristine, name, directory):
    copy = f"{name}_{uuid.uuid4().hex[:8]}"
    pristine.close()
    pristine.close_pool()
    place = pristine.get_connection_params() | {"dbname": "postgres"}
    place = {
        key: place[key] for key in ("dbname", "user", "password", "host", "port") if key in place
    }
    with psycopg.connect(**place, autocommit=True) as server:
        server.execute(f'CREATE DATABASE "{copy}" TEMPLATE "{name}"')
        try:
            yield copy
        finally:
            server.execute(f'DROP DATABASE "{copy}" WITH (FORCE)')


@pytest.fixture
def on_a_copy(request, django_db_setup, django_db_blocker):
    """on_a_copy(folder): a context on a migrated copy of the test database, which on SQLite lies
    in the folder; for whoever has `committed_db` and needs one more."""
    if "browser" in request.fixturenames:
        request.getfixturevalue("browser")
    pristine, place = connections["default"], connections.settings["default"]
    template = place["NAME"]
    copying = _sqlite_copy if pristine.vendor == "sqlite" else _postgresql_copy

    def leave(connection):
        connection.close()
        if connection.vendor == "postgresql":
            connection.close_pool()  # all connections of one alias share it

    @contextmanager
    def copied(directory):
        outer, name = connections["default"], place["NAME"]
        if outer is not pristine:
            leave(outer)
        directory.mkdir(exist_ok=True)
        with django_db_blocker.unblock(), copying(pristine, template, directory) as copy:
            place["NAME"] = copy
            connections["default"] = connections.create_connection("default")
            try:
                yield
            finally:
                leave(connections["default"])
                place["NAME"] = name
                connections["default"] = outer

    return copied


@pytest.fixture
def transactional_db(on_a_copy, tmp_path):
    """What `live_server` asks for; the plug-in's own would empty tables afterwards."""
    with on_a_copy(tmp_path):
        yield


@pytest.fixture
def committed_db(transactional_db):
    """A migrated copy of the test database for this test alone; every thread sees it."""


# The cast: three reviewers, an adjudicator and a chair of one panel; a stranger; a superuser
# without a seat.


@pytest.fixture
def panel():
    return build.panel()


@pytest.fixture
def ann(panel):
    return build.member(panel, Role.REVIEWER, name="Ann")


@pytest.fixture
def bob(panel):
    return build.member(panel, Role.REVIEWER, name="Bob")


@pytest.fixture
def cy(panel):
    return build.member(panel, Role.REVIEWER, name="Cy")


@pytest.fixture
def ada(panel):
    return build.member(panel, Role.ADJUDICATOR, name="Ada")


@pytest.fixture
def cleo(panel):
    return build.chair(panel)


@pytest.fixture
def dan():
    return build.member(build.panel(), Role.CHAIR, name="Dan")


@pytest.fixture
def eve():
    return User.objects.create_superuser("eve@example.org", name="Eve")


# The browser.


@pytest.fixture(scope="session")
def browser(django_db_setup):
    """Chromium, until the last test.

    Playwright leaves an event loop running in this thread. Django then suspects async code, and
    keeps a second set of connections, so neither set may be left open for the other.
    """
    if not CHROMIUM:
        stop = pytest.fail if os.environ.get("CI") == "true" else pytest.skip
        stop("No chromium was found: run `make test` as root once, or install it.")
    connections.close_all()
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield chromium
        chromium.close()
        connections.close_all()


@pytest.fixture
def new_page(browser):
    """Makes pages, each of a fresh browser, from Playwright's options of a context. The test
    fails if a script fails or complains, if the policy is broken or a file is missing."""
    contexts, faults = [], []

    def complain(message):
        """An answer such as 409 is logged too; a file that is missing is a fault."""
        is_answer = message.text.startswith("Failed to load resource")
        is_file = "/static/" in message.location["url"]
        if message.type == "error" and (is_file or not is_answer):
            faults.append(message.text)

    def make(**options):
        context = browser.new_context(**{"viewport": {"width": 1280, "height": 900}} | options)
        context.set_default_timeout(10_000)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("console", complain)
        return page

    yield make
    for context in contexts:
        context.close()
    assert faults == []


@pytest.fixture
def page(new_page):
    return new_page()
