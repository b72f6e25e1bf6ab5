"""Settling: answers side by side, what agrees copied, a departure reasoned."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from reviews.actions import appraisals, interests, leases
from reviews.models import Assignment, Lease, Round, Verdict, VerdictDraft
from reviews.vocabulary import ClaimState, RoundState
from tests import build
from tests.views.test_appraisals import typed

pytestmark = pytest.mark.django_db


@pytest.fixture
def revealed(panel):
    """Two who differ on imprecision alone."""
    made = build.open_round(build.claim(ClaimState.ACCEPTED, panel=panel), appraisers=2)
    assignments = Assignment.objects.filter(round=made).order_by("assigned_at", "pk")
    for assignment, result in zip(assignments, ("very_low", "low"), strict=True):
        appraisals.submit(assignment, content=build.worksheet(result), by=assignment.user)
    made.refresh_from_db()
    return made


def address(round, verb="settle"):
    return reverse(f"desk-round-{verb}", args=[round.pk])


def decided(content, how):
    return typed(content) | {"same_question": "yes", "settled_by": how}


def test_differing_items_are_marked_in_words_and_not_by_colour_alone(client, revealed, ada):
    client.force_login(ada)
    client.post(address(revealed, "take"))
    page = client.get(address(revealed))
    assert "1 of 13 items differ." in page.text
    assert page.text.count("≠ differs") == 1


def test_the_draft_begins_with_what_all_answered_alike_and_their_footnotes(client, revealed, ada):
    client.force_login(ada)
    assert client.get(address(revealed)).context["form"] is None
    assert client.post(address(revealed, "take")).status_code == 302
    form = client.get(address(revealed)).context["form"]
    assert form["risk_of_bias-answer"].value() == "-1"
    assert form["risk_of_bias-note"].value() == "A reason."
    assert form["advice-answer"].value() == "strong"
    assert not form["imprecision-answer"].value()


def test_what_all_agree_on_makes_a_verdict_at_once_and_grades_the_claim(client, panel, ada):
    made = build.round(RoundState.REVEALED, build.claim(ClaimState.ACCEPTED, panel=panel))
    client.force_login(ada)
    fields = decided(build.worksheet("very_low"), "agreement")
    answer = client.post(address(made), fields)
    assert answer["Location"] == made.claim.get_absolute_url()
    verdict = Verdict.objects.get(round=made)
    assert (verdict.result, verdict.settled_by, verdict.decided_by) == (
        "very_low",
        "agreement",
        ada,
    )
    made.claim.refresh_from_db()
    assert made.claim.state == ClaimState.GRADED
    assert client.post(address(made), fields).status_code == 409
    assert client.get(address(made)).status_code == 409


def test_any_other_verdict_is_proposed_first(client, revealed, ada):
    client.force_login(ada)
    client.post(address(revealed, "take"))
    fields = decided(build.worksheet("very_low"), "adjudication") | {"open_for": "3"}
    answer = client.post(address(revealed), fields)
    assert answer["Location"] == f"{revealed.get_absolute_url()}#motion"
    motion = revealed.motions.get()
    assert (motion.result, motion.settled_by, motion.moved_by, motion.end) == (
        "very_low", "adjudication", ada, "",
    )  # fmt: skip
    assert motion.open_until - motion.moved_at == timedelta(days=3)
    assert not Lease.objects.exists()
    assert not Verdict.objects.exists()
    assert client.get(address(revealed))["Location"] == answer["Location"]
    again = client.post(address(revealed), fields)
    assert (again.status_code, "is with the appraisers" in again.text) == (409, True)


def test_a_departure_without_a_rationale_is_refused_and_kept(client, revealed, ada):
    client.force_login(ada)
    fields = decided(build.worksheet("very_low"), "vote") | {"result": "moderate"}
    refused = client.post(address(revealed), fields)
    assert refused.status_code == 400
    assert list(refused.context["form"].errors) == ["rationale"]
    assert refused.context["form"]["result"].value() == "moderate"
    fields["rationale"] = "Direct data weigh more here."
    assert client.post(address(revealed), fields).status_code == 302
    assert revealed.motions.get().result == "moderate"


def test_agreement_is_not_claimed_where_appraisers_differ(client, revealed, ada):
    client.force_login(ada)
    fields = decided(build.worksheet("very_low"), "agreement")
    refused = client.post(address(revealed), fields)
    assert refused.status_code == 400
    assert "settle by consensus, vote or adjudication" in refused.text
    revealed.refresh_from_db()
    assert revealed.state == RoundState.REVEALED


def test_how_it_was_settled_must_be_said(client, revealed, ada):
    client.force_login(ada)
    refused = client.post(address(revealed), typed(build.worksheet("very_low")))
    assert list(refused.context["form"].errors) == ["same_question", "settled_by"]


def test_a_script_sees_the_result_of_what_it_saves(client, revealed, ada):
    client.force_login(ada)
    client.post(address(revealed, "take"))
    fields = typed(build.worksheet("moderate")) | {"version": 0, "answer": "fragment"}
    answer = client.post(address(revealed, "settle-draft"), fields)
    assert "<strong>Moderate</strong>" in answer.text
    assert 'name="version" value="1"' in answer.text
    assert not Verdict.objects.filter(round=revealed).exists()


def test_who_appraised_may_not_settle_and_the_button_says_why(client, panel, revealed):
    chair = build.chair(panel)
    client.force_login(chair)
    assert client.get(address(revealed)).status_code == 200
    appraiser = revealed.assignments.first().user
    client.force_login(appraiser)
    assert client.get(address(revealed)).status_code == 403
    page = client.get(revealed.get_absolute_url())
    assert "In this panel, only an adjudicator or chair may do this." in page.text


def test_an_open_round_cannot_be_settled(client, panel, ada):
    opened = build.open_round(build.claim(ClaimState.ACCEPTED, panel=panel))
    client.force_login(ada)
    assert client.get(address(opened)).status_code == 409
    assert client.post(address(opened, "settle-draft")).status_code == 409


def test_the_text_has_the_claim_in_view_and_marked(client, panel, ada):
    text = "Long before. " * 300 + build.STRONG + " Long after." * 300
    claim = build.claim(ClaimState.ACCEPTED, source=build.source(panel, text=text))
    made = build.round(RoundState.REVEALED, claim)
    client.force_login(ada)
    page = client.get(address(made)).text
    assert page.index(f">{build.STRONG}</mark>") < page.index("<summary>")
    assert page.count(f">{build.STRONG}</mark>") == 2  # in view, and in the whole text


def test_only_what_differs_is_open_and_no_appraiser_is_named(client, revealed, ada):
    client.force_login(ada)
    client.post(address(revealed, "take"))
    page = client.get(address(revealed)).text.split("<main")[1].split("Who took part")[0]
    opened = [part.split("</legend>")[0] for part in page.split("<legend>")[1:]
              if part.split("</legend>")[-1].lstrip().startswith("<details open>")]  # fmt: skip
    assert [legend.split(" <span")[0] for legend in opened] == ["Imprecision"]
    assert "<summary>All: Serious</summary>" in page
    assert "Reasoned judgement. A reason." in page
    for person in (row.user for row in revealed.assignments.select_related("user")):
        assert person.name not in page


def test_another_adjudicator_reads_who_is_at_it_and_saves_nothing(client, revealed, ada, cleo):
    leases.take(revealed, by=ada)
    client.force_login(cleo)
    page = client.get(address(revealed))
    assert page.context["form"] is None
    assert "Ada has been settling this round since" in page.text
    assert "Being settled by Ada since" in client.get(revealed.get_absolute_url()).text
    assert "Being settled by Ada." in client.get(reverse("desk")).text
    fields = decided(build.worksheet("very_low"), "adjudication") | {"rationale": "My own words."}
    for refused in (
        client.post(address(revealed), fields),
        client.post(address(revealed, "settle-draft"), fields | {"version": 0}),
    ):
        assert refused.status_code == 409
        assert "My own words." in refused.text
        assert "Ada has been settling this round since" in refused.text
    assert client.post(address(revealed, "take")).status_code == 409
    assert client.post(address(revealed, "release")).status_code == 409
    assert not VerdictDraft.objects.exists()


def test_what_was_left_is_taken_over_on_the_page_with_a_reason(
    client, revealed, ada, cleo, time_machine
):
    leases.take(revealed, by=ada)
    leases.save_draft(revealed, version=0, content={"rationale": "So far."}, by=ada)
    time_machine.move_to(timezone.now() + timedelta(minutes=31))
    client.force_login(cleo)
    assert "left it unfinished" in client.get(address(revealed)).text
    refused = client.post(address(revealed, "take"))
    assert (refused.status_code, "Say why you take this over." in refused.text) == (400, True)
    assert client.post(address(revealed, "take"), {"reason": "Ada is ill."}).status_code == 302
    assert client.get(address(revealed)).context["form"]["rationale"].value() == "So far."


def test_a_draft_comes_back_and_a_second_window_shows_both_texts(client, revealed, ada):
    client.force_login(ada)
    client.post(address(revealed, "take"))
    fields = decided(build.worksheet("low"), "consensus") | {"rationale": "Typed first."}
    saved = client.post(address(revealed, "settle-draft"), fields | {"version": 0})
    assert saved["Location"] == address(revealed)
    form = client.get(address(revealed)).context["form"]
    values = [form[name].value() for name in ("rationale", "settled_by", "same_question")]
    assert values == ["Typed first.", "consensus", "yes"]
    stale = client.post(
        address(revealed, "settle-draft"), fields | {"version": 0, "rationale": "Typed second."}
    )
    assert stale.status_code == 409
    assert stale.context["differences"] == [("Rationale", "Typed first.", "Typed second.")]
    assert client.post(address(revealed, "settle-draft"), fields).status_code == 428


def test_what_the_draft_cannot_be_is_refused_and_kept(client, revealed, ada):
    client.force_login(ada)
    client.post(address(revealed, "take"))
    fields = typed(build.worksheet("low")) | {"version": 0, "rationale": "long " * 60_000}
    refused = client.post(address(revealed, "settle-draft"), fields)
    assert refused.status_code == 400
    assert "longer than a worksheet can be" in refused.text
    assert refused.context["form"]["rationale"].value().startswith("long long")


def test_who_comes_too_late_or_may_no_more_keeps_what_was_typed(client, panel, revealed, ada, cleo):
    client.force_login(ada)
    client.post(address(revealed, "take"))
    fields = decided(build.worksheet("very_low"), "adjudication") | {"rationale": "My own words."}
    both = [("settle", fields), ("settle-draft", fields | {"version": 0})]
    ended = build.declare(panel, ada, "financial", "no_vote", "Shares.")
    for verb, given in both:
        refused = client.post(address(revealed, verb), given)
        assert (refused.status_code, "My own words." in refused.text) == (403, True)
        assert "declared an interest" in refused.text
    interests.withdraw(ended, by=ada)
    client.post(address(revealed, "release"))
    build.settle(revealed, settled_by="adjudication", by=cleo)
    for verb, given in both:
        refused = client.post(address(revealed, verb), given)
        assert (refused.status_code, "My own words." in refused.text) == (409, True)
        assert f"{cleo.name} settled this round on" in refused.text
        assert "Begin to settle" not in refused.text
        assert "worksheet.js" not in refused.text


def test_the_draft_begins_with_a_quote_where_there_is_one_and_everybodys_footnotes(
    client, panel, ada
):
    made = build.open_round(build.claim(ClaimState.ACCEPTED, panel=panel), appraisers=2)
    quote = {"source": str(made.claim.source_id), "start": 0, "end": 12, "exact": build.TEXT[:12]}
    backed = {"answer": "0", "basis": "quote", "quote": quote, "note": ""}
    given = [{"answer": "0", "basis": "reasoned", "note": ""}, backed]
    for assignment, judgement in zip(Assignment.objects.filter(round=made), given, strict=True):
        sheet = build.worksheet()
        sheet["judgements"]["inconsistency"] = judgement
        sheet["judgements"]["risk_of_bias"]["note"] = f"By {assignment.user}."
        appraisals.submit(assignment, content=sheet, by=assignment.user)
    client.force_login(ada)
    client.post(address(made, "take"))
    form = client.get(address(made)).context["form"]
    assert form["inconsistency-basis"].value() == "quote"
    assert form["inconsistency-exact"].value() == build.TEXT[:12]
    notes = {f"By {row.user}." for row in Assignment.objects.filter(round=made)}
    assert set(form["risk_of_bias-note"].value().split("\n")) == notes


def test_who_releases_lets_others_begin(client, revealed, ada):
    client.force_login(ada)
    client.post(address(revealed, "take"))
    assert client.post(address(revealed, "release"))["Location"] == revealed.get_absolute_url()
    assert not Lease.objects.exists()


def test_another_question_than_they_answered_is_not_settled_but_asked_again(
    client, panel, revealed, ada, cleo
):
    client.force_login(ada)
    fields = decided(build.worksheet("very_low"), "adjudication") | {"same_question": "no"}
    refused = client.post(address(revealed), fields)
    assert list(refused.context["form"].errors) == ["same_question"]
    assert client.post(address(revealed, "ask")).status_code == 403
    assert "only a chair may do this" in client.get(address(revealed)).text

    body = build.body(panel)
    client.force_login(cleo)
    incomplete = client.post(address(revealed, "ask"), {"body": body.pk})
    assert incomplete.status_code == 400
    answer = client.post(address(revealed, "ask"), {"body": body.pk, "reason": "Two outcomes."})
    opened = Round.objects.get(body=body)
    assert answer["Location"] == opened.get_absolute_url()
    old = client.get(revealed.get_absolute_url()).text
    assert "Two outcomes." in old
    assert "side by side" in old


def test_who_is_left_out_of_the_new_round_is_told(client, panel, revealed, cleo):
    person = revealed.assignments.first().user
    build.declare(panel, person, "financial", "excluded", "Shares.")
    client.force_login(cleo)
    given = {"body": build.body(panel).pk, "reason": "Two outcomes."}
    page = client.post(address(revealed, "ask"), given, follow=True)
    assert f"Not assigned again: {person.name} has declared an interest" in page.text


def test_what_all_agree_on_is_not_settled_otherwise_without_a_rationale(client, revealed, ada):
    client.force_login(ada)
    fields = decided(build.worksheet("very_low", inconsistency=-1), "adjudication")
    refused = client.post(address(revealed), fields)
    assert refused.context["form"].errors["rationale"] == [
        "All appraisers agree on inconsistency: say why the verdict differs."
    ]
    fields["rationale"] = "The trials point in two directions."
    assert client.post(address(revealed), fields).status_code == 302


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_asks_the_same_few_questions_however_many_appraised(
    client, panel, ada, count, django_assert_num_queries
):
    claim = build.claim(ClaimState.ACCEPTED, panel=panel)
    made = build.round(RoundState.REVEALED, claim, appraisers=1 + count)
    leases.take(made, by=ada)
    client.force_login(ada)
    with django_assert_num_queries(35):
        client.get(address(made))
