"""Lists of constructed records, sound and damaged: nothing is lost, nothing is read twice."""

import re
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reviews.exceptions import Unreadable
from reviews.importers import pubmed
from reviews.importers.sections import CONTROLS, is_blank
from reviews.importers.text import normalise
from tests.importers.citation_cases import CITATIONS
from tests.importers.test_pubmed import BODY, FOOTER, TEXTS, fields, only_record

NUMBER = re.compile(r"^\s*\d+[.:]\s+")
MARKS = ["\ufeff", "\u200b", "\x01", "\x1a", "\x7f", "\t", "\u00a0", "\ufffd", "😀", "\u0301"]


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
def test_megabytes_of_anything_are_read_to_the_end(text):
    """What takes more than linear time would not come to an end here."""
    parsed = pubmed.parse(text)
    assert parsed.seen == len(parsed.records) + len(parsed.rejections) > 0
