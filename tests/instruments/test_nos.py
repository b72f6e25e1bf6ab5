"""The Newcastle-Ottawa scale: stars by section, no cut-off, and a conversion that stands apart."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviews.instruments.definition import suits
from reviews.instruments.engine import judge
from reviews.instruments.loading import load
from reviews.instruments.requests import respond
from reviews.vocabulary import StudyDesign

COHORT, CASE_CONTROL = load("nos-cohort"), load("nos-case-control")
BOTH = pytest.mark.parametrize("scale", [COHORT, CASE_CONTROL], ids=lambda each: each.key)
ORDER = ["Poor", "Fair", "Good"]


def stars(scale, selection, comparability, third):
    sections = [domain.id for domain in scale.domains]
    return judge(scale, domains=dict(zip(sections, (selection, comparability, third), strict=True)))


@BOTH
@pytest.mark.parametrize(
    ("sections", "total", "converted"),
    [
        ((4, 2, 3), 9, "Good"),
        ((3, 1, 2), 6, "Good"),
        ((2, 1, 2), 5, "Fair"),
        ((2, 2, 3), 7, "Fair"),
        ((4, 0, 3), 7, "Poor"),
        ((4, 2, 1), 7, "Poor"),
        ((1, 2, 3), 6, "Poor"),
        ((0, 0, 0), 0, "Poor"),
    ],
)
def test_totals_and_the_conversion(scale, sections, total, converted):
    judged = stars(scale, *sections)
    assert judged.overall.proposed == total
    assert judged.conversions["ahrq"].proposed == converted


@BOTH
def test_stars_are_shown_by_section_and_the_conversion_is_told_apart(scale):
    judged = stars(scale, 4, 0, 3)
    third = scale.domains[2].label
    assert judged.trace[:3] == (
        "Selection: 4 of 4, 4.",
        "Comparability: 0 of 2, 0.",
        f"{third}: 3 of 3, 3.",
    )
    assert judged.overall.trace[-1] == "There is no official cut-off."
    assert judged.trace[-1].startswith("Converted by the thresholds called AHRQ standards, which")
    assert judged.trace[-1].endswith("or none for comparability: Poor.")


@BOTH
def test_four_two_and_three_stars_can_be_had(scale):
    best = {item.id: max(item.answers, key=lambda o: o.points).value for item in scale.items}
    judged = judge(scale, best)
    assert [judged.domains[d.id].proposed for d in scale.domains] == [4, 2, 3]
    assert [option.help for option in scale.overall.results] == [""] * 10


@BOTH
def test_a_gap_gives_no_total_and_no_conversion(scale):
    answers = {item.id: item.answers[0].value for item in scale.items}
    for item in scale.items:
        gapped = {name: value for name, value in answers.items() if name != item.id}
        judged = judge(scale, gapped)
        assert judged.overall.proposed is judged.conversions["ahrq"].proposed is None
        assert judged.overall.missing == judged.conversions["ahrq"].missing == (item.id,)


@BOTH
def test_which_factor_was_controlled_for_is_written_down(scale):
    [item] = scale.domains[1].items
    assert [o.needs_footnote for o in item.answers] == [o.points > 0 for o in item.answers]


def test_the_conversion_is_a_field_of_its_own_in_the_answer():
    given = {"domains": {"selection": 4, "comparability": 0, "outcome": 3}}
    answer = respond(COHORT, given)
    assert answer["overall"]["proposed"] == 7
    assert answer["conversions"]["ahrq"]["proposed"] == "Poor"
    assert "conversions" not in respond(load("sanra"), {"answers": {}})


def test_each_suits_its_own_design():
    assert [design for design in StudyDesign if suits(COHORT, design)] == ["cohort"]
    assert [design for design in StudyDesign if suits(CASE_CONTROL, design)] == ["case_control"]


def _worksheet(scale):
    return st.fixed_dictionaries(
        {item.id: st.sampled_from([o.value for o in item.answers]) for item in scale.items}
    )


@BOTH
@given(data=st.data())
def test_another_star_never_lowers_the_total_or_the_conversion(scale, data):
    answers = data.draw(_worksheet(scale))
    item = data.draw(st.sampled_from(scale.items))
    before = judge(scale, answers)
    given_points = next(o.points for o in item.answers if o.value == answers[item.id])
    for option in item.answers:
        if option.points >= given_points:
            after = judge(scale, answers | {item.id: option.value})
            gained = option.points - given_points
            assert after.overall.proposed == before.overall.proposed + gained
            converted = [ORDER.index(j.conversions["ahrq"].proposed) for j in (before, after)]
            assert converted == sorted(converted)


@BOTH
def test_every_sum_and_the_conversion_name_their_source(scale):
    procedures = [domain.procedure for domain in scale.domains]
    procedures += [scale.overall, *(each.procedure for each in scale.conversions)]
    assert all(how.source for how in procedures)
