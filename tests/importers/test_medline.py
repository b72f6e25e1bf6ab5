"""MEDLINE (.nbib), on constructed records and on damaged ones."""

import io
import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reviews.importers import formats, tagged
from reviews.importers.counting import Counter
from reviews.importers.records import Author, Record, RecordNotice, Reference
from reviews.vocabulary import Nature
from tests.importers.damage import DAMAGES, ENCODINGS, LINE_ENDS, counted, damaged, read_all

WHOLE = """PMID- 12345678
OWN - NLM
STAT- MEDLINE
VI  - 44
IP  - 5
DP  - 2003 Oct 30
TI  - A constructed record: that has
      a long title.
PG  - 751-6
LID - S0000-0000(03)00001-X [pii]
LID - 10.1000/JCR.751 [doi]
AB  - BACKGROUND: It was typed
      slowly. RESULTS: It says nothing.
CI  - Copyright 2003 Nobody.
FAU - Alpha, Ann Berta Jr
AU  - Alpha AB Jr
AUID- ORCID: 0000-0000-0000-0000
AD  - Institute of Tests, Nowhere.
FAU - de la Beta, Carl
AU  - de la Beta C
AD  - Institute of Tests, Nowhere.
CN  - Constructed Study Group
PT  - Journal Article
TA  - J Constr Res
JT  - Journal of constructed research
PMC - PMC7654321
AID - S0000-0000(03)00001-X [pii]
SO  - J Constr Res. 2003 Oct 30;44(5):751-6. doi: 10.1000/JCR.751."""
PEOPLE = (
    Author("Alpha", "Ann Berta", "AB", "Jr"),
    Author("de la Beta", "Carl", "C"),
    Author(collective="Constructed Study Group"),
)


def items_of(text):
    reading = formats.read(io.BytesIO(text.encode()))
    assert reading.format == "medline"
    return list(reading.items)


def only_record(text):
    [item] = items_of(text)
    assert isinstance(item, Record), item
    return item


def with_lines(*lines):
    return only_record("\n".join(["PMID- 17", *lines]))


def test_a_record_is_read_in_every_field():
    assert only_record(WHOLE) == Record(
        index=1,
        line=1,
        raw=WHOLE,
        title="A constructed record: that has a long title.",
        authors=PEOPLE,
        affiliation="Institute of Tests, Nowhere.",
        journal="Journal of constructed research",
        year=2003,
        volume="44",
        issue="5",
        pages="751-6",
        published="2003 Oct 30",
        abstract="BACKGROUND: It was typed slowly. RESULTS: It says nothing.",
        doi="10.1000/jcr.751",
        pmid="12345678",
        pmcid="PMC7654321",
        status="MEDLINE",
    )


def test_a_file_says_where_its_records_are():
    first, second, third = items_of(f"\n{WHOLE}\n\nPMID- 18\nOWN - NLM\n\n\n{WHOLE}\n\n")
    assert (first.index, first.line, first.raw) == (1, 2, WHOLE)
    assert (second.index, second.line, second.raw) == (2, 31, "PMID- 18\nOWN - NLM")
    assert second.reason == tagged.UNTITLED
    assert (third.index, third.line, third.raw) == (3, 35, WHOLE)


def test_a_number_of_pubmed_central_before_the_pmid_goes_with_it():
    whole = f"PMC - PMC11\n{WHOLE.replace('PMC - PMC7654321', 'EDAT- 2003')}"
    first, second, third = items_of(
        f"\n{whole}\n\n{whole.replace('PMC11', 'PMC12')}\n\n{WHOLE}\nPMC - PMC13"
    )
    assert (first.pmcid, first.line, first.raw) == ("PMC11", 2, whole)
    assert (second.pmcid, second.line) == ("PMC12", 32)
    assert (third.pmcid, third.line) == ("PMC7654321", 62)


