"""People at their desks, each in a browser of their own, and the paper that they read."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import override_settings

from reviews.actions import people
from reviews.management.commands import load_demo
from tests import build
from tests.browser import seed, tour
from tests.browser.desk import PASSWORD

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def at_desk(new_page, live_server):
    """Signs a person in by the form; a page at My work."""

    def sign_in(user, password=PASSWORD, **options):
        if not user.has_usable_password():
            people.set_password(user, password, by=build.staff())
        page = new_page(base_url=live_server.url, **options)
        page.goto("/accounts/login/?next=/desk/")
        page.get_by_label("Email").fill(user.email)
        page.get_by_label("Password").fill(password)
        page.get_by_role("button", name="Sign in").click()
        page.wait_for_url("**/desk/")
        return page

    return sign_in


@pytest.fixture
def worker(transactional_db, tmp_path):
    """Starts a worker beside the server, on the same database; it is stopped afterwards."""
    inherited = {k: v for k, v in os.environ.items() if not k.startswith("EVIDENCE_")}
    name = connection.settings_dict["NAME"]
    place = {"PGDATABASE": name} if connection.vendor == "postgresql" else {}
    environment = inherited | place | {"EVIDENCE_DEBUG": "1", "EVIDENCE_VAR": str(tmp_path)}
    started = []

    def start():
        command = [sys.executable, "manage.py", "work"]
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        started.append(subprocess.Popen(command, cwd=ROOT, env=environment, **quiet))

    yield start
    for process in started:
        process.terminate()
        process.wait()


@pytest.fixture
def reader(new_page, live_server):
    """A page of somebody who never signed in."""
    return new_page(base_url=live_server.url)


@pytest.fixture
def paper(panel):
    """The seed in the panel, its claims suggested."""
    return seed.paper(panel)


@pytest.fixture
def demo(committed_db):
    with override_settings(DEBUG=True):
        call_command("load_demo", verbosity=0)
    return tour.demo()


@pytest.fixture
def visit(demo, at_desk, new_page, live_server):
    """visit(part, **options): a page of that person, or of nobody."""

    def open_page(part, **options):
        if part is None:
            return new_page(base_url=live_server.url, **options)
        return at_desk(getattr(demo, part), password=load_demo.PASSWORD, **options)

    return open_page
