"""Lists for reference managers: the verdict in a note, and back in through our own importers."""

import io
import json

import pytest
from hypothesis import given, settings

from reviews.exports import reference_lists
from reviews.importers.formats import read
from tests.exports.constructed import content, published
from tests.exports.golden import assert_golden
from tests.exports.test_citing import PAPERS, _stored, paper

WRITE = {
    "ris": reference_lists.ris,
    "bibtex": reference_lists.bibtex,
    "csl_json": reference_lists.csl_json,
}
NOT_LISTED = {"status": {"value": "not_listed", "label": "Not listed"}, "notices": []}


def claim_in(known, number=1):
    """A claim of a paper of which this is known."""
    id = f"00000000-0000-4000-8001-0000000{number:05}"
    shown = paper(**known) | NOT_LISTED | {"id": id}
    return content() | {"paper": shown, "claim": id}


def records(kind, edition):
    reading = read(io.BytesIO(WRITE[kind](edition).encode()))
    assert reading.format == kind
    return [*reading.items]


@pytest.mark.parametrize(
    ("name", "kind"),
    [("edition.ris", "ris"), ("edition.bib", "bibtex"), ("edition.csl.json", "csl_json")],
)
def test_an_edition_is_as_kept(name, kind):
    # Files keep their lines as text does here; the ends that RIS asks for are tested below.
    assert_golden(name, WRITE[kind](published()).replace("\r\n", "\n"))


def test_lines_of_ris_end_as_the_format_asks():
    assert reference_lists.ris(published()).count("\r\n") == reference_lists.ris(published()).count(
        "\n"
    )


def test_the_note_says_label_certainty_and_where():
    url = "https://evidence.example/claims/00000000-0000-4000-8000-000000000001/2/"
    rated = "Certainty of the evidence cited in this paper, GRADE domains applied: very low."
    label = f"A claim of this paper: weakly supported. {rated}"
    [item] = json.loads(reference_lists.csl_json(published()))
    assert item["note"] == f"This paper is listed as retracted. {label} {url}"
    lines = reference_lists.ris(published()).split("\r\n")
    notes = [line for line in lines if line.startswith("N1")]
    assert notes == ["N1  - This paper is listed as retracted.", f"N1  - {label} {url}"]
    since = {content()["claim"]: ["The panel has withdrawn this claim."]}
    [item] = json.loads(reference_lists.csl_json(published(**since)))
    assert f"{label} Withdrawn or called into question since this edition. {url}" in item["note"]


def test_a_claim_that_was_not_graded_is_not_rated():
    [item] = json.loads(reference_lists.csl_json(published(content() | {"certainty": None})))
    assert "weakly supported. Not graded. https://" in item["note"]


def test_claims_of_one_paper_are_notes_of_one_record():
    other = content() | {"claim": "00000000-0000-4000-8000-0000000000c2"}
    [record] = records("ris", published(content(), other))
    assert record.raw.count("N1  - A claim of this paper") == 2


def test_names_in_a_file_differ():
    same = {"authors": ["Alpha, A."], "year": 2003}
    edition = published(*(claim_in(same | {"title": f"T{n}"}, n) for n in range(1, 29)))
    names = [item["id"] for item in json.loads(reference_lists.csl_json(edition))]
    assert names[:3] == ["alpha2003", "alpha2003b", "alpha2003c"]
    assert names[-3:] == ["alpha2003z", "alpha2003-27", "alpha2003-28"]
    assert len(records("bibtex", edition)) == 28


@pytest.mark.parametrize("kind", list(WRITE))
@pytest.mark.parametrize("words", ["PMID: 31415926", "doi:10.1000/other", "PMC1234567", "PubMed 1"])
def test_no_identifier_is_read_out_of_a_claim(kind, words):
    shown = claim_in({"title": "Some title of a paper"})
    shown["extent"] = shown["extent"] | {"exact": words, "reads_as": words}
    shown["label"] = shown["label"] | {"why": words}
    [record] = records(kind, published(shown))
    assert (record.doi, record.pmid, record.pmcid) == ("", "", "")


HOSTILE = [
    {"title": 'Quotes " and \u201cthese\u201d, braces {a} {} and \\commands{x} % & $ # _ ~ ^'},
    {
        "title": "骨质疏松症的治疗 골다공증 骨粗鬆症",
        "authors": ["骨, 山"],
        "journal": "中華醫學雜誌",
    },
    {"title": "العلاج \u200fبفيتامين ك", "authors": ["Θήτα, Ά."]},
    {"title": "Astral 𝒜 😀 👩🏽\u200d⚕️ and é", "year": 2003},
    {"title": "TY - JOUR and ER - and @article{x, title={y}}", "volume": "1", "pages": "1-2"},
]


@pytest.mark.parametrize("kind", list(WRITE))
@pytest.mark.parametrize("known", HOSTILE, ids=lambda known: known["title"][:9])
def test_hostile_texts_survive(kind, known):
    _assert_back(kind, known)


@pytest.mark.parametrize("kind", list(WRITE))
@settings(max_examples=60, deadline=None)
@given(known=PAPERS)
def test_what_we_write_we_read(kind, known):
    _assert_back(kind, known)


def _assert_back(kind, known):
    known = dict(known)
    written = paper(**known)
    [record] = records(kind, published(claim_in(known)))
    assert [getattr(record, n) for n in ("title", "journal", "volume", "issue", "pages")] == [
        written[n] or "" for n in ("title", "journal", "volume", "issue", "pages")
    ]
    assert record.year == written["year"]
    held = {row["scheme"]["value"]: row["value"] for row in written["identifiers"]}
    found = {"doi": record.doi, "pmid": record.pmid, "pmcid": record.pmcid}
    assert {scheme: value for scheme, value in found.items() if value} == held
    assert [_stored(author) for author in record.authors] == written["authors"]
    assert record.notices == ()


@pytest.mark.parametrize("kind", list(WRITE))
@pytest.mark.parametrize("control", ["\t", "\n", "\r", "\x01", "\x1b", "\x85", "\u2028"])
def test_control_characters_of_a_title_become_spaces_and_break_nothing(kind, control):
    [record] = records(kind, published(claim_in({"title": f"One{control}ER  - two"})))
    assert record.title.split() == ["One", "ER", "-", "two"]
