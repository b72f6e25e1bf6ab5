"""What only the order of sentences shows: sections, premises, and what an argument drops."""

from reviews.vocabulary import Advice, FlagCode, Kind, Severity
from reviews.wording.arguments import premise
from reviews.wording.documents import read_text

TRIAL = "Simvastatin may lower mortality in women. "


def last_flags(text):
    return {flag.code: flag for flag in read_text(text)[-1].flags}


def test_headings_tell_what_their_sections_are():
    text = (
        "BACKGROUND: Falls are frequent. Zinc reduces falls. METHODS: We gave zinc. "
        "RESULTS: Falls were fewer. CONCLUSIONS: Zinc reduces falls. Zinc should be given."
    )
    assert [reading.kind for reading in read_text(text)] == [
        Kind.BACKGROUND, Kind.BACKGROUND, Kind.BACKGROUND, Kind.RESULT, Kind.CONCLUSION,
        Kind.RECOMMENDATION,
    ]  # fmt: skip


def test_headings_take_the_position_out_of_play():
    text = "AIM: Zinc should be given. RESULTS: Falls were fewer than before in all of them."
    assert not read_text(text)[0].low_confidence
    assert read_text(text.replace("AIM: ", "").replace("RESULTS: ", ""))[0].low_confidence


def test_a_hedge_dropped_on_the_way_is_red_and_points_at_both_sentences():
    flag = last_flags(TRIAL + "Thus, simvastatin should be given.")[FlagCode.HEDGE_DROPPED]
    assert flag.severity == Severity.RED
    assert [cue.text for cue in flag.cues] == ["may", "should be", "given"]


def test_a_firmer_statement_drops_the_hedge_too():
    assert FlagCode.HEDGE_DROPPED in last_flags(TRIAL + "Thus, simvastatin lowers mortality.")


def test_a_kept_hedge_raises_nothing():
    assert FlagCode.HEDGE_DROPPED not in last_flags(TRIAL + "Thus, simvastatin may be considered.")


def test_without_words_of_inference_there_is_no_premise():
    readings = read_text(TRIAL + "Simvastatin should be given.")
    assert premise(readings, 1) is None
    assert readings[1].flags == ()


def test_from_animals_to_people():
    text = "Zinc may reduce pain in obese mice. Therefore, zinc should be given to women."
    flag = last_flags(text)[FlagCode.SPECIES_EXTRAPOLATION]
    assert [cue.text for cue in flag.cues] == ["obese mice"]
    assert FlagCode.SPECIES_EXTRAPOLATION not in last_flags(text.replace("obese mice", "men"))


def test_from_one_drug_to_its_class():
    flag = last_flags(TRIAL + "Thus, statins should be given.")[FlagCode.CLASS_EXTRAPOLATION]
    assert [cue.text for cue in flag.cues] == ["statins", "Simvastatin"]
    about_the_class = TRIAL.replace("Simvastatin", "Statins such as simvastatin")
    assert FlagCode.CLASS_EXTRAPOLATION not in last_flags(
        about_the_class + "Thus, statins should be given."
    )


def test_harms_are_missed_only_where_no_sentence_names_them():
    advice = "Thus, simvastatin should be given."
    assert FlagCode.NO_HARMS in last_flags(TRIAL + advice)
    assert FlagCode.NO_HARMS not in last_flags(TRIAL + "Adverse events were rare. " + advice)


def test_an_empty_text_has_no_readings():
    assert read_text(" \n") == []


def test_early_strong_advice_is_kept():
    readings = read_text("Zinc should be given. " + "Falls were fewer. " * 9)
    assert (readings[0].advice, readings[0].low_confidence) == (Advice.STRONG, True)
