"""The page that tells how far the appraisers of a panel agreed."""

import re
from itertools import product

import pytest
from django.urls import reverse

from reviews.actions import panels, rounds
from reviews.agreement.ratings import Ratings
from reviews.agreement.summary import summary
from reviews.views import agreement as pages
from reviews.vocabulary import Purpose, Role, RoundState, Scale
from tests import build
from tests.appraised import appraised, of_paper, opened, settled, submit, sums

pytestmark = pytest.mark.django_db
GRADES = ["very_low", "low", "moderate", "high"]


@pytest.fixture
def look(client, panel):
    """look(user, ...): the page as that person meets it."""

    def get(user, **query):
        client.force_login(user)
        return client.get(reverse("desk-agreement", args=[panel.slug]), query)

    return get


def figures(response):
    """{name: value} of the coefficients that stand at the head."""
    return {told.name: told.value for told in response.context["shown"].coefficients}


def lines(response):
    """{question: [alpha, AC, percent agreement]} of the long table."""
    return {
        row.measure.label: [told.value for told in row.coefficients[:3]]
        for _, rows in response.context["groups"]
        for row in rows
    }


def numbers_of(text):
    """The page without what differs between any two answers."""
    return re.sub(r'csrfmiddlewaretoken" value="\w+"', "", text)


def test_the_head_has_what_the_statistics_give_for_these_answers(look, panel, ann, bob, cy):
    said = [("low", "low", None), ("low", "moderate", "low"), (None, "high", "high"),
            ("very_low", "low", "very_low"), ("moderate", "moderate", None)]  # fmt: skip
    people = [ann, bob, cy]
    for grades in said:
        appraised(panel, {p: r for p, r in zip(people, grades, strict=True) if r})
    rated = [
        (str(number), person.name, GRADES.index(result))
        for number, grades in enumerate(said)
        for person, result in zip(people, grades, strict=True)
        if result
    ]
    expected = summary(Ratings.of(rated, GRADES), Scale.ORDINAL)
    assert figures(look(ann)) == {
        "Krippendorff’s alpha, ordinal metric": f"{expected['krippendorff_alpha']['ordinal']:.2f}",
        "Gwet’s AC2, quadratic weights": f"{expected['gwet']['ac2_quadratic']:.2f}",
        "Percent agreement": "73%",
    }


def test_intervals_name_their_method_and_few_rounds_are_warned_of(look, panel, ann, bob):
    for first, second in [*product(GRADES[:3], GRADES[:3])]:
        appraised(panel, {ann: first, bob: second})
    page = look(ann)
    assert "Fewer than ten rounds can be compared." in page.text
    assert (
        page.context["methods"]
        == [
            "Gwet’s AC1: Gwet 2008, linearised variance over items, Student's t",
            "Gwet’s AC2: Gwet 2008, linearised variance over items, Student's t",
            "Krippendorff’s alpha: percentile bootstrap over items, 1000 samples, fixed seed",
            "Percent agreement: Wilson 1927, over items",
        ][1:]
    )
    appraised(panel, {ann: "low", bob: "low"})
    assert "Fewer than ten" not in look(ann).text


def test_open_void_and_calibrating_rounds_do_not_count_not_even_ones_own_part(
    look, panel, ann, bob, cleo
):
    appraised(panel, {ann: "low", bob: "moderate"})
    before = {person: numbers_of(look(person).text) for person in (ann, bob, cleo)}
    running = opened(panel, ann, bob)
    submit(running, ann, build.worksheet("high"))
    void = appraised(panel, {ann: "high", bob: "high"})
    rounds.void(void, reason="The wrong paper.", by=cleo)
    for person in (ann, bob, cleo):
        assert numbers_of(look(person).text) == before[person]
    calibrated = opened(panel, ann, bob, purpose=Purpose.CALIBRATION)
    for person in (ann, bob):
        submit(calibrated, person, build.worksheet("high"))
    assert numbers_of(look(ann).text) == before[ann]
    submit(running, bob, build.worksheet("high"))
    assert look(ann).context["shown"].measure.ratings.compared == 2


