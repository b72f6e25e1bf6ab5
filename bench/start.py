"""From nothing to the first answer, and what the site takes: time to start beside a bare Django
site, first setup from an empty folder, memory after work, and the size of what is installed.

Installed is what requirements/run.txt names, where it is for this machine, as it is here.
"""

import os
import re
import subprocess
import time
from contextlib import ExitStack, suppress
from http.client import HTTPException
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from django.db import connection

from bench import exports
from bench._database import throwaway
from bench._served import (
    COLLECT,
    ROOT,
    answered,
    asked,
    environments,
    running,
    shares,
    workers,
)

ROUNDS, CLAIMS = 5, 200
SITE, FLOOR = "evidence.wsgi", "bench._floor:application()"
MIGRATE = [*COLLECT[:2], "migrate", "--verbosity", "0"]


def run():
    """Goal 12 of the performance goals."""
    with throwaway(), ExitStack() as stack:
        paths = exports.fill(CLAIMS)
        place = stack.enter_context(TemporaryDirectory())
        ours, floor = environments(place)
        subprocess.run(COLLECT, check=True, cwd=ROOT, env=os.environ | ours)
        took = {"hello": [], "ours": [], "set up": []}
        for _ in range(ROUNDS):
            took["hello"].append(_started(FLOOR, floor, "/hello/"))
            took["ours"].append(_started(SITE, ours, "/"))
            took["set up"].append(_set_up(ours))
        memory = {"hello": _memory(FLOOR, floor, ["/hello/", "/list/"]),
                  "ours": _memory(SITE, ours, ["/", "/?q=treatment", *paths.values()])}  # fmt: skip
    hello = median(took["hello"])
    print(f"hello: first answer after {hello:.2f} s, {memory['hello']:.0f} MB after work")
    print(f"ours on {connection.vendor}: first answer after {median(took['ours']):.2f} s, "
          f"{median(took['ours']) / hello:.2f} of hello")  # fmt: skip
    print(f"from an empty folder, on SQLite: {median(took['set up']):.1f} s, "
          f"{median(took['set up']) / hello:.1f} of hello")  # fmt: skip
    print(f"memory after work: {memory['ours']:.0f} MB, "
          f"{memory['ours'] / memory['hello']:.2f} of hello")  # fmt: skip
    sizes = _installed()
    largest = sorted(sizes, key=sizes.get, reverse=True)[:4]
    print(f"installed: {len(sizes)} packages, {sum(sizes.values()) / 1e6:.0f} MB; the largest "
          + ", ".join(f"{name} {sizes[name] / 1e6:.0f}" for name in largest))  # fmt: skip


def _started(application, environment, path):
    """Seconds until it answers 200."""
    begun = time.perf_counter()
    with running(application, environment) as (port, _):
        _until_answered(port, path)
        return time.perf_counter() - begun


def _until_answered(port, path):
    while True:
        with suppress(OSError, HTTPException):
            return answered(port, path)
        time.sleep(0.01)


def _set_up(ours):
    """The same from an empty folder, with what README says to do before."""
    with TemporaryDirectory() as place:
        empty = dict.fromkeys(("PGDATABASE", "DATABASE_URL"), "")
        environment = ours | empty | {"EVIDENCE_VAR": place}
        begun = time.perf_counter()
        for command in (MIGRATE, COLLECT):
            subprocess.run(command, check=True, cwd=ROOT, env=os.environ | environment)
        with running(SITE, environment) as (port, _):
            _until_answered(port, "/")
            return time.perf_counter() - begun


def _memory(application, environment, paths):
    """MB of all its processes after every path was asked for often, by eight at once."""
    with running(application, environment) as (port, process):
        for path in paths:
            asked(port, [path])
        return shares([process.pid, *workers(process)])


def _installed():
    """{package: bytes of its files}"""
    text = Path(ROOT, "requirements/run.txt").read_text()
    sizes = {}
    for name in re.findall(r"^([\w.-]+)(?:\[[\w,-]+\])?==", text, re.M):
        with suppress(PackageNotFoundError):  # it is for another machine
            files = distribution(name).files or ()
            paths = [Path(file.locate()) for file in files]
            sizes[name] = sum(path.stat().st_size for path in paths if path.is_file())
    return sizes
