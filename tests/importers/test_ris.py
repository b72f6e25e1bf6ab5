"""RIS and its dialects, on constructed records and on damaged ones."""

import io
import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reviews.exceptions import Unreadable
from reviews.importers import formats, ris, tagged
from reviews.importers.records import Author, Record, RecordNotice, Rejection
from reviews.vocabulary import Nature
from tests.importers.damage import DAMAGES, ENCODINGS, LINE_ENDS, counted, damaged, read_all

ALPHA = Author("Alpha", "Ann B.", "AB")
BETA = Author("Beta", "C.", "C")
WHOLE = """TY  - JOUR
ID  - 17
TI  - A constructed record
AU  - Alpha, Ann B.
AU  - Beta, C.
T2  - Journal of Constructed Research
J2  - J Constr Res
PY  - 2003
DA  - 2003/10/30/
VL  - 44
IS  - 5
SP  - 751
EP  - 756
AB  - It was typed. It says nothing.
DO  - 10.1000/JCR.751
UR  - https://pubmed.ncbi.nlm.nih.gov/12345678/
C2  - PMC7654321
KW  - tests
ER  - """


def items_of(text):
    data = text if isinstance(text, bytes) else text.encode()
    reading = formats.read(io.BytesIO(data))
    assert reading.format == "ris"
    return list(reading.items)


def only_record(text):
    [item] = items_of(text)
    assert isinstance(item, Record), item
    return item


def with_lines(*lines, kind="JOUR"):
    """A record of these lines, titled unless they give a title."""
    return only_record("\n".join([f"TY  - {kind}", *lines, "ER  - "]))


def test_a_record_is_read_in_every_field():
    assert only_record(WHOLE) == Record(
        index=1,
        line=1,
        raw=WHOLE.rstrip(),
        title="A constructed record",
        authors=(ALPHA, BETA),
        journal="Journal of Constructed Research",
        year=2003,
        volume="44",
        issue="5",
        pages="751-756",
        published="2003/10/30",
        abstract="It was typed. It says nothing.",
        doi="10.1000/jcr.751",
        pmid="12345678",
        pmcid="PMC7654321",
    )


LAYOUTS = {
    "one blank before the hyphen": WHOLE.replace("  - ", " - "),
    "no blank after the hyphen": WHOLE.replace("  - ", "  -"),
    "two blanks after the hyphen": WHOLE.replace("  - ", "  -  "),
    "no blank before the hyphen": WHOLE.replace("  - ", "- "),
    "small letters": re.sub(r"(?m)^..(?=  -)", lambda tag: tag[0].lower(), WHOLE),
    "indented": re.sub(r"(?m)^", "  ", WHOLE),
    "a mark of byte order": f"\ufeff{WHOLE}",
    "blank lines before": f"\n \n\n{WHOLE}",
    "a heading before": f"Record #1 of 1\nProvider: Constructed\nContent: text\n1.\n{WHOLE}",
    "no end": WHOLE.removesuffix("ER  - "),
    "an end without a blank": f"{WHOLE.rstrip()}\n\n",
    "two ends": f"{WHOLE}\nER  - \n",
    "a link after the end": f"{WHOLE}\n\nLink to the text: https://example.org/1\n\n",
    "a blank line in every gap": WHOLE.replace("\n", "\n\n"),
}


@pytest.mark.parametrize("text", LAYOUTS.values(), ids=LAYOUTS)
def test_layouts_differ_and_the_fields_do_not(text):
    expected = replace(only_record(WHOLE), raw="", line=1)
    assert replace(only_record(text), raw="", line=1) == expected


def test_a_file_says_where_its_records_are():
    text = f"Heading\n1.\n{WHOLE}\nNL  - J Constr Res\n\n2.\nTY  - JOUR\nER  -\n{WHOLE}\n"
    first, second, third = items_of(text)
    assert (first.index, first.line, first.raw) == (1, 3, f"{WHOLE}\nNL  - J Constr Res")
    assert (second.index, second.line, second.raw) == (2, 25, "TY  - JOUR\nER  -")
    assert second.reason == tagged.UNTITLED
    assert (third.index, third.line, third.title) == (3, 27, "A constructed record")


