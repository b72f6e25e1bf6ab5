"""What the list of published claims costs, against a bare Django on the same database.

Ratios are rates: ours to that of a page of five bytes ("hello") and of fifty rows joined as
strings, both served alike. Rounds take turns, and medians are told. All claims are made up, in a
database that is dropped afterwards. It needs `wrk`.
"""

import os
import random
import statistics
import subprocess
import time
import uuid
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from functools import partial
from tempfile import TemporaryDirectory

from django.core.cache import caches
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse

from bench._database import throwaway
from bench._served import COLLECT, ROOT, environments, served
from reviews.actions import bulk
from reviews.models import Claim, FrozenClaim, Paper, Release, Source, Standing
from reviews.search import claims
from reviews.vocabulary import Certainty, ClaimState, Kind, Label
from tests import build

SIZE, ROUNDS = 10_000, 5
DEEP = 1000  # addresses of pages asked in turn
REPEATED = 50
BATCH = 10_000  # rows
INDEXED = 100_000  # claims; more of them are filled without their words, which takes minutes
NEWEST = datetime(2026, 1, 1, tzinfo=UTC)
WORDS = [f"word{n}" for n in range(2000)]


def run_large():
    run(1_000_000)


def run(*larger):
    with throwaway():
        fill(SIZE)
        print(f"{connection.vendor}: {SIZE:,} published claims")
        _rates(_deep(SIZE))
    for size in (100, SIZE, *larger):
        _scale(size)


def _rates(deep):
    """`deep` are addresses of pages all over the list."""
    with ExitStack() as stack:
        place = stack.enter_context(TemporaryDirectory())
        ours, floor = environments(place)
        subprocess.run(COLLECT, check=True, cwd=ROOT, env=os.environ | ours)
        ask = stack.enter_context(served("evidence.wsgi", ours))
        bare = stack.enter_context(served("bench._floor:application()", floor))
        etag = Client().get("/").headers["ETag"]
        asked = {
            "hello": lambda: bare(["/hello/"]),
            "fifty rows joined": lambda: bare(["/list/"]),
            "the list, pages in no order": lambda: ask(deep),
            "the list, its first page (kept)": lambda: ask(["/"]),
            "the same, not changed (304)": lambda: ask(["/"], etag),
        }
        figures = {name: [] for name in asked}
        for _ in range(ROUNDS):
            for name, rate in asked.items():
                figures[name].append(rate())
    medians = {name: statistics.median(rates) for name, rates in figures.items()}
    hello, joined = medians["hello"], medians["fifty rows joined"]
    for name, rate in medians.items():
        print(f"{name}: {rate:,.0f} a second, {rate / hello:.2f} of hello, "
              f"{rate / joined:.2f} of fifty rows joined")  # fmt: skip


def _deep(size):
    """Addresses of pages all over the list, in no order."""
    draw = random.Random(1)
    return [
        f"/?after={at:%Y-%m-%dT%H:%M:%S}%2B00:00~{uuid.UUID(int=0)}"
        for at in (NEWEST - timedelta(minutes=draw.randrange(size)) for _ in range(DEEP))
    ]


def _scale(size):
    with throwaway():
        claim = build.claim(ClaimState.GRADED)
        build.publish(claim)
        fill(size)
        deep = _deep(size)[:REPEATED]
        print(f"{size:,} claims, queries and ms of SQL:")
        _told("the list, pages in no order", deep)
        if size <= INDEXED:
            _told("two common words", ["/?q=word0+word1"] * REPEATED)
        for name, path in _pages(claim).items():
            _told(name, [path] * REPEATED)


def _pages(claim):
    """{name: address} of what shows one claim, its edition or all that is newest."""
    edition = [claim.source.paper.panel.slug, 1]
    return {
        "the list, first page": reverse("index"),
        "a claim": reverse("claim", args=[claim.pk]),
        "a badge": reverse("claim-badge", args=[claim.pk]),
        "a paper": reverse("paper", args=[claim.source.paper_id]),
        "a panel": reverse("panel", args=edition[:1]),
        "an edition": reverse("release", args=edition),
        "the feed": reverse("feed"),
        "the map of the site": reverse("sitemap"),
    }


