"""The PDF report: tagged, complete, and the same for the same edition."""

import io
from dataclasses import replace

import pytest
from pypdf import PdfReader

from reviews.exports import pdf, traffic_light
from reviews.instruments.loading import shipped
from tests.exports.constructed import content, report
from tests.exports.golden import assert_golden
from tests.exports.test_robvis import judged


@pytest.fixture(scope="module")
def made():
    return pdf.render(report())


@pytest.fixture(scope="module")
def reader(made):
    return PdfReader(io.BytesIO(made))


@pytest.fixture(scope="module")
def text(reader):
    """Lines run on, since a line's end is no part of the text."""
    return flat(" ".join(page.extract_text() for page in reader.pages))


def flat(text):
    return " ".join(text.split())


def elements(node):
    """(type, element) of the structure tree, in reading order."""
    node = node.get_object()
    if not isinstance(node, dict):
        return
    if "/S" in node:
        yield str(node["/S"]), node
    kids = node.get("/K", [])
    for kid in kids if isinstance(kids, list) else [kids]:
        if not isinstance(kid, int):
            yield from elements(kid)


@pytest.fixture(scope="module")
def structure(reader):
    return list(elements(reader.trailer["/Root"]["/StructTreeRoot"]))


def test_the_same_report_has_the_same_bytes(made):
    assert pdf.render(report()) == made


def test_it_says_its_title_language_and_standard(reader):
    root = reader.trailer["/Root"]
    assert reader.metadata.title == "Panel 1, edition 2"
    assert str(reader.metadata.creation_date.date()) == "2026-11-22"
    assert root["/Lang"] == "en-GB"
    assert root["/MarkInfo"]["/Marked"].value is True
    assert root["/ViewerPreferences"]["/DisplayDocTitle"].value is True
    assert b"<pdfuaid:part>1</pdfuaid:part>" in root["/Metadata"].get_object().get_data()


def test_headings_go_down_by_one_level_at_most(structure):
    levels = [int(kind[2:]) for kind, _ in structure if kind[1:2] == "H" and kind[2:].isdigit()]
    assert levels[0] == 1
    assert levels.count(1) == 1
    steps = [after - before for before, after in zip(levels, levels[1:], strict=False)]
    assert max(steps) == 1


def test_figures_have_alternative_texts_and_tables_have_headers(structure):
    kinds = [kind for kind, _ in structure]
    assert kinds.count("/Table") == kinds.count("/THead") > 3
    assert kinds.count("/TH") > 12
    shown = content()
    shown["wording"] |= {
        "kind": {"value": "conclusion", "label": "Conclusion"},
        "language_level": 4,
    }
    drawn = PdfReader(io.BytesIO(pdf.render(report(shown))))
    figures = [
        node
        for kind, node in elements(drawn.trailer["/Root"]["/StructTreeRoot"])
        if kind == "/Figure"
    ]
    assert [figure["/Alt"] for figure in figures] == [
        "Wording against certainty, one row a claim. The table below says the same."
    ]


def test_its_text_has_the_quote_whatever_its_script(text):
    assert flat(content()["extent"]["exact"]) in text


def test_nothing_that_is_published_is_left_out(text):
    shown = content()
    [round] = shown["rounds"]
    for expected in (
        shown["label"]["label"],
        shown["paper"]["title"],
        round["verdict"]["rationale"],
        round["dissents"][0]["statement"],
        "This paper is listed as retracted.",
        "Its date and reason are not known here.",
        "Appraiser A",
        "Appraiser B",
        "Not endorsed by the GRADE Working Group.",
        "d" * 64,
        "a" * 64,
        shown["source"]["sha256"],
        round["instrument"]["sha256"],
        *(flag["label"] for flag in shown["flags"]),
        *shown["stability"],
    ):
        assert flat(expected) in text


def test_its_text_is_as_kept(text):
    assert_golden("report.txt", text.replace(". ", ".\n") + "\n")


def test_a_sign_without_a_glyph_is_shown_as_its_code_point():
    shown = content()
    shown["rounds"][0]["verdict"]["rationale"] = "Weighed \U00013000."
    reader = PdfReader(io.BytesIO(pdf.render(report(shown))))
    assert "Weighed [U+13000]." in flat(" ".join(page.extract_text() for page in reader.pages))


def test_what_papers_were_papersto_be_is_drawn_and_tabled_in_every_script():
    shorts = ("Müller 1999", "骨 1999", "\N{ARABIC LETTER JEEM} 1999", "<b> & 😀\x02 1999")
    papers = [
        judged("robins-i-2016", {"1": "Low", "2": "No information"}, "", number=n, short=short)
        for n, short in enumerate(shorts)
    ]
    shown = replace(report(), judgements=traffic_light.drawings(papers, shipped()))
    reader = PdfReader(io.BytesIO(pdf.render(shown)))
    found = flat(" ".join(page.extract_text() for page in reader.pages))
    for said in ("Judgements of papers", "Müller 1999", "骨 1999", "No information 4 100%"):
        assert said in found
    figures = [each for kind, each in elements(reader.trailer["/Root"]["/StructTreeRoot"])
               if kind == "/Figure"]  # fmt: skip
    assert any("share of studies at each level" in str(each.get("/Alt")) for each in figures)
