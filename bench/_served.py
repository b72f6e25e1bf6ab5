"""A site as production serves it, by two workers, asked by eight clients that stay connected."""

import re
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from os import environ
from pathlib import Path
from shutil import which
from tempfile import NamedTemporaryFile

ROOT = Path(__file__).resolve().parent.parent
WORKERS, CLIENTS, SECONDS = 2, 8, 3
_SCRIPT = """
local paths, at = {%s}, 0
request = function()
  at = at %% #paths + 1
  return wrk.format("GET", paths[at], {["Host"] = "127.0.0.1", ["X-Forwarded-Proto"] = "https"%s})
end
"""


@contextmanager
def served(application, environment):
    """A function ask(paths, etag="") -> requests a second, of
    `module:application` under gunicorn. The paths are asked in turn."""
    if not which("wrk"):
        raise SystemExit("It needs wrk, which asks: install it and try again.")
    port = _free_port()
    process = subprocess.Popen(
        [sys.executable, "-m", "gunicorn", "--workers", str(WORKERS),
         "--log-level", "warning", "--bind", f"127.0.0.1:{port}", application],
        cwd=ROOT, env=environ | environment, stdout=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        _wait(port, process)
        yield lambda paths, etag="": _asked(port, paths, etag)
    finally:
        process.terminate()
        process.wait()


def _asked(port, paths, etag):
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


def _free_port():
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
