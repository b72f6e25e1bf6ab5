"""EndNote XML as EndNote and other programs export it, whole and damaged."""

import io
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviews.exceptions import Unreadable
from reviews.importers import formats
from reviews.importers.records import Author, Record, RecordNotice, Rejection
from reviews.vocabulary import Nature

STYLED = """<record><database name="Made.enl" path="Made.enl">Made.enl</database>
<source-app name="EndNote" version="20.0">EndNote</source-app><rec-number>1</rec-number>
<ref-type name="Journal Article">17</ref-type><contributors><authors>
<author><style face="normal" font="default" size="100%">van der Alpha, Ann B.</style></author>
<author><style face="normal">Béta, C</style></author><author>Gamma Group,</author>
</authors></contributors><auth-address><style>One Institute, Town.</style></auth-address>
<titles><title><style face="normal">Uptake by </style><style face="italic">Exemplum</style>
<style face="normal"> &amp; H</style><style face="subscript">2</style><style>O</style></title>
<secondary-title>J Constr Rec</secondary-title></titles>
<periodical><full-title>Journal of constructed records</full-title></periodical>
<pages>26-31</pages><volume>5</volume><number>2</number><keywords><keyword>one</keyword></keywords>
<dates><year>2018</year><pub-dates><date>Apr 3</date></pub-dates></dates>
<accession-num>11111111</accession-num><abstract><style>It was typed.&#xD;It
says little.</style></abstract>
<notes><style>Retraction in: J Constr Rec. 2020 May 1;7(1):9. PMID: 22222222&#xD;eng</style></notes>
<urls><related-urls><url><style>https://www.ncbi.nlm.nih.gov/pubmed/11111111</style></url>
</related-urls></urls><custom2>PMC5555555</custom2>
<electronic-resource-num><style>doi: 10.9999/OWN.1</style></electronic-resource-num>
<remote-database-name>Medline</remote-database-name></record>"""
OLD = (
    "<RECORD><REFERENCE_TYPE>0</REFERENCE_TYPE><AUTHORS><AUTHOR>Alpha, A.</AUTHOR></AUTHORS>"
    "<YEAR>1999</YEAR><TITLE>An older one</TITLE><SECONDARY_TITLE>J Old</SECONDARY_TITLE>"
    "<VOLUME>3</VOLUME><PAGES>1-2</PAGES></RECORD>"
)
START = re.compile(r"<(?:record|RECORD)(?=[\s/>])")


def read(text):
    reading = formats.read(io.BytesIO(text if isinstance(text, bytes) else text.encode()))
    assert reading.format == "endnote_xml"
    return list(reading.items)


def within(*records):
    return '<?xml version="1.0" encoding="UTF-8" ?><xml><records>{}</records></xml>'.format(
        "\n".join(records)
    )


def small(body, title="A"):
    return f"<record><titles><title>{title}</title></titles>{body}</record>"


def only(text):
    [item] = read(text)
    assert isinstance(item, Record), item
    return item


def test_a_record_is_read_in_every_field():
    assert only(within(STYLED)) == Record(
        index=1,
        line=1,
        raw=STYLED,
        title="Uptake by Exemplum & H2O",
        authors=(
            Author("van der Alpha", "Ann B.", "AB"),
            Author("Béta", "C", "C"),
            Author(collective="Gamma Group"),
        ),
        affiliation="One Institute, Town.",
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
        notices=(
            RecordNotice(
                Nature.RETRACTION,
                "Retraction in",
                "J Constr Rec. 2020 May 1;7(1):9. PMID: 22222222",
                "2020 May 1",
                "",
                "22222222",
            ),
        ),
    )


def test_the_names_of_older_versions_are_read():
    record = only(f"<?xml version='1.0'?><XML><RECORDS>{OLD}</RECORDS></XML>")
    assert (record.title, record.year, record.journal) == ("An older one", 1999, "J Old")
    assert record.authors == (Author("Alpha", "A.", "A"),)
    assert (record.volume, record.pages) == ("3", "1-2")


