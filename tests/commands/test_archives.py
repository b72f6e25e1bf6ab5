"""The commands, as whoever moves an installation uses them: to the other database, too."""

import json
import os
import random
import re
import subprocess
import sys
import time
from io import StringIO
from pathlib import Path

import psycopg
import pytest
from django.core.management import CommandError, call_command
from django.core.management.base import OutputWrapper
from django.db import connection

from reviews.actions import archives, papers, people
from reviews.databases import snapshot
from reviews.exports import verify
from reviews.management.archives import progress
from reviews.models import Chain, Event, Panel, Paper, User
from tests import build, moved, zipped
from tests.__main__ import postgresql
from tests.commands.test_documentation import documented, printed

ROOT = Path(__file__).resolve().parents[2]
DIGEST = re.compile(r"[0-9a-f]{64}")
KILLS, RECORDS = 5, 1000


def run(capsys, *arguments):
    """(what it printed, the refusal it ended with or None)"""
    try:
        call_command(*map(str, arguments))
        refusal = None
    except CommandError as error:
        refusal = str(error)
    return capsys.readouterr().out, refusal


def test_they_print_counts_and_the_digest(committed_db, on_a_copy, tmp_path, capsys):
    build.panel()
    out, refusal = run(capsys, "export_archive", tmp_path / "archive")
    assert refusal is None
    digest = DIGEST.search(out)[0]
    lines = [tuple(line.split(maxsplit=1)) for line in out.splitlines()]
    # The first chair, the staff who made the panel, and the system.
    assert lines[0] == ("3", "reviews.user")
    assert lines[-1] == (digest, "the digest of the archive")
    total, rest = lines[-2]
    assert rest == "rows in all"
    assert sum(int(count) for count, _ in lines[:-2]) == int(total)
    with on_a_copy(tmp_path / "other"):
        arguments = "import_archive", tmp_path / "archive", "--digest"
        told, refusal = run(capsys, *arguments, "0" * 64)
        assert (told, refusal[:33]) == ("", f"The digest of this archive is {digest[:3]}")
        assert not User.objects.exists()
        assert run(capsys, *arguments, digest) == (out, None)
        _, refusal = run(capsys, *arguments, digest)
        assert refusal.startswith("This installation is not empty (there are users, panels,")


def test_they_refuse_in_a_sentence(committed_db, tmp_path, capsys):
    panel, nothing = build.panel(), tmp_path / "nothing"
    (tmp_path / "text").write_text("No archive.")
    told = [
        run(capsys, "import_archive", nothing)[1],
        run(capsys, "import_archive", tmp_path / "text")[1],
        run(capsys, "export_archive", nothing / "archive")[1],
        run(capsys, "export_archive", nothing, "--as", build.chair(panel).email)[1],
    ]
    assert told == [
        f"{nothing}: No such file or directory.",
        "This is not an archive, or only a part of one: copy it again, or export anew.",
        f"There is no folder {nothing}: make it first.",
        "Only staff may do this.",
    ]


def ends(where, *arguments):
    """(exit code, what stands on standard error) of a command in a process of its own."""
    command = [sys.executable, "manage.py", *map(str, arguments)]
    done = subprocess.run(command, cwd=ROOT, env=where, capture_output=True, text=True)
    return done.returncode, done.stderr


def test_a_database_that_is_not_ready_is_told_in_a_sentence(tmp_path):
    where = environment({"EVIDENCE_VAR": str(tmp_path)})
    code, told = ends(where, "export_archive", tmp_path / "archive")
    assert (code, told) == (
        1,
        "CommandError: The database waits for migrations: run manage.py migrate first.\n",
    )
    assert not list(tmp_path.glob("archive*"))


def test_json_and_manifest_are_as_documented(committed_db, on_a_copy, tmp_path, capsys):
    build.panel()
    told = printed(capsys, "export_archive", tmp_path / "archive")
    assert told.keys() == documented("export_archive").keys()
    assert documented("export_archive")["rows"].keys() <= told["rows"].keys()
    manifest = json.loads(zipped.members(tmp_path / "archive")["manifest.json"])
    expected = documented("manifest")
    assert manifest.keys() == expected.keys()
    assert manifest["state"].keys() == expected["state"].keys()
    for name, member in expected["members"].items():
        assert manifest["members"][name].keys() == member.keys()
    with on_a_copy(tmp_path / "other"):
        assert printed(capsys, "import_archive", tmp_path / "archive") == told


def test_how_far_it_is_is_told_once_a_second():
    times = iter([0.0, 0.9, 1.0, 1.0, 1.5])
    stream = StringIO()
    told = progress(OutputWrapper(stream), lambda: next(times))
    told("Checking the history")
    for rows in (1000, 2000, 3000):
        told("reviews.user", rows)
    assert stream.getvalue() == "Checking the history\nreviews.user: 2,000 rows\n"


