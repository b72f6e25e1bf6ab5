"""The lines of an archive: the same data, the same bytes; each model in one query."""

import io
import json
import uuid
from datetime import UTC, datetime
from zipfile import ZipFile

import pytest
from django.utils import timezone

from reviews.exports import archives
from reviews.models import Import, ImportPiece, Invitation, User
from reviews.models.archived import ARCHIVED
from tests import build

pytestmark = pytest.mark.django_db
PARTS = {part.label: part for part in ARCHIVED}


def written():
    file = io.BytesIO()
    digest, rows = archives.write(file, state={"reviews": "0"}, told=lambda what, rows: None)
    return file.getvalue(), digest, rows


def lines(label):
    return [line.decode() for line in archives.lines(PARTS[label])]


@pytest.mark.parametrize("count", [1, 3])
def test_each_model_is_read_in_one_query(count, django_assert_num_queries):
    for _ in range(count):
        build.claim("graded")
    with django_assert_num_queries(63):
        _, _, rows = written()
    assert (rows["reviews.panel"], rows["reviews.claim"]) == (count, count)


def test_the_same_data_are_the_same_bytes():
    build.claim("published")
    first = written()
    assert written() == first
    with ZipFile(io.BytesIO(first[0])) as archive:
        entries = archive.infolist()
    assert {entry.date_time for entry in entries} == {(1980, 1, 1, 0, 0, 0)}
    assert [entry.filename for entry in entries] == [
        *(f"{part.name}.ndjson" for part in ARCHIVED), "manifest.json",
    ]  # fmt: skip
    User.objects.update(name="Another")
    assert written()[1] != first[1]


def test_a_line_is_canonical_json_of_the_columns_by_name():
    pk = uuid.UUID(int=7)
    joined = datetime(2026, 1, 2, 3, 4, 5, 60, tzinfo=UTC)
    User.objects.create(id=pk, email="b@example.org", name="Ænn “\u2028” 𝛼\\", joined_at=joined)
    User.objects.create(id=uuid.UUID(int=3), email="a@example.org", name="Ann", joined_at=joined)
    first, second = lines("reviews.User")
    assert json.loads(first)["email"] == "a@example.org"
    assert second == (
        '{"email":"b@example.org","id":"00000000-0000-0000-0000-000000000007","is_active":true,'
        '"is_staff":false,"is_superuser":false,"joined_at":"2026-01-02T03:04:05.000060+00:00",'
        '"name":"Ænn “\u2028” 𝛼\\\\","orcid":"","other_names":"","wants_digest":true,'
        '"wants_reminders":true}\n'
    )


def test_binary_columns_are_in_base64():
    panel = build.panel()
    upload = Import.objects.create(
        panel=panel, sha256="", size=1, added_at=timezone.now(), added_by=build.chair(panel)
    )
    ImportPiece.objects.create(upload=upload, number=0, data=b"\x00\xff")
    [line] = lines("reviews.ImportPiece")
    assert json.loads(line)["data"] == "AP8="


def test_links_and_passwords_are_not_in_it():
    panel = build.panel()
    User.objects.update(password="a-password", last_login=timezone.now())
    Invitation.objects.create(
        panel=panel, email="new@example.org", role="reviewer", digest="a-digest",
        invited_at=timezone.now(), invited_by=build.chair(panel), expires_at=timezone.now(),
    )  # fmt: skip
    content = written()[0]
    with ZipFile(io.BytesIO(content)) as archive:
        everything = b"".join(map(archive.read, archive.namelist()))
    assert b"new@example.org" in everything
    for hidden in (b"a-password", b"last_login", b"a-digest"):
        assert hidden not in everything
