"""Where the database is, as Django wants it told: one SQLite file, or PostgreSQL."""

from urllib.parse import unquote, urlsplit

from evidence.environment import flag


def sqlite(path):
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path,
        # To open one takes longer than a page; a thread of its own for each request keeps none.
        "CONN_MAX_AGE": 0 if flag("EVIDENCE_DEBUG") else 600,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": (
                "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;"
                # REPLACE deletes rows without a word to delete triggers, but for this.
                "PRAGMA recursive_triggers=ON;"
            ),
        },
    }


# What the address of a database may say after "?", in libpq's words (PostgreSQL, chapter 32.1.2).
_OF_ADDRESSES = """application_name channel_binding connect_timeout gssencmode keepalives
keepalives_count keepalives_idle keepalives_interval passfile require_auth ssl_max_protocol_version
ssl_min_protocol_version sslcert sslcrl sslcrldir sslkey sslmode sslnegotiation sslrootcert
target_session_attrs tcp_user_timeout"""


def postgresql(options=(), **place):
    """What `place` leaves out, libpq reads from its own PG* variables."""
    return {
        "ENGINE": "django.db.backends.postgresql",
        "CONN_HEALTH_CHECKS": True,
        # Who waits for a database that is away waits no longer than this, and is told.
        "OPTIONS": {
            "pool": {"min_size": 1, "max_size": 10, "timeout": 5, "reconnect_timeout": 10},
            "connect_timeout": 5,
            **dict(options),
        },
        **place,
    }


def _options(name, query):
    """What an address says after "?"; whoever asks for TLS is never served without a word."""
    options, known = {}, _OF_ADDRESSES.split()
    for part in filter(None, query.split("&")):
        option, _, value = part.partition("=")
        if option not in known or option in options or not value:
            said = f"{name} says {option!r} after ?, which is unknown, without a value or repeated"
            raise ValueError(f"{said}; known are {', '.join(known)}")
        options[option] = unquote(value)
    return options


def at(name, url):
    """The PostgreSQL database that the variable `name` tells of."""
    parts = urlsplit(url)
    if parts.scheme not in {"postgres", "postgresql"} or parts.fragment:
        raise ValueError(f"{name} must start with postgresql:// and have %23 in place of #")
    return postgresql(
        _options(name, parts.query),
        NAME=unquote(parts.path.lstrip("/")),
        USER=unquote(parts.username or ""),
        PASSWORD=unquote(parts.password or ""),
        HOST=unquote(parts.hostname or ""),
        PORT=str(parts.port or ""),
    )
