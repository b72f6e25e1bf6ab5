"""PubMed's abstract format, on constructed records, on lists of them and on damaged ones."""

import hashlib
import re
import time
from dataclasses import astuple, replace
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reviews.exceptions import Unreadable
from reviews.importers import pubmed
from reviews.importers.records import Author, Record
from reviews.importers.sections import CONTROLS, is_blank
from reviews.importers.text import normalise
from tests.importers.citation_cases import CITATIONS
from tests.importers.layout_cases import ALPHA, BETA, LAYOUTS
from tests.importers.notice_cases import NOTICES

SEED = Path("reviews/demo/pubmed_14584089.txt")
BODY = "\n\nA constructed record.\n\nAlpha A, Beta BC.\n\nIt was typed. It says nothing.\n"
FOOTER = "\nPMID: 12345678 [Indexed for MEDLINE]\n"
TEXTS = [
    *(case.line + BODY + FOOTER for case in CITATIONS.values()),
    *(case.text for name, case in LAYOUTS.items() if "copied from the site" not in name),
    *(case.text for case in NOTICES.values()),
]
NUMBER = re.compile(r"^\s*\d+[.:]\s+")
MARKS = ["\ufeff", "\u200b", "\x01", "\x1a", "\x7f", "\t", "\u00a0", "\ufffd", "😀", "\u0301"]


def only_record(text):
    parsed = pubmed.parse(text)
    assert (parsed.seen, parsed.rejections) == (1, ())
    return parsed.records[0]


def fields(record):
    return replace(record, index=0, line=0, raw="")


def counted_by_paragraphs(text):
    """How many records a sound file holds, found by the look of paragraphs alone."""
    heading = re.compile(r"\s*(Retracted|[A-Z]\w+( and republished| of concern)? (in|on|of|for)\b)")
    dated = re.compile(r"\.\s+(18|19|20)\d\d\b([^.]{0,30}[;:]|.{0,30}(doi|pii):)", re.S)
    return sum(
        dated.search(paragraph[:120]) is not None and not heading.match(paragraph)
        for paragraph in re.split(r"\n\s*\n", text)
    )


@st.composite
def lists_of_records(draw):
    """Several sound records in one file, numbered or not, and the texts it is made of."""
    texts = draw(st.lists(st.sampled_from(TEXTS), min_size=1, max_size=6))
    gap = draw(st.sampled_from(["\n", "\n\n", "\n\n\n"]))
    bare = [NUMBER.sub("", text) for text in texts]
    if draw(st.booleans()):
        bare = [f"{number}. {text}" for number, text in enumerate(bare, start=1)]
    return gap.join(bare), texts


@st.composite
def damaged_files(draw):
    """A list of records cut, doubled, shuffled, blanked, marked, or with foreign line ends."""
    text, _ = draw(lists_of_records())
    for damage in draw(
        st.lists(st.sampled_from(["cut", "double", "swap", "blank", "mark", "drop"]))
    ):
        lines = text.split("\n")
        at = draw(st.integers(0, len(lines) - 1))
        to = draw(st.integers(0, len(lines) - 1))
        match damage:
            case "cut":
                text = text[: draw(st.integers(1, len(text)))]
            case "double":
                text = "\n".join([*lines[:at], lines[to], *lines[at:]])
            case "swap":
                lines[at], lines[to] = lines[to], lines[at]
                text = "\n".join(lines)
            case "blank":
                text = "\n".join([*lines[:at], "", *lines[at:]])
            case "drop":
                text = "\n".join(lines[:at] + lines[at + 1 :]) or text
            case "mark":
                lines[at] = draw(st.sampled_from(MARKS)).join([lines[at][:9], lines[at][9:]])
                text = "\n".join(lines)
    text = text.replace("\n", draw(st.sampled_from(["\n", "\r\n", "\r"])))
    return draw(st.sampled_from(["", "\ufeff"])) + text


def words_of(text):
    """The lines of a text that say anything, without the blanks around them."""
    lines = normalise(text).translate(CONTROLS).split("\n")
    return [line.strip() for line in lines if not is_blank(line)]


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


@pytest.mark.parametrize("case", LAYOUTS.values(), ids=LAYOUTS)
def test_a_record_is_read_whatever_its_layout(case):
    record = only_record(case.text)
    assert replace(record, raw="") == Record(index=1, line=1, raw="", **case.fields)


@pytest.mark.parametrize("case", NOTICES.values(), ids=NOTICES)
def test_a_notice_at_the_door_is_told_from_other_references(case):
    record = only_record(case.text)
    assert [astuple(notice) for notice in record.notices] == case.notices
    assert [astuple(reference) for reference in record.related] == case.related


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r", "\u2028", "\x85"])
@pytest.mark.parametrize("case", LAYOUTS.values(), ids=LAYOUTS)
def test_line_ends_and_a_mark_at_the_start_change_nothing(case, ending):
    marked = "\ufeff" + case.text.replace("\n", ending)
    assert pubmed.parse(marked).records == pubmed.parse(case.text).records


@settings(deadline=None)
@given(lists_of_records())
def test_each_record_of_a_list_is_read_as_if_it_were_alone(drawn):
    text, texts = drawn
    parsed = pubmed.parse(text)
    assert parsed.seen == len(texts) == counted_by_paragraphs(text)
    assert list(map(fields, parsed.records)) == [fields(only_record(each)) for each in texts]


@settings(deadline=None)
@given(damaged_files())
def test_no_line_of_a_damaged_file_is_lost_or_read_twice(text):
    try:
        parsed = pubmed.parse(text)
    except Unreadable:
        assert words_of(text) == []
        return
    results = sorted([*parsed.records, *parsed.rejections], key=lambda result: result.index)
    assert [result.index for result in results] == list(range(1, parsed.seen + 1))
    assert all(first.line < second.line for first, second in pairwise(results))
    assert [word for result in results for word in words_of(result.raw)] == words_of(text)
    assert all(len(rejection.reason) > 20 for rejection in parsed.rejections)


@settings(deadline=None)
@given(st.binary(max_size=300) | st.text(max_size=300))
def test_anything_at_all_is_read_rejected_or_refused(data):
    try:
        parsed = pubmed.parse(data)
    except Unreadable:
        return
    assert parsed.seen > 0


@pytest.mark.parametrize(
    "text",
    [
        "A" * 5_000_000,
        "J Constr Res. 2003;1:2. " + "A. 2003 " * 600_000,
        CITATIONS["full date"].line + BODY + "(1)," * 1_200_000,
        CITATIONS["full date"].line + "\n\nA title.\n\n" + "Alpha A, " * 500_000,
        CITATIONS["full date"].line + BODY + "Word. " * 800_000 + FOOTER,
        CITATIONS["full date"].line + BODY + " " * 5_000_000 + FOOTER,
        "Comment in\n" * 100_000,
        "PMID: 1\n\nA.\n" * 60_000,
        "1. " * 1_600_000,
        "10.1000/" + ")" * 5_000_000,
    ],
    ids=range(10),
)
def test_megabytes_of_anything_are_read_in_seconds(text):
    begun = time.perf_counter()
    pubmed.parse(text)
    assert time.perf_counter() - begun < 20


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