# Other processes, and the other database.


def environment(place):
    inherited = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("EVIDENCE_", "PG")) and name != "DATABASE_URL"
    }
    return inherited | {"EVIDENCE_DEBUG": "1"} | place


def here(folder):
    """Where another process finds the database of this test."""
    kept = {name: os.environ[name] for name in ("PGHOST", "PGUSER") if name in os.environ}
    name = connection.settings_dict["NAME"]
    place = kept | {"PGDATABASE": name} if connection.vendor == "postgresql" else {}
    return environment(place | {"EVIDENCE_VAR": str(folder)})


def manage(where, *arguments):
    """What a command prints that succeeds."""
    command = [sys.executable, "manage.py", *map(str, arguments)]
    return subprocess.run(
        command, cwd=ROOT, env=where, check=True, capture_output=True, text=True
    ).stdout


def start(where, archive):
    command = [sys.executable, "manage.py", "import_archive", str(archive)]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    return subprocess.Popen(command, cwd=ROOT, env=where, **quiet)


def test_kills_leave_an_empty_installation_and_the_same_command_finishes(
    committed_db, on_a_copy, tmp_path
):
    panel = build.panel()
    records = "".join(
        f"TY  - JOUR\nTI  - The constructed record {n} of many\nAU  - Alpha, A.\nPY  - 2019\n"
        f"DO  - 10.1000/{n}\nAB  - Nothing of the world.\nER  - \n\n"
        for n in range(RECORDS)
    )
    papers.import_papers(panel, records, by=build.chair(panel))
    archive = tmp_path / "archive"
    digest, _ = archives.export_archive(archive, by=people.system())
    seed = random.randrange(10**6)
    chance = random.Random(seed)
    with on_a_copy(tmp_path / "whole"):
        begun = time.monotonic()
        assert start(here(tmp_path / "whole"), archive).wait() == 0
        whole = time.monotonic() - begun
    with on_a_copy(tmp_path / "killed"):
        for _ in range(KILLS):
            process = start(here(tmp_path / "killed"), archive)
            try:
                process.wait(chance.uniform(0.4 * whole, 0.9 * whole))
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
            # PostgreSQL may still be at the commit of a process that is gone.
            with snapshot(connection):
                done = Panel.objects.exists()
                assert Paper.objects.count() == (RECORDS if done else 0), f"by halves, seed {seed}"
                assert Chain.objects.exists() == Event.objects.exists() == done, f"seed {seed}"
            if done:
                break
        else:
            assert start(here(tmp_path / "killed"), archive).wait() == 0
        assert archives.export_archive(tmp_path / "again", by=people.system())[0] == digest
        assert list(verify.problems()) == []


@pytest.fixture
def on_postgresql(tmp_path):
    """The environments of two empty installations there."""
    if connection.vendor == "postgresql":
        pytest.skip("The run on SQLite goes there and back.")
    server = postgresql()
    if not server:
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)("No PostgreSQL answers.")
    names = [f"test_archive_{os.getpid()}_{number}" for number in range(2)]
    places = [
        environment(server | {"PGDATABASE": name, "EVIDENCE_VAR": str(tmp_path)}) for name in names
    ]
    at = {"host": server["PGHOST"], "user": server["PGUSER"], "dbname": "postgres"}
    with psycopg.connect(**at, autocommit=True) as control:
        try:
            control.execute(f"CREATE DATABASE {names[0]}")
            manage(places[0], "migrate", "--verbosity=0")
            control.execute(f"CREATE DATABASE {names[1]} TEMPLATE {names[0]}")
            yield places
        finally:
            for name in names:
                control.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


def test_an_archive_goes_to_the_other_database_and_back(
    committed_db, on_a_copy, on_postgresql, tmp_path, settings, capsys
):
    settings.DEBUG = True  # as the demonstration demands
    one, other = on_postgresql
    moved.installation()
    ours, theirs = tmp_path / "ours", tmp_path / "theirs"
    told = printed(capsys, "export_archive", ours)
    assert json.loads(manage(one, "import_archive", ours, "--json")) == told
    manage(one, "verify_audit")
    manage(one, "check", "--database", "default", "--fail-level", "WARNING")
    assert json.loads(manage(one, "export_archive", theirs, "--json")) == told
    assert theirs.read_bytes() == ours.read_bytes()
    with on_a_copy(tmp_path / "back"):
        assert printed(capsys, "import_archive", theirs) == told
        assert printed(capsys, "export_archive", tmp_path / "back" / "ours") == told
    manage(other, "load_demo")
    told = json.loads(manage(other, "export_archive", tmp_path / "made there", "--json"))
    with on_a_copy(tmp_path / "here"):
        assert printed(capsys, "import_archive", tmp_path / "made there") == told
        assert printed(capsys, "export_archive", tmp_path / "here" / "ours") == told
        assert list(verify.problems()) == []
