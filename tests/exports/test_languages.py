"""Reports in other languages: fixed words translated, what is quoted and frozen as it stands."""

import copy
import csv as readable
import gettext
import io
import re
from dataclasses import replace
from html import unescape
from html.parser import HTMLParser

import docx as reader
import openpyxl
import pytest
from django.conf import settings
from docx.oxml.ns import qn
from pypdf import PdfReader

from reviews.exports import (
    csv,
    docx,
    html,
    pdf,
    reading_papers,
    reading_report,
    reading_rounds,
    terms,
    traffic_light,
    working_state,
    xlsx,
)
from reviews.exports import report as reports
from reviews.exports.choices import Choices, of_content
from reviews.exports.language import spoken
from reviews.instruments.loading import shipped
from reviews.models import Standing
from tests.exports.constructed import content, report
from tests.exports.golden import assert_golden
from tests.exports.test_docx import paragraphs
from tests.exports.test_robvis import judged

VOID = {"meta", "br", "link"}


def german(**parts):
    return replace(report(), choices=Choices(language="de"), **parts)


@pytest.fixture
def in_german():
    with spoken("de"):
        yield


def drawn():
    """With judgements of a paper, in the words of their instrument."""
    papers = [judged("robins-i-2016", {"1": "Low"}, "Low", number=1)]
    return german(judgements=traffic_light.drawings(papers, shipped()))


class Texts(HTMLParser):
    """The texts that stand in the language of the page, and what is told of the other ones."""

    def __init__(self, page):
        super().__init__()
        self.found, self.others, self.open = [], [], []
        self.feed(re.sub(r"<style>.*?</style>", "", page, flags=re.S))

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        self.found += filter(None, [attributes.get("aria-label")])
        if tag not in VOID:
            self.open.append(attributes.get("lang", "" if "lang" in attributes else None))

    def handle_endtag(self, tag):
        if tag not in VOID:
            self.open.pop()

    def handle_data(self, text):
        told = [language for language in self.open[1:] if language is not None]
        if text.strip():
            (self.others if told else self.found).append(text.strip())


def words_of(document):
    """Of a Word document, by paragraph, but for runs that are told to be in another language."""
    for paragraph in document.element.body.iter(qn("w:p")):
        runs = [run for run in paragraph.iter(qn("w:r")) if run.find(f".//{qn('w:lang')}") is None]
        yield "".join(text.text or "" for run in runs for text in run.iter(qn("w:t"))).strip()


def english():
    """What the program says in English and German says otherwise, as patterns."""
    with open(f"{settings.LOCALE_PATHS[0]}/de/LC_MESSAGES/django.mo", "rb") as file:
        catalogue = gettext.GNUTranslations(file)._catalog
    for said, text in catalogue.items():
        said = said[0] if isinstance(said, tuple) else said
        said = said.rpartition("\x04")[2]
        letters = re.sub(r"[^a-z]", "", re.sub(r"\{\w+\}|%\(\w+\)s", "", said))
        if said and said != text and len(letters) > (3 if "{" in said else 1):
            yield re.sub(r"\\\{\w+\\\}|%\\\(\w+\\\)s", ".+?", re.escape(said.replace("%%", "%")))


# What people, instruments and statistics say in the constructed report.
QUOTED = {label for domain in shipped()["robins-i-2016"].domains for label in [domain.label]} | {
    option.label
    for domain in shipped()["robins-i-2016"].domains
    for option in domain.procedure.results
}


def left_in_english(texts):
    """Texts that are one of the program's, and long ones that hold one."""
    whole = re.compile("|".join(english()))
    long = re.compile("|".join(rf"\b{said}" for said in english() if said.count(r"\ ") > 2))
    return [
        text for text in texts
        if text not in QUOTED and (whole.fullmatch(text.strip(" .:;,")) or long.search(text))
    ]  # fmt: skip


def test_the_page_is_as_kept_but_for_the_styles(in_german):
    made = html.render(german())
    assert_golden("report.de.html", re.sub(r"<style>.*</style>", "", made, flags=re.S))


def test_the_text_of_the_word_document_is_as_kept(in_german):
    opened = reader.Document(io.BytesIO(docx.render(german())))
    lines = [f"{style}: {text}" for style, text in paragraphs(opened)]
    assert_golden("report.de.docx.txt", "\n".join(lines) + "\n")


