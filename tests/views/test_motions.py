"""A proposed verdict on the round's page: who reads what, answers, votes, withdraws and closes."""

import json

import pytest
from django.urls import reverse

from reviews.actions import motions, panels, rounds
from reviews.models import Assent, Vote
from reviews.vocabulary import ClaimState, RoundState
from tests import build

pytestmark = pytest.mark.django_db


@pytest.fixture
def round(panel):
    return build.round(RoundState.REVEALED, build.claim(ClaimState.ACCEPTED, panel=panel))


@pytest.fixture
def appraisers(round):
    return [row.user for row in round.assignments.select_related("user").order_by("pk")]


@pytest.fixture
def motion(round, ada):
    return build.move(round, build.worksheet("low") | {"rationale": "Few, but enough."}, by=ada)


@pytest.fixture
def ballot(round, ada):
    return build.move(round, settled_by="vote", by=ada)


def post(client, verb, motion, **given):
    address = reverse(f"desk-round-{verb}", args=[motion.round_id])
    return client.post(address, {"motion": motion.pk, **given})


def page(client, motion):
    return client.get(motion.round.get_absolute_url())


def test_appraisers_read_the_proposed_verdict_beside_their_own_answers(client, motion, appraisers):
    client.force_login(appraisers[0])
    shown = page(client, motion)
    assert "Few, but enough." in shown.text
    assert "<strong>Low</strong>, by adjudication" in shown.text
    [imprecision] = [row for row in shown.context["comparison"].rows if row.item == "imprecision"]
    assert [cell.answer for cell in imprecision.cells] == ["Serious", "Serious"]
    assert imprecision.settled.answer == "Not serious"


def test_an_appraiser_says_that_there_is_no_dissent_or_states_it_and_changes_it(
    client, motion, appraisers, ada
):
    client.force_login(appraisers[0])
    assert post(client, "assent", motion).status_code == 302
    assert Assent.objects.visible_to(appraisers[0]).count() == 1
    assert "You said that you have no minority statement" in page(client, motion).text
    empty = post(client, "dissent", motion, statement=" ")
    assert empty.status_code == 400
    for statement in ("Lower.", "Much lower."):
        assert post(client, "dissent", motion, statement=statement).status_code == 302
    assert page(client, motion).text.count("Much lower.") == 2  # as it stands, and to change

    client.force_login(appraisers[1])
    assert "Much lower." not in page(client, motion).text
    client.force_login(ada)
    shown = page(client, motion)
    assert "Much lower." in shown.text
    assert appraisers[0].name not in shown.text.split('id="motion"')[1].split("</section>")[0]


def test_a_vote_is_cast_once_and_told_to_nobody_else(client, ballot, ada, ann, cleo):
    client.force_login(ann)
    assert post(client, "vote", ballot).status_code == 400
    assert post(client, "vote", ballot, choice="against").status_code == 302
    assert "You voted: against." in page(client, ballot).text
    again = post(client, "vote", ballot, choice="for")
    assert (again.status_code, "You have voted already." in again.text) == (409, True)
    client.force_login(cleo)
    before = page(client, ballot).text.split("</main>")[0]
    motions.vote(ballot, choice="for", by=ada)
    after = page(client, ballot).text.split("</main>")[0]
    assert _without_token(before) == _without_token(after)
    assert Vote.objects.visible_to(cleo).count() == 0


def _without_token(text):
    return [line for line in text.splitlines() if "csrfmiddlewaretoken" not in line]


def test_who_has_no_vote_reads_why(client, panel, ballot):
    barred = build.member(panel, has_declared=False)
    client.force_login(barred)
    assert "has not declared interests" in page(client, ballot).text
    assert post(client, "vote", ballot, choice="for").status_code == 403


