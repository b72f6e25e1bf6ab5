"""The Word document: structure that assistive software can use, all of the text, fixed bytes."""

import io
import zipfile
from dataclasses import replace

import docx as reader
import pytest
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

from reviews.exports import docx, traffic_light
from reviews.exports.xml_text import REPLACED
from reviews.instruments.loading import shipped
from tests.exports.constructed import content, report
from tests.exports.golden import assert_golden
from tests.exports.payloads import CONTROLS, PAYLOADS, hostile, written
from tests.exports.test_robvis import judged


@pytest.fixture(scope="module")
def made():
    return docx.render(report())


@pytest.fixture(scope="module")
def opened(made):
    return reader.Document(io.BytesIO(made))


def paragraphs(document):
    """(style, text) of every paragraph in reading order, those of tables included."""
    names = {style.style_id: style.name for style in document.styles}
    return [
        (names[p.style or "Normal"], Paragraph(p, document._body).text)
        for p in document.element.body.iter(qn("w:p"))
    ]


def test_the_same_report_has_the_same_bytes(made):
    assert docx.render(report()) == made
    with zipfile.ZipFile(io.BytesIO(made)) as zipped:
        assert {entry.date_time for entry in zipped.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_its_text_is_as_kept(opened):
    lines = [f"{style}: {text}" for style, text in paragraphs(opened)]
    assert_golden("report.docx.txt", "\n".join(lines) + "\n")


def test_it_says_its_title_and_language(opened):
    about = opened.core_properties
    assert (about.title, about.author, about.language) == ("Panel 1, edition 2", "Panel 1", "en-GB")
    assert about.identifier == "d" * 64
    assert str(about.created.date()) == "2026-11-22"
    [language] = opened.styles.element.iter(qn("w:lang"))
    assert language.get(qn("w:val")) == "en-GB"


def test_headings_go_down_by_one_level_at_most(opened):
    styles = [style for style, _ in paragraphs(opened)]
    assert styles[0] == "Title"
    levels = [int(style[-1]) for style in styles if style.startswith("Heading ")]
    assert levels[0] == 1
    assert max(after - before for before, after in zip(levels, levels[1:], strict=False)) == 1


def test_every_table_has_a_caption_a_header_row_and_rows_that_stay_whole(opened):
    tables = opened.tables
    captions = [text for style, text in paragraphs(opened) if style == "Caption"]
    assert [caption.partition(".")[0] for caption in captions] == [
        f"Table {number}" for number in range(1, len(tables) + 1)
    ]
    for table in tables:
        heads = [row for row in table.rows if row._tr.trPr.find(qn("w:tblHeader")) is not None]
        assert [row._tr for row in heads] == [table.rows[0]._tr]
        assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in table.rows)
        assert table._tbl.tblPr.find(qn("w:tblCaption")) is not None


def test_its_contents_lead_to_its_headings(opened):
    body = opened.element.body
    marks = {mark.get(qn("w:name")) for mark in body.iter(qn("w:bookmarkStart"))}
    links = [link.get(qn("w:anchor")) for link in body.iter(qn("w:hyperlink"))]
    assert links
    assert set(links) <= marks
    assert len(links) == len(set(links))


def test_what_users_wrote_is_in_it_whatever_its_script(opened):
    shown = content()
    texts = [text for _, text in paragraphs(opened)]
    assert shown["source"]["text"] in texts
    assert f"“{shown['extent']['exact']}”" in texts


def test_five_hundred_payloads_come_back():
    opened = reader.Document(io.BytesIO(docx.render(hostile())))
    found = paragraphs(opened)
    quotes = [text[1:-1] for style, text in found if style == "Quote"]
    sources = [text for style, text in found if style == "Source text"]
    dissents = [
        text.removeprefix("Appraiser B dissents. ") for style, text in found if style == "Dissent"
    ]
    titles = [text for style, text in found if style == "Heading 1"]
    for texts in (quotes, sources, dissents, set(titles) & set(PAYLOADS)):
        assert sorted(texts) == sorted(PAYLOADS)
    fields = [each.text for each in opened.element.body.iter(qn("w:instrText"))]
    assert {text.split()[0] for text in fields} == {"TOC", "SEQ"}


def test_signs_that_xml_forbids_are_shown_as_replaced_and_that_is_said():
    opened = reader.Document(io.BytesIO(docx.render(report(written(CONTROLS)))))
    texts = [text for _, text in paragraphs(opened)]
    assert f"“{'a?b?c?d?e?f'.replace('?', REPLACED)}”" in texts
    [told] = [text for text in texts if text.startswith("Characters that this format cannot")]
    assert told not in [
        text for _, text in paragraphs(reader.Document(io.BytesIO(docx.render(report()))))
    ]


def test_what_papers_were_judged_to_be_is_told_study_by_study_and_as_shares():
    papers = [judged("robins-i-2016", {"1": "Low"}, "Low", number=1, short="骨 & <b> 1999")]
    shown = replace(report(), judgements=traffic_light.drawings(papers, shipped()))
    document = reader.Document(io.BytesIO(docx.render(shown)))
    texts = [text for _, text in paragraphs(document)]
    [told] = [text for text in texts if text.startswith("骨 & <b> 1999. ")]
    assert told.startswith("骨 & <b> 1999. Confounding: low; Selection of participants into the")
    assert told.endswith("; Overall: low.")
    [table] = [
        table for table in document.tables if table.cell(0, 0).text == "Domain"
        and table.cell(0, 1).text == "Level"
    ]  # fmt: skip
    rows = [tuple(cell.text for cell in row.cells) for row in table.rows]
    assert ("Confounding", "Low", "1", "100%") in rows
    assert ("Confounding", "No information", "0", "0%") in rows
