"""PubMed XML, on constructed records, on whole files and on damaged ones."""

import io
import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviews.exceptions import Unreadable
from reviews.importers import formats
from reviews.importers.records import Author, Cited, Record, RecordNotice, Reference, Rejection
from reviews.vocabulary import Nature
from tests.importers.pubmed_xml_cases import ARTICLE, CHAPTER, DOCTYPE, small, within

START = re.compile(r"<Pubmed(?:Book)?Article(?=[\s/>])")


def read(text):
    reading = formats.read(io.BytesIO(text if isinstance(text, bytes) else text.encode()))
    assert reading.format == "pubmed_xml"
    return list(reading.items)


def only(text):
    [item] = read(text)
    assert isinstance(item, Record), item
    return item


def titles(items):
    return [item.title if isinstance(item, Record) else None for item in items]


def test_an_article_is_read_in_every_field():
    record = only(within(ARTICLE))
    assert record == Record(
        index=1,
        line=4,
        raw=ARTICLE,
        title="Uptake of H2O by Exemplum fictum & p < 0.05 in vitro.",
        authors=(
            Author("van der Alpha", "Ann Bee", "AB", "Jr", orcid="0000-0002-1825-009X"),
            Author("Béta", initials="C"),
            Author(collective="Gamma Group"),
        ),
        affiliation="One Institute, Town.\nTwo Institute, Town.",
        journal="Journal of constructed records",
        year=2018,
        volume="5",
        issue="2 Pt 1",
        pages="26-31",
        published="2018 Apr 3",
        abstract="BACKGROUND: It was typed.\nIt has x.",
        doi="10.9999/own.1",
        pmid="11111111",
        pmcid="PMC5555555",
        status="MEDLINE",
        notices=(
            RecordNotice(
                Nature.RETRACTION,
                "Retraction in",
                "J Constr Rec. 2020 May 1;7(1):9. doi: 10.9999/notice",
                "2020 May 1",
                "10.9999/notice",
                "22222222",
            ),
            RecordNotice(
                Nature.CORRECTION,
                "Corrected and republished in",
                "J Constr Rec. 2019;6:1",
                "2019",
            ),
        ),
        related=(
            Reference("Comment on", "J Constr Rec. 2016 Jan;3(1):4-5", "2016 Jan", "", "33333333"),
        ),
        references=(
            Cited(
                "Alpha A. An older one. J Constr Rec. 2015;2:7.",
                "10.9999/theirs",
                "66666666",
                year=2015,
            ),
            Cited("Without identifiers."),
            Cited("Old Files. 1999 Feb;1(1):2", pmid="44444444", year=1999),
        ),
    )


def test_a_chapter_stands_in_its_book():
    record = only(within(CHAPTER))
    assert replace(record, raw="") == Record(
        index=1,
        line=4,
        raw="",
        title="A chapter",
        authors=(Author("Delta", "Dora", "D"),),
        journal="A made-up handbook",
        year=2001,
        published="2001",
        abstract="It tells of things.",
        pmid="77777777",
    )


def test_a_book_as_a_whole_has_its_own_title_and_editors():
    book = re.sub(r"<ArticleTitle.*?</AuthorList>", "", CHAPTER, flags=re.S)
    record = only(within(book))
    assert (record.title, record.journal) == ("A made-up handbook", "")
    assert record.authors == (Author("Editor"),)


@pytest.mark.parametrize(
    ("kind", "nature"),
    [
        ("RetractionIn", Nature.RETRACTION),
        ("RetractedandRepublishedIn", Nature.RETRACTION),
        ("PartialRetractionIn", Nature.CORRECTION),
        ("ExpressionOfConcernIn", Nature.EXPRESSION_OF_CONCERN),
        ("ErratumIn", Nature.CORRECTION),
        ("CorrectedandRepublishedIn", Nature.CORRECTION),
    ],
)
def test_what_others_did_to_a_paper_is_a_notice(kind, nature):
    record = only(within(ARTICLE.replace("CommentOn", kind)))
    assert record.notices[-1].nature is nature
    assert (record.notices[-1].pmid, record.related) == ("33333333", ())


@pytest.mark.parametrize("kind", ["RetractionOf", "ErratumFor", "ExpressionOfConcernFor"])
def test_what_a_paper_does_to_others_is_none(kind):
    record = only(within(ARTICLE.replace("CommentOn", kind)))
    assert [reference.pmid for reference in record.related] == ["33333333"]
    assert len(record.notices) == 2


