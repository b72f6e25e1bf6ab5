"""Production refuses what is unsafe, and says what to do about it."""

import os
import subprocess
import sys

import pytest
from django.core.checks import run_checks
from django.db import connection

from reviews.models import User
from reviews.models.promised import PROMISES
from reviews.models.promises import remove_promises

SAFE = {
    "DEBUG": False,
    "SECRET_KEY": "".join(chr(code) for code in range(60, 120)),
    "ALLOWED_HOSTS": ["evidence.example"],
    "SESSION_COOKIE_SECURE": True,
    "CSRF_COOKIE_SECURE": True,
    "SECURE_SSL_REDIRECT": True,
    "SECURE_HSTS_SECONDS": 3600,
    "EMAIL_HOST": "mail.evidence.example",
}


@pytest.fixture
def production(settings, monkeypatch):
    monkeypatch.delenv("WEB_CONCURRENCY", raising=False)
    for name, value in SAFE.items():
        setattr(settings, name, value)
    return settings


def ids(databases=None):
    messages = run_checks(include_deployment_checks=True, databases=databases)
    return [message.id for message in messages if message.id.startswith("reviews.")]


def test_safe_settings_pass(production):
    assert ids() == []


@pytest.mark.parametrize(
    ("expected", "name", "value"),
    [
        ("reviews.E001", "SECRET_KEY", "short"),
        ("reviews.E001", "SECRET_KEY", "x" * 60),
        ("reviews.E001", "SECRET_KEY", "insecure-" + SAFE["SECRET_KEY"]),
        ("reviews.E002", "DEBUG", True),
        ("reviews.E003", "ALLOWED_HOSTS", []),
        ("reviews.E003", "ALLOWED_HOSTS", ["evidence.example", "*"]),
        ("reviews.E004", "SESSION_COOKIE_SECURE", False),
        ("reviews.E004", "CSRF_COOKIE_SECURE", False),
        ("reviews.E005", "SECURE_SSL_REDIRECT", False),
        ("reviews.E005", "SECURE_HSTS_SECONDS", 0),
        ("reviews.E006", "CONTENT_SECURITY_POLICY", None),
        ("reviews.E006", "CONTENT_SECURITY_POLICY", {"DIRECTIVES": {"script-src": ["'self'"]}}),
        (
            "reviews.E006",
            "CONTENT_SECURITY_POLICY",
            {"DIRECTIVES": {"default-src": ["'self'", "'unsafe-inline'"]}},
        ),
        ("reviews.E009", "CROSSREF_URL", "http://crossref.example"),
        ("reviews.E009", "EUTILS_URL", "http://127.0.0.1:8000"),
        ("reviews.W001", "EMAIL_HOST", ""),
    ],
)
def test_each_unsafe_setting_has_its_own_id(production, expected, name, value):
    setattr(production, name, value)
    assert ids() == [expected]


def test_several_workers_on_sqlite_are_warned_of(production, monkeypatch):
    monkeypatch.setenv("WEB_CONCURRENCY", "2")
    assert ids() == (["reviews.W002"] if connection.vendor == "sqlite" else [])


@pytest.mark.django_db
def test_demo_accounts_do_not_reach_production(production):
    assert ids(["default"]) == []
    User.objects.create_user("Chair@Demo.Example", name="Chair")
    assert ids(["default"]) == ["reviews.E007"]


@pytest.mark.django_db
def test_a_database_without_its_promises_is_refused(production):
    remove_promises(connection)
    assert ids(["default"]) == ["reviews.E008"] * len(PROMISES)


def start(directory, **environment):
    inherited = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("EVIDENCE_", "PG", "DJANGO_")) and name != "DATABASE_URL"
    }
    return subprocess.run(
        [sys.executable, "-c", "import evidence.wsgi, evidence.asgi"],
        env=inherited | {"EVIDENCE_VAR": str(directory)} | environment,
        capture_output=True,
        text=True,
    )


def test_production_starts_with_safe_settings(tmp_path):
    started = start(
        tmp_path,
        EVIDENCE_SECRET_KEY=SAFE["SECRET_KEY"],
        EVIDENCE_ALLOWED_HOSTS="evidence.example",
    )
    assert started.returncode == 0, started.stderr


@pytest.mark.parametrize(
    ("environment", "sentence"),
    [
        ({"EVIDENCE_DEBUG": "1"}, "Debugging is on."),
        ({}, "SECRET_KEY setting must not be empty"),
        ({"EVIDENCE_SECRET_KEY": "short"}, "The secret key is missing, short or the one built in."),
    ],
)
def test_production_does_not_start_with_unsafe_settings(tmp_path, environment, sentence):
    started = start(tmp_path, EVIDENCE_ALLOWED_HOSTS="evidence.example", **environment)
    assert started.returncode != 0
    assert sentence in started.stderr
