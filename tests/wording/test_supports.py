"""Which wording each certainty would support: the same rules that label claims."""

import pytest

from reviews.vocabulary import Advice, Certainty, EvidenceSide, Kind, Label
from reviews.wording.cue_groups import FAMILIES, GROUPS
from reviews.wording.facts import Facts
from reviews.wording.labels import label
from reviews.wording.lexicon import lexicon
from reviews.wording.readings import read
from reviews.wording.supports import WORDINGS, supports

SENTENCES = {
    4: "Treatment A reduces fractures in women.",
    3: "Treatment A probably reduces fractures in women.",
    2: "Treatment A may reduce fractures in women.",
    1: "It is unknown whether treatment A reduces fractures in women.",
}


@pytest.mark.parametrize("level", SENTENCES)
def test_what_a_statement_would_need_is_what_its_label_would_need(level):
    """The lowest certainty at which it would be in line."""
    reading = read(SENTENCES[level])
    assert reading.language_level == level
    facts = {"kind": Kind.CONCLUSION, "language_level": level, "evidence_side": EvidenceSide.WITH}
    fine = [step for step in Certainty if label(Facts(certainty=step, **facts)) == Label.IN_LINE]
    [sentence] = supports(reading)
    said = [step for step in Certainty if f"need {step.label.lower()} " in sentence]
    assert said == ([] if level == 1 else [min(fine)])
    assert ("every certainty" in sentence) == (min(fine) == Certainty.VERY_LOW)
    assert ("or higher" in sentence) == (level in (2, 3))


@pytest.mark.parametrize("step", Certainty)
def test_advice_is_supported_where_its_label_would_be_in_line(step):
    def is_fine(advice):
        facts = Facts(
            kind=Kind.RECOMMENDATION, advice=advice, certainty=step, benefit_certainty=step,
            harm_certainty=step, evidence_side=EvidenceSide.WITH,
        )  # fmt: skip
        return label(facts) == Label.IN_LINE

    assert is_fine(Advice.WEAK)
    assert is_fine(Advice.STRONG) == (WORDINGS[step].advice == "strong or weak")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Thus, treatment A should be recommended for condition B.", ["Advice as strong"]),
        ("Treatment A is widely used in Japan.", ["Background is not held"]),
        ("We found that mortality was lower with treatment A.", ["This reports what"]),
    ],
)
def test_what_is_no_general_statement_needs_something_else(text, expected):
    told = supports(read(text))
    assert [sentence[: len(start)] for sentence, start in zip(told, expected, strict=True)] == (
        expected
    )


def test_every_group_that_is_shown_is_explained_and_no_other():
    shown = {name.partition(".")[0] for name in lexicon().shown}
    assert set(GROUPS) == shown
    assert {group.family for group in GROUPS.values()} == set(FAMILIES)