def test_verdicts_do_not_enter(look, panel, ann, bob, cleo):
    made = appraised(panel, {ann: "low", bob: "moderate"})
    before = numbers_of(look(ann).text)
    other = build.worksheet("high") | {"rationale": "We were too strict."}
    build.settle(made, other, settled_by="consensus", by=cleo)
    made.refresh_from_db()
    assert made.state == RoundState.DECIDED
    assert numbers_of(look(ann).text) == before


def test_rounds_of_other_panels_do_not_count(look, panel, ann, bob):
    appraised(panel, {ann: "low", bob: "moderate"})
    before = numbers_of(look(ann).text)
    other = build.panel()
    panels.seat(other, ann, Role.REVIEWER, by=build.chair(other))
    build.declare(other, ann)
    appraised(other, {ann: "low", build.member(other): "low"})
    assert numbers_of(look(ann).text) == before


def test_a_panel_without_a_revealed_round_is_told_what_to_wait_for(look, panel, ann, bob):
    opened(panel, ann, bob)
    page = look(ann)
    assert page.status_code == 200
    assert "No round has been revealed yet." in page.text


def test_people_have_letters_unless_the_panel_publishes_names(look, panel, ann, bob, cy, cleo):
    appraised(panel, {ann: "low", bob: "low", cy: "high"})
    page = look(ann)
    assert not {"Ann", "Bob", "Cy"} & set(re.findall(r"\w+", page.text.partition("<main")[2]))
    shown = {name for row in page.context["people"]["rows"] for name in row[:2]}
    assert [name for name in shown if name.endswith(" (you)")]
    assert all(re.fullmatch(r"[A-E]", name.removesuffix(" (you)")) for name in shown)
    assert not any("(you)" in name for row in look(cleo).context["people"]["rows"]
                   for name in row[:2])  # fmt: skip
    build.lock(panel, is_naming_appraisers=True)
    appraised(panel, {ann: "low", bob: "low", cy: "high"})
    assert {name for row in look(ann).context["people"]["rows"] for name in row[:2]} == shown


def test_names_stand_where_every_round_is_decided_and_publishes_them(look, panel, ann, bob, cy):
    build.lock(panel, is_naming_appraisers=True)
    made = appraised(panel, {ann: "low", bob: "low", cy: "moderate"})
    named = {name for row in look(ann).context["people"]["rows"] for name in row[:2]}
    assert not {"Ann", "Bob", "Cy"} & named
    settled(made, "low")
    rows = look(ann).context["people"]["rows"]
    assert [row[:2] for row in rows] == [("Ann", "Bob"), ("Ann", "Cy"), ("Bob", "Cy")]


def test_pairs_and_rounds_say_where_people_differ(look, panel, ann, bob, cy, cleo):
    build.lock(panel, is_naming_appraisers=True)
    alike = settled(appraised(panel, {ann: "low", bob: "low", cy: "low"}), "low")
    apart = settled(appraised(panel, {ann: "low", bob: "moderate", cy: "very_low"}), "low")
    settled(appraised(panel, {ann: "high", bob: "high"}), "high")
    page = look(ann)
    assert [
        (*row[:2], row[2].rounds, row[3], row[4]) for row in page.context["people"]["rows"]
    ] == [
        ("Ann", "Bob", 3, 67, "0.80"),
        ("Ann", "Cy", 2, 50, "0.00"),
        ("Bob", "Cy", 2, 50, "−0.33"),
    ]
    found = page.context["rounds"]
    assert found["columns"][:3] == ["Result", "Start", "Risk of bias"]
    assert [row[0].pk for row in found["rows"]][:2] == [apart.pk, alike.pk]
    assert dict(zip(found["columns"], found["rows"][0][2], strict=True)) == {
        **dict.fromkeys(found["columns"], 100),
        "Result": 0,
        "Indirectness": 33,
        "Imprecision": 33,
    }
    assert found["rows"][1][2] == [100] * len(found["columns"])


