"""What is said of the overall certainty, in every rendering and of editions of any age."""

import io
from html import unescape

import pytest
from pypdf import PdfReader

from reviews.exports import html, pdf
from reviews.exports.overall_choices import overall_sentences
from tests.exports.constructed import chosen, content, report

HEAD = "Overall, over the critical outcomes: Very low."
REASON = "The panel's reason: “Why & <so>.”"
TAKEN = (
    "All critical outcomes point the same way, and “death” alone would justify the advice, so its"
    " certainty is the overall one."
)
NO_HARM = (
    "Grade an outcome on harm first: without one the balance is uncertain, and the lowest counts."
)
AGAIN = "“death” was graded again after the choice."


def shown(**certainty):
    """Of two outcomes."""
    made = content()
    made["outcomes"] = [*made["outcomes"], made["outcomes"][0] | {"name": "pain"}]
    made["certainty"] |= certainty
    return made


def kept_to_the_lowest():
    choice = chosen()["choice"]
    branch = {"value": "lowest", "label": "The lowest of the critical outcomes"}
    return {"choice": choice | {"branch": branch, "outcome": None, "round": None}}


@pytest.mark.parametrize(
    ("certainty", "sentences"),
    [
        ({}, [HEAD]),
        ({"overall": None}, ["Overall, over the critical outcomes: none."]),
        (chosen(), [HEAD, TAKEN, REASON]),
        (kept_to_the_lowest(), [HEAD, "The panel keeps to the lowest.", REASON]),
        (
            chosen([AGAIN]),
            [
                HEAD,
                "The panel had taken the certainty of “death”.",
                REASON,
                "That no longer applies, so the lowest counts.",
                AGAIN,
            ],
        ),
        (
            chosen([NO_HARM, AGAIN]),
            [
                HEAD,
                "The panel had taken the certainty of “death”.",
                REASON,
                "That no longer applies, so the lowest counts.",
                NO_HARM,
                AGAIN,
            ],
        ),
    ],
)
def test_html_and_pdf_say_the_same(certainty, sentences):
    made = shown(**certainty)
    assert overall_sentences(made) == sentences
    said = " ".join(sentences)
    assert said in unescape(html.render(report(made)))
    reader = PdfReader(io.BytesIO(pdf.render(report(made))))
    text = " ".join(page.extract_text() for page in reader.pages)
    assert said in " ".join(text.split())


def test_one_outcome_says_it_all():
    assert overall_sentences(content()) == []
    assert overall_sentences(content() | {"certainty": None}) == []


def test_an_edition_made_before_panels_could_choose_is_read_as_it_was():
    old = shown()
    del old["certainty"]["branch"], old["certainty"]["choice"]
    assert overall_sentences(old) == [HEAD]
    assert HEAD in unescape(html.render(report(old)))
    assert pdf.document(report(old))["texts"][0]["claims"][0]["overall"] == [HEAD]