def test_a_majority_leads_to_the_claim_and_no_majority_back_to_the_round(
    client, round, ballot, ada, cleo
):
    client.force_login(cleo)
    early = post(client, "close", ballot)
    assert (early.status_code, "there is time to answer" in early.text) == (409, True)
    build.answer(ballot)
    client.force_login(ada)
    assert post(client, "close", ballot).status_code == 403
    assert "only a chair may do this" in page(client, ballot).text
    client.force_login(cleo)
    closed = post(client, "close", ballot)
    assert closed["Location"] == round.claim.get_absolute_url()
    assert "The vote: 4 for, 0 against, 0 abstained." in page(client, ballot).text
    assert post(client, "close", ballot).status_code == 409


@pytest.fixture
def chaired(panel, bob, cleo):
    """Revealed; the panel's only chair is one of the two who appraised."""
    made = build.open_round(build.claim(ClaimState.ACCEPTED, panel=panel), appraisers=0)
    for person in (bob, cleo):
        rounds.assign(made, person, by=cleo)
    return build.submit_all(made)


def test_where_the_only_chair_appraised_an_adjudicator_closes_the_vote(
    client, chaired, ada, ann, cleo
):
    ballot = build.answer(build.move(chaired, settled_by="vote", by=ada))
    client.force_login(cleo)
    shown = page(client, ballot).text
    assert "You appraised in this round, so someone else must settle it." in shown
    assert "Nobody in this panel may settle it" not in shown
    assert post(client, "close", ballot).status_code == 403
    client.force_login(ada)
    assert post(client, "close", ballot).status_code == 302
    chaired.refresh_from_db()
    assert (chaired.state, chaired.verdict.decided_by) == (RoundState.DECIDED, ada)


def test_where_nobody_may_settle_the_pages_say_what_to_do_and_no_answer_is_lost(
    client, panel, chaired, ada, ann, bob, cleo
):
    """The adjudicator who proposed the verdict has left, and the only chair appraised."""
    ballot = build.answer(build.move(chaired, settled_by="vote", by=ada))
    motions.dissent(ballot, statement="Lower.", by=bob)
    panels.end_seat(panel.memberships.get(user=ada), by=cleo)
    said = (
        "You appraised in this round, so someone else must settle it. Nobody in this panel may"
        " settle it as things are: under “Members”, a chair can make a member who has no appraisal"
        " in it an adjudicator, or invite one. Votes and dissents stay."
    )
    client.force_login(cleo)
    assert said in page(client, ballot).text
    refused = post(client, "close", ballot)
    assert (refused.status_code, said in refused.text) == (403, True)
    refused = client.post(f"/api/v1/motions/{ballot.pk}/close/")
    assert (refused.status_code, refused.json()["detail"]) == (403, said)

    seat = panel.memberships.get(user=ann)
    client.post(
        reverse("desk-membership-role", args=[panel.slug, seat.pk]), {"role": "adjudicator"}
    )
    client.force_login(ann)
    assert "Nobody in this panel may settle it" not in page(client, ballot).text
    assert post(client, "close", ballot).status_code == 302
    shown = page(client, ballot).text
    assert "The vote: 3 for, 0 against, 0 abstained; 1 vote was not counted" in shown
    assert "Lower." in shown
    chaired.refresh_from_db()
    assert chaired.verdict.decided_by == ann


def test_where_nobody_may_settle_the_page_says_so_before_anything_is_proposed(
    client, chaired, cleo
):
    client.force_login(cleo)
    assert "Nobody in this panel may settle it" in client.get(chaired.get_absolute_url()).text
    settle = client.get(reverse("desk-round-settle", args=[chaired.pk]))
    assert (settle.status_code, "make a member who has no" in settle.text) == (403, True)


def test_a_failed_vote_and_a_withdrawn_verdict_stay_to_be_read(
    client, round, ballot, ann, ada, cleo, appraisers
):
    for person in (ann, ada, cleo, *appraisers):
        motions.vote(ballot, choice="abstain", by=person)
    for person in appraisers:
        motions.assent(ballot, by=person)
    client.force_login(cleo)
    assert post(client, "close", ballot)["Location"] == round.get_absolute_url()
    assert "found no majority: 0 for, 0 against, 5 abstained." in page(client, ballot).text
    second = build.move(round, by=ada)
    assert post(client, "withdraw", second).status_code == 400
    assert post(client, "withdraw", second, reason="A slip.").status_code == 302
    shown = page(client, second)
    assert f"was withdrawn by {cleo}: A slip." in shown.text
    assert shown.context["motion"] is None
    late = post(client, "withdraw", second, reason="Once more.")
    assert late.status_code == 409