AUTHORS = {
    "short names": (["AU  - Alpha AB", "AU  - de la Beta C"], ["Alpha AB", "de la Beta C"]),
    "more short names": (
        ["FAU - Alpha, Ann", "AU  - Alpha A", "AU  - Beta B"],
        ["Alpha A", "Beta B"],
    ),
    "full names alone": (["FAU - Alpha, Ann Berta"], ["Alpha AB"]),
    "first name first": (["FAU - Ann B Alpha", "AU  - AB Alpha"], ["Alpha AB"]),
    "another spelling": (["FAU - Alpha, Ann-Berta", "AU  - Alfa A"], ["Alpha AB"]),
    "a group first": (
        ["CN  - The Group", "FAU - Alpha, Ann", "AU  - Alpha A"],
        ["The Group", "Alpha A"],
    ),
    "an empty group": (["CN  - ", "FAU - Alpha, Ann"], ["Alpha A"]),
    "editors": (["FED - Alpha, Ann", "ED  - Alpha A"], ["Alpha A"]),
    "a name of one word": (["FAU - Alpha", "AU  - Alpha"], ["Alpha"]),
    "nobody": (["AU  - [No authors listed]"], []),
}


def test_records_of_eric_begin_with_their_owner():
    text = """
OWN - ERIC
TI  - A constructed lesson
AU  - Alpha, Ann
JT  - Journal of Tests
AID - http://dx.doi.org/10.1000/jot.3
OID - EJ1000000
DP  - Apr 2003
LID - http://eric.example.org/?id=EJ1000000

OWN - ERIC
TI  - Another
"""
    first, second = items_of(text)
    assert (first.title, first.doi, first.year, first.pmid) == (
        "A constructed lesson",
        "10.1000/jot.3",
        2003,
        "",
    )
    assert first.authors == (Author("Alpha", "Ann", "A"),)
    assert (second.index, second.line, second.title) == (2, 11, "Another")


@pytest.mark.parametrize(("lines", "names"), AUTHORS.values(), ids=AUTHORS)
def test_authors(lines, names):
    authors = with_lines("TI  - T", *lines).authors
    assert [a.collective or f"{a.family} {a.initials}".strip() for a in authors] == names


FIELDS = {
    "the title of a book": (["BTI - A book"], {"title": "A book"}),
    "a chapter": (["TI  - A chapter", "BTI - A book"], {"title": "A chapter", "journal": "A book"}),
    "the title in its own language": (["TT  - Ein Titel"], {"title": "Ein Titel"}),
    "the short name of a journal": (["TI  - T", "TA  - J Constr Res"], {"journal": "J Constr Res"}),
    "a date in figures": (["TI  - T", "DEP - 20031030"], {"year": 2003, "published": "20031030"}),
    "a season": (["TI  - T", "DP  - Fall 2003"], {"year": 2003, "published": "Fall 2003"}),
    "two years": (["TI  - T", "DP  - 2003-2004"], {"year": 2003, "published": "2003-2004"}),
    "an article number": (["TI  - T", "LID - 103640"], {"pages": "103640"}),
    "a DOI of old": (["TI  - T", "AID - doi:10.1000/X"], {"doi": "10.1000/x"}),
    "a DOI in the source": (
        ["TI  - T", "SO  - J. 2003. doi:\n      10.1000/X."],
        {"doi": "10.1000/x"},
    ),
    "no DOI": (["TI  - T", "AID - 10.1000/X [pii]"], {"doi": ""}),
    "another abstract": (["TI  - T", "OAB - It says."], {"abstract": "It says."}),
    "an abstract elsewhere": (
        ["TI  - T", "AB  - ", "OAB - Publisher: Abstract available from the publisher."],
        {"abstract": ""},
    ),
    "markup": (["TI  - <i>T</i> &lt; 5"], {"title": "T < 5"}),
    "small letters": (["ti  - T"], {"title": "T"}),
    "no blank": (["TI  -T"], {"title": "T"}),
}


