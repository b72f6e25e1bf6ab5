"""The image's own steps, on a throwaway database: collect, migrate, check, serve, answer."""

import json
import os
import re
import shutil
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import Request, urlopen

import pytest

ROOT = Path(__file__).resolve().parent.parent
HOST = "evidence.example"


def dockerfile(instruction):
    """The arguments of the last such instruction, as the image has them."""
    text = (ROOT / "Dockerfile").read_text().replace("\\\n", " ")
    return re.findall(rf"^{instruction} (.+)$", text, re.M)[-1]


def secure_environment(place):
    """What the image would be given, but for the database; what it keeps goes to `place`."""
    inherited = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("EVIDENCE_", "PG", "DJANGO_")) and name != "DATABASE_URL"
    }
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    return inherited | {
        "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
        "PORT": str(port),
        "EVIDENCE_VAR": str(place),
        "EVIDENCE_SECRET_KEY": "".join(chr(code) for code in range(60, 120)),
        "EVIDENCE_ALLOWED_HOSTS": HOST,
        "EVIDENCE_EMAIL_HOST": "mail.evidence.example",
        "EVIDENCE_TRUSTED_PROXIES": "1",
    }


@pytest.fixture
def environment(tmp_path):
    return secure_environment(tmp_path)


def manage(environment, arguments):
    subprocess.run([sys.executable, "manage.py", *arguments], cwd=ROOT, env=environment, check=True)


@contextmanager
def serving(environment, place):
    """The server that the image starts, listening."""
    command = [*json.loads(dockerfile("CMD")), f"--bind=127.0.0.1:{environment['PORT']}"]
    with (place / "log").open("w") as log:
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=log)
    try:
        ask(environment, "/healthz").close()
        yield process
    finally:
        process.terminate()
        process.wait()


@pytest.fixture
def server(environment, tmp_path):
    manage(environment, ["collectstatic", "--noinput", "--verbosity=0"])
    manage(environment, ["migrate", "--verbosity=0"])
    manage(environment, ["check", "--deploy", "--fail-level=WARNING", "--database=default"])
    with serving(environment, tmp_path) as process:
        yield process


def ask(environment, path, patience=30):
    """What the proxy would get; waits while nobody listens yet."""
    headers = {"Host": HOST, "X-Forwarded-Proto": "https", "X-Forwarded-For": "192.0.2.1"}
    request = Request(f"http://127.0.0.1:{environment['PORT']}{path}", headers=headers)
    deadline = time.monotonic() + patience
    while True:
        try:
            return urlopen(request, timeout=10)
        except URLError as error:
            if not isinstance(error.reason, ConnectionRefusedError) or time.monotonic() > deadline:
                raise


def test_what_the_image_starts_is_healthy_and_serves_pages_with_their_files(environment, server):
    assert ask(environment, "/healthz").read() == b"ok\n"
    page = ask(environment, "/accounts/login/")
    assert page.headers["Strict-Transport-Security"].startswith("max-age=31536000")
    assert "Secure" in page.headers["Set-Cookie"]
    files = set(re.findall(r'(?:href|src)="(/static/[^"]+)"', page.read().decode()))
    assert len(files) >= 2
    for path in files:
        assert re.search(r"\.[0-9a-f]{12}\.", path), "a name changes with its file"
        assert "immutable" in ask(environment, path).headers["Cache-Control"]
    probe = json.loads(dockerfile("HEALTHCHECK").split("CMD", 1)[1])
    probe[-1] = probe[-1].replace("8000", environment["PORT"])
    assert subprocess.run(probe, env=environment).returncode == 0


def test_what_the_image_holds_speaks_every_language(environment, tmp_path):
    place = tmp_path / "app"
    place.mkdir()
    kept = (ROOT / ".dockerignore").read_text().split()
    for name in re.findall(r"^COPY (\S+) \S+$", (ROOT / "Dockerfile").read_text(), re.M):
        if (ROOT / name).is_dir() and f"!{name}" in kept:
            shutil.copytree(ROOT / name, place / name, ignore=shutil.ignore_patterns("fonts"))
    program = (
        "import django; django.setup()\n"
        "from reviews.exports.language import gettext, spoken\n"
        "with spoken('de'):\n    print(gettext('Certainty of the evidence'))"
    )
    said = subprocess.run(
        [sys.executable, "-c", program],
        cwd=place,
        env=environment | {"DJANGO_SETTINGS_MODULE": "evidence.settings", "PYTHONUTF8": "1"},
        check=True,
        capture_output=True,
        text=True,
    )
    assert said.stdout == "Vertrauenswürdigkeit der Evidenz\n"