def test_each_question_has_its_own_figures_and_its_own_pairs(look, panel, ann, bob):
    appraised(panel, {ann: "low", bob: "moderate"})
    appraised(panel, {ann: "high", bob: "high"})
    page = look(ann)
    assert lines(page)["Risk of bias"] == ["1.00", "1.00", "100%"]
    assert lines(page)["Start"] == ["–", "1.00", "100%"]
    assert lines(page)["Indirectness"] == ["0.00", "0.80", "50%"]
    assert {row[3] for row in page.context["people"]["rows"]} == {50}
    for _, rows in page.context["groups"]:
        for row in rows:
            of = look(ann, instrument=page.context["instrument"].pk, of=row.measure.key)
            assert of.context["shown"].measure == row.measure
    assert {row[3] for row in look(ann, of="item-start").context["people"]["rows"]} == {100}


@pytest.mark.parametrize("query", [{"instrument": "x"}, {"of": "item-golf"}, {"of": ""}])
def test_what_nobody_was_asked_is_not_found(look, panel, ann, bob, query):
    appraised(panel, {ann: "low", bob: "moderate"})
    assert look(ann, **query).status_code == 404


def test_sums_have_intraclass_correlations(look, panel, ann, bob):
    of_paper(panel, "sanra", "narrative_review",
             {ann: sums(2, 2, 1, 2, 1, 2), bob: sums(2, 2, 1, 2, 2, 2)},
             {ann: sums(0, 1, 0, 1, 0, 1), bob: sums(0, 1, 0, 1, 1, 2)},
             {ann: sums(1, 1, 1, 1, 1, 1), bob: sums(1, 1, 1, 1, 1, 1)})  # fmt: skip
    rated = [(str(n), p, v) for n, row in enumerate([(10, 11), (3, 5), (6, 6)])
             for p, v in zip("ab", row, strict=True)]  # fmt: skip
    totals = [str(total) for total in range(13)]
    expected = summary(Ratings.of(rated, totals, [*map(float, totals)]), Scale.INTERVAL)
    assert figures(look(ann)) == {
        "Krippendorff’s alpha, interval metric": (
            f"{expected['krippendorff_alpha']['interval']:.2f}"
        ),
        "Gwet’s AC2, quadratic weights": f"{expected['gwet']['ac2_quadratic']:.2f}",
        "Percent agreement": "33%",
        "ICC(2,1), one appraiser": f"{expected['icc']['2,1']:.2f}",
        "ICC(2,k), the mean of all": f"{expected['icc']['2,k']:.2f}",
    }
    assert [group for group, _ in look(ann).context["groups"]] == ["", "Domains"]


def test_an_answer_outside_the_order_makes_a_question_nominal(look, panel, ann, bob):
    of_paper(panel, "sanra", "narrative_review",
             {ann: sums(2, 2, 1, "not assessable", 1, 2), bob: sums(2, 2, 1, 2, 2, 2)},
             {ann: sums(0, 1, 0, 1, 0, 1), bob: sums(0, 1, 0, 1, 1, 2)})  # fmt: skip
    page = look(ann, of="item-4")
    assert figures(page).keys() >= {"Krippendorff’s alpha, nominal metric", "Gwet’s AC1"}
    assert page.context["shown"].measure.ratings.categories == ("0", "1", "2", "not assessable")
    assert "Krippendorff’s alpha, ordinal metric" in figures(look(ann, of="item-3"))
    # Without that answer there is no total, so only one round has two.
    assert look(ann).context["shown"].measure.ratings.compared == 1


