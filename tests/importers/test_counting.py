"""The counter against other ways to count, in pieces of any size and in every encoding."""

import csv
import json
import time
from io import StringIO
from xml.etree import ElementTree

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from reviews.importers.counting import Counter
from tests.importers.damage import read_all

CASES = {
    "ris": [
        ("TY  - JOUR\nTI  - A\nER  - \n\nTY  - BOOK\nER  - \n", 2),
        ("TY  - JOUR\rTI  - A\rER  - \rTY  - JOUR\r", 2),
        ("TY - JOUR\nTI - A\nER -\nTY  -JOUR\nty  - jour\n", 3),
        ("1.\nTY  - JOUR\n  TY  - JOUR", 2),
        ("ER  - \n\ufeffTY  - JOUR\n", 1),
        ("TI  - ABILITY  - a word\nN1  - TY  - in a note\nTYPE - x\n", 0),
    ],
    "medline": [
        ("PMID- 1\nTI  - A\n\nPMID- 2\n", 2),
        ("PMID - 1\r\nTI  - PMID- in a title\r\n      PMID- 3\r\n", 1),
        ("OWN - NLM\n\ufeffPMID- 1\n PMID- 2\n", 1),
        ("\nOWN - ERIC\nTI  - A\n\nOWN - ERIC\n OWN - ERIC\nOWN - ERICA\n", 2),
        ("PMID- 1\nOWN - NLM\nTI  - A\n\nOWN - NLM\nTI  - B\n\nPMID- 3\n", 3),
        ("PMID- 1\n\nOWN - NLM\n\nIS  - 1\n\nIS  - 2\n\nTI  - A\n\nAB  - a\n\nPMC - PMC1\n", 1),
        ("TI  - A\n \nTI  - B\nTI  - B\n\nTT  - b\n\nDP  - 1\n\nPMID- 2\n", 3),
        ("PMC - PMC1\nPMID- 1\n\nPMC - PMC2\n\nPMC - PMC3\nPMID- 2\n", 3),
        ("PMID- 1\nTI  - A\n\nPMC - PMC2\nPMID- 2\n\nSTAT- \nPMC - PMC3\nPMID- 3\n", 3),
    ],
    "wos": [
        ("FN Some file\nVR 1.0\nPT J\nAU A\n   PT J\nER\n\nPT B\nER\n\nEF\n", 2),
        ("PTA\nA PT J\n PT J\n", 0),
        ("PT  J\nPT é\nPT\nPT  \n", 2),
    ],
    "refer": [
        ("%0 Journal Article\n%T A\n\n%0 Book\n%T 5 %0 \n", 2),
        ("%T A\n%0 Book\n\n%T B\n\n\n%A C\n%T C\n\nword\n", 3),
        ("word\n%T A\n", 0),
    ],
    "bibtex": [
        ("@article{a,\n title={A}}\n@Book{b,}\n", 2),
        ("@comment{x}\n@string{j = {J}}\n@preamble{{x}}\n@COMMENT{@misc{a}}\n", 0),
        ("@article{a, title={A}}@book(b, title={B}) @misc {c}", 3),
        ("  @ article {a}\n@online  {b}\n", 2),
        ("@misc{a}, @misc{b} ,@misc{c}; @misc{d}\n, @misc{e}", 3),
        ("note = {mail a@example.org {x}}\n@commentary{a}", 1),
    ],
    "pubmed_xml": [
        ("<Set><PubmedArticle>x</PubmedArticle><PubmedBookArticle></PubmedBookArticle></Set>", 2),
        ("<PubmedArticle/><!-- <PubmedArticle> --><PubmedArticle\nStatus='x'>", 2),
        ("<![CDATA[<PubmedArticle>]]><PubmedArticle>", 1),
        ("<PubmedArticleSet></PubmedArticleSet>", 0),
        ("<!-- <PubmedArticle>", 0),
    ],
    "endnote_xml": [
        ("<xml><records><record><rec-number>1</rec-number></record><record ></record>", 2),
        ("<recorder/><records></records>", 0),
    ],
    "csl_json": [
        ("[]", 0),
        ('[{"id": 1}, {"id": "a, [{\\"}"}]', 2),
        ('[{"author": [{"family": "x"}, {}], "issued": {"parts": [[1, 2]]}}, 3, "x", null]', 4),
        ('{"id": 1, "author": [{}, {}]}', 1),
        ('{"items": [{"items": [1, 2]}, {}], "other": [{}]}', 2),
        ('{"a": "items", "b": [{}, {}]}', 1),
        ('{"id": 1}\n{"id": 2}\n', 2),
        ('[{"id": 1}, {"id"', 2),
    ],
    "csv": [
        ("title,year\nA,1\nB,2\n", 2),
        ("title,year\nA,1\nB,2", 2),
        ('title;note\nA;"two\nlines, ""quoted"""\n\nB;5" pipe\n;\n', 2),
        ("sep=;\ntitle;year\nA;1\n", 1),
        ("title\n", 0),
        ('title,note\nA,"left open\nB,1\n', 1),
    ],
}  # fmt: skip
TEXTS = [(name, text, count) for name, cases in CASES.items() for text, count in cases]


