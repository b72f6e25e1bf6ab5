"""What would change a label, told of the verdict and of each appraisal behind it."""

import pytest
from django.urls import reverse

from reviews.actions import appraisals, leases, motions
from reviews.models import Assignment
from reviews.vocabulary import ClaimState, Label
from tests import build
from tests.views.test_appraisals import typed

pytestmark = pytest.mark.django_db
TWO_FEWER = "Becomes “wording in line with certainty” at moderate: two fewer downgrades."
ONE_MORE = "Becomes “weakly supported” at low: one more downgrade."
ENOUGH = "One different judgement is enough:"


@pytest.fixture
def revealed(panel):
    """One appraiser ends at very low, the other at moderate: only the first would flag."""
    made = build.open_round(build.claim(ClaimState.ACCEPTED, panel=panel), appraisers=2)
    rows = Assignment.objects.filter(round=made).order_by("assigned_at", "pk")
    for assignment, result in zip(rows, ("very_low", "moderate"), strict=True):
        appraisals.submit(assignment, content=build.worksheet(result), by=assignment.user)
    made.refresh_from_db()
    return made


@pytest.fixture
def minority(revealed):
    return Assignment.objects.filter(round=revealed).order_by("assigned_at", "pk")[1].user


def decide(revealed, minority):
    motion = build.answer(build.move(revealed, build.worksheet("very_low")))
    motions.dissent(motion, statement="I would go higher.", by=minority)
    motions.close(motion, by=build.chair(revealed.panel))
    return revealed.claim


def test_the_settler_sees_the_label_that_would_follow_and_how_firmly(client, revealed, ada):
    leases.take(revealed, by=ada)
    client.force_login(ada)
    address = reverse("desk-round-settle", args=[revealed.pk])
    shown = client.get(address).context["would_be"]
    assert shown.label is None  # what differs is still open
    assert sorted((held.label, held.sentences[0]) for _, held in shown.each) == [
        (Label.IN_LINE, ONE_MORE),
        (Label.WEAKLY_SUPPORTED, TWO_FEWER),
    ]
    fields = typed(build.worksheet("very_low")) | {"version": 0, "answer": "fragment"}
    answer = client.post(reverse("desk-round-settle-draft", args=[revealed.pk]), fields)
    assert "The claim would be <strong>weakly supported</strong>." in answer.text
    assert f"Holds for 1 of 2 appraisers. {TWO_FEWER}" in answer.text
    nothing = build.worksheet(side="none_found")
    again = typed(nothing) | {"version": 1, "answer": "fragment"}
    answer = client.post(reverse("desk-round-settle-draft", args=[revealed.pk]), again)
    assert "The claim would be <strong>not graded</strong>." in answer.text


def test_a_papers_round_has_no_label(client, panel, ada, cleo):
    paper = build.paper(panel, design="narrative_review")
    made = build.rounds.open_round(
        instrument="sanra", paper=paper, result="The review", by=cleo
    )  # fmt: skip
    for _ in range(2):
        build.rounds.assign(made, build.member(panel), by=cleo)
    build.submit_all(made, {"judgements": {str(n): {"answer": "1"} for n in range(1, 7)}})
    leases.take(made, by=ada)
    client.force_login(ada)
    page = client.get(reverse("desk-round-settle", args=[made.pk]))
    assert page.context["would_be"] is None


def test_the_desk_tells_what_each_appraisal_alone_would_give(client, revealed, minority, ada):
    claim = decide(revealed, minority)
    client.force_login(ada)
    text = client.get(claim.get_absolute_url()).text
    assert f"Holds for 1 of 2 appraisers. {TWO_FEWER}" in text
    line = text.split(f"<li>{minority.name}, who <button")[1].split("</li>")[0]
    assert "wording in line with certainty." in line
    assert ONE_MORE in line


def test_an_edition_tells_it_under_letters(client, revealed, minority):
    claim = decide(revealed, minority)
    claim.refresh_from_db()
    build.confirm_flags(claim)
    build.publish(claim)
    told = build.content(claim)["stability_of_appraisals"]
    assert [row["letter"] for row in told] == ["A", "B"]
    found = {row["dissents"]: (row["label"]["value"], row["sentences"][0]) for row in told}
    assert found == {
        False: ("weakly_supported", TWO_FEWER),
        True: ("in_line", ONE_MORE),
    }
    page = client.get(reverse("claim", args=[claim.pk])).text
    assert ", who dissents: wording in line with certainty." in page
    assert minority.name not in page


def test_with_two_outcomes_the_other_verdict_stands_as_it_does(client, panel, ada):
    claim = build.claim(ClaimState.ACCEPTED, panel=panel)
    build.grade(claim, build.worksheet("low"))
    claim.refresh_from_db()
    other = build.open_round(claim, body=build.body(panel))
    build.submit_all(other, build.worksheet("high"))
    leases.take(other, by=ada)
    client.force_login(ada)
    shown = client.get(reverse("desk-round-settle", args=[other.pk])).context["would_be"]
    # The lowest over the critical outcomes decides, so the verdict here changes nothing.
    assert {held.label for _, held in shown.each} == {Label.WEAKLY_SUPPORTED}


def test_where_the_highest_is_taken_the_worksheet_of_the_named_outcome_counts(client, panel, ada):
    claim = build.claim(ClaimState.ACCEPTED, panel=panel)
    outcomes = build.grade_outcomes(claim, death="moderate", harms={"pain": "low"})
    client.force_login(ada)
    assert "Holds for" not in client.get(claim.get_absolute_url()).text
    build.choose(claim, outcomes["death"])
    page = client.get(claim.get_absolute_url())
    told = "Were the lowest taken, it would be “weakly supported”. For death: Holds for 2 of 2"
    assert f"{told} appraisers. {ONE_MORE}" in page.text
    # With the other outcome judged lower still, the one that is named decides as before.
    held = {each.outcome: each for each in page.context["reading"]["held"]}
    assert held["pain"].label == held["death"].label == Label.IN_LINE


def test_an_appraisal_that_points_or_reads_the_other_way_alone_would_take_the_lowest(
    client, panel, ada
):
    claim = build.claim(ClaimState.ACCEPTED, panel=panel)
    outcomes = build.grade_outcomes(claim, death="moderate")
    pain = build.body(panel, effect="harm", name="pain")
    made = build.open_round(claim, appraisers=3, body=pain)
    sheets = [
        build.worksheet("low"),
        build.worksheet("low", side="against"),
        build.worksheet("low", direction="against"),
    ]
    rows = Assignment.objects.filter(round=made).order_by("assigned_at", "pk")
    for assignment, sheet in zip(rows, sheets, strict=True):
        appraisals.submit(assignment, content=sheet, by=assignment.user)
    made.refresh_from_db()
    build.settle(made, build.worksheet("low"), "adjudication")
    build.choose(claim, outcomes["death"])
    client.force_login(ada)
    reading = client.get(claim.get_absolute_url()).context["reading"]
    found = [each.label for each in reading["held"] if each.outcome == "pain"]
    assert sorted(found) == [Label.IN_LINE, Label.NOT_GRADED, Label.WEAKLY_SUPPORTED]
    # To grade the named outcome again is to ask the panel anew.
    again = build.questions.freeze_body(
        outcomes["death"], basis="as_cited", description="More.", by=build.chair(panel)
    )
    opened = build.open_round(claim, body=again)
    build.submit_all(opened, build.worksheet("high"))
    leases.take(opened, by=ada)
    shown = client.get(reverse("desk-round-settle", args=[opened.pk])).context["would_be"]
    assert {held.label for _, held in shown.each} == {Label.WEAKLY_SUPPORTED}
