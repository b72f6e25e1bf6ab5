"""Test files of other tools: every record is seen, and read as those tools' readers read it.

tests/third_party/README.md tells where the files are from and how the answers were made.
"""

import json
import re
import unicodedata
from io import BytesIO
from pathlib import Path

import pytest

from reviews.importers import formats
from reviews.importers.records import Record
from tests.importers import damage, plain_count

FOLDER = Path(__file__).parent.parent / "third_party"
EXPECTED = json.loads((FOLDER / "expected.json").read_text(encoding="utf-8"))
FIELDS = ("title", "year", "doi", "author")
# What we mean to read as other readers do, of all fields of all files.
LEAST = 0.95


def read(name):
    data = (FOLDER / name).read_bytes()
    reading = formats.read(BytesIO(data))
    return data, reading.format, list(reading.items)


def letters(text):
    """Letters and figures alone: readers differ in marks, capitals and accents of LaTeX."""
    plain = unicodedata.normalize("NFKD", re.sub(r"<[^>]{1,20}>", "", str(text or "")).casefold())
    return "".join(filter(str.isalnum, plain))


def told(record):
    """Title, year, DOI and first author of a record."""
    author = record.authors[0] if record.authors else None
    name = (author.family or author.collective) if author else ""
    return dict(zip(FIELDS, (record.title, record.year, record.doi, name), strict=True))


def is_equal(field, ours, theirs):
    # Some readers do not part the names of a person.
    is_within = field == "author" and ours and letters(ours) in letters(theirs)
    return bool(is_within) or letters(ours) == letters(theirs)


@pytest.mark.parametrize("name", EXPECTED)
def test_every_record_is_seen(name):
    data, format_, items = read(name)
    expected = EXPECTED[name]
    rejected = [item for item in items if not isinstance(item, Record)]
    assert format_ == expected["format"]
    assert [item.index for item in items] == [*range(1, expected["seen"] + 1)]
    assert len(rejected) == expected["rejected"]
    assert damage.counted(format_, data) in (None, len(items))
    assert plain_count.counted(format_, data) == len(items)


@pytest.mark.parametrize("name", [name for name in EXPECTED if "records" in EXPECTED[name]])
def test_records_are_read_as_other_readers_read_them(name):
    expected = EXPECTED[name]
    ours = [told(item) for item in read(name)[2] if isinstance(item, Record)]
    theirs = [dict(zip(FIELDS, each, strict=True)) for each in expected["records"]]
    for place, fields in expected.get("ours", {}).items():
        theirs[int(place)] |= fields
    differing = [
        (place, field, our[field], their[field])
        for place, (our, their) in enumerate(zip(ours, theirs, strict=True))
        for field in FIELDS
        if not is_equal(field, our[field], their[field])
    ]
    assert differing == []


def test_other_readers_agree_with_nearly_all():
    answers = [fields for each in EXPECTED.values() for fields in each.get("records", ())]
    given = sum(bool(value) for fields in answers for value in fields)
    differing = sum(
        len(changed) for each in EXPECTED.values() for changed in each.get("ours", {}).values()
    )
    assert given > 590
    assert differing <= (1 - LEAST) * given


def test_every_file_has_a_licence_an_origin_and_an_answer():
    origins = (FOLDER / "README.md").read_text(encoding="utf-8")
    files = [path for path in FOLDER.glob("*/*") if not path.name.startswith("LICENSE")]
    assert {path.relative_to(FOLDER).as_posix() for path in files} == set(EXPECTED)
    assert all((path.parent / "LICENSE").is_file() for path in files)
    assert [path.name for path in files if f"- `{path.name}`" not in origins] == []