def test_nothing_that_the_program_says_is_left_in_english(in_german):
    found = Texts(html.render(drawn()))
    assert len(found.found) > 200
    assert left_in_english(found.found) == []
    opened = reader.Document(io.BytesIO(docx.render(drawn())))
    assert left_in_english(words_of(opened)) == []


def test_the_same_search_finds_what_an_english_report_says():
    found = left_in_english(Texts(html.render(report())).found)
    assert {"Rationale.", "Why it is flagged", "Not endorsed by the GRADE Working Group."} & {
        *found
    }
    assert len(found) > 100


def test_what_was_frozen_is_told_to_be_english_and_stays_as_it_was(in_german):
    page = html.render(german())
    assert page.startswith('<!doctype html>\n<html lang="de">')
    shown = content()
    others = " ".join(Texts(page).others)
    for sentence in (shown["label"]["means"], shown["label"]["does_not_mean"],
                     *(flag["because"] for flag in shown["flags"]), *shown["stability"],
                     *shown["notes"], *shown["rounds"][0]["verdict"]["trace"]):  # fmt: skip
        assert sentence in others
    text = unescape(re.sub(r"<[^>]+>", "", page))
    assert shown["extent"]["exact"] in text
    assert shown["source"]["text"] in text


def test_a_german_report_says_on_its_front_what_is_translated(in_german):
    said = "Überschriften und feste Begriffe dieses Berichts sind übersetzt."
    assert said in html.render(german())
    texts = [text for _, text in paragraphs(reader.Document(io.BytesIO(docx.render(german()))))]
    assert [place for place, text in enumerate(texts) if text.startswith(said)] == [1]
    first = PdfReader(io.BytesIO(pdf.render(german()))).pages[0].extract_text()
    assert said in " ".join(first.split())


def test_documents_tell_their_language(in_german):
    opened = reader.Document(io.BytesIO(docx.render(german())))
    assert opened.core_properties.language == "de"
    [language] = opened.styles.element.iter(qn("w:lang"))
    assert language.get(qn("w:val")) == "de"
    frozen = {each.get(qn("w:val")) for each in opened.element.body.iter(qn("w:lang"))}
    assert frozen == {"en-GB"}
    root = PdfReader(io.BytesIO(pdf.render(drawn()))).trailer["/Root"]
    assert root["/Lang"] == "de"
    assert b"<pdfuaid:part>1</pdfuaid:part>" in root["/Metadata"].get_object().get_data()


def test_numbers_and_days_are_written_as_germans_write_them(in_german):
    page = html.render(german())
    assert "22. November 2026" in page
    assert "1,00" in page
    assert not re.search(r"\d\.\d\d<", page)
    assert reading_papers.day("2026-03-05") == "5. März 2026"
    with spoken("en"):
        assert reading_papers.day("2026-03-05") == "5 March 2026"


def test_digests_are_those_of_what_was_frozen(in_german):
    [told] = [claim["digest"] for text in reading_report.document(german())["texts"]
              for claim in text["claims"]]  # fmt: skip
    with spoken("en"):
        document = reading_report.document(report())
    assert [told] == [claim["digest"] for text in document["texts"] for claim in text["claims"]]


def test_words_are_translated_by_their_value_and_content_stays_as_it_is(in_german):
    frozen = content()
    kept = copy.deepcopy(frozen)
    frozen["label"]["label"] = "As it was called once"
    frozen["paper"]["design"] = {"value": "a_design_of_later", "label": "A design of later"}
    shown = terms.translated(frozen)
    assert shown["label"]["label"] == "Schwach gestützt"
    assert shown["label"]["why"] == kept["label"]["why"]
    assert shown["paper"]["design"]["label"] == "A design of later"
    assert shown["citations"][0]["stance"]["label"] == "Widerspricht"
    assert frozen["label"]["label"] == "As it was called once"
    answers = {a["item"]: a for a in shown["rounds"][0]["verdict"]["answers"]}
    assert (answers["risk_of_bias"]["label"], answers["risk_of_bias"]["answer_label"]) == (
        "Verzerrungsrisiko", "Schwerwiegend",
    )  # fmt: skip


