"""What a search costs, against the same statements alone and against ranking all that fits.

Everything is asked in turn, round by round, in one process, and the 95th percentile is told.
"Raw" are the statements of our page, as it sent them; "hello" are five bytes behind the same
middleware; "rank everything" is the page of fifty that
full text alone would give: SQLite's bm25, PostgreSQL's ts_rank. All claims are made up.
"""

import random
import time
from functools import partial

from django.contrib.auth.decorators import login_not_required
from django.core.handlers.wsgi import WSGIHandler
from django.db import connection, reset_queries
from django.http import HttpResponse
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import path

from bench._database import throwaway
from bench.public_pages import WORDS, fill
from reviews.search.claims import TABLE
from reviews.search.queries import Query, condition

ROUNDS = 40
# Words of a query are drawn among these; the smaller the number, the commoner the word.
CLASSES = {
    "a rare word": (range(1900, 2000), 1),
    "two middling words": (range(200, 600), 2),
    "two common words": (range(10), 2),
}


urlpatterns = [path("", login_not_required(lambda request: HttpResponse(b"hello")))]


def run_large():
    run(100_000)


def run(size=10_000):
    with throwaway():
        fill(size)
        print(f"{connection.vendor}: {size:,} published claims")
        for name, (numbers, count) in CLASSES.items():
            _measure(name, numbers, count)


def _measure(name, numbers, count):
    draw, handler, factory = random.Random(name), WSGIHandler(), RequestFactory()
    spent = {"ours": [], "raw": [], "rank everything": [], "hello": []}
    for _ in range(ROUNDS):
        words = " ".join(WORDS[number] for number in draw.sample(numbers, count))
        request = partial(handler.get_response, factory.get("/", {"q": words}, secure=True))
        reset_queries()  # only so many are kept
        with CaptureQueriesContext(connection) as sent:
            handler.get_response(factory.get("/", {"q": words}, secure=True))
        statements = [query["sql"] for query in sent.captured_queries]
        least = factory.get("/", secure=True)
        least.urlconf = __name__
        hello = partial(handler.get_response, least)
        for what, asked in (("ours", request), ("raw", partial(_send, statements)),
                            ("rank everything", partial(_rank_all, words)),
                            ("hello", hello)):  # fmt: skip
            begun = time.perf_counter()
            asked()
            spent[what].append(time.perf_counter() - begun)
    slow = {what: sorted(times)[int(0.95 * len(times))] for what, times in spent.items()}
    bound = 1.5 * slow["raw"] + slow["hello"]
    print(f"{name}: p95 {slow['ours'] / bound:.2f} of what raw statements and a page without "
          f"any allow, {slow['raw'] / slow['rank everything']:.2f} (statements) and "
          f"{slow['ours'] / slow['rank everything']:.2f} (page) of ranking everything; "
          f"{len(statements)} queries")  # fmt: skip


def _send(statements):
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
            cursor.fetchall()


def _rank_all(words):
    asked, params = condition(connection.vendor, Query.of(words))
    if connection.vendor == "sqlite":
        found = f"{TABLE}_found"
        statement = (
            f"SELECT rowid FROM {found} WHERE {found} {asked} ORDER BY bm25({found}, 8, 4, 1, 0), "
            "rowid DESC LIMIT 50"
        )
    else:
        ranked = asked.removeprefix("@@ ")
        statement = (
            f"SELECT number FROM {TABLE} WHERE words {asked} "
            f"ORDER BY ts_rank(words, {ranked}) DESC, number DESC LIMIT 50"
        )
        params = params * 2
    with connection.cursor() as cursor:
        cursor.execute(statement, params)
        cursor.fetchall()