def test_a_start_without_an_end_before_it_is_a_record_of_its_own():
    items = items_of("TY  - BOOK\nTY  - JOUR\nTI  - First\nTY  - JOUR\nTI  - Second\nER  - ")
    assert [type(item) for item in items] == [Rejection, Record, Record]
    assert [item.line for item in items] == [1, 2, 4]


def test_wrapped_text_is_whole_again():
    record = with_lines(
        "TI  - A title that goes",
        "      on and on",
        "US - made words are no tag",
        "we  - neither",
        "AB  - The first part was",
        "wrapped.",
        "",
        "The second was not.",
    )
    assert record.title == "A title that goes on and on US - made words are no tag we - neither"
    assert record.abstract == "The first part was wrapped.\nThe second was not."


def test_lines_of_an_abstract_that_nobody_wrapped_are_paragraphs():
    long = "It was typed and typed " * 8
    record = with_lines("TI  - T", f"AB  - {long}.", "And again.", "AB  - Last.")
    assert record.abstract == f"{long.strip()} .\nAnd again.\nLast."


TITLES = {
    "T1": (["T1  - Named"], "JOUR", "Named", ""),
    "TI before T1": (["T1  - Other", "TI  - Named"], "JOUR", "Named", ""),
    "CT": (["CT  - Named"], "JOUR", "Named", ""),
    "a book": (["BT  - Named"], "BOOK", "Named", ""),
    "a chapter": (["TI  - Named", "BT  - Whole"], "CHAP", "Named", "Whole"),
    "a journal as a whole": (["JF  - Named"], "JFULL", "Named", ""),
    "a title among series": (["T2  - Named", "T3  - Series"], "RPRT", "Named", "Series"),
    "a short title": (["TI  - ", "ST  - Named"], "JOUR", "Named", ""),
    "markup": (["TI  - <i>Na</i>med &amp; H<sub>2</sub>O &lt; 5"], "JOUR", "Named & H2O < 5", ""),
    "the full name": (
        ["TI  - Named", "JO  - J Constr", "JF  - Journal"],
        "JOUR",
        "Named",
        "Journal",
    ),
    "the short name": (["TI  - Named", "JA  - J Constr"], "JOUR", "Named", "J Constr"),
}


@pytest.mark.parametrize(("lines", "kind", "title", "journal"), TITLES.values(), ids=TITLES)
def test_titles_stand_under_many_tags(lines, kind, title, journal):
    record = with_lines(*lines, kind=kind)
    assert (record.title, record.journal) == (title, journal)


def test_the_name_of_a_journal_is_no_title():
    [item] = items_of("TY  - JOUR\nT2  - Journal\nER  - ")
    assert item.reason == tagged.UNTITLED


DATES = {
    "a year": (["PY  - 2003"], 2003, "2003"),
    "empty parts": (["Y1  - 2003//"], 2003, "2003"),
    "a whole date": (["Y1  - 2003/10/30/Fall"], 2003, "2003/10/30/Fall"),
    "the year elsewhere": (["PY  - 2003", "DA  - JUN 8"], 2003, "2003 JUN 8"),
    "an undefined part": (["PY  - 2019", "DA  - 2019/10//undefined"], 2019, "2019/10"),
    "words": (["PY  - 30 October 2003"], 2003, "30 October 2003"),
    "figures alone": (["PY  - Start date: 20030812"], 2003, "Start date: 20030812"),
    "no year": (["PY  - in press"], None, "in press"),
    "no date": ([], None, ""),
    "a date that is no year": (["PY  - 20031"], None, "20031"),
    "too long": (["PY  - 2003 " + "x" * 90], 2003, "2003 " + "x" * 55),
    "another year": (["PY  - 2003", "Y1  - 2004/01/02"], 2003, "2003"),
}


@pytest.mark.parametrize(("lines", "year", "published"), DATES.values(), ids=DATES)
def test_dates_as_printed_and_their_year(lines, year, published):
    record = with_lines("TI  - T", *lines)
    assert (record.year, record.published) == (year, published)