def _told(name, paths):
    """Of pages that no process has kept: how many queries each takes, and their time."""
    client, spent, counts = Client(), [], set()
    for path in paths:
        caches["pages"].clear()
        times = []
        with connection.execute_wrapper(partial(_timed, times)):
            answer = client.get(path)
        if answer.status_code != 200:
            raise RuntimeError(f"{path} was answered {answer.status_code}.")
        spent.append(sum(times))
        counts.add(len(times))
    print(f"  {name}: {max(counts)}, {1000 * statistics.median(spent):.2f}")


def _timed(times, execute, *query):
    begun = time.perf_counter()
    try:
        return execute(*query)
    finally:
        times.append(time.perf_counter() - begun)


@transaction.atomic
def fill(size):
    """By plain statements: the actions would take hours for this many."""
    panel = build.panel()
    by = build.chair(panel).pk
    draw = random.Random(7)
    paper, source, release = (_id(draw) for _ in range(3))
    _insert(Paper, "id panel title authors affiliation journal published volume issue pages"
            " design record same_key added_at added_by",
            [(paper, panel.pk, "Paper", [], "", "", "", "", "", "", "not_stated", "", "",
              NEWEST, by)])  # fmt: skip
    _insert(Source, "id paper kind text sha256 added_at added_by",
            [(source, paper, "abstract", "A text.", "", NEWEST, by)])  # fmt: skip
    _insert(Release, "id panel number content digest audit_head published_at published_by",
            [(release, panel.pk, 1, "{}", "", "", NEWEST, by)])  # fmt: skip
    labels, kinds = list(Label), list(Kind)
    words = [*(step.word for step in Certainty), ""]
    for start in range(0, size, BATCH):
        numbers = range(start, min(start + BATCH, size))
        keys = [(_id(draw), _id(draw)) for _ in numbers]
        _insert(Claim, "id source state proposed_at proposed_by",
                [(claim, source, "published", NEWEST, by) for claim, _ in keys])  # fmt: skip
        _insert(FrozenClaim, "id claim content digest frozen_at",
                [(frozen, claim, "{}", "", NEWEST) for claim, frozen in keys])  # fmt: skip
        said = [
            (_text(draw), str(draw.choice(labels)), str(draw.choice(kinds)), draw.choice(words))
            for _ in numbers
        ]
        _insert(Standing, "claim release frozen banner reason notices_since notices_before panel"
                " paper_id exact label kind certainty design status flags year published_at",
                [(claim, release, frozen, "none", "", [], {}, panel.pk, paper, *each,
                  "not_stated", "not_listed", [], _year(number),
                  NEWEST - timedelta(minutes=size - 1 - number)) for number, each, (claim, frozen)
                 in zip(numbers, said, keys, strict=True)])  # fmt: skip
        if size <= INDEXED:
            made = zip(numbers, said, keys, strict=True)
            claims.index(
                {claim: _document(number, draw, *each) for number, each, (claim, _) in made}
            )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _text(draw):
    """About 25 words, low numbers far more often than high ones, as in any language."""
    return " ".join(WORDS[int(draw.random() ** 3 * len(WORDS))] for _ in range(25))


def _document(number, draw, text, label, kind, certainty):
    """As an edition would have it, with a title, and an outcome and a question of 40 words."""
    facets = [("label", label), ("kind", kind), ("certainty", certainty or "none"),
              ("design", "not_stated"), ("status", "not_listed"), ("panel", "panel-1"),
              ("year", str(_year(number))), ("journal", f"Journal {number % 200}")]  # fmt: skip
    title, *more = (_text(draw) for _ in range(3))
    rest = (("Journal", f"Journal {number % 200}"), *(("Outcome", each) for each in more))
    return claims.Document(text, title, rest, tuple(facets))


def _year(number):
    return 1990 + number % 35


def _id(draw):
    return uuid.UUID(int=draw.getrandbits(128), version=4)


def _insert(model, fields, rows):
    bulk.insert(model, fields.split(), rows)
