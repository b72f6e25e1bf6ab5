"""How long one whole integrity check takes: loading notices, matching, following citations.

Papers stand in the order of their years; each has one claim, which cites earlier papers, most of
them recent ones. One in a thousand papers is listed, as sources list about that many, and one
claim in a hundred is published. All is made up, in a database that is dropped afterwards.
"""

import csv
import io
import json
import random
import time
import uuid
from itertools import islice

from django.db import connection, transaction
from django.utils import timezone

from bench._database import throwaway
from reviews.actions import bulk, notices
from reviews.models import (
    Citation,
    Claim,
    Exposure,
    FrozenClaim,
    FrozenPaper,
    Identifier,
    IntegrityCheck,
    Paper,
    Reevaluation,
    Release,
    Source,
    Standing,
)
from tests import build

LARGE = {"papers": 100_000, "citations": 1_000_000, "rows": 65_000}
RECENT = 2000  # papers
BATCH = 10_000  # rows
NATURES = ["Retraction"] * 6 + ["Expression of concern", "Correction", "Correction"]
HEADER = [
    "Record ID", "Title", "Journal", "RetractionDate", "RetractionDOI", "OriginalPaperDOI",
    "OriginalPaperPubMedID", "RetractionNature", "Reason",
]  # fmt: skip


def run_large():
    run(**LARGE)


def run(*, papers=10_000, citations=100_000, rows=65_000):
    print(f"{connection.vendor}: {papers:,} papers, {citations:,} citations, {rows:,} notices")
    with throwaway():
        fill(papers, citations)
        file = notices_file(papers, rows)
        for name in ("first check", "the same file again"):
            begun = time.monotonic()
            loaded = notices.load(file)
            print(
                f"{name}: {time.monotonic() - begun:.1f} s; {len(loaded.matches):,} new matches,"
                f" {len(loaded.followed.opened):,} re-evaluations opened"
            )
        print(
            f"{Exposure.objects.current().count():,} exposures,"
            f" {Reevaluation.objects.current().count():,} open re-evaluations,"
            f" {IntegrityCheck.objects.count():,} dated look-ups"
        )


@transaction.atomic
def fill(papers, citations):
    """By plain statements: the actions would take hours for this many."""
    panel, now = build.panel(), timezone.now()
    by = build.chair(panel).pk
    draw = random.Random(7)
    paper, source, claim = ([_id(draw) for _ in range(papers)] for _ in range(3))
    _insert(Paper, "id panel title authors affiliation journal published volume issue pages"
            " design record same_key added_at added_by",
            ((paper[n], panel.pk, f"Paper {n}", [], "", "", "", "", "", "", "not_stated", "", "",
              now, by) for n in range(papers)))  # fmt: skip
    _insert(Identifier, "id paper panel scheme value basis added_at added_by",
            ((_id(draw), paper[n], panel.pk, "doi", f"10.5555/p{n}", "Made.", now, by)
             for n in range(papers)))  # fmt: skip
    _insert(Source, "id paper kind text sha256 added_at added_by",
            ((source[n], paper[n], "abstract", "A text.", "", now, by)
             for n in range(papers)))  # fmt: skip
    _insert(Claim, "id source state proposed_at proposed_by",
            ((claim[n], source[n], "accepted" if n % 100 else "published", now, by)
             for n in range(papers)))  # fmt: skip
    pairs = list(_cited(papers, citations, draw))
    _insert(Citation, "id claim paper stance population intervention comparator outcome quote"
            " cited_at cited_by",
            ((_id(draw), claim[n], paper[cited], "supports", *["not_judged"] * 4, "", now, by)
             for n, cited in pairs))  # fmt: skip
    resting = {n: [paper[n]] for n in range(0, papers, 100)}
    for n, cited in pairs:
        if n in resting:
            resting[n].append(paper[cited])
    _publish(panel.pk, by, now, [(claim[n], on) for n, on in resting.items()], draw)


def _id(draw):
    return uuid.UUID(int=draw.getrandbits(128), version=4)


def _cited(papers, citations, draw):
    """(number of the citing paper, of the cited one), each pair once."""
    each = citations // papers
    for n in range(papers):
        low = max(0, n - RECENT)
        lows = (0 if draw.random() < 0.1 else low for _ in range(each if n else 0))
        wanted = {draw.randrange(start, n) for start in lows}
        yield from ((n, cited) for cited in sorted(wanted))


def _publish(panel, by, now, shown, draw):
    """An edition of (claim, [its paper and those that it cites]) pairs."""
    release = _id(draw)
    _insert(Release, "id panel number content digest audit_head published_at published_by",
            [(release, panel, 1, "", "", "", now, by)])  # fmt: skip
    shown = [(*pair, _id(draw)) for pair in shown]
    _insert(FrozenClaim, "id claim content digest frozen_at",
            ((frozen, pk, _content(on), "", now) for pk, on, frozen in shown))  # fmt: skip
    _insert(FrozenPaper, "id frozen paper shown",
            ((_id(draw), frozen, pk, pk) for _, on, frozen in shown for pk in on))  # fmt: skip
    _insert(Standing, "claim release frozen banner reason notices_since notices_before panel"
            " paper_id exact label kind certainty design status flags published_at",
            ((pk, release, frozen, "none", "", [], {}, panel, on[0], "A text.", "not_graded",
              "result", "", "not_stated", "not_listed", [], now)
             for pk, on, frozen in shown))  # fmt: skip


def _content(papers):
    """As much of a frozen claim as telling of notices reads."""
    own, *cited = ({"id": str(pk), "short": "S", "title": "T", "notices": []} for pk in papers)
    citations = [{"paper": paper, "stance": "supports"} for paper in cited]
    content = {"paper": own, "citations": citations, "exposures": [], "rounds": [], "outcomes": []}
    return json.dumps(content)


def _insert(model, fields, rows):
    rows = iter(rows)
    while batch := list(islice(rows, BATCH)):
        bulk.insert(model, fields.split(), batch)


def notices_file(papers, rows):
    """A Retraction Watch file: one row in a thousand of the papers, the others about strangers."""
    file = io.StringIO()
    writer = csv.writer(file)
    writer.writerow(HEADER)
    listed = range(0, papers, 1000)
    for number in range(rows):
        doi = f"10.5555/p{listed[number]}" if number < len(listed) else f"10.5555/other{number}"
        writer.writerow([
            number, f"Title {number}", "Journal", "3/9/2024 0:00", f"10.5555/notice{number}",
            doi, "0", NATURES[number % len(NATURES)], "+Made up for measuring;",
        ])  # fmt: skip
    return file.getvalue().encode()
