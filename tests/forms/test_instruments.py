"""The form of an instrument: what is typed becomes a definition that the loader reads."""

import pytest

from reviews.forms.instruments import InstrumentForm
from reviews.instruments.engine import judge
from reviews.instruments.loading import parse

TYPED = {
    "name": "Own: a sheet",
    "key": "own-sheet",
    "version": "1",
    "subject": "paper",
    "designs": ["cohort", "case_series"],
    "note": "Read: the methods first.\nThen the rest.",
    "questions": "# Source\nIs it said where data come from? | Look at the methods.\nIs it true?\n"
    "# Reasoning\nDoes it follow?",
    "answers": "Yes\nUnclear\nNo",
    "uncounted": "Not applicable",
    "deciding": "people",
    "results": "Include\nExclude",
    "publisher": "A panel",
    "citation": "Written for this panel.",
    "source_url": "",
    "licence": "Own wording",
}


def made(**typed):
    form = InstrumentForm(TYPED | typed)
    assert form.is_valid(), form.errors
    return parse(form.cleaned_data["definition"], "made")


def test_what_is_typed_is_what_is_asked():
    sheet = made()
    assert (sheet.key, sheet.version, sheet.name) == ("own-sheet", "1", "Own: a sheet")
    assert sheet.designs == ("cohort", "case_series")
    assert sheet.note == "Read: the methods first. Then the rest."
    assert [(d.id, d.heading, d.label) for d in sheet.domains] == [
        ("1.1", "Source", "Is it said where data come from?"),
        ("1.2", "Source", "Is it true?"),
        ("2.1", "Reasoning", "Does it follow?"),
    ]
    assert sheet.items[0].help == "Look at the methods."
    assert [a.value for a in sheet.items[2].answers] == ["Yes", "Unclear", "No", "Not applicable"]
    assert (sheet.is_verbatim, sheet.source_url, sheet.subject) == (False, "", "paper")
    assert sheet.is_judged_by_people
    assert [o.value for o in sheet.overall.results] == ["Include", "Exclude"]


def test_it_may_judge_one_result():
    assert made(subject="result").subject == "result"


def test_questions_without_domains_are_numbered_through():
    sheet = made(questions="One?\nTwo?", uncounted="", results="")
    assert [item.id for item in sheet.items] == ["1", "2"]
    assert sheet.overall.results == ()


@pytest.mark.parametrize(
    ("deciding", "results", "answers", "result"),
    [
        ("worst", "", ("Yes", "Unclear", "Yes"), "Unclear"),
        ("worst", "", ("Yes", "Not applicable", "Yes"), "Yes"),
        ("worst", "Good\nFair\nPoor", ("No", "Unclear", "Yes"), "Poor"),
        ("worst", "Good\nFair\nPoor", ("Yes", "Yes", "Yes"), "Good"),
        ("all", "Sound\nNot sound", ("Yes", "Yes", "Not applicable"), "Sound"),
        ("all", "Sound\nNot sound", ("Yes", "Unclear", "Yes"), "Not sound"),
        ("all", "Sound\nNot sound", ("Not applicable",) * 3, None),
        ("worst", "", ("Not applicable",) * 3, None),
        ("people", "Include\nExclude", ("Yes", "Yes", "Yes"), None),
    ],
)
def test_the_ways_of_deciding(deciding, results, answers, result):
    sheet = made(deciding=deciding, results=results)
    judged = judge(sheet, dict(zip(("1.1", "1.2", "2.1"), answers, strict=True)))
    assert judged.overall.proposed == result
    if result is None and deciding != "people":
        assert judged.refusals == (
            "Every question was answered “Not applicable”: there is nothing to judge.",
        )


@pytest.mark.parametrize(
    ("typed", "field", "sentence"),
    [
        ({"key": "Own Sheet"}, "key", "Small letters, figures and dashes alone, please."),
        ({"answers": "Yes"}, "answers", "A question has at least two answers."),
        ({"answers": "Yes\nyes"}, "answers", "“yes” is there twice."),
        (
            {"answers": f"Yes\n{'x' * 61}"},
            "answers",
            f"“{'x' * 30} …” has more than 60 characters.",
        ),
        ({"uncounted": "no"}, "uncounted", "This is among the answers that count."),
        ({"questions": "# Alone"}, "questions", "The domain “Alone” has no question."),
        (
            {"questions": "First?\n# Then\nSecond?"},
            "questions",
            "Begin with a domain, as there are others below.",
        ),
        (
            {"questions": " | help alone"},
            "questions",
            "This line has no question before its bar: | help alone",
        ),
        ({"questions": "Q?\n" * 101}, "questions", "At most 100 questions, please."),
        (
            {"deciding": "worst", "results": "Good\nPoor"},
            "results",
            "Give as many results as there are answers that count (3), or none.",
        ),
        (
            {"deciding": "all", "results": ""},
            "results",
            "Give two results: one where every answer is the best, one where not.",
        ),
        (
            {"source_url": "http://example.org/"},
            "source_url",
            "An address that begins with https://, please.",
        ),
    ],
)
def test_what_does_not_fit_is_told_beside_its_field(typed, field, sentence):
    assert InstrumentForm(TYPED | typed).errors == {field: [sentence]}


@pytest.mark.parametrize(
    "label", ["NA", "null", "1", "- x", "a: b", "#x", "&a", "'", '"', "é", "No"]
)
def test_any_label_survives(label):
    sheet = made(questions=f"Q {label}", answers=f"{label}\nother", uncounted="", results=label)
    [item] = sheet.items
    assert item.label == f"Q {label}"
    assert item.answers[0].value == label
    assert sheet.overall.results[0].label == label
