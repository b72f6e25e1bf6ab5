"""A real primary and a real streaming replica, and a server in front of both.

The primary waits for the replica to apply what it commits, so that no test waits for anything.
"""

import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlencode

import pytest

from tests.test_production import HOST, ROOT, manage, secure_environment, serving

PROGRAMS = sorted(Path("/usr/lib/postgresql").glob("*/bin"))[-1:]
pytestmark = pytest.mark.skipif(
    not PROGRAMS and "CI" not in os.environ, reason="PostgreSQL's programs are not here."
)


class Cluster:
    """A PostgreSQL server of our own, run by another account where we are root."""

    def __init__(self, place):
        self.place = place
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = str(free.getsockname()[1])

    def run(self, program, *arguments):
        other = ["runuser", "-u", "postgres", "--"] if os.getuid() == 0 else []
        command = [*other, str(PROGRAMS[0] / program), *arguments]
        # A server that is started would hold on to a pipe.
        subprocess.run(
            command, check=True, cwd="/", stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )

    def begin(self):
        options = (
            f"-p {self.port} -c listen_addresses=127.0.0.1 -c unix_socket_directories='' "
            "-c fsync=off -c max_connections=30"
        )
        log = str(self.place / "log")
        self.run("pg_ctl", "start", "-w", "-D", str(self.place), "-l", log, "-o", options)

    def end(self):
        self.run("pg_ctl", "stop", "-w", "-m", "fast", "-D", str(self.place))

    def is_running(self):
        return (self.place / "postmaster.pid").exists()

    @property
    def url(self):
        return f"postgresql://postgres@127.0.0.1:{self.port}/evidence"


@pytest.fixture
def clusters():
    """(primary, replica), both running."""
    place = Path(tempfile.mkdtemp(prefix="evidence-replica-"))
    if os.getuid() == 0:
        shutil.chown(place, "postgres")
    primary, replica = Cluster(place / "primary"), Cluster(place / "replica")
    primary.run("initdb", "--auth=trust", "-U", "postgres", "-N", "-D", str(primary.place))
    try:
        primary.begin()
        primary.run(
            "pg_basebackup", "-R", "-c", "fast", "-D", str(replica.place),
            "-d", f"host=127.0.0.1 port={primary.port} user=postgres",
        )  # fmt: skip
        replica.begin()
        _tell(primary, "ALTER SYSTEM SET synchronous_standby_names = '*'")
        _tell(primary, "ALTER SYSTEM SET synchronous_commit = remote_apply")
        _tell(primary, "SELECT pg_reload_conf()")
        _tell(primary, "CREATE DATABASE evidence")
        yield primary, replica
    finally:
        for cluster in (primary, replica):
            if cluster.is_running():
                cluster.end()
        shutil.rmtree(place)


def _tell(cluster, statement, database="postgres"):
    place = ["-h", "127.0.0.1", "-p", cluster.port, "-U", "postgres", "-d", database]
    cluster.run("psql", "-q", *place, "-c", statement)


@pytest.fixture
def environment(tmp_path, clusters):
    primary, replica = clusters
    return secure_environment(tmp_path) | {
        "DATABASE_URL": primary.url,
        "DATABASE_REPLICA_URL": replica.url,
        "WEB_CONCURRENCY": "1",
    }


@pytest.fixture
def server(environment, tmp_path, clusters):
    manage(environment, ["collectstatic", "--noinput", "--verbosity=0"])
    manage(environment, ["migrate", "--verbosity=0"])
    subprocess.run(
        [sys.executable, "manage.py", "load_demo"],
        cwd=ROOT,
        env=environment | {"EVIDENCE_DEBUG": "1", "EVIDENCE_EMAIL_HOST": ""},
        check=True,
        stdout=subprocess.DEVNULL,
    )
    # Production does not start with the accounts that everybody knows the password of.
    rename = "UPDATE reviews_user SET email = replace(email, '@demo.example', '@panel.example')"
    _tell(clusters[0], rename, "evidence")
    with serving(environment, tmp_path):
        yield environment


