"""PubMed's abstract format, on constructed records, on lists of them and on damaged ones."""

import hashlib
import textwrap
from dataclasses import astuple, replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reviews.exceptions import Unreadable
from reviews.importers import pubmed
from reviews.importers.records import Author, Record
from tests.extracts import pubmed_list
from tests.importers.abstract_cases import ABSTRACTS
from tests.importers.citation_cases import CITATIONS
from tests.importers.layout_cases import ALPHA, BETA, LAYOUTS
from tests.importers.notice_cases import NOTICES

SEED = Path("reviews/demo/pubmed_14584089.txt")
BODY = "\n\nA constructed record.\n\nAlpha A, Beta BC.\n\nIt was typed. It says nothing.\n"
RECORDS = LAYOUTS | ABSTRACTS
FOOTER = "\nPMID: 12345678 [Indexed for MEDLINE]\n"
TEXTS = [
    *(case.line + BODY + FOOTER for case in CITATIONS.values()),
    *(case.text for name, case in RECORDS.items() if "copied from the site" not in name),
    *(case.text for case in NOTICES.values()),
]


def only_record(text):
    parsed = pubmed.parse(text)
    assert (parsed.seen, parsed.rejections) == (1, ())
    return parsed.records[0]


def fields(record):
    return replace(record, index=0, line=0, raw="")


def test_the_seed_is_read_in_every_field():
    record = only_record(SEED.read_bytes())
    abstract = hashlib.sha256(record.abstract.encode()).hexdigest()
    assert abstract == "ee7b2b2fd9bb3c0dc864dd9ea2fba17b4623bc12bd29472eaf09f9f28137f1fd"
    assert replace(record, raw="", abstract="") == Record(
        index=1,
        line=1,
        raw="",
        title="Combined treatment with vitamin k2 and bisphosphonate in postmenopausal women "
        "with osteoporosis.",
        authors=(
            Author(family="Iwamoto", initials="J"),
            Author(family="Takeda", initials="T"),
            Author(family="Ichimura", initials="S"),
        ),
        affiliation="Department of Sports Medicine, Keio University School of Medicine, Tokyo, "
        "Japan. jiwamoto@sc.itc.keio.ac.jp",
        journal="Yonsei Med J",
        year=2003,
        volume="44",
        issue="5",
        pages="751-6",
        published="2003 Oct 30",
        pmid="14584089",
        status="PubMed - indexed for MEDLINE",
    )
    assert record.raw == SEED.read_text(encoding="utf-8")


@pytest.mark.parametrize("case", CITATIONS.values(), ids=CITATIONS)
@pytest.mark.parametrize("parted", [True, False], ids=["blank lines", "no blank lines"])
def test_a_citation_line_says_where_a_paper_appeared(case, parted):
    text = case.line + BODY
    record = only_record(text if parted else text.replace("\n\n", "\n"))
    assert replace(record, raw="") == Record(
        index=1,
        line=1,
        raw="",
        title="A constructed record.",
        authors=(ALPHA, BETA),
        abstract="It was typed. It says nothing.",
        year=int(case.fields["published"][:4]),
        **case.fields,
    )


@pytest.mark.parametrize("case", RECORDS.values(), ids=RECORDS)
def test_a_record_is_read_whatever_its_layout(case):
    record = only_record(case.text)
    assert replace(record, raw="") == Record(index=1, line=1, raw="", **case.fields)


@pytest.mark.parametrize("case", NOTICES.values(), ids=NOTICES)
def test_a_notice_at_the_door_is_told_from_other_references(case):
    record = only_record(case.text)
    assert [astuple(notice) for notice in record.notices] == case.notices
    assert [astuple(reference) for reference in record.related] == case.related


def test_blank_lines_among_references_begin_no_record():
    opening, closing = (
        "J Constr Res. 2003;1:2.\n\nA constructed record.\n\nErratum in",
        "\n\nIt was.\n",
    )
    references = ["Constr Lett. 2004 Jan;1(1):1.", "Constr Lett. 2004 Feb;1(2):2."]
    record = only_record(opening + "\n\n" + "\n\n    ".join(references) + closing)
    assert [notice.reference for notice in record.notices] == references
    assert record.abstract == "It was."


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r", "\u2028", "\x85"])
@pytest.mark.parametrize("case", RECORDS.values(), ids=RECORDS)
def test_line_ends_and_a_mark_at_the_start_change_nothing(case, ending):
    marked = "\ufeff" + case.text.replace("\n", ending)
    assert pubmed.parse(marked).records == pubmed.parse(case.text).records


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("1. J Constr Res. 2003 Oct 30;44(5):751-6.\n", "no title"),
        (
            "1. J Constr Res. 2003 Oct 30;44(5):751-6.\n\nAlpha A, Beta BC.\n\nIt was typed.\n",
            "no title",
        ),
        ("A constructed record.\n\nIt was typed.\n", "neither a citation line nor an identifier"),
        ("J Constr Res. 2003;1:2.\n\nA\x01 \x02t\x03i\x04t\x05l\x06e\x07.\n", "not text"),
        ("J Constr Res. 2003;1:2.\n\n" + "Long " * 500, "longer than 2,000 characters"),
    ],
)
def test_what_cannot_be_a_record_is_rejected_with_its_line_and_a_reason(text, reason):
    parsed = pubmed.parse("\n\n" + text)
    assert parsed.records == ()
    (rejection,) = parsed.rejections
    assert (rejection.index, rejection.line) == (1, 3)
    assert reason in rejection.reason
    assert rejection.raw == text.strip()


