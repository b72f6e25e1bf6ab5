"""CSL-JSON as programs and services write it, whole and damaged."""

import io
import json
import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviews.exceptions import Unreadable
from reviews.importers import formats
from reviews.importers.records import Author, Cited, Record, Rejection
from reviews.vocabulary import Nature

ITEM = {
    "id": "alpha2018",
    "type": "article-journal",
    "title": "Uptake by <i>Exemplum</i> &amp; H<sub>2</sub>O",
    "author": [
        {"family": "Alpha", "given": "Ann B.", "non-dropping-particle": "van der", "suffix": "Jr"},
        {"family": "Béta", "given": "C", "ORCID": "http://orcid.org/0000-0002-1825-009x"},
        {"literal": "Gamma Group"},
    ],
    "container-title": "Journal of constructed records",
    "issued": {"date-parts": [["2018", 4, "3"]]},
    "volume": 5,
    "issue": "2",
    "page": "26-31",
    "abstract": "It was typed.\nIt says little.",
    "DOI": "https://doi.org/10.9999/OWN.1",
    "note": "PMID: 11111111\nPMCID: PMC5555555",
}


def read(text):
    reading = formats.read(io.BytesIO(text if isinstance(text, bytes) else text.encode()))
    assert reading.format == "csl_json"
    return list(reading.items)


def only(**item):
    [read_item] = read(json.dumps([{"title": "A", **item}]))
    assert isinstance(read_item, Record), read_item
    return read_item


def titles(items):
    return [item.title if isinstance(item, Record) else None for item in items]


def test_an_item_is_read_in_every_field():
    raw = json.dumps(ITEM, indent=1)
    assert read(f"[\n{raw}\n]") == [
        Record(
            index=1,
            line=2,
            raw=raw,
            title="Uptake by Exemplum & H2O",
            authors=(
                Author("van der Alpha", "Ann B.", "AB", "Jr"),
                Author("Béta", "C", "C", orcid="0000-0002-1825-009X"),
                Author(collective="Gamma Group"),
            ),
            journal="Journal of constructed records",
            year=2018,
            volume="5",
            issue="2",
            pages="26-31",
            published="2018 Apr 3",
            abstract="It was typed.\nIt says little.",
            doi="10.9999/own.1",
            pmid="11111111",
            pmcid="PMC5555555",
        )
    ]


@pytest.mark.parametrize(
    ("item", "field", "value"),
    [
        ({"title": ["A", "B"]}, "title", "A"),
        ({"title": "", "title-short": "Short"}, "title", "Short"),
        ({"subtitle": ["and more"]}, "title", "A: and more"),
        ({"container-title": ["J One", "J Two"]}, "journal", "J One"),
        ({"publicationTitle": "J Made"}, "journal", "J Made"),
        ({"issued": {"date-parts": [[2019]]}}, "published", "2019"),
        ({"issued": {"date-parts": [2019, 13]}}, "published", "2019"),
        (
            {"issued": {"date-parts": [[None]]}, "published-print": {"raw": "May 2019"}},
            "year",
            2019,
        ),
        ({"issued": {"raw": "Spring 2019"}}, "published", "Spring 2019"),
        ({"issued": "2019-03-01"}, "year", 2019),
        ({"issued": {"year": 2019}}, "year", 2019),
        ({"issued": 2019}, "year", 2019),
        ({"issued": {"date-parts": [[-300]]}}, "year", None),
        ({"issued": {"date-parts": 1}}, "year", None),
        ({"URL": "https://doi.org/10.9999/a"}, "doi", "10.9999/a"),
        ({"id": "https://doi.org/10.9999/a"}, "doi", "10.9999/a"),
        ({"extra": "DOI: 10.9999/a\nPMID: 7"}, "pmid", "7"),
        ({"PMID": 7654321}, "pmid", "7654321"),
        ({"PMCID": "123"}, "pmcid", "PMC123"),
        ({"article-number": "e7"}, "pages", "e7"),
        ({"abstract": "<jats:title>Abstract</jats:title><jats:p>One</jats:p>"}, "abstract", "One"),
        ({"author": {"family": "Alpha"}}, "authors", (Author("Alpha"),)),
        ({"author": "Alpha, A"}, "authors", (Author("Alpha", "A", "A"),)),
        ({"author": [{"literal": "Alpha, A. B."}]}, "authors", (Author("Alpha", "A. B.", "AB"),)),
        ({"editor": [{"family": "Editor"}]}, "authors", (Author("Editor"),)),
        ({"author": [{"given": "Plato"}, None, 3]}, "authors", (Author(collective="Plato"),)),
        ({"title": "A <![CDATA[b < c]]> d ]]>"}, "title", "A b < c d ]]>"),
        ({"title": "<xref:a>A</xref:a> <ns3:sub>b"}, "title", "<xref:a>A</xref:a> b"),
        ({"title": "p &lt; 0.05, R&Degree"}, "title", "p < 0.05, R&Degree"),
        ({"title": "a\ud83d b\x00c"}, "title", "a\ufffd b\ufffdc"),
        ({"volume": True, "issue": [], "page": {}}, "volume", ""),
        ({"volume": "9" * 50}, "volume", "9" * 40),
    ],
)
def test_a_variable_may_have_many_shapes(item, field, value):
    assert getattr(only(**item), field) == value