def test_the_type_of_a_publication_says_that_it_was_retracted():
    article = ARTICLE.replace("Journal Article", "Retracted Publication")
    assert len(only(within(article)).notices) == 2
    article = article.replace("RetractionIn", "UpdateIn")
    notices = only(within(article)).notices
    assert [(notice.nature, notice.heading) for notice in notices] == [
        (Nature.CORRECTION, "Corrected and republished in"),
        (Nature.RETRACTION, "Publication type"),
    ]
    assert [n.heading for n in only(within(small("RETRACTED: Made up"))).notices] == ["Title"]


@pytest.mark.parametrize(
    ("date", "published", "year"),
    [
        ("<MedlineDate>2003 Nov-Dec</MedlineDate>", "2003 Nov-Dec", 2003),
        ("<MedlineDate>1998 Dec-1999 Jan</MedlineDate>", "1998 Dec-1999 Jan", 1998),
        ("<Year>1990</Year><Season>Spring</Season>", "1990 Spring", 1990),
        ("<Season>Spring</Season>", "2017 12", 2017),
        (
            "<MedlineDate>" + "2003 and so on " * 9 + "</MedlineDate>",
            ("2003 and so on " * 4).strip(),
            2003,
        ),
    ],
)
def test_a_date_is_kept_as_printed(date, published, year):
    article = re.sub(r"<PubDate>.*</PubDate>", f"<PubDate>{date}</PubDate>", ARTICLE)
    record = only(within(article))
    assert (record.published, record.year) == (published, year)


@pytest.mark.parametrize("title", ["", "[Not Available].", "<i/>"])
def test_a_title_may_be_in_the_language_of_the_paper(title):
    article = small(title).replace(
        "</ArticleTitle>", "</ArticleTitle><VernacularTitle>Titre</VernacularTitle>"
    )
    assert only(within(article)).title == "Titre"


def test_where_identifiers_are_missing_others_stand_in():
    article = re.sub(r"<ArticleId IdType=.(?:doi|pmc).*", "", ARTICLE, count=2)
    article = article.replace("</MedlineCitation>", OTHER_ID + "</MedlineCitation>")
    article = re.sub(r"<PMID Version=.1.>11111111</PMID>", "", article)
    record = only(within(article))
    assert (record.doi, record.pmid, record.pmcid) == ("10.9999/own.1", "11111111", "PMC8")


OTHER_ID = '<OtherID Source="NIHMS">NIHMS1</OtherID><OtherID Source="NLM">PMC8</OtherID>'


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("one record", small("A"), ["A"]),
        ("several documents", within(small("A")) + within(small("B")), ["A", "B"]),
        ("one line", within(small("A"), small("B")).replace("\n", ""), ["A", "B"]),
        ("words before", "Retrieving 2\n" + within(small("A")), ["A"]),
        ("no set", small("A") + "\n" + small("B"), ["A", "B"]),
        (
            "older files",
            "<MedlineCitationSet>\n"
            + re.sub("</?PubmedArticle>", "", small("A") + small("B"))
            + "</MedlineCitationSet>",
            ["A", "B"],
        ),
        ("a comment", within("<!--", small("A"), "-->", small("B")), ["B"]),
        (
            "a deletion",
            within(small("A"), "<DeleteCitation><PMID>9</PMID></DeleteCitation>"),
            ["A"],
        ),
        ("attributes", within(small("A").replace("Article>", 'Article x="1">', 1)), ["A"]),
        ("UTF-16", within(small("Ä")).encode("utf-16"), ["Ä"]),
        (
            "Latin-1",
            within(small("Ä")).replace("?>", 'encoding="ISO-8859-1"?>', 1).encode("latin-1"),
            ["Ä"],
        ),
        ("characters by number", within(small("&#196; &#x3b2;")), ["Ä β"]),
        ("marks apart", within(small("A&#x308;")), ["Ä"]),
        ("entities of HTML", within(small("&Auml; &nbsp;&beta;")), ["Ä β"]),
        ("bare ampersands", within(small("R&D & more")), ["R&D & more"]),
        ("a prefix nobody declares", within(small("<m:i>x</m:i>")), ["x"]),
        ("characters XML forbids", within(small("x\x01y\uffff&#0;&#xd83d;")), ["xy\ufffd\ufffd"]),
    ],
)
def test_files_come_in_many_shapes(name, text, expected):
    assert titles(read(text)) == expected


@pytest.mark.parametrize(
    ("broken", "reason"),
    [
        ("<PubmedArticle/>", "nothing in this record"),
        ("<PubmedBookArticle></PubmedBookArticle>", "no title"),
        (small(""), "no title"),
        (small("A</b>"), "not well-formed XML at character"),
        (small("A <"), "not well-formed XML at character"),
        (small("A").replace("</PubmedArticle>", ""), "next record begins"),
        (small("A")[:60], "next record begins"),
        (small("A" + "&#x301;" * 600), "combining marks"),
        (small("<!DOCTYPE a [<!ENTITY b 'c'>]>&b;"), "not well-formed"),
    ],
)
def test_a_broken_record_breaks_no_other(broken, reason):
    before, item, after = read(within(small("First"), broken, small("Last")))
    assert (before.title, after.title) == ("First", "Last")
    assert isinstance(item, Rejection)
    assert (item.index, item.line, item.raw) == (2, 5, broken)
    assert re.search(reason, item.reason)


