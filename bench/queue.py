"""How long the grading queue takes to answer, filter by filter, in a panel with many claims.

Every claim has its text, extent and wording; one in five was graded, ten are being appraised and
ten wait to be settled. All is made up, in a database that is dropped afterwards.
"""

import random
import time

from django.db import connection, transaction
from django.test import Client
from django.utils import timezone

from bench._database import throwaway
from bench.integrity import _id, _insert
from reviews.admin.queue import QUEUES
from reviews.models import Claim, Paper, Revision, Round, Source, Wording
from reviews.vocabulary import Role
from tests import build

LARGE = 100_000
WORDS = "Thus, treatment {n} should be recommended for condition B."
LABELS = ["weakly_supported", "in_line", "above_support", "contradicted", "weakly_supported"]
LIST = "/admin/reviews/claim/"


def run_large():
    run(LARGE)


def run(claims=10_000):
    print(f"{connection.vendor}: {claims:,} claims in one panel")
    with throwaway():
        client = Client()
        client.force_login(fill(claims))
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("ANALYZE")  # as the server does by itself, a little later
        for name, address in places().items():
            client.get(address)  # compiles templates, warms caches
            begun = time.monotonic()
            answer = client.get(address)
            took = 1000 * (time.monotonic() - begun)
            rows = answer.content.count(b'name="_selected_action"')
            print(f"{name}: {took:.0f} ms; {rows} rows, status {answer.status_code}")


def places():
    """{what is asked: its address}"""
    queues = {title: f"{LIST}?queue={name}" for name, (title, _) in QUEUES.items()}
    claim = Claim.objects.filter(rounds__state="revealed").first()
    return {
        "the newest": LIST,
        "the last page": f"{LIST}?p=20",
        **queues,
        "graded": f"{LIST}?state__exact=graded",
        "searched": f"{LIST}?q=treatment+77",
        "events": "/admin/reviews/event/",
        "one claim": f"{LIST}{claim.pk}/change/",
    }


@transaction.atomic
def fill(claims):
    """By plain statements: the actions would take hours for this many. Answers a chair."""
    panel, now = build.panel(), timezone.now()
    chair = build.member(panel, Role.CHAIR, is_staff=True)
    by, draw = chair.pk, random.Random(7)
    paper, source, claim, revision, wording = ([_id(draw) for _ in range(claims)] for _ in range(5))
    _insert(Paper, "id panel title authors affiliation journal published volume issue pages"
            " design record same_key added_at added_by",
            ((paper[n], panel.pk, f"Paper {n}", [], "", "", "", "", "", "", "not_stated", "", "",
              now, by) for n in range(claims)))  # fmt: skip
    _insert(Source, "id paper kind text sha256 added_at added_by",
            ((source[n], paper[n], "abstract", _words(n), "", now, by)
             for n in range(claims)))  # fmt: skip
    _insert(Claim, "id source state label revision wording proposed_at proposed_by",
            ((claim[n], source[n], "accepted" if n % 5 else "graded",
              "not_graded" if n % 5 else LABELS[n // 5 % 5], revision[n], wording[n], now, by)
             for n in range(claims)))  # fmt: skip
    _insert(Revision, "id claim number start end exact prefix suffix reads_as reason made_at"
            " made_by",
            ((revision[n], claim[n], 1, 0, len(_words(n)), _words(n), "", "", "", "", now, by)
             for n in range(claims)))  # fmt: skip
    _insert(Wording, "id claim number kind scope advice direction language_level causal population"
            " cues reason settled_at settled_by",
            ((wording[n], claim[n], 1, "recommendation", "general_claim", "strong", "for", None,
              "none", "human", [], "", None, None) for n in range(claims)))  # fmt: skip
    _appraise(panel, claim)
    return chair


def _words(n):
    return WORDS.format(n=n)


def _appraise(panel, claims):
    """Twenty rounds by the actions, of which half are revealed."""
    body = build.body(panel)
    for place in range(1, len(claims), max(1, len(claims) // 20)):
        row = Claim.objects.with_text().get(pk=claims[place])
        made = build.open_round(row, body=body)
        if Round.objects.count() % 2:
            build.submit_all(made)