PAGES = {
    "first and last": (["SP  - 751", "EP  - 6"], "751-6"),
    "both in one": (["SP  - 751-6"], "751-6"),
    "both in the second": (["SP  - 751", "EP  - 751-756"], "751-756"),
    "one": (["SP  - e17", "EP  - e17"], "e17"),
    "the last": (["EP  - 756"], "756"),
    "not specified": (["SP  - No", "EP  - Specified", "C7  - 104501"], "104501"),
    "too long": (["SP  - " + "9" * 90], "9" * 60),
}


@pytest.mark.parametrize(("lines", "pages"), PAGES.values(), ids=PAGES)
def test_pages(lines, pages):
    assert with_lines("TI  - T", *lines).pages == pages


AUTHORS = {
    "two tags": (["A1  - Alpha, Ann B.", "AU  - Alpha, Ann B.", "AU  - Beta, C."], (ALPHA, BETA)),
    "in one line": (["AU  - Alpha, Ann B.; Beta, C."], (ALPHA, BETA)),
    "editors alone": (["A2  - Alpha, Ann B.", "A3  - Beta, C."], (ALPHA,)),
    "no author": (["AU  - "], ()),
    "nobody": (["AU  - Alpha, Ann B.", "AU  - et al."], (ALPHA,)),
}


@pytest.mark.parametrize(("lines", "authors"), AUTHORS.values(), ids=AUTHORS)
def test_authors(lines, authors):
    assert with_lines("TI  - T", *lines).authors == authors


DOIS = {
    "a link": ["DO  - https://doi.org/10.1000/x%281%29"],
    "words around it": ["DO  - see 10.1000/x(1) there"],
    "the second value": ["DO  - none", "DO  - 10.1000/x(1)"],
    "three letters": ["DOI - 10.1000/x(1)"],
    "UR": ["UR  - http://dx.doi.org/10.1000/x(1)"],
    "a page of a publisher": ["UR  - https://example.org/doi/full/10.1000/x(1)?cookie=1"],
    "a page of an article": ["UR  - https://example.org/doi/10.1000/x(1)/abstract"],
    "a resolver": ["LK  - http://example.org/q?sid=OVID&id=doi:10.1000%2Fx%281%29&issn=1"],
    "L3": ["L3  - 10.1000/x(1)"],
    "M3": ["M3  - doi: 10.1000/x(1)"],
    "AN": ["AN  - 10.1000/x(1)"],
    "a note": ["N1  - Received 2003. doi: 10.1000/x(1)"],
}


@pytest.mark.parametrize("lines", DOIS.values(), ids=DOIS)
def test_a_doi_is_found_where_it_hides(lines):
    assert with_lines("TI  - T", *lines).doi == "10.1000/x(1)"


def test_a_doi_of_another_paper_is_none_of_this_one():
    lines = ["N1  - References: Alpha A, " + "x" * 1000 + " doi: 10.1000/other"]
    assert with_lines("TI  - T", *lines, "UR  - https://example.org/10.5").doi == ""


PMIDS = {
    "a link": (["UR  - http://www.ncbi.nlm.nih.gov/pubmed/123"], "123"),
    "a resolver": (["L2  - http://example.org/?sid=OVID:med&id=pmid:123&id=doi:"], "123"),
    "a note": (["N1  - PMID: 123"], "123"),
    "its own words": (["AN  - PMID 123"], "123"),
    "Cochrane": (["AN  - CN-00123456", "XR  - PUBMED 12345"], "12345"),
    "PubMed": (["DB  - PubMed", "AN  - 123"], "123"),
    "the library": (["DP  - NLM", "AN  - 123"], "123"),
    "Ovid": (["ID  - 123", "UR  - http://ovidsp.ovid.com/ovidweb.cgi?T=JS&D=med4&AN=123"], "123"),
    "Embase": (["AN  - 6039", "C5  - 123", "DB  - Embase", "DB  - Medline"], "123"),
    "Scopus": (["DB  - Scopus", "C2  - 123"], "123"),
    "a sentence": (["N1  - We searched PubMed 2003 and Medline 2003."], ""),
    "Embase alone": (["DB  - Embase", "AN  - L6039", "C5  - 123"], ""),
    "another database": (["DB  - PsycINFO", "AN  - 123"], ""),
    "no database": (["AN  - 123", "ID  - 456"], ""),
    "Web of Science": (["AN  - WOS:000123456700001"], ""),
}