@pytest.mark.parametrize(("lines", "expected"), FIELDS.values(), ids=FIELDS)
def test_fields(lines, expected):
    record = with_lines(*lines)
    assert {name: getattr(record, name) for name in expected} == expected


def test_a_pmid_that_is_none_is_left_out():
    assert only_record("PMID- none\nTI  - T").pmid == ""


SOURCE = "J Constr Res. 2005 Jan 5;46(1):99. doi: 10.1000/jcr.99. PMID: 99"
PARTS = (SOURCE, "2005 Jan 5", "10.1000/jcr.99", "99")
DONE_TO_IT = {
    "RIN": (Nature.RETRACTION, "Retraction in"),
    "PRIN": (Nature.CORRECTION, "Partial retraction in"),
    "RRI": (Nature.RETRACTION, "Retracted and republished in"),
    "ECI": (Nature.EXPRESSION_OF_CONCERN, "Expression of concern in"),
    "EIN": (Nature.CORRECTION, "Erratum in"),
    "CRI": (Nature.CORRECTION, "Corrected and republished in"),
}
OTHERS = {
    "ROF": "Retraction of",
    "PROF": "Partial retraction of",
    "ECF": "Expression of concern for",
    "EFR": "Erratum for",
    "CRF": "Corrected and republished from",
    "RPI": "Republished in",
    "RPF": "Republished from",
    "UIN": "Update in",
    "UOF": "Update of",
    "CIN": "Comment in",
    "CON": "Comment on",
}


@pytest.mark.parametrize(("tag", "notice"), DONE_TO_IT.items())
def test_what_a_publisher_did_to_a_paper_is_a_notice(tag, notice):
    record = with_lines("TI  - T", f"{tag:4}- {SOURCE}")
    assert (record.notices, record.related) == ((RecordNotice(*notice, *PARTS),), ())


@pytest.mark.parametrize(("tag", "heading"), OTHERS.items())
def test_other_publications_say_nothing_against_a_paper(tag, heading):
    record = with_lines("TI  - T", f"{tag:4}- J Constr Res. 2005 Jan\n      {SOURCE[23:]}")
    assert (record.notices, record.related) == ((), (Reference(heading, *PARTS),))


def test_a_publication_type_alone_is_a_notice():
    record = with_lines("TI  - T", "PT  - Journal Article", "PT  - Retracted Publication")
    cue = RecordNotice(Nature.RETRACTION, "Publication type", "Retracted Publication")
    assert record.notices == (cue,)
    assert with_lines("TI  - T", "PT  - Retraction of Publication").notices == ()


def test_a_retraction_is_told_once():
    record = with_lines("TI  - T", f"RIN - {SOURCE}", "PT  - Retracted Publication")
    assert record.notices == (RecordNotice(Nature.RETRACTION, "Retraction in", *PARTS),)


@given(DAMAGES, ENCODINGS, LINE_ENDS)
@settings(max_examples=40, deadline=None)
def test_no_record_of_a_damaged_file_is_lost(damages, encoding, line_end):
    other = WHOLE.replace("A constructed", "Ünother").replace("FAU - A", "FAU - Ö")
    text = damaged(f"{WHOLE}\n\n{other}\n\nPMC - PMC12\n{WHOLE}\n", damages)
    data = text.replace("\n", line_end).encode(encoding, "replace")
    starts = counted("medline", data)
    name, items = read_all(data)
    if re.search(r"^PMID ?-", text, re.M):
        assert (name, len(items)) == ("medline", starts)
        assert [item.index for item in items] == list(range(1, starts + 1))


