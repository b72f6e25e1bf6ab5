"""Importing a RIS file: time, memory and when its papers are found, beside what bounds them.

The bound is reading the same file and writing its rows to a bare table: COPY on PostgreSQL, one
prepared statement on SQLite. It is read by rispy, as people do, and by a minimal loop. Each round
does all of them, one after the other, and every figure is the ratio of two medians. The file is
made up.
"""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

import rispy
from django.db import connection, transaction

from bench._corpus import ris
from bench._database import throwaway
from reviews.actions import import_following, import_reading, import_storing, imports
from reviews.search import papers
from tests import build

ROUNDS = 5
ROOT = Path(__file__).resolve().parent.parent
# What this process has set for itself: while debugging, every statement is kept in memory.
_OURS = {"EVIDENCE_DEBUG", "DATABASE_URL", "DJANGO_SETTINGS_MODULE"}
# Starts a command from a process so small that what a fork shares with it counts for nothing.
_WEIGH = """
import resource, subprocess, sys
subprocess.run(sys.argv[1:], check=True, stdout=subprocess.DEVNULL)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024)
"""


def run(records=2_000):
    """Goals 1, 2 and 3 at a size that ends within a minute or two."""
    print(f"{records:,} records of RIS on {connection.vendor}, medians of {ROUNDS} rounds")
    text = "".join(ris(records)).encode()
    with throwaway():
        floors, bare, ours, raw, indexed = [], [], [], [], []
        for _ in range(ROUNDS):
            floors.append(_seconds(_floor, text, _fields_by_rispy))
            bare.append(_seconds(_floor, text, _fields))
            panel = build.panel()
            ours.append(_seconds(_import, panel, text))
            raw.append(_seconds(_raw_index, panel))
            indexed.append(_seconds(_index, panel))
    print(f"import: {records / median(ours):,.0f} records a second; "
          f"{median(floors) / median(ours):.2f} of reading by rispy and writing barely, "
          f"{median(bare) / median(ours):.2f} of reading by a minimal loop")  # fmt: skip
    print(f"findable: {records / median(indexed):,.0f} papers a second; "
          f"{median(raw) / median(indexed):.2f} of the bare index")  # fmt: skip
    _print_memory((1_000, records * 5))


def run_large():
    run(10_000)
    _print_memory((1_000, 100_000))


def _seconds(act, *arguments):
    begun = time.perf_counter()
    act(*arguments)
    return time.perf_counter() - begun


def _import(panel, text):
    """What a person and a worker do, without the wait between them; indexing comes after."""
    by = build.chair(panel)
    upload = imports.upload(panel, text, by=by)
    import_reading.read(upload, by=by)
    following, import_storing.follow = import_storing.follow, lambda upload: None
    try:
        import_storing.store(upload, by=by)
    finally:
        import_storing.follow = following


def _index(panel):
    import_following.index(panel.imports.get().pk)


def _fields_by_rispy(text):
    return [
        (r["title"], "; ".join(r["authors"]), r["secondary_title"], int(r["year"]), r.get("doi"),
         r["abstract"])
        for r in rispy.loads(text.decode())
    ]  # fmt: skip


def _fields(text):
    """A minimal reader of one pass: what any reader of RIS in Python must at least do."""
    found, record = [], {}
    for line in text.decode().split("\n"):
        if line[2:6] != "  - ":
            continue
        tag = line[:2]
        if tag == "ER":
            found.append(record)
            record = {}
        elif tag in ("AU", "KW"):
            record.setdefault(tag, []).append(line[6:])
        else:
            record[tag] = line[6:]
    return [
        (r["TI"], "; ".join(r["AU"]), r["T2"], int(r["PY"]), r.get("DO"), r["AB"]) for r in found
    ]


def _floor(text, fields):
    rows = fields(text)
    key = "bigserial" if connection.vendor == "postgresql" else "integer"
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS bench_floor")
        cursor.execute(
            f"CREATE TABLE bench_floor (id {key} PRIMARY KEY, title text, authors text, "
            "journal text, year int, doi text, abstract text)"
        )
        columns = "title, authors, journal, year, doi, abstract"
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY bench_floor ({columns}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
        else:
            cursor.executemany(
                f"INSERT INTO bench_floor ({columns}) VALUES (%s, %s, %s, %s, %s, %s)", rows
            )


def _raw_index(panel):
    """The same documents into an index of the same kind, without anything around it."""
    table = "bench_words"
    documents = [
        (paper.pk, f"{paper.title}\n{source.text}")
        for paper in panel.papers.prefetch_related("sources")
        for source in paper.sources.all()
    ]
    papers.create(connection, table)
    begun = time.perf_counter()
    with transaction.atomic():
        papers.write(dict(documents), table=table)
    spent = time.perf_counter() - begun
    papers.drop(connection, table)
    return spent


def _print_memory(sizes):
    """Peak memory of a process that imports a file, and of the one that reads it, for two
    sizes."""
    small, large = (_peaks(records) for records in sizes)
    for name, at in (("importing", 0), ("reading", 1)):
        print(f"memory of the {name} process: {large[at]} MB at {sizes[1]:,} records, "
              f"{large[at] / small[at]:.2f} of that at {sizes[0]:,}")  # fmt: skip


def _peaks(records):
    """(the importing process, the process that reads the file), in MB."""
    with throwaway(), tempfile.TemporaryDirectory() as place:
        panel = build.panel()
        file = Path(place, "records.ris")
        file.write_text("".join(ris(records)))
        return (
            _weigh("manage.py", "import_papers", str(file), "--panel", panel.slug, place=place),
            _weigh("-m", "reviews.importers", place=place, stdin=file.open("rb")),
        )


def _weigh(*command, place, stdin=None):
    """Peak memory in MB of a command of ours as production runs it, on the database in use."""
    name = connection.settings_dict["NAME"]
    if connection.vendor == "sqlite":
        Path(place, "evidence.sqlite3").unlink(missing_ok=True)
        Path(place, "evidence.sqlite3").symlink_to(name)
        database = {"EVIDENCE_VAR": place}
    else:
        database = {"EVIDENCE_VAR": place, "PGDATABASE": name}
    safe = {"EVIDENCE_SECRET_KEY": "x" * 20 + "-0123456789-" + "Y" * 20,
            "EVIDENCE_ALLOWED_HOSTS": "evidence.example"}  # fmt: skip
    told = subprocess.run(
        [sys.executable, "-c", _WEIGH, sys.executable, *command],
        stdin=stdin,
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
        env={k: v for k, v in os.environ.items() if k not in _OURS} | database | safe,
    )
    return int(told.stdout)
