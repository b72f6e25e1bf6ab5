"""The whole installation as one file: a member of NDJSON for each model, and a manifest.

The same data give the same lines on both databases: rows in the order of their ids, JSON with
sorted keys, times in UTC to the microsecond. So they give the same digest, too.
"""

import hashlib
from base64 import b64encode
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from django.db.models import BinaryField

from reviews.exceptions import Conflict
from reviews.importers.archives import FORMAT, LONGEST, MANIFEST, VERSION, Member
from reviews.models.archived import ARCHIVED, Archived
from reviews.models.digests import canonical

EVERY = 1000  # rows after which is told how far it is
_BEGINNING = (1980, 1, 1, 0, 0, 0)  # of a zip's time, so that no clock is in the file


def write(file, *, state, told: Callable[[str, int], None]) -> tuple[str, dict[str, int]]:
    """(the digest, {member: rows}) of the archive that is written to an open binary file.

    `state` is {app: newest migration}; `told` is called with a member and its rows so far.
    Reads each model in one query, so call it within one snapshot.
    """
    with ZipFile(file, "w") as archive:
        members = {}
        for part in ARCHIVED:
            with archive.open(_entry(f"{part.name}.ndjson"), "w", force_zip64=True) as member:
                members[part.name] = member_of(part, told, member.write)
        text = manifest(members, state)
        archive.writestr(_entry(MANIFEST), text)
    rows = {name: member.rows for name, member in members.items()}
    return hashlib.sha256(text).hexdigest(), rows


def manifest(members: dict[str, Member], state: dict[str, str]) -> bytes:
    """The text whose SHA-256 is the archive's digest."""
    return canonical(
        {
            "archive": FORMAT,
            "version": VERSION,
            "state": state,
            "members": {name: asdict(member) for name, member in members.items()},
        }
    ).encode()


def member_of(
    part: Archived,
    told: Callable[[str, int], None],
    write: Callable[[bytes], object] = lambda line: None,
) -> Member:
    """Rows, bytes and SHA-256 of a model's lines, each of which goes to `write`."""
    sha256, rows, size = hashlib.sha256(), 0, 0
    for line in lines(part):
        sha256.update(line)
        write(line)
        rows, size = rows + 1, size + len(line)
        if rows % EVERY == 0:
            told(part.name, rows)
    return Member(rows, size, sha256.hexdigest())


def lines(part: Archived) -> Iterator[bytes]:
    """A model's rows as canonical JSON, one a line; what is binary in base64."""
    binary = binaries(part)
    for values in part.rows.values_list(*part.names).iterator(part.batch):
        row = dict(zip(part.names, values, strict=True))
        for name in binary:
            row[name] = b64encode(row[name]).decode()
        line = f"{canonical(row)}\n".encode()
        if len(line) > LONGEST:
            raise Conflict(f"A row of {part.name} is too long for an archive: {row[part.names[0]]}")
        yield line


def binaries(part: Archived) -> Iterable[str]:
    fields = part.model._meta.concrete_fields
    return [field.attname for field in fields if isinstance(field, BinaryField)]


def _entry(name: str) -> ZipInfo:
    entry = ZipInfo(name, _BEGINNING)
    entry.compress_type = ZIP_DEFLATED
    entry.create_system = 3
    entry.external_attr = 0o600 << 16
    return entry