@pytest.mark.parametrize(
    ("body", "field", "value"),
    [
        ("<dates><pub-dates><date>2021-6-25</date></pub-dates></dates>", "year", 2021),
        ("<dates><year>2021</year><pub-dates/></dates>", "published", "2021"),
        (
            "<dates><year>2021</year><pub-dates><date>5 May 2021</date></pub-dates></dates>",
            "published",
            "5 May 2021",
        ),
        ("<electronic-resource-num>doi/10.9999/a</electronic-resource-num>", "doi", "10.9999/a"),
        ("<urls><web-urls><url>https://doi.org/10.9/a</url></web-urls></urls>", "doi", ""),
        (
            "<urls><web-urls><url>https://doi.org/10.9999/a</url></web-urls></urls>",
            "doi",
            "10.9999/a",
        ),
        ("<notes>DOI: 10.9999/a</notes>", "doi", "10.9999/a"),
        ("<accession-num>7654321</accession-num>", "pmid", "7654321"),
        (
            (
                "<accession-num>7654321</accession-num>"
                "<remote-database-name>Embase</remote-database-name>"
            ),
            "pmid",
            "",
        ),
        ("<accession-num>WOS:000123</accession-num>", "pmid", ""),
        ("<issue>7</issue>", "issue", "7"),
        (f"<volume>{'9' * 50}</volume>", "volume", "9" * 40),
        ("<periodical><abbr-1>J Made</abbr-1></periodical>", "journal", "J Made"),
        (
            (
                "<contributors><secondary-authors><author>Editor, Eve</author></secondary-authors>"
                "</contributors>"
            ),
            "authors",
            (Author("Editor", "Eve", "E"),),
        ),
        (
            "<contributors><authors><author>Ann Alpha</author></authors></contributors>",
            "authors",
            (Author("Alpha", "Ann", "A"),),
        ),
        (
            "<contributors><authors><author>Alpha, A&#xD;Beta, B</author></authors></contributors>",
            "authors",
            (Author("Alpha", "A", "A"), Author("Beta", "B", "B")),
        ),
        (
            (
                '<contributors><authors><author last-name="Alpha" first-name="Ann"/></authors>'
                "</contributors>"
            ),
            "authors",
            (Author("Alpha", "Ann", "A"),),
        ),
    ],
)
def test_a_field_may_stand_elsewhere(body, field, value):
    assert getattr(only(within(small(body))), field) == value


@pytest.mark.parametrize(
    ("body", "headings"),
    [
        ("<work-type>Journal Article; Retracted Publication</work-type>", ["Publication type"]),
        ("<notes>Retracted Publication&#xD;eng</notes>", ["Publication type"]),
        ("<notes>It names a Retracted Publication</notes>", []),
    ],
)
def test_a_retraction_is_seen_in_what_pubmed_left(body, headings):
    assert [notice.heading for notice in only(within(small(body))).notices] == headings


def test_a_title_may_be_the_translated_or_short_one():
    for name in ("translated-title", "short-title"):
        record = f"<record><titles><{name}>Kurz</{name}></titles></record>"
        assert only(within(record)).title == "Kurz"


@pytest.mark.parametrize(
    ("broken", "reason"),
    [
        ("<record/>", "nothing in this record"),
        ("<record></record>", "no title"),
        (small("</b>"), "not well-formed"),
        (small("").replace("</record>", ""), "next record begins"),
    ],
)
def test_a_broken_record_breaks_no_other(broken, reason):
    before, item, after = read(within(small("", "First"), broken, small("", "Last")))
    assert (before.title, after.title) == ("First", "Last")
    assert isinstance(item, Rejection)
    assert (item.index, item.line, item.raw) == (2, 2, broken)
    assert re.search(reason, item.reason)


def test_a_file_cut_short_keeps_what_was_before():
    first, last = read(within(small("", "First"), STYLED)[:-90])
    assert first.title == "First"
    assert "cut short" in last.reason


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (within(), "No record is in it"),
        ('<!DOCTYPE xml [<!ENTITY a "ha">]><xml><record/></xml>', "declares entities"),
        ("<xml>" + "<record/>" * 50_001, "Not one of its first 50,000 records"),
    ],
)
def test_what_cannot_be_read_at_all_is_refused(text, sentence):
    with pytest.raises(Unreadable, match=sentence):
        read(text)


def test_other_xml_is_not_taken_for_it():
    with pytest.raises(Unreadable, match="none of the formats"):
        formats.read(io.BytesIO(b"<collection><record><leader>x</leader></record></collection>"))


PIECES = [
    *(STYLED, OLD, small(""), "<record>", "</record>", "<record/>", "<title>", "</title>", "\n"),
    *("<style>", "</style>", "&", "&#xD;", "<", ">", "text", "<author>", ",", "\uffff", '"'),
]


@given(st.lists(st.sampled_from(PIECES), max_size=12), st.integers(0, 300), st.integers(0, 30))
def test_whatever_happens_to_a_file_no_start_of_a_record_is_lost(parts, at, length):
    text = "".join(parts)
    text = "<xml>" + text[:at] + text[at + length :]
    starts = START.findall(text)
    try:
        items = read(text)
    except Unreadable:
        assert starts == []
        return
    assert [item.index for item in items] == list(range(1, len(starts) + 1))