def test_pages_api_and_edition_say_the_same_of_a_vote_and_how_many_did_not_count(
    client, panel, round, ballot, ann, cleo
):
    left = build.member(panel, name="Leda Left")
    build.answer(ballot)
    for person in (ann, left):
        build.declare(panel, person, "financial", "no_vote", "Shares.")
    client.force_login(cleo)
    answer = client.post(f"/api/v1/motions/{ballot.pk}/close/")
    tally = {"for": 4, "against": 0, "abstain": 0, "not_counted": 2}
    assert answer.json()["motion"]["votes"] == tally
    shown = page(client, ballot).text
    said = (
        "4 for, 0 against, 0 abstained; 2 votes were not counted, because those who cast them"
        " could not vote any more when the vote was closed."
    )
    assert f"The vote: {said}" in shown
    assert left.name not in shown
    round.claim.refresh_from_db()
    frozen = build.publish(round.claim).frozen_claims.get()
    [held] = json.loads(frozen.content)["rounds"]
    assert held["verdict"]["reached"]["votes"] == tally
    client.logout()
    assert said in client.get(reverse("claim", args=[round.claim_id])).text


def test_an_api_tells_nothing_of_a_vote_that_is_open(client, ballot, ann, ada):
    motions.vote(ballot, choice="for", by=ada)
    client.force_login(ann)
    answer = client.post(
        f"/api/v1/motions/{ballot.pk}/vote/", {"choice": "for"}, content_type="application/json"
    )
    assert answer.json()["votes"] is None


def test_what_was_typed_too_late_is_shown_again(client, motion, appraisers, ada):
    motions.withdraw(motion, reason="A slip.", by=ada)
    client.force_login(appraisers[0])
    late = post(client, "dissent", motion, statement="What I had written.")
    assert (late.status_code, "What I had written." in late.text) == (409, True)
    build.move(motion.round, by=ada)
    late = post(client, "dissent", motion, statement="What I had written.")
    assert (late.status_code, "What I had written." in late.text) == (409, True)


@pytest.mark.parametrize("verb", ["dissent", "assent", "vote", "withdraw", "close"])
def test_no_verb_without_the_motion_that_was_read(client, motion, appraisers, cleo, verb):
    client.force_login(appraisers[0] if verb in ("dissent", "assent", "vote") else cleo)
    address = reverse(f"desk-round-{verb}", args=[motion.round_id])
    assert client.post(address).status_code == 400
    assert client.post(address, {"motion": motion.round_id}).status_code == 404
    other = build.move(build.round(RoundState.REVEALED))
    assert client.post(address, {"motion": other.pk}).status_code == 404


def test_what_waits_for_an_answer_is_on_the_desk(client, motion, appraisers, ann):
    [first, _] = appraisers
    client.force_login(first)
    desk = reverse("desk")
    assert list(client.get(desk).context["to_answer"]) == [motion]
    post(client, "assent", motion)
    assert client.get(desk).context["to_answer"] == []
    motions.withdraw(motion, reason="To vote.", by=motion.moved_by)
    ballot = build.move(motion.round, settled_by="vote", by=motion.moved_by)
    assert list(client.get(desk).context["to_answer"]) == [ballot]
    client.force_login(ann)
    assert list(client.get(desk).context["to_answer"]) == [ballot]
    post(client, "vote", ballot, choice="for")
    assert client.get(desk).context["to_answer"] == []


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_takes_the_same_queries_however_many_vote(
    client, panel, ballot, cleo, count, django_assert_num_queries
):
    for _ in range(count):
        motions.vote(ballot, choice="for", by=build.member(panel))
    client.force_login(cleo)
    with django_assert_num_queries(36):
        page(client, ballot)
