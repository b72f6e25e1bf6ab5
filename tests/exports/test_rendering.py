"""Editions as files: the lines they are made from, and files made once and kept."""

import fcntl
import json
import os
import subprocess
import time

import pytest

from reviews.actions import claims
from reviews.exports import csv, docx, ndjson, pdf, reading_report, rendering, tables, xlsx
from reviews.exports import report as reports
from reviews.models import Release
from reviews.vocabulary import ClaimState
from tests import build

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.VAR = tmp_path
    return tmp_path / "reports"


@pytest.fixture
def claim():
    return build.claim(ClaimState.PUBLISHED)


@pytest.fixture
def release(claim):
    return Release.objects.select_related("panel").get()


def test_a_line_has_the_frozen_claim_its_edition_and_what_became_of_it(release, claim):
    [line] = ndjson.lines(release)
    row = release.frozen_claims.get()
    assert line.endswith("\n")
    assert json.loads(line) == {
        "panel": release.panel.slug,
        "edition": 1,
        "published_on": release.published_at.date().isoformat(),
        "release": release.digest,
        "claim": str(claim.pk),
        "digest": row.digest,
        "frozen_at": row.frozen_at.isoformat(timespec="microseconds"),
        "standing": {"banner": "none", "reason": "", "notices_since": []},
        "content": json.loads(row.content),
    }
    assert f'"content":{row.content}' in line


@pytest.mark.parametrize(("kind", "renderer"), [("pdf", pdf), ("docx", docx), ("xlsx", xlsx)])
def test_a_process_of_its_own_makes_the_same_file_and_it_is_kept(release, folder, kind, renderer):
    made = rendering.kept(release, kind)
    assert made == renderer.render(reports.of_release(release))
    [path] = folder.iterdir()
    path.write_bytes(b"kept")
    assert rendering.kept(release, kind) == b"kept"


def test_what_fails_leaves_no_file_under_its_name(release, folder, monkeypatch):
    monkeypatch.setattr(rendering, "_CHILD", "raise SystemExit(1)")
    with pytest.raises(subprocess.SubprocessError):
        rendering.kept(release, "docx")
    assert [path for path in folder.iterdir() if path.suffix == ".docx"] == []


def test_what_is_kept_is_read_while_another_file_is_made(release, folder):
    made = rendering.kept(release, "docx")
    turn = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(turn, fcntl.LOCK_EX)  # as whoever makes a file holds it
        assert rendering.kept(release, "docx") == made
    finally:
        os.close(turn)


def test_what_failed_is_not_tried_again_for_a_while(release, folder, monkeypatch):
    child = rendering._CHILD
    monkeypatch.setattr(rendering, "_CHILD", "raise SystemExit(1)")
    with pytest.raises(subprocess.CalledProcessError):
        rendering.kept(release, "docx")
    monkeypatch.setattr(rendering, "_CHILD", child)
    with pytest.raises(subprocess.SubprocessError, match="is not tried yet"):
        rendering.kept(release, "docx")
    [failed] = folder.iterdir()
    before = time.time() - rendering.PATIENCE
    os.utime(failed, (before, before))
    assert rendering.kept(release, "docx")
    assert [path.suffix for path in folder.iterdir()] == [".docx"]


def test_what_nobody_asked_for_in_a_month_is_deleted_when_another_is_made(release, folder):
    made = rendering.kept(release, "docx")
    [asked] = folder.iterdir()
    forgotten, failed = folder / "0.pdf", folder / "0.docx.failed"
    recent = folder / "1.pdf"
    for path in (forgotten, failed, recent):
        path.touch()
    before = time.time() - rendering.UNASKED - 1
    for path in (asked, forgotten, failed):
        os.utime(path, (before, before))
    assert rendering.kept(release, "docx") == made
    rendering.kept(release, "xlsx")
    there = {path.name for path in folder.iterdir()}
    assert {asked.name, recent.name} < there
    assert not {forgotten.name, failed.name} & there


def test_a_claim_that_is_withdrawn_changes_the_state_and_every_file(release, claim):
    before = rendering.state(release)
    assert rendering.state(release) == before
    claims.withdraw(claim, reason="Not ours.", by=build.chair(release.panel))
    assert rendering.state(release) != before
    said = "Withdrawn since. Not ours."
    shown = reading_report.document(reports.of_release(release))
    assert shown["texts"][0]["claims"][0]["since"] == [said]
    entries = tables.entries(reports.of_release(release))
    assert [entry.since for entry in entries] == [said]
    assert said in "".join(csv.lines(release))
    assert json.loads(*ndjson.lines(release))["standing"]["banner"] == "withdrawn"
