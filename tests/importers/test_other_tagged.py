"""Web of Science text and EndNote's tagged text, on constructed records and on damaged ones."""

import io

import pytest
from hypothesis import given, settings

from reviews.importers import formats, tagged
from reviews.importers.records import Author, Cited, Record
from tests.importers.damage import DAMAGES, ENCODINGS, LINE_ENDS, counted, damaged, read_all

WOS = """PT J
AU Alpha, AB
   Beta, C
AF Alpha, Ann B.
   Beta, C.
CA Constructed Study Group
TI A constructed record: that has
   a long title
SO JOURNAL OF CONSTRUCTED RESEARCH
LA English
DT Article
AB It was typed. It says
   nothing.
C1 Institute of Tests, Nowhere.
   Institute of More, Nowhere.
CR Gamma D, 1999, J CONSTR RES, V40, P1, DOI 10.1000/JCR.1
   DELTA E, THESIS
JI J. Constr. Res.
PD OCT 30
PY 2003
VL 44
IS 5
BP 751
EP 756
DI 10.1000/JCR.751
UT WOS:000123456700001
PM 12345678
ER"""
REFER = """%0 Journal Article
%A Alpha, Ann B.
%A Beta, C.
%A Constructed Study Group
%T A constructed record: that has
a long title
%J Journal of Constructed Research
%V 44
%N 5
%P 751-756
%D 2003
%8 October 30
%X It was typed. It says
nothing.
%R 10.1000/JCR.751
%M 12345678
%~ PubMed
%K tests"""
PEOPLE = (
    Author("Alpha", "Ann B.", "AB"),
    Author("Beta", "C.", "C"),
    Author(collective="Constructed Study Group"),
)
WHOLE = {
    "wos": Record(
        index=1,
        line=3,
        raw=WOS,
        title="A constructed record: that has a long title",
        authors=PEOPLE,
        affiliation="Institute of Tests, Nowhere.; Institute of More, Nowhere.",
        journal="JOURNAL OF CONSTRUCTED RESEARCH",
        year=2003,
        volume="44",
        issue="5",
        pages="751-756",
        published="2003 OCT 30",
        abstract="It was typed. It says nothing.",
        doi="10.1000/jcr.751",
        pmid="12345678",
        references=(
            Cited(
                "Gamma D, 1999, J CONSTR RES, V40, P1, DOI 10.1000/JCR.1",
                doi="10.1000/jcr.1",
                year=1999,
            ),
            Cited("DELTA E, THESIS"),
        ),
    ),
    "refer": Record(
        index=1,
        line=3,
        raw=REFER,
        title="A constructed record: that has a long title",
        authors=PEOPLE,
        journal="Journal of Constructed Research",
        year=2003,
        volume="44",
        issue="5",
        pages="751-756",
        published="2003 October 30",
        abstract="It was typed. It says nothing.",
        doi="10.1000/jcr.751",
        pmid="12345678",
    ),
}
FILES = {
    "wos": f"FN Clarivate Analytics Web of Science\nVR 1.0\n{WOS}\n\nPT J\nER\n\n{WOS}\n\nEF",
    "refer": f"\n\n{REFER}\n\n%0 Book\n\n{REFER}\n",
}


def items_of(text, name):
    reading = formats.read(io.BytesIO(text.encode()))
    assert reading.format == name
    return list(reading.items)


@pytest.mark.parametrize("name", FILES)
def test_a_record_is_read_in_every_field(name):
    first, second, third = items_of(FILES[name], name)
    assert first == WHOLE[name]
    assert (second.index, second.reason) == (2, tagged.UNTITLED)
    assert (third.index, third.title, third.raw) == (3, first.title, first.raw)
    assert FILES[name].split("\n")[third.line - 1] == first.raw.split("\n")[0]


def test_names_in_one_line_and_a_pmid_among_accession_numbers():
    text = "PT J\nTI T\nAU Alpha, Ann B; Beta, C\nPS 7-9\nPY 2003\nPD 2003 Oct\nUT MEDLINE:17\nER\n"
    [record] = items_of(text, "wos")
    assert [author.family for author in record.authors] == ["Alpha", "Beta"]
    assert (record.pages, record.published, record.pmid) == ("7-9", "2003 Oct", "17")


def test_a_book_without_authors_has_editors():
    [record] = items_of("%0 Edited Book\n%B A book\n%E Alpha, Ann\n%D 2003\n", "refer")
    assert (record.title, record.authors) == ("A book", (Author("Alpha", "Ann", "A"),))
    [record] = items_of("PT B\nBA Alpha, A\nTI A book\nER\n", "wos")
    assert record.authors == (Author("Alpha", "A", "A"),)


@pytest.mark.parametrize("name", FILES)
def test_a_record_that_never_ends_is_rejected(name):
    start = {"wos": "PT J\nTI ", "refer": "%0 Book\n%T "}[name]
    [item] = items_of(start + "word " * 900_000, name)
    assert item.reason == tagged.TOO_LONG


@pytest.mark.parametrize("name", FILES)
@given(damages=DAMAGES, encoding=ENCODINGS, line_end=LINE_ENDS)
@settings(max_examples=25, deadline=None)
def test_no_record_of_a_damaged_file_is_lost(name, damages, encoding, line_end):
    text = damaged(FILES[name].replace("Alpha", "Älpha"), damages)
    data = text.replace("\n", line_end).encode(encoding, "replace")
    starts = counted(name, data)
    found, items = read_all(data)
    if found == name:
        assert len(items) == starts
        assert [item.index for item in items] == list(range(1, starts + 1))


def test_groups_of_lines_are_records_where_no_type_comes_first():
    text = (
        "%T A constructed study\n%0 Journal Article\n%A Alpha, Ann\n%D 2003\n\n"
        "%T Another\n%A Beta, Carl\n%D 2004\n%X One.\n\nTwo.\n"
    )
    reading = formats.read(io.BytesIO(text.encode()))
    first, second = reading.items
    assert reading.format == "refer"
    assert (first.title, first.year, first.authors[0].family) == (
        "A constructed study",
        2003,
        "Alpha",
    )
    assert (second.title, second.line, second.year) == ("Another", 6, 2004)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("wos", "PT J\nTI A\nER\n"),
        ("refer", "%0 Book\n%T A\n\n"),
        ("refer", "%T A\n%0 Book\n\n"),
    ],
)
def test_a_byte_order_mark_where_files_were_joined_costs_no_record(name, text):
    data = text.encode("utf-8-sig") * 3
    found, items = read_all(data)
    assert (found, [item.title for item in items]) == (name, ["A"] * 3)
    assert counted(name, data) == 3