@pytest.mark.parametrize(("lines", "pmid"), PMIDS.values(), ids=PMIDS)
def test_a_number_is_a_pmid_only_if_the_record_says_so(lines, pmid):
    assert with_lines("TI  - T", *lines).pmid == pmid


@pytest.mark.parametrize(
    ("lines", "cue"),
    [
        (["TI  - RETRACTED: A title"], ("Title", "RETRACTED: A title")),
        (
            ["TI  - A title", "M3  - Article; Retracted Publication"],
            ("Publication type", "Retracted Publication"),
        ),
        (["TI  - Retracted muscles", "M3  - Retraction"], None),
    ],
)
def test_what_says_that_the_paper_was_retracted_is_a_notice(lines, cue):
    expected = (RecordNotice(Nature.RETRACTION, *cue),) if cue else ()
    assert with_lines(*lines).notices == expected


def test_what_is_no_ris_is_refused():
    with pytest.raises(Unreadable, match="none of the formats"):
        formats.read(io.BytesIO(b"AU  - Alpha, Ann\nTI  - A title\nER  - "))


def test_a_record_without_end_is_rejected_and_the_next_one_read():
    lines = "KW  - tests\n" * (tagged.MOST_CHARACTERS // 12 + 40_000)
    first, second = items_of(f"TY  - JOUR\nTI  - T\n{lines}TY  - JOUR\nTI  - Next\nER  - ")
    assert (first.reason, first.line) == (tagged.TOO_LONG, 1)
    assert len(first.raw) <= tagged.MOST_CHARACTERS
    assert (second.title, second.line) == ("Next", lines.count("\n") + 3)


def test_a_file_of_one_line_is_rejected():
    [item] = items_of("TY  - JOUR" + " word" * 2_000_000)
    assert item.reason == tagged.TOO_LONG


@given(DAMAGES, ENCODINGS, LINE_ENDS)
@settings(max_examples=40, deadline=None)
def test_no_record_of_a_damaged_file_is_lost(damages, encoding, line_end):
    other = WHOLE.replace("A constructed", "Ünother\n  wrapped").replace("AU  - A", "A1  - Ö")
    text = damaged(f"1.\n{WHOLE}\n\n2.\n{other}\nNL  - J\n\n{WHOLE}\n", damages)
    data = text.replace("\n", line_end).encode(encoding, "replace")
    starts = counted("ris", data)
    name, items = read_all(data)
    assert (name, len(items)) == ("ris" if starts else name, starts if starts else len(items))
    assert [item.index for item in items] == list(range(1, len(items) + 1))
    lines = text.split("\n")
    for item in items:
        assert lines[item.line - 1].startswith(item.raw.split("\n")[0][:4])


@given(st.text(max_size=300))
@settings(max_examples=60, deadline=None)
def test_any_text_in_a_field_is_read_or_refused(text):
    for tag in ("TI", "AU", "AB", "PY", "SP", "UR", "AN", "DO"):
        name, items = read_all(f"TY  - JOUR\n{tag}  - {text}\nTI  - T\n".encode(errors="replace"))
        assert name == "ris" or "\0" in text
        assert all(item.raw for item in items)


@pytest.mark.parametrize("text", ["TY  -", "TY  - JOUR\rTY  -", "1.\nTY  - JOUR\nTY  -"])
def test_a_start_at_the_very_end_is_a_record(text):
    assert len(items_of(text)) == text.count("TY")


@pytest.mark.parametrize("size", [1, 2, 3, 7, 50])
def test_a_start_is_found_wherever_a_block_ends(size):
    text = f"1.\n\n{WHOLE}\n\n{WHOLE}\nNL  - J\n\n  TY - JOUR\nTI  - Last"
    blocks = [text[at : at + size] for at in range(0, len(text), size)]
    found = list(tagged.chunks(blocks, ris._BEGINS))
    assert found == list(tagged.chunks([text], ris._BEGINS))
    assert [chunk.line for chunk in found] == [1, 3, 23, 44]
    assert "\n".join(chunk.text for chunk in found) == text
