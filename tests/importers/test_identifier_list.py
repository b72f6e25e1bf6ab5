"""Lists of references by their identifiers."""

import io

import pytest

from reviews.exceptions import Unreadable
from reviews.importers import formats, identifier_list
from reviews.importers.apart import Apart
from reviews.importers.records import Record


def items(text):
    reading = formats.read(io.BytesIO(text.encode()), formats.LISTS)
    assert reading.format == identifier_list.FORMAT
    return list(reading.items)


def named(text):
    """[(DOI, PMID)], None for a line that names nothing."""
    return [(one.doi, one.pmid) if isinstance(one, Record) else None for one in items(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("10.1000/A\n10.1000/b.\n", [("10.1000/a", ""), ("10.1000/b", "")]),
        ("99000001\r\n99000002", [("", "99000001"), ("", "99000002")]),
        ("PMID: 99000001\nPMID 2\npmid:3\n", [("", "99000001"), ("", "2"), ("", "3")]),
        ("https://doi.org/10.1000%2Fxy\ndoi:10.1000/z", [("10.1000/xy", ""), ("10.1000/z", "")]),
        ("https://pubmed.ncbi.nlm.nih.gov/99000001/\n", [("", "99000001")]),
        ("DOI\n10.1000/a\n", [("10.1000/a", "")]),
        ("doi,pmid\n10.1000/a,9\n,8\n10.1/b,\n", [("10.1000/a", "9"), ("", "8"), None]),
        ("10.1000/a\t9\n", [("10.1000/a", "9")]),
        ("1. 10.1000/a\n[2] 9\n- 10.1000/c\n", [("10.1000/a", ""), ("", "9"), ("10.1000/c", "")]),
        ("10.1000/a, 10.1000/b; 9\n", [("10.1000/a", ""), ("10.1000/b", ""), ("", "9")]),
        (
            "10.1002/(SICI)1097-0142(19990101)85:1<1::AID-X1>3.0.CO;2-V\n",
            [("10.1002/(sici)1097-0142(19990101)85:1<1::aid-x1>3.0.co;2-v", "")],
        ),
        ("10.1000/a\n\nno identifier\n", [("10.1000/a", ""), None]),
        ("10.1000/a 9\nPMC123\n", [("10.1000/a", "9"), None]),
    ],
)  # fmt: skip
def test_each_line_names_a_paper(text, expected):
    assert named(text) == expected


def test_references_as_printed_are_read_by_what_they_hold():
    printed = "Someone A, Other B. A constructed paper. J Made Up. 2026;1(2):3-4."
    first, second, third = items(
        f"1. {printed} doi: 10.1000/a. PMID: 99000001\n2. {printed} https://doi.org/10.1000/b\n"
        f"3. {printed}\n"
    )
    assert (first.title, first.doi, first.pmid) == (
        f"{printed} doi: 10.1000/a. PMID: 99000001",
        "10.1000/a",
        "99000001",
    )
    assert (second.doi, second.pmid) == ("10.1000/b", "")
    assert (third.line, third.reason) == (
        3,
        "It holds neither a DOI nor a PMID: add one to have it looked up.",
    )


def test_lines_and_places_are_counted():
    text = "doi\n\n10.1000/a, 10.1000/b\nnone of it\n9\n"
    assert [(one.index, one.line) for one in items(text)] == [
        (1, 3),
        (2, 3),
        (3, 4),
        (4, 5),
    ]  # fmt: skip


def test_records_of_other_formats_are_still_theirs():
    texts = {
        "ris": "TY  - JOUR\nTI  - A\nDO  - 10.1000/a\nER  - \n",
        "csv": "title,doi\nA,10.1000/a\nB,10.1000/b\n",
        "bibtex": "@article{a, title={A}, doi={10.1000/a}}\n",
    }
    for name, text in texts.items():
        assert formats.read(io.BytesIO(text.encode()), formats.LISTS).format == name


def test_a_list_is_no_format_to_import():
    with pytest.raises(Unreadable, match="none of the formats"):
        formats.read(io.BytesIO(b"10.1000/a\n"))


def test_a_list_is_read_apart_where_it_is_asked_for(tmp_path):
    path = tmp_path / "list.txt"
    path.write_text("10.1000/a\n")
    with path.open("rb") as file, Apart(file, is_list=True) as apart:
        assert [one.doi for one in apart.items()] == ["10.1000/a"]
    with (
        path.open("rb") as file,
        pytest.raises(Unreadable, match="none of the formats"),
        Apart(file),
    ):
        pass  # fmt: skip


def test_what_takes_too_long_is_ended(tmp_path):
    path = tmp_path / "list.txt"
    path.write_text("10.1000/a\n" * 100_000)
    with (
        path.open("rb") as file,
        pytest.raises(Unreadable, match="more memory or time"),
        Apart(file, seconds=0.01, is_list=True) as apart,
    ):
        list(apart.items())


def test_what_only_begins_like_identifiers_is_read_in_no_time():
    """Were each beginning followed to the end, this would take hours."""
    with pytest.raises(Unreadable, match="none of the formats"):
        formats.read(io.BytesIO(b"10.1000." * 30_000), formats.LISTS)