def knock(environment, path, form=None, cookie=""):
    """(status, headers, text) as the proxy would get it."""
    headers = {"Host": HOST, "X-Forwarded-Proto": "https", "X-Forwarded-For": "192.0.2.1"}
    body = None
    if form is not None:
        token = "a" * 32
        body = urlencode(form | {"csrfmiddlewaretoken": token})
        headers |= {
            "Content-Type": "application/x-www-form-urlencoded",
            "Cookie": f"csrftoken={token}; {cookie}",
            "Referer": f"https://{HOST}/",
        }
    asked = HTTPConnection("127.0.0.1", int(environment["PORT"]), timeout=60)
    asked.request("GET" if form is None else "POST", path, body, headers)
    answer = asked.getresponse()
    return answer.status, answer.headers, answer.read().decode(errors="replace")


def sign_in(environment):
    form = {"login": "chair@panel.example", "password": "demonstration"}
    return knock(environment, "/accounts/login/", form)


def test_the_public_side_outlives_the_primary_and_writing_comes_back(clusters, server):
    primary, replica = clusters
    public = ["/", "/?q=recommended", "/feed/", "/sitemap.xml", "/about/method/", "/healthz"]
    page = knock(server, "/")[2]
    claim = page.split('href="/claims/')[1].split("/")[0]
    public += [f"/claims/{claim}/", "/panels/bone-health/", "/panels/bone-health/releases/1/"]
    public += [f"/panels/bone-health/releases/1/report.{kind}" for kind in ("docx", "csv")]
    public += [
        "/api/v1/claims/",
        f"/api/v1/claims/{claim}/",
        "/api/v1/panels/bone-health/releases/",
    ]
    before = {path: knock(server, path) for path in public}
    assert {path: status for path, (status, _, _) in before.items()} == dict.fromkeys(public, 200)
    assert sign_in(server)[0] == 302

    def health():
        return [knock(server, path)[0] for path in ("/healthz", "/healthz/desk")]

    assert health() == [200, 200]
    primary.end()
    assert health() == [200, 503]
    for path in public:
        status, headers, text = knock(server, path)
        assert (status, text) == (200, before[path][2]), path
        assert headers["ETag"] == before[path][1]["ETag"]
    status, headers, text = sign_in(server)
    assert (status, headers["Retry-After"]) == (503, "10")
    assert "Nothing was changed." in text
    signed_in = "sessionid=" + "b" * 32
    assert knock(server, "/desk/", {}, cookie=signed_in)[0] == 503
    status, headers, text = knock(server, f"/api/v1/claims/{claim}/accept/", {}, cookie=signed_in)
    assert (status, headers["Retry-After"]) == (503, "10")
    assert (headers["Content-Type"], json.loads(text)["status"]) == (
        "application/problem+json",
        503,
    )

    primary.begin()
    assert sign_in(server)[0] == 302
    # What waits for the replica would wait for ever, so nothing is written from here on.
    replica.end()
    assert health() == [503, 200]


def test_a_replica_that_is_behind_names_what_it_shows(clusters, server):
    """The old page under the old ETag, and both new once the write was applied."""
    primary, replica = clusters
    before = knock(server, "/")
    _tell(primary, "ALTER SYSTEM SET synchronous_standby_names = ''")
    _tell(primary, "SELECT pg_reload_conf()")
    _tell(replica, "SELECT pg_wal_replay_pause()")
    withdrawn = "UPDATE reviews_standing SET banner = 'withdrawn', reason = 'For the test.'"
    _tell(primary, withdrawn, "evidence")
    behind = knock(server, "/")
    assert (behind[1]["ETag"], behind[2]) == (before[1]["ETag"], before[2])
    _tell(replica, "SELECT pg_wal_replay_resume()")
    _tell(primary, "ALTER SYSTEM SET synchronous_standby_names = '*'")
    _tell(primary, "SELECT pg_reload_conf()")
    _tell(primary, "CREATE TABLE applied ()")  # waits until the replica has all up to here
    after = knock(server, "/")
    assert after[1]["ETag"] != before[1]["ETag"]
    assert 'href="/claims/' in before[2]
    assert 'href="/claims/' not in after[2]