def test_what_became_of_a_claim_since_is_told_in_german(in_german):
    notice = content()["paper"]["notices"][0] | {"path": []}
    row = Standing(pk=content()["claim"], banner="re_evaluation", notices_since=[notice])
    shown = german(standings={content()["claim"]: row})
    said = "Seither wurde eine Mitteilung zur Publikation gelistet (Rückzug, Retraction Watch)."
    assert said in html.render(shown)
    assert said in str(reading_report.document(shown))
    assert row.notices_since == [notice]
    assert "Betroffene Aussagen: 1; in erneuter Prüfung: 1." in html.render(shown)


def test_a_working_state_says_so_of_its_claims(in_german):
    steps = [
        {"step": "published", "label": "In this edition", "count": 2, "left_out": [
            {"why": "not_chosen", "label": "graded, not in this edition", "count": 1}]},
    ]  # fmt: skip
    shown = german(number=None, flow=[working_state._step(step) for step in steps])
    [[_, step, left_out]] = reading_report.document(shown)["flow"]
    assert (step, left_out) == (
        "In diesem Arbeitsstand",
        "1 bewertet, nicht in diesem Arbeitsstand",
    )
    assert "In dieser Ausgabe" in str(reading_report.document(german(flow=steps))["flow"])


def test_where_nothing_was_found_there_is_no_result_in_german_either(in_german):
    frozen = content()
    frozen["rounds"][0]["appraisals"][0]["result"] = {
        "value": "", "label": "No result", "symbol": ""}  # fmt: skip
    [text] = reading_report.document(replace(report(frozen), choices=Choices(language="de")))[
        "texts"
    ]
    assert text["claims"][0]["rounds"][0]["results"][0] == "Kein Ergebnis"


@pytest.mark.parametrize(("language", "said"), [("en", "“Very low”"), ("de", "„Sehr niedrig“")])
def test_what_grade_proposed_is_told_in_words(language, said):
    [round] = [round for round in content()["rounds"] if round["instrument"]["key"] == "grade"][:1]
    round["verdict"] |= {"proposed": "very_low", "result": {"value": "low", "label": "Low"}}
    with spoken(language):
        assert said in reading_rounds.departure(round)
    other = round | {"instrument": round["instrument"] | {"key": "other"}}
    assert "“very_low”" in reading_rounds.departure(other)


def test_english_shows_words_as_they_were_frozen():
    old = content()
    old["label"]["label"] = "As it was called once"
    assert "As it was called once" in html.render(report(old))
    assert reports.in_its_words(report()) == report()


@pytest.mark.parametrize("word", ["Kritisch", "Empfehlung", "Narrative Übersichtsarbeit"])
def test_nouns_keep_their_capitals_within_a_sentence(in_german, word):
    nouns = {"Empfehlung"}
    assert terms.within(word) == (word if word in nouns else f"{word[0].lower()}{word[1:]}")
    assert terms.within("An instrument's own word") == "An instrument's own word"


def sheets(made):
    book = openpyxl.load_workbook(io.BytesIO(made))
    return {sheet.title: [*sheet.iter_rows(values_only=True)] for sheet in book}


def test_tables_are_the_same_in_every_language_but_for_the_first_sheet():
    told = sheets(xlsx.render(report()))
    rows = csv.render(report())
    with spoken("de"):
        found = sheets(xlsx.render(german()))
        assert csv.render(german()) == rows
    assert [*found] == [*told]
    assert found.pop("About") != (about := told.pop("About"))
    assert found == told
    assert about[0][0] == "Panel 1, edition 2"
    assert len([*readable.reader(io.StringIO(rows))]) > 10


def test_the_first_sheet_speaks_the_language_of_the_report(in_german):
    about = dict(row[:2] for row in sheets(xlsx.render(german()))["About"])
    assert "Panel 1, Ausgabe 2" in about
    assert "Die anderen Blätter sind in jeder Sprache gleich" in about["Sprache"]
    assert about["Claims"].startswith("Eine Zeile je Aussage")


def test_choices_of_before_there_were_languages_are_english():
    kept = Choices().as_content
    assert kept.pop("language") == "en"
    assert of_content(kept) == Choices()
    assert of_content(Choices(language="de").as_content) == Choices(language="de")
    assert not Choices(language="de").is_everything
