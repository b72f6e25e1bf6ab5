"""A bare Django site over the same database: what no page of Django's can be quicker than.

`hello` answers five bytes; `list` is the page of fifty rows joined as strings from one query,
`export` all claims as they were frozen, without any part of ours. As in the floors that our goals
are held against, it has the middleware that Django's own template of a project has.
"""

import json
import os
import secrets
from datetime import datetime
from html import escape

import django
from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.db import connection
from django.http import HttpResponse, StreamingHttpResponse
from django.urls import path

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
ROWS = """SELECT s.claim_id, s.exact, s.label, s.kind, s.certainty, s.status, s.banner, p.name,
    s.year, s.published_at FROM reviews_standing s JOIN reviews_panel p ON p.id = s.panel_id
    WHERE s.published_at <= %s ORDER BY s.published_at DESC, s.claim_id LIMIT 50"""


def application():
    """The site over the database that BENCH_DATABASE tells of."""
    settings.configure(
        SECRET_KEY=secrets.token_hex(),
        ALLOWED_HOSTS=["127.0.0.1"],
        ROOT_URLCONF=__name__,
        INSTALLED_APPS=["django.contrib.contenttypes", "django.contrib.auth",
                        "django.contrib.sessions"],
        MIDDLEWARE=MIDDLEWARE,
        DATABASES={"default": json.loads(os.environ["BENCH_DATABASE"])},
    )  # fmt: skip
    django.setup()
    return get_wsgi_application()


def hello(request):
    return HttpResponse(b"hello")


def listed(request):
    after = request.GET.get("after", "").partition("~")[0]
    with connection.cursor() as cursor:
        cursor.execute(ROWS, [datetime.fromisoformat(after) if after else "9999-01-01"])
        rows = cursor.fetchall()
    lines = [
        f'<li><a href="/claims/{row[0]}/">{escape(row[1])}</a> {row[2]} {row[3]} {row[4]} {row[5]} '
        f"{row[6]} {escape(row[7])} {row[8]} {row[9]}</li>"
        for row in rows
    ]
    return HttpResponse(f"<!doctype html><ol>{''.join(lines)}</ol>")


def export(request):
    """Every frozen claim, as it is stored, in pieces of 500."""

    def pieces():
        with connection.cursor() as cursor:
            cursor.execute("SELECT content FROM reviews_frozenclaim ORDER BY claim_id")
            while rows := cursor.fetchmany(500):
                yield "".join(f"{content}\n" for (content,) in rows)

    return StreamingHttpResponse(pieces(), content_type="application/x-ndjson")


urlpatterns = [path("hello/", hello), path("list/", listed), path("export/", export)]
