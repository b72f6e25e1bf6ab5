"""How readings change, and do not change, with the words of a sentence."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviews.vocabulary import Advice, Causal, Direction, Kind, Population, Scope
from reviews.wording.lexicon import fold
from reviews.wording.readings import read

DRUG = st.sampled_from(
    ["alendronate", "Metformin", "low-dose aspirin", "intravenous iron", "β-blockers", "ABT-199"]
    + ["cognitive behavioural therapy", "early mobilisation", "vitamin D", "rTMS", "this device"]
)
PEOPLE = st.sampled_from(
    ["patients with asthma", "older women", "children with otitis", "adults at high risk"]
)
VERB = st.sampled_from(["recommended", "avoided", "offered", "considered", "given", "preferred"])
OPENING = st.sampled_from(["", "Thus, ", "Therefore, ", "In conclusion, ", "However, "])
STRONG = st.builds("{}{} should be {} in {}.".format, OPENING, DRUG, VERB, PEOPLE)


def advice(sentence):
    return read(sentence).advice


@given(STRONG)
def test_should_be_is_strong(sentence):
    assert advice(sentence) == Advice.STRONG
    assert read(sentence).kind == Kind.RECOMMENDATION
    assert read(sentence).language_level is None


@given(OPENING, DRUG, PEOPLE, st.sampled_from(["should may be", "may be", "might be", "could be"]))
def test_a_word_of_possibility_makes_it_weak(opening, drug, people, modal):
    assert advice(f"{opening}{drug} {modal} recommended in {people}.") == Advice.WEAK


@given(STRONG, st.sampled_from(["Further studies", "Larger randomized trials", "Future research"]))
def test_research_as_subject_advises_nobody(sentence, subject):
    assert advice(subject + sentence[sentence.index(" should") :]) == Advice.NONE


@given(DRUG, PEOPLE, st.sampled_from(["assess", "confirm", "compare", "investigate"]))
def test_what_studies_should_do_is_no_advice(drug, people, verb):
    assert advice(f"Further studies should {verb} {drug} in {people}.") == Advice.NONE


@given(STRONG)
def test_not_keeps_it_strong_and_turns_it_against(sentence):
    for negated in (
        sentence.replace("should be", "should not be"),
        sentence.replace("should be", "must never be"),
    ):
        assert (read(negated).advice, read(negated).direction) == (
            Advice.STRONG,
            Direction.AGAINST,
        )


@given(STRONG.filter(lambda sentence: "avoided" not in sentence))
def test_without_a_negation_it_is_for(sentence):
    assert read(sentence).direction == Direction.FOR


@given(STRONG, st.sampled_from(["was", "were", "had been"]))
def test_past_tense_only_reports(sentence, past):
    assert advice(sentence.replace("should be", past)) == Advice.NONE


@given(STRONG)
def test_may_be_considered_is_not_strong(sentence):
    head, _, tail = sentence.partition(" should be ")
    assert advice(f"{head} may be considered{tail[tail.index(' ') :]}") == Advice.WEAK


@given(DRUG, DRUG, PEOPLE, st.sampled_from(["should be offered", "may reduce pain", "was given"]))
def test_other_drug_names_change_nothing(one, other, people, rest):
    first, second = (read(f"{name} {rest} in {people}.") for name in (one, other))
    assert [first.advice, first.kind, first.causal, first.language_level, first.population] == [
        second.advice, second.kind, second.causal, second.language_level, second.population,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("We recommend screening in all adults.", (Advice.STRONG, Direction.FOR)),
        ("We do not recommend screening in adults.", (Advice.STRONG, Direction.AGAINST)),
        ("We recommend against screening in adults.", (Advice.STRONG, Direction.AGAINST)),
        ("Screening is contraindicated in infants.", (Advice.STRONG, Direction.AGAINST)),
        ("Routine screening is not necessary.", (Advice.STRONG, Direction.AGAINST)),
        ("Clinicians must avoid this drug.", (Advice.STRONG, Direction.AGAINST)),
        ("Those who do not respond should be treated.", (Advice.STRONG, Direction.FOR)),
        ("There is an urgent need for vaccination.", (Advice.STRONG, Direction.FOR)),
        ("There is an urgent need for larger trials.", (Advice.NONE, None)),
        ("Our results should be interpreted with caution.", (Advice.NONE, None)),
        ("The drug reduced the need for transfusion.", (Advice.NONE, None)),
        ("Massage is a safe and effective option for neck pain.", (Advice.WEAK, Direction.FOR)),
        ("Massage was a safe and effective option.", (Advice.NONE, None)),
        ("ClinicalTrials.gov number NCT00000000 should be cited.", (Advice.NONE, None)),
    ],
)
def test_advice_and_its_direction(sentence, expected):
    assert (read(sentence).advice, read(sentence).direction) == expected


@pytest.mark.parametrize(
    ("sentence", "level"),
    [
        ("Zinc reduces mortality in children.", 4),
        ("Zinc probably reduces mortality in children.", 3),
        ("Zinc is likely to reduce mortality in children.", 3),
        ("Children were more likely to recover.", 4),
        ("Zinc appears to reduce mortality in children.", 2),
        ("Zinc may reduce mortality in children.", 2),
        ("It remains unclear whether zinc reduces mortality.", 1),
        ("Zinc may reduce mortality, but the evidence is very uncertain.", 1),
        ("Our data suggest that zinc reduces mortality, whereas iron increases it.", 2),
        ("Zinc reduces mortality, which may be due to immunity.", 4),
        ("Zinc, which may cause nausea, reduces mortality.", 4),
        ("Zinc, which is cheap, may reduce mortality.", 2),
        ("Although iron may cause nausea, zinc reduces mortality.", 4),
        ("Zinc reduces mortality because it may improve immunity.", 4),
        ("Zinc reduces exposures that may harm children.", 4),
        ("Iron, copper, and zinc may reduce mortality.", 2),
    ],
)
def test_the_lowest_hedge_that_governs_the_main_verb_is_the_level(sentence, level):
    reading = read(sentence, section=Kind.RESULT)
    assert reading.language_level == level


@pytest.mark.parametrize(
    ("sentence", "causal"),
    [
        ("Zinc reduces mortality.", Causal.DIRECT),
        ("Zinc did not reduce mortality.", Causal.DIRECT),
        ("Zinc had no effect on mortality.", Causal.DIRECT),
        ("Zinc may reduce mortality.", Causal.CONDITIONAL),
        ("Zinc was associated with lower mortality.", Causal.CORRELATIONAL),
        ("Zinc may be associated with lower mortality.", Causal.CORRELATIONAL),
        ("Mortality was higher in boys than in girls.", Causal.CORRELATIONAL),
        ("Zinc is more effective than iron.", Causal.COMPARATIVE),
        ("Zinc should be given to children.", Causal.NONE),
        ("Larger studies are needed to show whether zinc reduces mortality.", Causal.NONE),
        ("The mean age was 54 years.", Causal.NONE),
    ],
)
def test_causal_language(sentence, causal):
    assert read(sentence).causal == causal


@pytest.mark.parametrize(
    ("sentence", "scope"),
    [
        ("Zinc reduced mortality in our trial.", Scope.REPORTED_RESULT),
        ("We found that mortality was lower with zinc.", Scope.REPORTED_RESULT),
        ("This trial showed that zinc reduces mortality.", Scope.GENERAL_CLAIM),
        ("Zinc reduces mortality.", Scope.GENERAL_CLAIM),
        ("Zinc has been shown to reduce mortality.", Scope.GENERAL_CLAIM),
    ],
)
def test_scope(sentence, scope):
    assert read(sentence).scope == scope


@pytest.mark.parametrize(
    ("sentence", "population"),
    [
        ("Zinc reduces pain in women with migraine.", Population.HUMAN),
        ("Zinc reduces weight in obese mice.", Population.ANIMAL),
        ("Zinc kills cultured tumour cells.", Population.IN_VITRO),
        ("Zinc helps, especially in older men.", Population.HUMAN_SUBGROUP),
        ("Zinc lowers mortality.", Population.HUMAN_IMPLIED),
        ("Zinc is a metal.", Population.NONE),
    ],
)
def test_population(sentence, population):
    assert read(sentence).population == population


@given(st.text(), st.text(), STRONG | st.text())
def test_every_cue_is_its_own_stretch_of_the_text(before, after, sentence):
    text = before + sentence + after
    reading = read(text, len(before), len(before) + len(sentence))
    for cue in [*reading.cues, *(cue for flag in reading.flags for cue in flag.cues)]:
        assert len(before) <= cue.start < cue.end <= len(before) + len(sentence)
        assert text[cue.start : cue.end] == cue.text


@given(STRONG, st.sampled_from(["😀 ", "İ", "ﬃ ", "한국어 ", "é "]))
def test_what_stands_before_only_shifts_the_offsets(sentence, before):
    alone, shifted = read(sentence), read(before + sentence, len(before))
    assert [(cue.start, cue.end) for cue in shifted.cues] == [
        (cue.start + len(before), cue.end + len(before)) for cue in alone.cues
    ]


@given(st.text())
def test_folding_keeps_every_offset(text):
    assert len(fold(text)) == len(text)


@given(STRONG)
def test_white_space_and_typographic_marks_do_not_hide_a_cue(sentence):
    assert advice(sentence.replace(" ", "\u00a0").replace("-", "\u2011")) == Advice.STRONG
    wrapped = read(sentence.replace(" ", "\n   "))
    assert wrapped.advice == Advice.STRONG
    assert [" ".join(cue.text.split()) for cue in wrapped.cues] == [
        cue.text for cue in read(sentence).cues
    ]