def test_a_last_record_that_ends_with_its_doi_is_not_cut():
    text = pubmed_list({"pmid": "1001"}, {"doi": "10.1000/a"}, {"doi": "10.1000/b"})
    assert [record.doi for record in pubmed.parse(text).records] == ["", "10.1000/a", "10.1000/b"]


def test_a_list_cut_in_the_middle_rejects_its_last_record_only():
    sound = CITATIONS["full date"].line + BODY + FOOTER
    parsed = pubmed.parse(f"1. {sound}\n\n2. {sound[: sound.index('says')]}")
    assert [record.index for record in parsed.records] == [1]
    (rejection,) = parsed.rejections
    assert (rejection.index, rejection.line) == (2, 12)
    assert "cut short" in rejection.reason


def test_two_pmid_lines_close_two_records_that_have_no_citation():
    text = "A constructed record.\n\nIt was typed.\n\nPMID: 1\n\n"
    parsed = pubmed.parse(text + text.replace("PMID: 1", "PMID: 2"))
    assert [(record.line, record.pmid) for record in parsed.records] == [(1, "1"), (7, "2")]


def test_the_same_pmid_twice_closes_one_record():
    record = only_record("A constructed record.\n\nPMID: 1\n\nIt was typed.\n\nPMID: 1\n")
    assert (record.pmid, record.abstract) == ("1", "It was typed.")


@pytest.mark.parametrize("data", [b"", "", " \n\ufeff\n", b"%PDF-1.7 1 0 obj", "Abstract\n"])
def test_a_file_without_text_is_refused_as_a_whole(data):
    with pytest.raises(Unreadable):
        pubmed.parse(data)


def test_the_format_is_known_by_its_citation_or_its_pmid():
    assert all(map(pubmed.looks_like, TEXTS))
    assert pubmed.looks_like("PMID: 12345678\n")
    assert not pubmed.looks_like("An abstract that was typed. It names no source.\n")
    assert not pubmed.looks_like("TY  - JOUR\nTI  - A constructed record\nER  - \n")
    assert not pubmed.looks_like("PMID- 12345678\nTI  - A constructed record\n")


@settings(deadline=None)
@given(st.integers(30, 120), st.booleans())
def test_lines_may_be_wrapped_anywhere(width, trailing):
    end = " \n" if trailing else "\n"
    names = [f"Author{chr(97 + number)} {chr(65 + number)}B(1)(2)" for number in range(26)]
    parts = [
        "1. J Constr Res. 2003 Oct 30;44(5):751-6. doi: 10.1000/jcr.751. Epub 2003 Sep 9.",
        "A constructed record with a long-winded title: is it wrapped, or is it not wrapped?",
        f"{', '.join(names)}; Example Study Group.",
        "Author information: (1)Department of Construction, University of Examples.",
        "It is well-known to go through pre- and post-war words, and numbers such as 44(5).",
        "PMID: 12345678 [PubMed - indexed for MEDLINE]",
    ]
    wrapped = (
        end.join(textwrap.wrap(part, width, break_on_hyphens=not trailing)) for part in parts
    )
    record = only_record("\n\n".join(wrapped))
    assert (record.title, record.abstract) == (parts[1], parts[4])
    assert (record.pmid, record.status) == ("12345678", "PubMed - indexed for MEDLINE")
    assert (record.journal, record.pages, record.doi) == (
        "J Constr Res",
        "751-6",
        "10.1000/jcr.751",
    )
    assert [author.initials for author in record.authors] == [
        *(name[8:10] for name in names),
        "",
    ]
    assert record.affiliation == "(1)Department of Construction, University of Examples."


def test_an_accent_behind_a_mark_of_byte_order_is_of_its_letter():
    (record,) = pubmed.parse(
        "1. J Constr Re\ufeff\u0301s. 2021 Mar 9;12(4):751-6.\n\nA title.\n\nSample B.\n\nPMID: 9\n"
    ).records
    assert record.journal == "J Constr Rés"
