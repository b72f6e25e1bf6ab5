"""Archives taken apart, changed and put together again, as an enemy or an accident would."""

import hashlib
import json
import warnings
from contextlib import contextmanager
from zipfile import ZIP_DEFLATED, ZipFile

from django.db import transaction

from reviews.actions import people
from reviews.databases import newest_migrations
from reviews.exports import archives
from reviews.models.digests import canonical

MANIFEST = "manifest.json"


def members(path):
    """{name in the zip: bytes}"""
    with ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def rows(path, name):
    return [json.loads(line) for line in members(path)[f"{name}.ndjson"].splitlines()]


def put_together(path, contents, packing=ZIP_DEFLATED):
    """`contents` are pairs of name and bytes, in whatever order and as often as they come."""
    with warnings.catch_warnings(), ZipFile(path, "w", packing) as archive:
        warnings.simplefilter("ignore", UserWarning)  # a name that comes twice
        for name, content in contents:
            archive.writestr(name, content)


def manifested(contents):
    """The same with a manifest that agrees, as a careful forger would write it."""
    told = json.loads(contents[MANIFEST])
    told["members"] = {
        name.removesuffix(".ndjson"): {
            "rows": content.count(b"\n"),
            "bytes": len(content),
            "sha256": hashlib.sha256(content).hexdigest(),
        }
        for name, content in contents.items()
        if name != MANIFEST
    }
    return contents | {MANIFEST: canonical(told).encode()}


@contextmanager
def changed_row(contents, name, at=0):
    """One row of a member, to be changed in place."""
    lines = contents[f"{name}.ndjson"].splitlines()
    row = json.loads(lines[at])
    yield row
    lines[at] = canonical(row).encode()
    contents[f"{name}.ndjson"] = b"".join(line + b"\n" for line in lines)


def of(path, connection, make):
    """The archive of what `make` builds, after which it is gone from the database."""
    with transaction.atomic():
        make()
        people.system()
        newest = newest_migrations(connection)
        state = {app: newest[app] for app in ("account", "reviews")}
        with path.open("wb") as file:
            archives.write(file, state=state, told=lambda what, rows: None)
        transaction.set_rollback(True)
    return path