def test_what_zotero_calls_things_is_read():
    record = only(
        data={
            "title": "B",
            "creators": [
                {"creatorType": "editor", "lastName": "Editor"},
                {"creatorType": "author", "firstName": "Ann", "lastName": "Alpha"},
            ],
            "date": "2019-03",
        }
    )
    assert (record.title, record.authors, record.year) == (
        "B",
        (Author("Alpha", "Ann", "A"),),
        2019,
    )


def test_what_crossref_tells_of_notices_and_references_is_read():
    record = only(
        **{
            "updated-by": [
                {
                    "type": "retraction",
                    "label": "Retraction",
                    "DOI": "10.9999/N",
                    "updated": {"date-parts": [[2020, 5, 1]]},
                },
                {"type": "new_version", "DOI": "10.9999/v"},
            ],
            "reference": [
                {"key": "1", "unstructured": "Alpha A. A thing. doi: 10.9999/b", "year": "2001"},
                {"key": "2", "author": "Beta", "article-title": "It", "year": "1999a"},
                {"key": "3"},
            ],
        }
    )
    [notice] = record.notices
    assert (notice.nature, notice.heading) == (Nature.RETRACTION, "Retraction")
    assert (notice.doi, notice.published) == ("10.9999/n", "2020 May 1")
    assert record.references == (
        Cited("Alpha A. A thing. doi: 10.9999/b", "10.9999/b", year=2001),
        Cited("Beta. It. 1999a.", title="It", year=1999),
    )
    assert only(title="RETRACTED: Made up").notices[0].nature is Nature.RETRACTION


A, B = json.dumps({"id": 1, "title": "A"}), json.dumps({"id": 2, "title": "B"})


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("one item", A, ["A"]),
        ("one line each", f"{A}\n{B}\n", ["A", "B"]),
        ("a list", f"[{A}, {B}]", ["A", "B"]),
        ("a list in lists", f"[[{A}], [{B}]]", ["A", "B"]),
        ("items", f'{{"config": {{"a": []}}, "items": [{A}, {B}], "total": 2}}', ["A", "B"]),
        ("references", f'{{"references": [{A}]}}', ["A"]),
        ("an answer", f'{{"status": "ok", "message": {{"n": 1, "items": [{A}]}}}}', ["A"]),
        ("a comma too many", f"[{A}, {B},]", ["A", "B"]),
        ("a comma too few", f"[{A} {B}]", ["A", "B"]),
        ("no end", f"[{A}, {B}", ["A", "B"]),
        ("UTF-16", f"[{A}]".encode("utf-16"), ["A"]),
        ("line ends in text", '[{"title": "A\nB"}]', ["A B"]),
        ("no objects", f'["one", 2, null, {A}]', [None, None, None, "A"]),
        ("no title", f'[{{}}, {{"id": 3}}, {A}]', [None, None, "A"]),
        ("references as a variable", '{"title": "A", "references": "none"}', ["A"]),
    ],
)
def test_files_come_in_many_shapes(name, text, expected):
    assert titles(read(text)) == expected


@pytest.mark.parametrize("indent", [None, 2])
@pytest.mark.parametrize(
    ("sound", "broken", "reason"),
    [
        ('"title": "C"', '"title" "C"', "not JSON at character"),
        ('"title": "C"', '"title: "C"', "not JSON at character"),
        ('"title": "C"', '"title": "C', "not JSON at character"),
        ('"title": "C"', '"title": [', "not JSON at character"),
        ('"title": "C"', '"title": ' + "[" * 100_000 + "]" * 100_000, "too deep"),
        ('"title": "C"', '"title": ' + "1" * 5000, "number"),
        ('"title": "C"', '"title": "' + "\\u0301" * 600 + '"', "combining marks"),
    ],
)
def test_a_broken_item_breaks_no_other(indent, sound, broken, reason):
    text = json.dumps([json.loads(A), {"id": 3, "title": "C"}, json.loads(B)], indent=indent)
    before, item, after = read(text.replace(sound, broken))
    assert (before.title, after.title) == ("A", "B")
    assert isinstance(item, Rejection)
    assert (item.index, item.line) == (2, 6 if indent else 1)
    assert re.search(reason, item.reason)


