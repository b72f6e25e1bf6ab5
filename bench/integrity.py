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

from django.db import connection, transaction
from django.utils import timezone

from bench._database import throwaway
from reviews.actions import notices
from reviews.integrity.dialects import key, moment
from reviews.models import Exposure, IntegrityCheck, Reevaluation
from tests import build

LARGE = {"papers": 100_000, "citations": 1_000_000, "rows": 65_000}
RECENT = 2000  # papers
NATURES = ["Retraction"] * 6 + ["Expression of concern", "Correction", "Correction"]
HEADER = [
    "Record ID", "Title", "Journal", "RetractionDate", "RetractionDOI", "OriginalPaperDOI",
    "OriginalPaperPubMedID", "RetractionNature", "Reason",
]  # fmt: skip
CONTENT = json.dumps({"paper": {"notices": []}, "exposures": []})


def run_large():
    run(**LARGE)


def run(*, papers=10_000, citations=100_000, rows=65_000):
    print(f"{connection.vendor}: {papers:,} papers, {citations:,} citations, {rows:,} notices")
    with throwaway():
        _fill(papers, citations)
        file = _file(papers, rows)
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
def _fill(papers, citations):
    """By plain statements: the actions would take hours for this many."""
    panel = build.panel()
    now, by = moment(timezone.now()), key(build.chair(panel).pk)
    draw = random.Random(7)
    pks = [[key(uuid.UUID(int=draw.getrandbits(128), version=4)) for _ in range(papers)]
           for _ in range(3)]  # fmt: skip
    paper, source, claim = pks
    pk = key(panel.pk)
    fresh = iter(lambda: key(uuid.UUID(int=draw.getrandbits(128), version=4)), None)
    _insert("paper", "id panel_id title authors affiliation journal published volume issue pages"
            " design record added_at added_by_id",
            ((paper[n], pk, f"Paper {n}", "[]", "", "", "", "", "", "", "not_stated", "", now, by)
             for n in range(papers)))  # fmt: skip
    _insert("identifier", "id paper_id panel_id scheme value basis added_at added_by_id",
            ((next(fresh), paper[n], pk, "doi", f"10.5555/p{n}", "Made.", now, by)
             for n in range(papers)))  # fmt: skip
    _insert("source", "id paper_id kind text sha256 added_at added_by_id",
            ((source[n], paper[n], "abstract", "A text.", "", now, by)
             for n in range(papers)))  # fmt: skip
    _insert("claim", "id source_id state proposed_at proposed_by_id",
            ((claim[n], source[n], "accepted" if n % 100 else "published", now, by)
             for n in range(papers)))  # fmt: skip
    _insert("citation", "id claim_id paper_id stance population intervention comparator outcome"
            " quote cited_at cited_by_id",
            ((next(fresh), claim[n], paper[cited], "supports", *["not_judged"] * 4, "", now, by)
             for n, cited in _cited(papers, citations, draw)))  # fmt: skip
    _publish(pk, by, now, paper, claim, fresh)


def _cited(papers, citations, draw):
    """(number of the citing paper, of the cited one), each pair once."""
    each = citations // papers
    for n in range(papers):
        low = max(0, n - RECENT)
        lows = (0 if draw.random() < 0.1 else low for _ in range(each if n else 0))
        wanted = {draw.randrange(start, n) for start in lows}
        yield from ((n, cited) for cited in sorted(wanted))


def _publish(panel, by, now, paper, claim, fresh):
    release = next(fresh)
    _insert("release", "id panel_id number content digest audit_head published_at published_by_id",
            [(release, panel, 1, "", "", "", now, by)])  # fmt: skip
    shown = [(claim[n], paper[n], next(fresh)) for n in range(0, len(claim), 100)]
    _insert("frozenclaim", "id claim_id content digest frozen_at",
            ((frozen, pk, CONTENT, "", now) for pk, _, frozen in shown))  # fmt: skip
    _insert("standing", "claim_id release_id frozen_id banner reason notices_since panel_id"
            " paper_id exact label kind certainty design status flags published_at",
            ((pk, release, frozen, "none", "", "[]", panel, about, "A text.", "not_graded",
              "result", "", "not_stated", "not_listed", "[]", now)
             for pk, about, frozen in shown))  # fmt: skip


def _insert(table, columns, rows):
    names = columns.split()
    marks = ", ".join(["%s"] * len(names))
    with connection.cursor() as cursor:
        cursor.executemany(
            f"INSERT INTO reviews_{table} ({', '.join(names)}) VALUES ({marks})",
            rows,
        )


def _file(papers, rows):
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
