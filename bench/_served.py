"""A site as production serves it, by two workers, asked by eight clients that stay connected."""

import json
import re
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from http.client import HTTPConnection
from os import environ
from pathlib import Path
from shutil import which
from tempfile import NamedTemporaryFile

from django.db import connection

ROOT = Path(__file__).resolve().parent.parent
WORKERS, CLIENTS, SECONDS = 2, 8, 3
COLLECT = [sys.executable, "manage.py", "collectstatic", "--noinput", "--verbosity", "0"]
_SCRIPT = """
local paths, at = {%s}, 0
request = function()
  at = at %% #paths + 1
  return wrk.format("GET", paths[at], {["Host"] = "127.0.0.1", ["X-Forwarded-Proto"] = "https"%s})
end
"""


def environments(place):
    """Where each site finds the database in use."""
    settings = connection.settings_dict
    kept = {name: settings[name] for name in ("ENGINE", "NAME", "USER", "HOST", "PORT")}
    kept["CONN_MAX_AGE"] = 600
    safe = {
        "DJANGO_SETTINGS_MODULE": "evidence.settings", "EVIDENCE_DEBUG": "",
        "EVIDENCE_SECRET_KEY": "x" * 20 + "-0123456789-" + "Y" * 20,
        "EVIDENCE_ALLOWED_HOSTS": "127.0.0.1", "EVIDENCE_VAR": place,
        "EVIDENCE_TRUSTED_PROXIES": "1", "EVIDENCE_EMAIL_HOST": "localhost",
    }  # fmt: skip
    if connection.vendor == "sqlite":
        Path(place, "evidence.sqlite3").symlink_to(settings["NAME"])
    else:
        safe["PGDATABASE"] = settings["NAME"]
    return safe, {"BENCH_DATABASE": json.dumps(kept), "DJANGO_SETTINGS_MODULE": ""}


@contextmanager
def served(application, environment):
    """A function ask(paths, etag="") -> requests a second, of
    `module:application` under gunicorn. The paths are asked in turn."""
    if not which("wrk"):
        raise SystemExit("It needs wrk, which asks: install it and try again.")
    with running(application, environment) as (port, _):
        yield lambda paths, etag="": asked(port, paths, etag)


@contextmanager
def running(application, environment):
    """(the port, the process) of it, once it listens."""
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, "-m", "gunicorn", "--workers", str(WORKERS), "--timeout", "900",
         "--log-level", "warning", "--bind", f"127.0.0.1:{port}", application],
        cwd=ROOT, env=environ | environment, stdout=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        _wait(port, process)
        yield port, process
    finally:
        process.terminate()
        process.wait()


def asked(port, paths, etag=""):
    again = f', ["If-None-Match"] = {_quoted(etag)}' if etag else ""
    with NamedTemporaryFile("w", suffix=".lua") as script:
        script.write(_SCRIPT % (", ".join(map(_quoted, paths)), again))
        script.flush()
        told = subprocess.run(
            ["wrk", "-t1", f"-c{CLIENTS}", f"-d{SECONDS}s", "--latency", "-s", script.name,
             f"http://127.0.0.1:{port}/"],
            check=True, capture_output=True, text=True,
        ).stdout  # fmt: skip
    if "Non-2xx or 3xx" in told or "Socket errors" in told:
        raise RuntimeError(f"Not every answer was right:\n{told}")
    return float(re.search(r"Requests/sec:\s+([\d.]+)", told)[1])


def _quoted(text):
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _wait(port, process):
    for _ in range(600):
        if process.poll() is not None:
            raise RuntimeError("The site did not start.")
        with socket.socket() as probe:
            if not probe.connect_ex(("127.0.0.1", port)):
                return
        time.sleep(0.1)
    raise RuntimeError("The site does not answer.")


def answered(port, path):
    """(seconds to the first byte, seconds to the last, bytes) of one answer that is 200."""
    asked = HTTPConnection("127.0.0.1", port, timeout=600)
    begun = time.perf_counter()
    asked.request("GET", path, headers={"Host": "127.0.0.1", "X-Forwarded-Proto": "https"})
    answer = asked.getresponse()
    size = len(answer.read(1))
    first = time.perf_counter() - begun
    while piece := answer.read(2**16):
        size += len(piece)
    last = time.perf_counter() - begun
    asked.close()
    if answer.status != 200:
        raise RuntimeError(f"{path} was answered {answer.status}.")
    return first, last, size


def workers(process):
    """Ids of the processes that answer."""
    told = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text()
    return [int(pid) for pid in told.split()]


def memory(pids, what="VmHWM"):
    """MB, summed: of /proc's status, the most that they ever had in memory by themselves."""
    texts = [Path(f"/proc/{pid}/status").read_text() for pid in pids]
    return sum(int(re.search(rf"^{what}:\s+(\d+)", text, re.M)[1]) for text in texts) / 1024


def shares(pids):
    """MB, summed, in which what processes share counts once (PSS)."""
    texts = [Path(f"/proc/{pid}/smaps_rollup").read_text() for pid in pids]
    return sum(int(re.search(r"^Pss:\s+(\d+)", text, re.M)[1]) for text in texts) / 1024
