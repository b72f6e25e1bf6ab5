"""Whatever claims to be an archive is read as one, or refused with a sentence."""

import hashlib
import json
from contextlib import suppress
from zipfile import ZIP_LZMA, ZIP_STORED

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reviews.exceptions import Unreadable
from reviews.importers.archives import opened
from reviews.models.digests import canonical
from tests.zipped import MANIFEST, manifested, put_together

NAMES = ["reviews.user", "reviews.panel"]
CONTENTS = manifested(
    {
        "reviews.user.ndjson": b'{"id":1,"name":"Ann"}\n{"id":2,"name":"Bob"}\n',
        "reviews.panel.ndjson": b"",
        MANIFEST: b'{"archive":"evidence","state":{"reviews":"0025"},"version":1}',
    }
)


@pytest.fixture
def file(tmp_path):
    return written(tmp_path / "archive", CONTENTS)


def written(path, contents, **options):
    put_together(path, contents.items(), **options)
    return path


def read(path):
    """(digest, {name: its rows}) of a file, everything checked."""
    with opened(path) as archive:
        assert list(archive.check(NAMES)) == NAMES
        return archive.digest, {name: [row for row, _ in archive.read(name)] for name in NAMES}


def refusal(path):
    with pytest.raises(Unreadable) as error:
        read(path)
    return str(error.value)


def test_what_is_whole_is_read(file):
    digest, rows = read(file)
    assert digest == hashlib.sha256(CONTENTS[MANIFEST]).hexdigest()
    assert rows == {
        "reviews.user": [{"id": 1, "name": "Ann"}, {"id": 2, "name": "Bob"}],
        "reviews.panel": [],
    }
    with opened(file) as archive:
        assert archive.state == {"reviews": "0025"}


def test_a_part_of_a_file_is_refused(file, tmp_path):
    whole, part = file.read_bytes(), tmp_path / "part"
    for length in range(0, len(whole), 7):
        part.write_bytes(whole[:length])
        assert refusal(part).startswith("This is not an archive, or only a part of one")


@settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_a_byte_that_changed_is_refused_or_changes_nothing(file, tmp_path, data):
    """Some bytes of a zip, such as its dates, nobody reads."""
    whole = bytearray(file.read_bytes())
    whole[data.draw(st.integers(0, len(whole) - 1))] ^= data.draw(st.integers(1, 255))
    changed = tmp_path / "changed"
    changed.write_bytes(whole)
    with suppress(Unreadable):
        assert read(changed) == read(file)


@given(content=st.binary(max_size=300))
def test_any_bytes_are_refused(content, tmp_path_factory):
    path = tmp_path_factory.mktemp("any") / "file"
    path.write_bytes(content)
    assert refusal(path)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"../../passwd": b"root"}, "The archive holds '../../passwd', which belongs to none."),
        ({"/etc/passwd": b"root"}, "The archive holds '/etc/passwd', which belongs to none."),
        ({"reviews.user.ndjson": None}, "The archive lacks reviews.user.ndjson."),
        ({MANIFEST: None}, "This is not an archive of evidence: it has no manifest of its own."),
        ({MANIFEST: b" " * (2**20 + 1)}, "This is not an archive of evidence: it has no manifest"),
        ({MANIFEST: b"[]"}, "This is not an archive of evidence: it has another manifest."),
        ({MANIFEST: b"{}"}, "This is not an archive of evidence: it has another manifest."),
        ({MANIFEST: b"{"}, "Its manifest is damaged: take another copy"),
        ({MANIFEST: b"\xff"}, "Its manifest is damaged: take another copy"),
        ({MANIFEST: b"[" * 100_000}, "Its manifest is damaged: take another copy"),
    ],
)
def test_members_are_those_that_belong(tmp_path, change, sentence):
    contents = {n: c for n, c in (CONTENTS | change).items() if c is not None}
    assert refusal(written(tmp_path / "a", contents)).startswith(sentence)


def test_no_member_comes_twice(tmp_path):
    for name in ("reviews.user.ndjson", MANIFEST):
        put_together(tmp_path / "a", [*CONTENTS.items(), (name, CONTENTS[name])])
        assert refusal(tmp_path / "a").startswith(
            "This is not an archive of evidence: it has no manifest of its own."
            if name == MANIFEST
            else f"The archive holds {name} more than once."
        )


def says(**changes):
    """The contents with another manifest."""
    return CONTENTS | {MANIFEST: canonical(json.loads(CONTENTS[MANIFEST]) | changes).encode()}


