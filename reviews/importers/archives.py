"""The file of an archive: a zip of lines of JSON, held against what its manifest says of them.

Nothing is unpacked to disk, and no more than a line is in memory at a time.
"""

import hashlib
import io
import json
import re
import struct
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn, cast
from zipfile import ZIP_DEFLATED, BadZipFile, ZipExtFile, ZipFile, ZipInfo

from reviews.exceptions import Unreadable

FORMAT = "evidence"
VERSION = 1
MANIFEST = "manifest.json"
LONGEST = 2**28  # bytes of a line, its end included
_LARGEST_MANIFEST = 2**20  # bytes
_READ_AHEAD = 2**18  # bytes
# What zipfile and zlib raise of files that are damaged or no archive at all: also where the way of
# packing is unknown (NotImplementedError) or there is a password (RuntimeError).
_BROKEN = (
    BadZipFile, EOFError, NotImplementedError, OSError, OverflowError, RuntimeError, ValueError,
    struct.error, zlib.error,
)  # fmt: skip
_WRONG_MANIFEST = "Its manifest is none that this program writes."


@dataclass(frozen=True)
class Member:
    """What a manifest says of one member: lines, bytes and SHA-256 of them all."""

    rows: int
    bytes: int
    sha256: str


class Archive:
    """An open archive whose manifest was read. `digest`, the SHA-256 of the manifest, is that of
    the whole, because the manifest has those of the members; `state` is {app: its newest
    migration} of the database that it was made from; `members` is {name: Member}."""

    def __init__(self, file: ZipFile):
        self._file = file
        text = self._manifest()
        self.digest = hashlib.sha256(text).hexdigest()
        with _whole("Its manifest"):
            manifest = json.loads(text)
            is_ours = _written(manifest) == text
        if not isinstance(manifest, dict) or manifest.get("archive") != FORMAT:
            raise Unreadable("This is not an archive of evidence: it has another manifest.")
        if manifest.get("version") != VERSION:
            raise Unreadable(
                f"The archive is of version {manifest.get('version')!r}, and this program reads "
                f"version {VERSION}: import it with the program that made it."
            )
        self.state, self.members = _state(manifest), _members(manifest)
        if not is_ours:
            raise Unreadable(
                "Its manifest was written anew: it says the same in another way, so that the "
                "archive has another digest. Take another copy of the archive."
            )

    def _manifest(self) -> bytes:
        found = [entry for entry in self._file.infolist() if entry.filename == MANIFEST]
        if len(found) != 1 or found[0].file_size > _LARGEST_MANIFEST:
            raise Unreadable("This is not an archive of evidence: it has no manifest of its own.")
        _refuse_tricks(found[0])
        with _whole("Its manifest"), self._file.open(found[0]) as opened:
            return opened.read(_LARGEST_MANIFEST)

    def check(self, names: list[str]) -> Iterator[str]:
        """Yields the name of each member that is as the manifest says, in the order of `names`,
        which are all there have to be. Unreadable if one is not."""
        there = [entry.filename for entry in self._file.infolist()]
        wanted = [*map(_member, names), MANIFEST]
        for name in there:
            if name not in wanted:
                raise Unreadable(f"The archive holds {name!r}, which belongs to none.")
            if there.count(name) > 1:
                raise Unreadable(f"The archive holds {name} more than once.")
        if missing := [name for name in wanted if name not in there]:
            raise Unreadable(f"The archive lacks {', '.join(missing)}.")
        if list(self.members) != sorted(names):
            raise Unreadable(_WRONG_MANIFEST)
        for name in names:
            for _ in self._lines(name):
                pass
            yield name

    def read(self, name: str) -> Iterator[tuple[dict[str, Any], int]]:
        """(row, its size in bytes) of a member, which is held against the manifest once more."""
        for number, line in enumerate(self._lines(name), start=1):
            try:
                row = json.loads(line, parse_constant=_refuse_constant)
            except (ValueError, RecursionError) as error:
                raise Unreadable(f"Line {number} of {_member(name)} is not JSON.") from error
            if not isinstance(row, dict):
                raise Unreadable(f"Line {number} of {_member(name)} is no row.")
            yield row, len(line)

    def _lines(self, name: str) -> Iterator[bytes]:
        told, found, file = self.members[name], hashlib.sha256(), _member(name)
        entry = self._file.getinfo(file)
        _refuse_tricks(entry)
        rows = size = 0
        # A member that says it is longer than its manifest does is not even unpacked.
        if entry.file_size == told.bytes:
            with _whole(file), self._unpacked(entry) as opened:
                while size < told.bytes and (line := opened.readline(LONGEST + 1)):
                    if len(line) > LONGEST or not line.endswith(b"\n"):
                        raise Unreadable(f"Line {rows + 1} of {file} is too long, or has no end.")
                    found.update(line)
                    rows, size = rows + 1, size + len(line)
                    yield line
        if Member(rows, size, found.hexdigest()) != told:
            raise Unreadable(
                f"{file} is not what the manifest says: it was changed, or is damaged. Take "
                "another copy of the archive."
            )

    def _unpacked(self, entry: ZipInfo) -> io.BufferedReader:
        return io.BufferedReader(cast(ZipExtFile, self._file.open(entry)), _READ_AHEAD)


@contextmanager
def opened(path: Path) -> Iterator[Archive]:
    """The archive in a file. Raises Unreadable if there is none, or only a part."""
    with path.open("rb") as file:
        try:
            archive = ZipFile(file)
        except _BROKEN as error:
            raise Unreadable(
                "This is not an archive, or only a part of one: copy it again, or export anew."
            ) from error
        with archive:
            yield Archive(archive)


def _written(manifest: Any) -> bytes:
    """As exports.archives writes it."""
    text = json.dumps(manifest, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return text.encode()


def _member(name: str) -> str:
    return f"{name}.ndjson"


def _refuse_tricks(entry: ZipInfo) -> None:
    """Nothing encrypted, and only the packing that we write: others unpack without measure."""
    if entry.compress_type != ZIP_DEFLATED or entry.flag_bits & 0x1:
        raise Unreadable(f"{entry.filename} is packed in a way that archives are not.")


def _refuse_constant(word: str) -> NoReturn:
    raise ValueError(f"{word} is no JSON.")


@contextmanager
def _whole(name: str) -> Iterator[None]:
    """Inside, what cannot be unpacked becomes Unreadable."""
    try:
        yield
    except (*_BROKEN, RecursionError) as error:
        raise Unreadable(f"{name} is damaged: take another copy of the archive.") from error


def _state(manifest: dict[str, Any]) -> dict[str, str]:
    state = manifest.get("state")
    if not isinstance(state, dict) or not all(isinstance(name, str) for name in state.values()):
        raise Unreadable(_WRONG_MANIFEST)
    return state


def _members(manifest: dict[str, Any]) -> dict[str, Member]:
    members = manifest.get("members")
    if not isinstance(members, dict):
        raise Unreadable(_WRONG_MANIFEST)
    try:
        found = {name: Member(**said) for name, said in sorted(members.items())}
    except TypeError as error:
        raise Unreadable(_WRONG_MANIFEST) from error
    for member in found.values():
        counts = (member.rows, member.bytes)
        is_counted = all(type(count) is int and count >= 0 for count in counts)
        if not is_counted or not re.fullmatch(r"[0-9a-f]{64}", str(member.sha256)):
            raise Unreadable(_WRONG_MANIFEST)
    return found
