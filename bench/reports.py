"""An edition as PDF and as Word document, as the site makes them, beside a bare table with six
columns of the same claims: by Typst, and as WordprocessingML text in a zip. Each in a process of
its own; and what making them leaves in the memory of the site.

The bare table has a line of each claim where ours has all of it: every appraisal, verdict, reason
and text. The sizes of the files are told for that.
"""

import json
import resource
import subprocess
import sys
import time
from contextlib import ExitStack
from statistics import median

from django.db import connection

from bench import exports
from bench._database import throwaway
from bench._served import answered, memory, running, workers
from bench._tables import COLUMNS
from reviews.exports import rendering
from reviews.models import Release, Standing

_ALONE = "from bench import _tables; _tables.{}()"


def run(claims=100, rounds=3):
    """Goal 10 of the performance goals, at a tenth of its size."""
    with throwaway(), ExitStack() as stack:
        paths = exports.fill(claims)
        release = Release.objects.select_related("panel").get()
        rows = json.dumps([*Standing.objects.values_list(*COLUMNS)]).encode()
        cases = {
            "a table by Typst": lambda: _alone("typst_table", rows),
            "a table in WordprocessingML": lambda: _alone("word_table", rows),
            "our PDF": lambda: rendering._render(release, "pdf"),
            "our Word document": lambda: rendering._render(release, "docx"),
        }
        took, made = {name: [] for name in cases}, {}
        for _ in range(rounds):
            for name, make in cases.items():
                begun = time.perf_counter()
                made[name] = len(make())
                took[name].append(time.perf_counter() - begun)
        ours, _ = exports._sites(stack)
        port, process = stack.enter_context(running("evidence.wsgi", ours))
        page = paths["CSV of the edition"].removesuffix(".csv").removesuffix("report")
        for _ in range(4):  # both workers have rendered something
            answered(port, page)
        before = memory(workers(process), "VmRSS")
        for kind in ("pdf", "docx"):
            answered(port, paths["CSV of the edition"].replace(".csv", f".{kind}"))
        after = memory(workers(process), "VmRSS")
    print(f"{connection.vendor}: an edition of {claims:,} claims, medians of {rounds} rounds")
    medians = {name: median(times) for name, times in took.items()}
    for name, bare in (("our PDF", "a table by Typst"),
                       ("our Word document", "a table in WordprocessingML")):  # fmt: skip
        print(f"{name}: {medians[name]:.2f} s, {made[name] / 1e6:.2f} MB; {bare}: "
              f"{medians[bare]:.2f} s, {made[bare] / 1e6:.2f} MB; "
              f"{medians[name] / medians[bare]:.1f} of its time, "
              f"{made[name] / made[bare]:.1f} of its bytes")  # fmt: skip
    most = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(f"memory of two workers: {after - before:+.0f} MB for both files; {most:.0f} MB at most "
          "in the processes that made them")  # fmt: skip


def run_large():
    run(1_000)


def _alone(name, rows):
    command = [sys.executable, "-c", _ALONE.format(name)]
    return subprocess.run(command, input=rows, stdout=subprocess.PIPE, check=True).stdout