@given(
    st.lists(st.sampled_from(["PMID", "OWN", "STAT", "VI"]), min_size=1, max_size=6),
    st.lists(st.tuples(st.integers(0, 5), st.integers(1, 21)), max_size=4),
)
@settings(max_examples=60, deadline=None)
def test_a_record_that_lost_its_first_lines_is_one_more_and_joins_no_other(firsts, gaps):
    """Each begins with the tag given, or with its title where that is none; there are empty
    lines within some."""
    records = []
    for number, first in enumerate(["PMID", *firsts]):
        lines = WHOLE.replace("A constructed record", f"Number {number}").split("\n")
        at = next((at for at, line in enumerate(lines) if line.startswith(f"{first:4}- ")), 0)
        at = 6 if first == "VI" else at  # from its title on
        for _, place in (gap for gap in gaps if gap[0] == number):
            lines.insert(max(place, at + 1), "")
        records.append("\n".join(lines[at:]))
    items = items_of("\n\n".join(records))
    assert [item.title for item in items] == [
        f"Number {number}: that has a long title." for number in range(len(records))
    ]
    assert all(item.journal == "Journal of constructed research" for item in items)
    assert counted("medline", "\n\n".join(records).encode()) == len(records)


LINES = [
    "", " ", "\u00a0", "PMID- 1", "OWN - NLM", "OWN - ERIC", "STAT- x", "IS  - 1", "TI  - A",
    "TT  - B", "AB  - a", "PMC - PMC1", "PMC-PMC2", "      more", "\ufeffPMID- 2", "AU  - C",
]  # fmt: skip


@given(st.lists(st.sampled_from(LINES), max_size=14), st.integers(1, 50))
@settings(max_examples=200, deadline=None)
def test_lines_in_any_order_are_counted_as_they_are_read(lines, size):
    data = "\n".join(["PMID- 0", *lines]).encode()
    counter = Counter("medline")
    for at in range(0, len(data), size):
        counter.feed(data[at : at + size])
    _, items = read_all(data)
    assert counter.count == len(items)
    assert "".join("".join(item.raw.split()) for item in items) == "".join(data.decode().split())


def test_a_record_without_a_pmid_line_stands_where_it_begins():
    first, second, third = items_of(
        "PMC - PMC6\nTI  - A\n\n \nPMC - PMC7\nIS  - 1\nTI  - B\n\nPMC - PMC8\nPMID- 3\nTI  - C\n"
    )
    assert [(item.line, item.title, item.pmid) for item in (first, second, third)] == [
        (1, "A", ""), (5, "B", ""), (9, "C", "3"),
    ]  # fmt: skip
    assert (second.pmcid, third.pmcid) == ("PMC7", "PMC8")


@pytest.mark.parametrize("blank", ["\u00a0", "\u3000", "\u2003"])
def test_a_line_of_any_blank_sign_is_empty(blank):
    text = f"PMID- 1\nTI  - A\n{blank}\nOWN - NLM\nTI  - B\n"
    assert [(item.line, item.title) for item in items_of(text)] == [(1, "A"), (4, "B")]
    assert counted("medline", text.encode()) == 2


def test_a_pmid_line_that_is_not_the_first_is_of_the_same_record():
    first, second = items_of("OWN - NLM\nSTAT- MEDLINE\nPMID- 1\nTI  - A\n\nOWN - NLM\nPMID- 2\n")
    assert (first.pmid, first.title, second.line) == ("1", "A", 6)


def test_what_is_left_of_a_record_is_rejected_with_its_line():
    _, rest = items_of("PMID- 1\nTI  - A\n\nOWN - NLM\nSTAT- MEDLINE\n")
    assert (rest.line, rest.raw, rest.reason) == (4, "OWN - NLM\nSTAT- MEDLINE", tagged.UNTITLED)


def test_damage_leaves_the_other_records_whole():
    text = f"{WHOLE}\n\nPMID- 18\nTI  - Cut\n      sho\n\n{WHOLE}"
    first, second, third = items_of(text)
    assert second.title == "Cut sho"
    assert replace(first, index=3, line=third.line) == third


def test_a_mark_of_byte_order_hides_no_record_whose_first_line_is_damaged():
    name, items = read_all(b"\xef\xbb\xbfPMID- 1\xe9\nTI  - T\n")
    assert (name, [item.title for item in items]) == ("medline", ["T"])
