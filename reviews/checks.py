"""What must not reach production, each with an id and a hint.

`manage.py check --deploy` asks all of them, and evidence/wsgi.py does so before it serves.
"""

import os

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core import checks
from django.db import connections

from reviews.databases import newest_migrations
from reviews.models.promises import missing

DEMO_DOMAIN = "@demo.example"


def _weak_secret():
    key = settings.SECRET_KEY
    return len(key) < 50 or len(set(key)) < 5 or key.startswith(("insecure", "django-insecure"))


def _open_cookies():
    return not (settings.SESSION_COOKIE_SECURE and settings.CSRF_COOKIE_SECURE)


def _plain_http():
    return not (settings.SECURE_SSL_REDIRECT and settings.SECURE_HSTS_SECONDS)


def _loose_policy():
    directives = (settings.CONTENT_SECURITY_POLICY or {}).get("DIRECTIVES", {})
    words = {str(word) for sources in directives.values() for word in sources}
    loose = {"'unsafe-inline'", "'unsafe-eval'", "*", "http:", "https:", "data:"}
    return "default-src" not in directives or bool(words & loose)


def _several_on_sqlite():
    vendor = connections["default"].vendor
    return vendor == "sqlite" and int(os.environ.get("WEB_CONCURRENCY") or 1) > 1


def _plain_look_ups():
    return not all(
        base.startswith("https://") for base in (settings.CROSSREF_URL, settings.EUTILS_URL)
    )


SETTINGS = [
    (
        checks.Error(
            "The secret key is missing, short or the one built in.",
            hint="Put 50 or more random characters in EVIDENCE_SECRET_KEY or the file that "
            "EVIDENCE_SECRET_KEY_FILE names.",
            id="reviews.E001",
        ),
        _weak_secret,
    ),
    (
        checks.Error(
            "Debugging is on.",
            hint="Remove EVIDENCE_DEBUG from the environment.",
            id="reviews.E002",
        ),
        lambda: settings.DEBUG,
    ),
    (
        checks.Error(
            "No host name is allowed, or every one is.",
            hint="Name the hosts in EVIDENCE_ALLOWED_HOSTS, separated by commas.",
            id="reviews.E003",
        ),
        lambda: not settings.ALLOWED_HOSTS or "*" in settings.ALLOWED_HOSTS,
    ),
    (
        checks.Error(
            "Session or CSRF cookies would travel over plain HTTP.",
            hint="Leave SESSION_COOKIE_SECURE and CSRF_COOKIE_SECURE on.",
            id="reviews.E004",
        ),
        _open_cookies,
    ),
    (
        checks.Error(
            "Pages would be served over plain HTTP.",
            hint="Leave SECURE_SSL_REDIRECT and SECURE_HSTS_SECONDS on.",
            id="reviews.E005",
        ),
        _plain_http,
    ),
    (
        checks.Error(
            "The content security policy lets inline or foreign code in.",
            hint="Allow nothing but 'self' in CONTENT_SECURITY_POLICY.",
            id="reviews.E006",
        ),
        _loose_policy,
    ),
    (
        checks.Error(
            "Papers would be looked up over plain HTTP.",
            hint="Give https:// addresses in EVIDENCE_CROSSREF_URL and EVIDENCE_EUTILS_URL, or "
            "remove them.",
            id="reviews.E009",
        ),
        _plain_look_ups,
    ),
    (
        checks.Warning(
            "No mail host is set, so reset links and reminders go to the console.",
            hint="Set EVIDENCE_EMAIL_HOST.",
            id="reviews.W001",
        ),
        lambda: not settings.EMAIL_HOST,
    ),
    (
        checks.Warning(
            "Several workers share one SQLite file.",
            hint="Choose PostgreSQL with DATABASE_URL, or set WEB_CONCURRENCY=1.",
            id="reviews.W002",
        ),
        _several_on_sqlite,
    ),
]
DEMO_ACCOUNTS = checks.Error(
    "The database holds demo accounts, whose password is public.",
    hint="Start production on a database of its own, without load_demo.",
    id="reviews.E007",
)


@checks.register(checks.Tags.security, deploy=True)
def settings_are_safe(app_configs, **options):
    return [message for message, is_wrong in SETTINGS if is_wrong()]


def _is_migrated(connection):
    """Only then do the tables and promises have to be as written."""
    return newest_migrations(connection) is not None


@checks.register(checks.Tags.database)
def promises_are_kept(app_configs, databases, **options):
    """The triggers that guard history are in every database asked about."""
    return [
        checks.Error(
            f"The database does not keep the promise {name}.",
            hint="Run manage.py migrate; if it is missing still, call install_promises.",
            id="reviews.E008",
        )
        for alias in databases or []
        if _is_migrated(connections[alias])
        for name in missing(connections[alias])
    ]


@checks.register(checks.Tags.database, deploy=True)
def no_demo_accounts(app_configs, databases, **options):
    return [
        DEMO_ACCOUNTS
        for alias in databases or []
        if _is_migrated(connections[alias])
        and get_user_model().objects.using(alias).filter(email__iendswith=DEMO_DOMAIN).exists()
    ]