def test_another_version_is_named(tmp_path):
    sentence = refusal(written(tmp_path / "a", says(version=2)))
    assert sentence.startswith("The archive is of version 2, and this program reads version 1:")


USER = {"rows": 2, "bytes": 44, "sha256": "0" * 64}


@pytest.mark.parametrize(
    "changes",
    [
        {"state": None},
        {"state": {"reviews": 25}},
        {"members": []},
        {"members": {}},
        {"members": {"reviews.user": USER}},
        {"members": {"reviews.user": USER, "reviews.panel": {}}},
        {"members": {"reviews.user": USER, "reviews.panel": USER | {"more": 1}}},
        {"members": {"reviews.user": USER, "reviews.panel": 7}},
        {"members": {"reviews.user": USER, "reviews.panel": USER | {"rows": -1}}},
        {"members": {"reviews.user": USER, "reviews.panel": USER | {"rows": True}}},
        {"members": {"reviews.user": USER, "reviews.panel": USER | {"sha256": "abc"}}},
        {"members": {"reviews.user": USER, "reviews.panel": USER | {"sha256": None}}},
    ],
)
def test_a_manifest_of_another_shape_is_refused(tmp_path, changes):
    sentence = refusal(written(tmp_path / "a", says(**changes)))
    assert sentence == "Its manifest is none that this program writes."


@pytest.mark.parametrize(
    "content",
    [
        b'{"id":1,"name":"Eve"}\n{"id":2,"name":"Bob"}\n',
        b'{"id":1,"name":"Ann"}\n',
        b'{"id":1,"name":"Ann"}\n{"id":2,"name":"Bob"}',
        b'{"id":1,"name":"Ann"}\n{"id":2,"name":"Bob"}\n' * 1000,
        b"",
    ],
)
def test_a_member_that_its_manifest_does_not_tell_of_is_refused(tmp_path, content):
    contents = CONTENTS | {"reviews.user.ndjson": content}
    assert refusal(written(tmp_path / "a", contents)).startswith(
        "reviews.user.ndjson is not what the manifest says: it was changed, or is damaged."
    )


@pytest.mark.parametrize("name", ["rows", "bytes", "sha256"])
def test_a_manifest_that_counts_otherwise_is_refused(tmp_path, name):
    members = json.loads(CONTENTS[MANIFEST])["members"]
    members["reviews.user"][name] = (
        "1" * 64 if name == "sha256" else members["reviews.user"][name] + 1
    )
    assert "is not what the manifest says" in refusal(
        written(tmp_path / "a", says(members=members))
    )


@pytest.mark.parametrize("packing", [ZIP_STORED, ZIP_LZMA])
def test_another_packing_is_refused(tmp_path, packing):
    """Some others unpack a few bytes into very many."""
    sentence = refusal(written(tmp_path / "a", CONTENTS, packing=packing))
    assert sentence == "manifest.json is packed in a way that archives are not."


def test_a_bomb_is_not_unpacked(tmp_path):
    """64 MB in 64 KB. Who tells of them in the manifest has them hashed, a line at a time."""
    bomb = CONTENTS | {"reviews.user.ndjson": bytes(2**26)}
    assert "is not what the manifest says" in refusal(written(tmp_path / "a", bomb))
    bomb["reviews.user.ndjson"] = b"\n" * 2**20 + bytes(2**24)
    sentence = refusal(written(tmp_path / "a", manifested(bomb)))
    assert sentence == "Line 1048577 of reviews.user.ndjson is too long, or has no end."


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        (b"no JSON\n", "Line 2 of reviews.panel.ndjson is not JSON."),
        (b'{"id":NaN}\n', "Line 2 of reviews.panel.ndjson is not JSON."),
        (b"\xff\n", "Line 2 of reviews.panel.ndjson is not JSON."),
        (b"[" * 10_000 + b"\n", "Line 2 of reviews.panel.ndjson is not JSON."),
        (b"[1]\n", "Line 2 of reviews.panel.ndjson is no row."),
        (b"{}", "Line 2 of reviews.panel.ndjson is too long, or has no end."),
    ],
)
def test_lines_that_are_no_rows_are_named(tmp_path, line, sentence):
    contents = manifested(CONTENTS | {"reviews.panel.ndjson": b"{}\n" + line})
    assert refusal(written(tmp_path / "a", contents)) == sentence


def test_a_file_that_changes_between_looks_is_refused(tmp_path):
    contents = CONTENTS | {"reviews.user.ndjson": b'{"id":1,"name":"Eve"}\n' * 2}
    with opened(written(tmp_path / "a", contents)) as archive, pytest.raises(Unreadable):
        list(archive.read("reviews.user"))