def test_a_file_cut_short_keeps_what_was_before():
    first, last = read(json.dumps([json.loads(A), ITEM])[:-30])
    assert first.title == "A"
    assert "cut short" in last.reason


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("[]", "No record is in it"),
        ('{"items": []}', "No record is in it"),
        ("[" * 100_000 + "]" * 100_000, "No record is in it"),
        ("[" + '{"title": ""},' * 60_000, "Not one of its first 50,000 records"),
    ],
)
def test_what_cannot_be_read_at_all_is_refused(text, sentence):
    with pytest.raises(Unreadable, match=sentence):
        read(text)


OTHER = {
    "a package": {"name": "a", "version": "1.0.0", "type": "module", "author": "A"},
    "a map": {"type": "FeatureCollection", "features": [{"id": 1, "geometry": None}]},
    "settings": {"rules": {"title": "a"}},
    "nothing": {},
}


@pytest.mark.parametrize("value", [*OTHER.values(), [*OTHER.values()], ["title", 1, None]])
def test_json_of_another_kind_is_refused_as_a_whole_and_told_which_is_read(value):
    for text in (json.dumps(value), json.dumps(value, indent=2)):
        with pytest.raises(Unreadable) as refusal:
            read(text)
        assert str(refusal.value) == (
            "It is JSON, but nothing in it is like a reference. The JSON that can be read is "
            "CSL-JSON, as Zotero and doi.org write it, and what Crossref answers for a DOI: "
            "export the records so."
        )


def test_one_reference_among_other_things_keeps_the_file():
    found = read(json.dumps([*OTHER.values(), {"DOI": "10.9999/a"}, json.loads(A)]))
    assert titles(found) == [None] * 5 + ["A"]
    assert titles(read('[{"name": "a"}, {"name" "b"}]')) == [None, None]


def test_other_json_without_end_is_refused_early():
    with pytest.raises(Unreadable, match="nothing in it is like a reference"):
        read("[" + '{"name": "a"},' * 2_000_000)


@pytest.mark.parametrize("filler", ["x", '\\"', "{", "[{},", "é"])
def test_an_item_without_end_is_given_up_before_memory_is_full(filler):
    quote = "" if filler in "[{}," else '"'
    text = '[{"id": ' + quote + filler * (9_000_000 // len(filler))
    first, last = read(f"{text}{quote}, {A}]")
    assert (first.line, type(first), last.title) == (1, Rejection, "A")
    assert "more than 4,194,304 characters" in first.reason
    assert len(first.raw) <= 4_194_304


def test_items_across_the_pieces_of_a_file_are_whole():
    items = [
        {"id": number, "title": f"T{number}" + "é" * (number % 97)} for number in range(20_000)
    ]
    for text in (json.dumps(items), "\n".join(map(json.dumps, items))):
        found = read(text)
        assert [json.loads(item.raw) for item in found] == items
        assert found[-1].line == 1 + text.count("\n")


NAMES = st.sampled_from([*ITEM, "date-parts", "family", "literal", "reference", "data"])
PLAIN = st.sampled_from(
    [None, True, 7, -1, 2019, 0.5, "", "2019", "Alpha, A", "\x00", "\ud83d", "é<"]
)
VALUES = PLAIN | st.lists(PLAIN, max_size=2) | st.dictionaries(NAMES, PLAIN, max_size=2)
DEEPER = VALUES | st.lists(VALUES, max_size=2) | st.dictionaries(NAMES, VALUES, max_size=2)
LIKE = {"title", "container-title", "issued", "DOI"}
ITEMS = st.lists(st.dictionaries(NAMES, DEEPER, max_size=4), max_size=3)


@given(ITEMS, st.sampled_from([None, 1]), st.booleans())
def test_whatever_the_values_every_item_is_read_or_rejected(items, indent, one_line_each):
    text = "\n".join(map(json.dumps, items)) if one_line_each else json.dumps(items, indent=indent)
    try:
        found = read(text)
    except Unreadable:
        insides = [item["data"] if isinstance(item.get("data"), dict) else item for item in items]
        assert not any(
            LIKE & inside.keys() or {"id", "type"} <= inside.keys() for inside in insides
        )
        return
    assert [item.index for item in found] == list(range(1, len(items) + 1))
    assert [json.loads(item.raw) for item in found] == json.loads(json.dumps(items))


@given(st.lists(st.sampled_from([A, B, json.dumps(ITEM), *'[]{},:"\\\n1e']), max_size=14))
def test_damaged_files_end_in_records_or_sentences(parts):
    text = "[{" + "".join(parts)
    try:
        items = read(text)
    except Unreadable:
        return
    assert [item.index for item in items] == list(range(1, len(items) + 1))
    assert all(item.raw in text and item.line <= 1 + text.count("\n") for item in items)


def test_the_same_item_gives_the_same_record_in_every_shape():
    [listed] = read(json.dumps([ITEM]))
    [alone] = read(json.dumps(ITEM, indent=3))
    assert replace(listed, raw="") == replace(alone, raw="")
