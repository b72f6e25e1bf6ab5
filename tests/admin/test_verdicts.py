"""Settling beside the queue: the desk's worksheet and its actions, with refusals as messages."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from reviews.actions import appraisals, leases, rounds
from reviews.models import Assignment, Lease, Round, Verdict, VerdictDraft
from reviews.vocabulary import ClaimState, Role, RoundState
from tests import build
from tests.admin.people import as_user, said, seated
from tests.views.test_appraisals import typed

pytestmark = pytest.mark.django_db


@pytest.fixture
def claim(panel):
    return build.claim(ClaimState.ACCEPTED, panel)


@pytest.fixture
def revealed(claim):
    """Two who differ on imprecision alone."""
    made = build.open_round(claim, appraisers=2)
    assignments = Assignment.objects.filter(round=made).order_by("assigned_at", "pk")
    for assignment, result in zip(assignments, ("very_low", "low"), strict=True):
        appraisals.submit(assignment, content=build.worksheet(result), by=assignment.user)
    made.refresh_from_db()
    return made


@pytest.fixture
def staff(panel):
    return seated(panel, Role.ADJUDICATOR)


@pytest.fixture
def office(staff):
    return as_user(staff)


def address(round, verb="settle"):
    return f"/admin/reviews/claim/rounds/{round.pk}/{verb}/"


def page_of(round):
    return f"/admin/reviews/claim/{round.claim_id}/change/"


def decided(content, how, **more):
    return typed(content) | {"same_question": "yes", "settled_by": how} | more


def test_one_page_has_the_text_the_wording_the_notices_and_all_answers(office, revealed):
    build.notice(revealed.claim.source.paper)
    page = office.get(address(revealed))
    marked = re.findall(r"<mark[^>]*>(.*?)</mark>", page.text)
    assert "".join(marked) == build.STRONG
    for words in (
        "Recommendation, general claim; strong recommendation, for",
        "listed as retracted",
        "1 of 13 items differ.",
        "Appraiser B",
        "Begin to settle",
    ):
        assert words in page.text
    assert page.context["form"] is None
    people = [row.user for row in Assignment.objects.select_related("user")]
    assert [person.name for person in people if person.name in page.text] == []


def test_a_round_is_taken_drafted_and_proposed_without_leaving_the_admin(office, staff, revealed):
    assert office.post(address(revealed, "take"))["Location"] == address(revealed)
    page = office.get(address(revealed))
    assert page.context["form"]["risk_of_bias-answer"].value() == "-1"
    assert "/desk/rounds/" not in page.text.split('id="worksheet"')[1].split("</form>")[0]
    fields = decided(build.worksheet("very_low"), "adjudication", rationale="Direct data.")
    saved = office.post(address(revealed, "draft"), fields | {"version": 0})
    assert (saved["Location"], said(saved)) == (address(revealed), ["The draft is saved."])
    form = office.get(address(revealed)).context["form"]
    assert form["rationale"].value() == "Direct data."
    answer = office.post(address(revealed), fields)
    assert answer["Location"] == f"{page_of(revealed)}#motion"
    assert said(answer) == ["The verdict is proposed: the appraisers are asked."]
    motion = revealed.motions.get()
    assert (motion.result, motion.settled_by, motion.moved_by) == (
        "very_low",
        "adjudication",
        staff,
    )
    assert 'id="motion"' in office.get(page_of(revealed)).text
    assert office.get(address(revealed))["Location"] == answer["Location"]


def test_what_all_agree_on_stands_at_once_and_grades_the_claim(office, staff, claim):
    made = build.round(RoundState.REVEALED, claim)
    answer = office.post(address(made), decided(build.worksheet("very_low"), "agreement"))
    assert answer["Location"] == page_of(made)
    assert said(answer) == ["The verdict stands. Look at the flags that follow."]
    verdict = Verdict.objects.get(round=made)
    assert (verdict.settled_by, verdict.decided_by) == ("agreement", staff)
    claim.refresh_from_db()
    assert claim.state == ClaimState.GRADED
    history = office.get(f"/admin/reviews/claim/{claim.pk}/history/").text
    assert "settled the round" in history


def test_a_superuser_without_a_seat_finds_nothing(revealed):
    eve = as_user(build.staff())
    for verb in ("settle", "draft", "take", "release", "ask"):
        assert eve.post(address(revealed, verb)).status_code == 404
    assert eve.get(address(revealed)).status_code == 404
    assert not Lease.objects.exists()


def test_a_papers_round_is_not_settled_here(office, panel):
    paper = build.paper(panel, design="narrative_review")
    made = rounds.open_round(
        instrument="sanra", paper=paper, result="The review", by=build.chair(panel)
    )
    assert office.get(address(made)).status_code == 404


def test_who_appraised_in_the_round_is_refused_with_the_sentence(panel, claim):
    made = build.open_round(claim, appraisers=1)
    appraiser = seated(panel)
    rounds.assign(made, appraiser, by=build.chair(panel))
    build.submit_all(made)
    client = as_user(appraiser)
    sentence = "You appraised in this round, so someone else must settle it."
    for answer in (client.get(address(made)), client.post(address(made, "take"))):
        assert (answer["Location"], said(answer)[-1]) == (page_of(made), sentence)
    client.get(page_of(made))
    fields = decided(build.worksheet("very_low"), "agreement", rationale="My own words.")
    for verb in ("settle", "draft"):
        refused = client.post(address(made, verb), fields | {"version": 0})
        assert refused.status_code == 403
        assert said(refused) == [f"{sentence} What you typed is below."]
        assert "My own words." in refused.text
        assert "Save draft" not in refused.text
    assert not Verdict.objects.exists()
    assert not VerdictDraft.objects.exists()


def test_a_reviewer_is_told_who_settles(panel, revealed):
    client = as_user(seated(panel, Role.REVIEWER))
    answer = client.get(address(revealed))
    assert said(answer) == ["In this panel, only an adjudicator or chair may do this."]


def test_an_open_round_shows_nothing_and_is_a_message(office, claim):
    made = build.open_round(claim)
    fields = decided(build.worksheet(), "agreement", version=0)
    for answer in (
        office.get(address(made)),
        office.post(address(made), fields),
        office.post(address(made, "draft"), fields),
    ):
        assert answer["Location"] == page_of(made)
        assert said(answer)[-1] == "This round is open: it cannot be settled."


def test_a_second_adjudicator_meets_the_lease_and_keeps_what_was_typed(office, revealed, ada):
    leases.take(revealed, by=ada)
    page = office.get(address(revealed))
    assert page.context["form"] is None
    assert "Ada has been settling this round since" in page.text
    fields = decided(build.worksheet("very_low"), "adjudication", rationale="My own words.")
    for verb in ("settle", "draft"):
        refused = office.post(address(revealed, verb), fields | {"version": 0})
        assert refused.status_code == 409
        assert "My own words." in refused.text
        [sentence] = said(refused)
        assert sentence.startswith("Ada has been settling this round since")
    taken = office.post(address(revealed, "take"))
    assert taken.status_code == 409
    assert "Ada has been settling this round since" in taken.text
    answer = office.post(address(revealed, "release"))
    assert said(answer) == ["You are not settling this round, so there is nothing to release."]


def test_what_was_left_is_taken_over_with_a_reason(office, revealed, ada, time_machine):
    leases.take(revealed, by=ada)
    time_machine.move_to(timezone.now() + timedelta(minutes=31))
    refused = office.post(address(revealed, "take"))
    assert (refused.status_code, "Say why you take this over." in refused.text) == (400, True)
    answer = office.post(address(revealed, "take"), {"reason": "Ada is ill."})
    assert answer["Location"] == address(revealed)


def test_a_stale_draft_shows_both_texts(office, revealed):
    office.post(address(revealed, "take"))
    fields = decided(build.worksheet("low"), "consensus", version=0)
    office.post(address(revealed, "draft"), fields | {"rationale": "Typed first."})
    stale = office.post(address(revealed, "draft"), fields | {"rationale": "Typed second."})
    assert stale.status_code == 409
    assert stale.context["differences"] == [("Rationale", "Typed first.", "Typed second.")]
    assert stale.context["form"]["rationale"].value() == "Typed second."
    assert f'href="{address(revealed)}"' in stale.text
    del fields["version"]
    assert office.post(address(revealed, "draft"), fields).status_code == 428


def test_who_comes_too_late_keeps_what_was_typed(office, claim, ada):
    made = build.round(RoundState.REVEALED, claim)
    build.settle(made, by=ada)
    fields = decided(build.worksheet("low"), "adjudication", rationale="My own words.")
    for verb in ("settle", "draft"):
        refused = office.post(address(made, verb), fields | {"version": 0})
        assert refused.status_code == 409
        assert "My own words." in refused.text
        assert "Begin to settle" not in refused.text
        assert said(refused)[0].startswith("Ada settled this round on")
    answer = office.get(address(made))
    assert answer["Location"] == page_of(made)
    assert said(answer)[0].startswith("Ada settled this round on")


def test_what_lacks_its_reason_is_refused_beside_the_field(office, revealed):
    fields = decided(build.worksheet("very_low"), "adjudication", result="moderate")
    refused = office.post(address(revealed), fields)
    assert refused.status_code == 400
    assert list(refused.context["form"].errors) == ["rationale"]
    assert refused.context["form"]["result"].value() == "moderate"
    assert not revealed.motions.exists()


def test_another_question_than_they_answered_is_asked_again_by_a_chair(office, panel, revealed):
    fields = decided(build.worksheet("very_low"), "adjudication", same_question="no")
    refused = office.post(address(revealed), fields)
    assert list(refused.context["form"].errors) == ["same_question"]
    given = {"body": build.body(panel).pk, "reason": "Two outcomes."}
    answer = office.post(address(revealed, "ask"), given)
    assert said(answer) == ["In this panel, only a chair may do this."]
    answer = as_user(seated(panel)).post(address(revealed, "ask"), given)
    assert answer["Location"] == page_of(revealed)
    assert Round.objects.get(body=given["body"]).state == RoundState.OPEN


def test_of_a_claim_that_one_appraises_neither_label_nor_flags_are_told(panel, claim, revealed):
    staff = seated(panel)
    client = as_user(staff)
    shown = ("The claim would be", "Its wording, flags and notices")
    leases.take(revealed, by=staff)
    fields = decided(build.worksheet("low"), "adjudication", version=0)
    page = client.post(address(revealed, "draft"), fields, follow=True).text
    assert [words for words in shown if words in page] == [*shown]
    rounds.assign(build.open_round(claim, appraisers=1), staff, by=build.chair(panel))
    script = fields | {"version": 1, "answer": "fragment"}
    for text in (
        client.get(address(revealed)).text,
        client.post(address(revealed, "draft"), script).text,
    ):
        assert [words for words in shown if words in text] == []


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_asks_the_same_few_questions_however_many_appraised(
    office, staff, claim, count, django_assert_num_queries
):
    made = build.round(RoundState.REVEALED, claim, appraisers=1 + count)
    leases.take(made, by=staff)
    with django_assert_num_queries(36):
        assert office.get(address(made)).context["form"]
