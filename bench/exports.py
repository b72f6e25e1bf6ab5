"""A whole edition and all that stands, as streams: how long they take and when they begin, beside
the same rows streamed barely; and the memory of the site, from a few claims to many.

The claims are one that was made by the actions, over and over with another id.
"""

import os
import subprocess
import uuid
from contextlib import ExitStack
from statistics import median
from tempfile import TemporaryDirectory

from django.db import connection

from bench._database import throwaway
from bench._served import COLLECT, ROOT, answered, environments, memory, running, workers
from reviews.actions import bulk
from reviews.models import Claim, FrozenClaim, Release, Standing
from reviews.vocabulary import ClaimState
from tests import build

ROUNDS, FEW, BATCH = 5, 1_000, 1_000
FLOOR = "bench._floor:application()"


def run(claims=5_000):
    """Goal 9 of the performance goals."""
    few = _weighed(FEW)
    with throwaway(), ExitStack() as stack:
        paths = fill(claims)
        ours, floor = _sites(stack)
        port, process = stack.enter_context(running("evidence.wsgi", ours))
        bare, _ = stack.enter_context(running(FLOOR, floor))
        asked = {"barely": (bare, "/export/"), "hello": (bare, "/hello/")}
        asked |= {name: (port, path) for name, path in paths.items()}
        for where in [*asked.values()] * 4:  # the first answer of each worker loads the program
            answered(*where)
        took = {name: [] for name in asked}
        for _ in range(ROUNDS):
            for name, where in asked.items():
                took[name].append(answered(*where))
        many = memory(workers(process))
    print(f"{connection.vendor}: {claims:,} claims, {took['barely'][0][2] / 1e6:.1f} MB as frozen")
    total = {name: median(last for _, last, _ in rounds) for name, rounds in took.items()}
    first = {name: median(first for first, _, _ in rounds) for name, rounds in took.items()}
    print(f"streamed barely: {total['barely']:.2f} s")
    for name in paths:
        print(f"{name}: {total[name]:.2f} s, {total[name] / total['barely']:.1f} of it; first byte "
              f"after {1000 * first[name]:.0f} ms, {first[name] / total['hello']:.1f} of hello; "
              f"{took[name][0][2] / 1e6:.1f} MB")  # fmt: skip
    print(f"memory of two workers: {many - few:+.0f} MB from {FEW:,} claims to {claims:,}")


def run_large():
    run(10_000)
    run(100_000)


def _weighed(claims):
    with throwaway(), ExitStack() as stack:
        paths = fill(claims)
        ours, _ = _sites(stack)
        port, process = stack.enter_context(running("evidence.wsgi", ours))
        for _ in range(ROUNDS):
            for path in paths.values():
                answered(port, path)
        return memory(workers(process))


def _sites(stack):
    ours, floor = environments(stack.enter_context(TemporaryDirectory()))
    subprocess.run(COLLECT, check=True, cwd=ROOT, env=os.environ | ours)
    return ours, floor


def fill(claims):
    """{what is exported: its path}, of one edition with so many claims."""
    build.claim(ClaimState.PUBLISHED)
    release = Release.objects.select_related("panel").get()
    first = FrozenClaim.objects.select_related("claim__standing").get()
    for start in range(1, claims, BATCH):
        keys = [uuid.uuid4() for _ in range(start, min(start + BATCH, claims))]
        for model, row, key in (
            (Claim, first.claim, "id"),
            (FrozenClaim, first, "id"),
            (Standing, first.claim.standing, "claim_id"),
        ):
            _repeat(model, row, key, keys, first)
        bulk.insert(
            FrozenClaim.releases.through, ["frozenclaim", "release"],
            [(key, release.pk) for key in keys],
        )  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    slug = release.panel.slug
    edition = f"/panels/{slug}/releases/{release.number}/report"
    return {"NDJSON of the edition": f"{edition}.ndjson", "CSV of the edition": f"{edition}.csv",
            "CSV of all that stands": "/data/claims.csv"}  # fmt: skip


def _repeat(model, row, key, keys, first):
    """The row once for each key, which its claim and its frozen claim have both."""
    fields = list(model._meta.concrete_fields)
    values = {field.attname: getattr(row, field.attname) for field in fields}
    if model is Claim:  # these belong to one claim each, and no export reads them
        values |= dict.fromkeys(("revision_id", "wording_id", "overall_choice_id"))
    rows = []
    for pk in keys:
        new = values | {name: pk for name in (key, "claim_id", "frozen_id") if name in values}
        if "content" in new:
            new["content"] = new["content"].replace(str(first.claim_id), str(pk))
        rows.append(tuple(new[field.attname] for field in fields))
    bulk.insert(model, [field.name for field in fields], rows)
