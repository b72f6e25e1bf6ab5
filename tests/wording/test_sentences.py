"""Sentences: in order, trimmed, apart, and nothing but white space between them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviews.wording.sentences import spans

WORDS = st.sampled_from(
    [
        "Smith",
        "et al.",
        "vs.",
        "e.g.",
        "The",
        "drug",
        "0.5",
        "(Fig. 2).",
        "J.",
        "rose.",
        "\n\n",
        "\n",
    ]
    + [
        "RESULTS:",
        "Background",
        "mRNA",
        "B.",
        "vitamin",
        "!",
        "?",
        "...",
        "😀",
        "é.",
        "。",
        '."',
        "12",
    ]
)


def sentences(text):
    return [text[span.start : span.end] for span in spans(text)]


@given(st.one_of(st.text(), st.lists(WORDS).map(" ".join)))
def test_spans_are_trimmed_ordered_and_leave_only_white_space_out(text):
    outside = 0
    for span in spans(text):
        assert not text[outside : span.start].strip()
        assert text[span.start : span.end] == text[span.start : span.end].strip() != ""
        outside = span.end
    assert not text[outside:].strip()


@pytest.mark.parametrize(
    "text",
    [
        "Drug A vs. placebo was tested.",
        "Some drugs, e.g. Alendronate, i.e. bisphosphonates, were given.",
        "Smith et al. (2003) agree.",
        "The effect was 0.5 (95% CI 0.2 to 0.9; p < .05) and then 0. 5 mg.",
        "See Fig. 2 and Tab. 3 of J. R. Smith for E. coli and S. aureus.",
        "Dr. Jones of St. Mary's gave it i.v. to two of them.",
        "Was it (really?) so.",
        "Approx. 3 mg were given, cf. Table 1.",
        "1. Patients were asked.",
        "Data from ClinicalTrials.gov were used.",
        "They said no... and left.",
    ],
)
def test_full_stops_that_end_no_sentence(text):
    assert sentences(text) == [text]


@pytest.mark.parametrize(
    "parts",
    [
        ["It worked.", "The end."],
        ["Was it safe?", "Yes!", "We think so."],
        ["They had hepatitis B.", "We treated them."],
        ["They took vitamin K.", "Patients improved."],
        ["This was reported by Smith et al.", "The trial was small."],
        ["Levels rose.", "mRNA fell.", "pH did not."],
        ["Mortality fell.1,2", "It rose later.3"],
        ["It fell (see above.)", '"It rose."', "We agree."],
        ["BACKGROUND: It is common.", "METHODS: We looked.", "CONCLUSIONS: It helps."],
        ["It costs 3.5 dollars.", "3 patients paid."],
        ["这是一句。", "这是另一句。"],
    ],
)
@pytest.mark.parametrize("joiner", [" ", "\n", "  "])
def test_sentences_are_told_apart(parts, joiner):
    assert sentences(joiner.join(parts)) == parts


def test_a_heading_on_a_line_of_its_own_is_a_span_of_its_own():
    parts = ["Background", "It is common.", "Patients and methods", "We looked."]
    assert sentences("\n".join(parts)) == parts


def test_a_forgotten_space_still_ends_a_sentence():
    assert sentences("It prevents fractures.The trial was small.") == [
        "It prevents fractures.",
        "The trial was small.",
    ]


def test_an_empty_line_ends_what_has_no_full_stop():
    assert sentences("Conclusions\n\nIt helps\n\nThe end") == ["Conclusions", "It helps", "The end"]


def test_a_text_of_abbreviations_alone_is_read_in_linear_time():
    assert len(spans("vs. " * 50_000)) == 1


@pytest.mark.parametrize("run", [" ", ".", "!", "\n", "\n ", " \n", "\t", ")", "。", ".)", "\n\n "])
def test_a_long_run_of_one_character_is_read_in_linear_time(run):
    text = f"a{run * 200_000}b"
    assert spans(text)[-1].end == len(text)