def counted(name, data, size=None):
    counter = Counter(name)
    for at in range(0, len(data), size or len(data) or 1):
        counter.feed(data[at : at + (size or len(data))])
    return counter.count


@pytest.mark.parametrize(("name", "text", "count"), TEXTS)
def test_records_are_counted_by_their_beginnings(name, text, count):
    assert counted(name, text.encode()) == count


@pytest.mark.parametrize(("name", "text", "count"), TEXTS)
@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_in_every_encoding(name, text, count, encoding):
    assert counted(name, text.replace("\ufeff", "").encode(encoding)) == count


@pytest.mark.parametrize(("name", "text", "count"), TEXTS)
def test_foreign_letters_change_nothing(name, text, count):
    assert counted(name, text.replace("x", "é").encode("cp1252", "ignore")) == count


@given(
    st.sampled_from(TEXTS),
    st.integers(1, 40),
    st.booleans(),
    st.sampled_from(["\n", "\r\n", "\r"]),
)
@example(("refer", "%T A\n%A B\n\n%T C\n", 2), 5, False, "\r\n")
def test_pieces_of_any_size_and_line_ends_of_any_kind_give_the_same(case, size, is_wide, line_end):
    name, text, count = case
    data = text.replace("\n", line_end).encode("utf-16" if is_wide else "utf-8")
    assert counted(name, data, max(size, 4)) == count


def test_what_has_no_certain_beginning_is_not_counted():
    assert counted("pubmed", b"1. J Res. 2020.\n") is None
    assert counted("another", b"x") is None


def test_nothing_at_all_is_no_record():
    assert {Counter(name).count for name in CASES} == {0}


VALUES = st.recursive(
    st.none() | st.integers() | st.text(st.sampled_from('ab"\\,[]{}: é\n')),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text('ab"\\{', max_size=3), inner)
    ),
    max_leaves=12,
)


@given(st.lists(VALUES, max_size=6), st.integers(4, 30), st.sampled_from([None, 1]))
def test_items_of_json_are_counted_as_the_json_module_counts_them(values, size, indent):
    assert counted("csl_json", json.dumps(values, indent=indent).encode(), size) == len(values)
    wrapped = json.dumps({"kind": "items", "list": [1], "items": values}).encode()
    assert counted("csl_json", wrapped, size) == len(values)


CELLS = st.text(st.sampled_from('ab",;\n é'), max_size=6)


@given(
    st.lists(st.lists(CELLS, min_size=3, max_size=3), max_size=6),
    st.integers(4, 30),
    st.sampled_from(",;\t"),
)
@example([["", "", ""], ['"', "a", "b"]], 4, ",")
def test_rows_are_counted_as_the_csv_module_counts_them(rows, size, delimiter):
    out = StringIO()
    csv.writer(out, delimiter=delimiter).writerows([["title", "year", "note"], *rows])
    data = out.getvalue()
    filled = [
        row for row in csv.reader(StringIO(data), delimiter=delimiter) if is_filled(row, delimiter)
    ]
    assert counted("csv", data.encode(), size) == len(filled) - 1


def is_filled(row, delimiter):
    return any(cell.replace(delimiter, "").strip(' \t\n"') for cell in row)


@given(st.lists(st.sampled_from(["record", "recorder", "x"]), max_size=8), st.integers(4, 30))
def test_elements_are_counted_as_an_xml_parser_counts_them(names, size):
    text = "".join(f"<{name} a='1'>é</{name}><!--<record>-->" for name in names)
    data = f"<xml>{text}</xml>"
    expected = len(ElementTree.fromstring(data).findall("record"))
    assert counted("endnote_xml", data.encode(), size) == expected


@settings(max_examples=200)
@given(st.sampled_from(sorted(CASES)), st.binary(max_size=200))
def test_any_bytes_are_counted_somehow(name, data):
    assert counted(name, data, 7) >= 0


@pytest.mark.parametrize("name", CASES)
@pytest.mark.parametrize(
    "piece", ["x", '"', "<", "[", "{", "@a{", "\\", "\n", "TY  - ", ",", "<!--"]
)
def test_one_long_line_is_counted_soon(name, piece):
    data = (piece * (2**21 // len(piece))).encode()
    start = time.perf_counter()
    counted(name, data, 2**18)
    assert time.perf_counter() - start < 10


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("wos", b"PT J\nTI A\nPT \xe2\x82"),
        ("ris", "TY  - JOUR\nTI  - A\nTY  -".encode("utf-16-le") + b"\r"),
        ("csv", b"title,year\nA,1\n\xc3"),
    ],
)
def test_half_a_sign_at_the_end_of_a_file_is_counted_as_it_is_read(name, data):
    found, items = read_all(data)
    assert (found, counted(name, data)) == (name, len(items))