def test_a_domain_of_several_questions_is_what_each_person_judged_or_their_answers_give(
    look, panel, ann, bob
):
    build.lock(panel, instruments={"rob-2-assignment": {}})
    low = {
        **dict.fromkeys(["1.1", "1.2", "2.6", "3.1"], "Y"),
        **dict.fromkeys(["1.3", "2.1", "2.2", "4.1", "4.2", "4.3", "5.2", "5.3"], "N"),
        "5.1": "Y",
    }
    of_paper(panel, "rob-2-assignment", "randomised_trial",
             {ann: low, bob: low},
             {ann: low, bob: low | {"1.2": "PY"}},
             {ann: low, bob: low | {"1.1": "N"}},
             {ann: low | {"3": "High"}, bob: low | {"3": "Low"}})  # fmt: skip
    page = look(ann)
    assert lines(page)["Random sequence"][2] == "75%"
    assert lines(page)["Concealed allocation"][2] == "75%"
    assert lines(page)["Randomisation process"][2] == "75%"
    assert lines(page)["Missing outcome data"][2] == "75%"
    assert lines(page)["Measurement of the outcome"][2] == "100%"
    assert lines(page)["Result"][2] == "50%"
    assert [group for group, _ in page.context["groups"]] == ["", "Domains", "Questions"]
    domain = look(ann, of="domain-1").context["shown"].measure
    assert domain.ratings.categories == ("Low", "Some concerns", "High")


def test_of_several_instruments_the_most_used_comes_first(look, panel, ann, bob):
    appraised(panel, {ann: "low", bob: "moderate"})
    of_paper(panel, "sanra", "narrative_review",
             *[{ann: sums(*[1] * 6), bob: sums(*[2] * 6)}] * 2)  # fmt: skip
    page = look(ann)
    assert [(row.key, row.revealed) for row in page.context["instruments"]] == [
        ("sanra", 2),
        ("grade", 1),
    ]
    assert page.context["instrument"].key == "sanra"
    grade = page.context["instruments"][1]
    assert look(ann, instrument=grade.pk).context["instrument"] == grade


def test_only_the_least_agreed_on_rounds_are_drawn(look, panel, ann, bob, monkeypatch):
    monkeypatch.setattr(pages, "MOST_ROUNDS", 1)
    appraised(panel, {ann: "low", bob: "low"})
    apart = appraised(panel, {ann: "low", bob: "high"})
    page = look(ann)
    assert [row[0].pk for row in page.context["rounds"]["rows"]] == [apart.pk]
    assert "Only the 1 least agreed on are shown." in page.text


@pytest.mark.parametrize("count", [1, 3])
def test_the_same_few_questions_are_asked_however_many_rounds(
    client, panel, ann, bob, count, django_assert_num_queries
):
    for _ in range(count):
        appraised(panel, {ann: "low", bob: "moderate"})
    client.force_login(ann)
    with django_assert_num_queries(8):
        client.get(reverse("desk-agreement", args=[panel.slug]))


OPTIONAL = """\
key: own-sheet
version: "1"
name: Own sheet
publisher: A panel
citation: Written for this panel.
licence: Own wording
verbatim: false
subject: paper
designs: [cohort]
note: Every question may be left out.
domains:
  - id: "1"
    label: Source
    optional: true
    answers: &answers
      - {value: Good, label: Good, points: 1}
      - {value: Bad, label: Bad, points: 0}
  - id: "2"
    label: Reasoning
    optional: true
    answers: *answers
overall:
  algorithm: people
"""


def test_where_no_two_people_answered_the_same_the_page_says_so(look, panel, ann, bob, cleo):
    build.instrument(panel, OPTIONAL)
    build.lock(panel, instruments={"own-sheet": {}})
    made = rounds.open_round(
        instrument="own-sheet", paper=build.paper(panel, design="cohort"), result="All", by=cleo
    )
    for person in (ann, bob):
        rounds.assign(made, person, by=cleo)
    for person, item in ((ann, "1"), (bob, "2")):
        said = {"answer": "Good", "basis": "reasoned", "note": "So."}
        sheet = {"judgements": {item: said}, "result": "", "rationale": ""}
        submit(made, person, sheet)
    shown = look(ann)
    assert shown.status_code == 200
    assert "in no revealed round did two people answer the same question" in shown.text
