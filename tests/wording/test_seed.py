"""The seed abstract reads as its expert read it (method.md C, kept in seed_gold.json)."""

import json
from pathlib import Path

import pytest

from reviews.importers import pubmed
from reviews.wording.arguments import premise
from reviews.wording.documents import read_text

GOLD = json.loads((Path(__file__).parent / "seed_gold.json").read_text())["sentences"]
TEXT = pubmed.parse(Path("reviews/demo/pubmed_14584089.txt").read_bytes()).records[0].abstract
READINGS = read_text(TEXT)
# What needs a grade, or the design of the paper, no text shows by itself.
NEEDS_MORE = {"LANGUAGE_ABOVE_CERTAINTY", "STRONG_REC_WEAK_EVIDENCE", "DESIGN_NARRATIVE_REVIEW"}
EACH = pytest.mark.parametrize(
    ("gold", "reading"), list(zip(GOLD, READINGS, strict=True)), ids=[g["n"] for g in GOLD]
)


@EACH
def test_offsets(gold, reading):
    assert (reading.start, reading.end) == (gold["start"], gold["end"])


@EACH
def test_what_it_says(gold, reading):
    assert reading.kind == gold["type"]
    assert reading.causal == gold["causal"]
    assert reading.population == gold["pop"]
    assert reading.language_level == gold.get("language_level")
    assert reading.advice in {gold["advice"], *gold.get("advice_accept", [])}


@EACH
def test_cues(gold, reading):
    cues = {(cue.start, cue.end, cue.text, cue.group) for cue in reading.cues}
    assert {tuple(cue) for cue in gold["cues"]} - cues == set()


@EACH
def test_structural_flags(gold, reading):
    expected = {(flag["code"], flag["severity"]) for flag in gold["flags"]}
    assert {(flag.code, flag.severity) for flag in reading.flags} == {
        flag for flag in expected if flag[0] not in NEEDS_MORE
    }


def test_the_recommendation_is_argued_from_the_hedged_conclusion():
    assert [premise(READINGS, index) for index in range(9)] == [None] * 6 + [5, 6, None]


def test_early_advice_is_kept_with_low_confidence():
    assert [reading.low_confidence for reading in READINGS] == [False] * 3 + [True] + [False] * 5
