"""An import that is killed leaves nothing by halves, and the same command finishes it."""

import os
import random
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection

from reviews.actions import asked_reports, papers, report_making
from reviews.exports import verify
from reviews.exports.choices import SECTIONS
from reviews.models import Identifier, Import, ImportRecord, Paper, Source
from reviews.vocabulary import ClaimState, ImportState, ReportState
from tests import build

ROOT = Path(__file__).resolve().parents[2]
KILLS, RECORDS = 20, 400


@pytest.fixture
def environment(transactional_db, tmp_path):
    """Where another process finds the database of this test."""
    inherited = {k: v for k, v in os.environ.items() if not k.startswith("EVIDENCE_")}
    name = connection.settings_dict["NAME"]
    place = {"PGDATABASE": name} if connection.vendor == "postgresql" else {}
    return inherited | place | {"EVIDENCE_DEBUG": "1", "EVIDENCE_VAR": str(tmp_path)}


def records(seed):
    return "".join(
        f"TY  - JOUR\nTI  - The constructed record {seed}-{n} of many\nAU  - Alpha, A.\n"
        f"PY  - 2019\nDO  - 10.1000/{seed}.{n}\nAB  - Nothing of the world.\nER  - \n\n"
        for n in range(RECORDS)
    )


def start(environment, file, panel):
    command = [sys.executable, "manage.py", "import_papers", str(file), "--panel", panel.slug]
    return subprocess.Popen(
        command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )


def test_twenty_kills_leave_no_half_import_and_a_run_finishes(environment, tmp_path):
    panel = build.panel()
    seed = random.randrange(10**6)
    chance = random.Random(seed)
    file = tmp_path / "records.ris"
    file.write_text(records("whole"))
    begun = time.monotonic()
    process = start(environment, file, panel)
    assert process.wait() == 0
    whole = time.monotonic() - begun
    assert Paper.objects.count() == RECORDS
    file.write_text(records("killed"))
    for _ in range(KILLS):
        process = start(environment, file, panel)
        try:
            process.wait(chance.uniform(0.2 * whole, whole))
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        stored = Paper.objects.count()
        assert stored in {RECORDS, 2 * RECORDS}, f"half an import, with seed {seed}"
        assert Source.objects.count() == Identifier.objects.count() == stored
        done = Import.objects.filter(state=ImportState.STORED).count()
        assert (stored == RECORDS) == (done == 1), f"seed {seed}"
    papers.import_papers(panel, records("killed"), by=build.chair(panel))
    assert Paper.objects.count() == 2 * RECORDS
    assert list(verify.problems()) == []
    assert not Import.objects.exclude(state=ImportState.STORED).exists()
    for upload in Import.objects.all():
        counts = upload.counts
        assert counts["seen"] == RECORDS == ImportRecord.objects.filter(upload=upload).count()
        assert counts["seen"] == counts["imported"] + counts["duplicates"] + counts["rejected"]


def test_a_report_whose_worker_is_killed_is_made_all_the_same(environment):
    panel = build.panel()
    build.claim(ClaimState.GRADED, panel)
    asked = asked_reports.ask(
        panel, kind="pdf", sections=SECTIONS, claims=[], order="text", by=build.chair(panel)
    )
    command = [sys.executable, "manage.py", "work", "--name", "killed"]
    process = subprocess.Popen(
        command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    for _ in range(3000):
        asked.refresh_from_db()
        if asked.state != ReportState.WAITING:
            break
        with suppress(subprocess.TimeoutExpired):
            process.wait(0.02)
    process.kill()
    process.wait()
    asked.refresh_from_db()
    assert (asked.state, asked.attempt) == (ReportState.MAKING, 1)
    call_command("work", name="killed", until_empty=True)
    asked.refresh_from_db()
    assert (asked.state, asked.attempt) == (ReportState.READY, 2)
    assert sum(len(data) for data in report_making.pieces(asked)) == asked.size