def test_a_file_cut_short_keeps_what_was_before():
    *kept, last = read(within(small("First"), ARTICLE, small("Last"))[:-70])
    assert [item.line for item in kept] == [4, 5]
    assert (type(last), last.line) == (Rejection, 6 + ARTICLE.count("\n"))
    assert "cut short" in last.reason


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (within(), "No record is in it"),
        (within("<!-- never ends", small("A")), "comment that begins in line 4 is never closed"),
        (
            '<!DOCTYPE PubmedArticleSet [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>' + small("&b;"),
            "declares entities",
        ),
        (
            '<!DOCTYPE PubmedArticleSet [<!ENTITY a SYSTEM "made.txt">]>' + small("&a;"),
            "declares entities",
        ),
        (
            '<!DOCTYPE PubmedArticleSet [<!ENTITY % a SYSTEM "made.dtd">%a;]>' + small("A"),
            "declares entities",
        ),
        (within(small("A") + "\0"), r"U\+0000"),
    ],
)
def test_what_cannot_be_read_at_all_is_refused(text, sentence):
    with pytest.raises(Unreadable, match=sentence):
        read(text)


def test_a_list_of_element_types_does_no_harm():
    text = f"<!DOCTYPE PubmedArticleSet [<!ELEMENT a ANY>]>{small('A')}"
    assert titles(read(text)) == ["A"]


def test_depth_does_no_harm():
    deep = small("A").replace("</Article>", "<b>" * 100_000 + "</b>" * 100_000 + "</Article>")
    assert titles(read(within(deep, small("B")))) == ["A", "B"]


@pytest.mark.parametrize("filler", ["x", "x\n", "<b/>", "&", "<", "<!--", "é"])
def test_a_record_without_end_is_given_up_before_memory_is_full(filler):
    huge = "<PubmedArticle>" + filler * (6_000_000 // len(filler))
    first, last = read(within(huge) + small("Last"))
    assert (first.line, type(first), last.title) == (4, Rejection, "Last")
    assert "more than 4,194,304 characters" in first.reason
    assert len(first.raw) <= 4_194_304


def test_records_across_the_pieces_of_a_file_are_whole():
    records = [small(f"Title {number} " + "é" * (number % 97), number) for number in range(1, 9000)]
    for parted in ("\n", ""):
        text = DOCTYPE + "<PubmedArticleSet>" + parted.join(records)
        items = read(text)
        assert [item.raw for item in items] == records
        assert [item.line for item in items] == [
            3 + number * len(parted) for number in range(len(records))
        ]


PIECES = [
    *(ARTICLE, CHAPTER, small("A"), small("B", "2"), DOCTYPE, "<PubmedArticleSet>", "\n", "<"),
    *("</PubmedArticleSet>", "<PubmedArticle>", "</PubmedArticle>", "<PubmedBookArticle ", ">"),
    *("/>", "<Article>", "</Article>", "<ArticleTitle>", "</ArticleTitle>", "<![CDATA[", "]]>"),
    *("&", "&lt;", "&#0;", "\ud7ff", "\uffff", "<?xml?>", '"', "<MedlineCitation>", "<i>"),
    *("<PMID>", "<AuthorList>", "<Author>", "<LastName>", "text", " ", "-->"),
]


@st.composite
def damaged(draw):
    """Records in order, cut into pieces at random and with pieces put in between."""
    text = "".join(draw(st.lists(st.sampled_from(PIECES), min_size=1, max_size=12)))
    for _ in range(draw(st.integers(0, 4))):
        at = draw(st.integers(0, len(text)))
        to = min(len(text), at + draw(st.integers(0, 60)))
        text = text[:at] + draw(st.sampled_from(["", *PIECES])) + text[to:]
    return text


@given(damaged())
def test_whatever_happens_to_a_file_no_start_of_a_record_is_lost(text):
    starts = START.findall(text)
    try:
        items = read("<PubmedArticleSet>" + text)
    except Unreadable:
        assert starts == []
        return
    outer = [item for item in items if START.match(item.raw + " ")]
    assert len(outer) == len(starts)
    assert [item.index for item in items] == list(range(1, len(items) + 1))
    lines = ("<PubmedArticleSet>" + text).split("\n")
    assert all(item.raw.split("\n")[0] in lines[item.line - 1] for item in items)
