"""The grading queue: what each filter finds, and that it only moves things by actions."""

import re

import pytest
from django.contrib.admin.models import LogEntry

from reviews.actions import appraisals, motions, rounds
from reviews.admin.by_actions import Bounded
from reviews.models import Assignment, Event, Release, Round, Verdict
from reviews.vocabulary import ClaimState, Role, RoundState
from tests import build
from tests.admin.people import act, as_user, said, seated

pytestmark = pytest.mark.django_db


@pytest.fixture
def panel():
    return build.panel()


@pytest.fixture
def client(panel):
    return as_user(seated(panel))


def waiting(client, queue):
    """The texts of the claims that a filter finds, by id."""
    page = client.get(f"/admin/reviews/claim/?queue={queue}")
    return {claim.pk for claim in page.context["cl"].result_list}


def accepted(panel):
    return build.claim(ClaimState.ACCEPTED, panel)


def test_a_claim_needs_a_second_reviewer_until_the_panel_number_is_assigned(client, panel):
    short, full, unopened = accepted(panel), accepted(panel), accepted(panel)
    build.open_round(short, appraisers=1)
    round = build.open_round(full, appraisers=2)
    assert waiting(client, "second") == {short.pk}
    rounds.unassign(
        Assignment.objects.filter(round=round).first(), reason="Ill.", by=build.chair(panel)
    )
    assert waiting(client, "second") == {short.pk, full.pk}
    assert unopened.pk not in waiting(client, "second")


def revealed(panel, *sheets):
    """A claim whose appraisers submitted these worksheets."""
    claim = accepted(panel)
    round = build.open_round(claim, appraisers=len(sheets))
    people = Assignment.objects.filter(round=round).order_by("assigned_at", "pk")
    for assignment, sheet in zip(people, sheets, strict=True):
        appraisals.submit(assignment, content=sheet, by=assignment.user)
    return claim


def test_ready_is_revealed_and_in_conflict_is_where_appraisers_differ(client, panel):
    build.open_round(accepted(panel))
    same = revealed(panel, build.worksheet(), build.worksheet())
    differing = revealed(panel, build.worksheet("low"), build.worksheet("very_low"))
    assert waiting(client, "ready") == {same.pk, differing.pk}
    assert waiting(client, "conflict") == {differing.pk}
    for claim in (same, differing):
        build.settle(Round.objects.get(claim=claim), settled_by="consensus")
    assert waiting(client, "ready") == waiting(client, "conflict") == set()


def test_an_item_that_only_one_appraiser_answered_is_a_conflict(client, panel):
    advice = {"advice": "none", "kind": "result", "language_level": "4"}
    plain = build.worksheet(**advice)
    more = build.worksheet(**advice)
    del plain["judgements"]["direction"]
    claim = revealed(panel, plain, more)
    assert waiting(client, "conflict") == {claim.pk}


def test_weakly_supported_is_what_the_label_says(client, panel):
    weak = build.claim(ClaimState.GRADED, panel)
    fair = accepted(panel)
    build.grade(fair, build.worksheet("high"))
    against = accepted(panel)
    build.grade(against, build.worksheet(side="against"))
    assert waiting(client, "weak") == {weak.pk}
    page = client.get("/admin/reviews/claim/").content.decode()
    assert "Weakly supported" in page
    assert "Contradicted" in page


def test_notices_and_re_evaluation_are_found(client, panel):
    quiet = accepted(panel)
    published = build.claim(ClaimState.PUBLISHED, panel)
    assert waiting(client, "notice") == set()
    assert waiting(client, "again") == set()
    build.notice(published.source.paper)
    assert waiting(client, "notice") == {published.pk}
    assert waiting(client, "again") == {published.pk}
    assert quiet.pk not in waiting(client, "notice")


@pytest.mark.parametrize("count", [1, 3])
def test_the_queue_takes_the_same_queries_however_long(
    client, panel, count, django_assert_num_queries
):
    for _ in range(count):
        build.grade(accepted(panel))
    with django_assert_num_queries(10):
        client.get("/admin/reviews/claim/")


def test_assigning_in_bulk_asks_whom_and_refuses_claim_by_claim(client, panel):
    first, second, unopened = accepted(panel), accepted(panel), accepted(panel)
    for claim in (first, second):
        build.open_round(claim, appraisers=1)
    member = build.member(panel)
    page = act(client, "claim", "assign", first, second, unopened)
    assert page.status_code == 200
    assert str(member.pk) in page.content.decode()
    assert not Assignment.objects.filter(user=member).exists()

    answer = act(client, "claim", "assign", first, second, unopened, member=str(member.pk))
    assert Assignment.objects.filter(user=member).count() == 2
    assert said(answer) == [f"{unopened}: no open round.", "Assigned: 2."]


def test_who_is_barred_is_not_assigned_and_the_sentence_says_why(client, panel):
    claim = accepted(panel)
    round = build.open_round(claim, appraisers=1)
    barred = build.member(panel, has_declared=False)
    answer = act(client, "claim", "assign", claim, member=str(barred.pk))
    assert said(answer) == [f"{round}: {barred.name} has not declared interests in this panel yet."]
    assert not Assignment.objects.filter(user=barred).exists()


def test_only_members_of_the_panels_concerned_are_offered(client, panel):
    claim = accepted(panel)
    round = build.open_round(claim, appraisers=1)
    stranger = build.member(build.panel())
    page = act(client, "claim", "assign", claim, member=str(stranger.pk))
    assert page.status_code == 200
    assert round.assignments.count() == 1


def test_settling_in_bulk_takes_only_rounds_in_which_all_agree(client, panel):
    same = revealed(panel, build.worksheet(), build.worksheet())
    differing = revealed(panel, build.worksheet("low"), build.worksheet("very_low"))
    answer = act(client, "claim", "settle_agreed", same, differing)
    same.refresh_from_db()
    assert same.state == ClaimState.GRADED
    verdict = Verdict.objects.get()
    assert (verdict.round.claim, verdict.result, verdict.settled_by) == (
        same,
        "very_low",
        "agreement",
    )
    refused = Round.objects.get(claim=differing)
    assert refused.state == RoundState.REVEALED
    assert said(answer) == [
        f"{refused}: The appraisers differ on imprecision; settle this on its own page.",
        "Settled: 1.",
    ]


def test_settled_in_bulk_keeps_every_footnote(client, panel):
    sheets = [build.worksheet(), build.worksheet()]
    for sheet, note in zip(sheets, ["One.", "Two."], strict=True):
        sheet["judgements"]["imprecision"]["note"] = note
    act(client, "claim", "settle_agreed", revealed(panel, *sheets))
    settled = Verdict.objects.get().settlements.get(item="imprecision")
    assert sorted(settled.note.split("\n")) == ["One.", "Two."]


def test_a_departure_from_the_instrument_is_not_settled_in_bulk(client, panel):
    sheet = build.worksheet() | {"result": "low", "rationale": "A reason."}
    claim = revealed(panel, sheet, sheet)
    answer = act(client, "claim", "settle_agreed", claim)
    assert "departed from the instrument" in said(answer)[0]
    assert not Verdict.objects.exists()


def test_who_appraised_does_not_settle_in_bulk(panel):
    claim = accepted(panel)
    round = build.open_round(claim, appraisers=1)
    staff = seated(panel)
    rounds.assign(round, staff, by=build.chair(panel))
    build.submit_all(round)
    answer = act(as_user(staff), "claim", "settle_agreed", claim)
    assert said(answer) == [
        f"{round}: You appraised in this round, so someone else must settle it."
    ]
    assert not Verdict.objects.exists()


def test_publishing_shows_a_preview_and_asks_once(client, panel):
    graded = build.claim(ClaimState.GRADED, panel)
    page = act(client, "claim", "publish", graded)
    assert graded.revision.exact in page.content.decode()
    assert not Release.objects.exists()
    answer = act(client, "claim", "publish", graded, confirmed="yes")
    assert said(answer) == ["Published: 1."]
    graded.refresh_from_db()
    assert graded.state == ClaimState.PUBLISHED


def test_what_blocks_a_release_is_shown_and_refused(client, panel):
    proposed = build.claim(panel=panel)
    page = act(client, "claim", "publish", proposed).content.decode()
    assert "only graded claims are published" in page
    answer = act(client, "claim", "publish", proposed, confirmed="yes")
    assert "only graded claims are published" in said(answer)[0]
    assert not Release.objects.exists()


def test_who_may_not_is_told_the_sentence_of_the_permit(panel):
    graded = build.claim(ClaimState.GRADED, panel)
    reviewer = seated(panel, Role.REVIEWER)
    sentence = "In this panel, only a chair may do this."
    assert said(act(as_user(reviewer), "claim", "publish", graded)) == [sentence]
    confirmed = act(as_user(reviewer), "claim", "publish", graded, confirmed="yes")
    assert said(confirmed) == [f"{panel}: {sentence}"]
    assert not Release.objects.exists()


def test_another_panels_claim_cannot_be_chosen(client):
    other = build.claim(ClaimState.GRADED)
    act(client, "claim", "publish", other, confirmed="yes")
    assert not Release.objects.exists()


def test_a_claim_is_never_added_edited_or_deleted_here(client, panel):
    claim = build.claim(panel=panel)
    events = Event.objects.count()
    assert client.get("/admin/reviews/claim/add/").status_code == 403
    for page, status in (("change", 403), ("delete", 404)):
        answer = client.post(f"/admin/reviews/claim/{claim.pk}/{page}/", {"state": "graded"})
        assert answer.status_code == status
    act(client, "claim", "delete_selected", claim, post="yes")
    claim.refresh_from_db()
    assert (claim.state, Event.objects.count()) == ("proposed", events)


def test_what_is_no_id_is_a_message_and_no_error(client):
    chosen = {"action": "publish", "_selected_action": "nothing"}
    answer = client.post("/admin/reviews/claim/", chosen)
    assert answer.status_code == 302
    assert len(said(answer)) == 1


def test_the_list_leads_to_the_worksheet_of_a_revealed_round(client, panel):
    claim = revealed(panel, build.worksheet(), build.worksheet())
    round = Round.objects.get(claim=claim)
    assert (
        f'href="/admin/reviews/claim/rounds/{round.pk}/settle/"'
        in client.get("/admin/reviews/claim/").content.decode()
    )


def test_history_is_our_events_and_there_is_no_second_log(client, panel):
    claim = build.claim(ClaimState.GRADED, panel)
    page = client.get(f"/admin/reviews/claim/{claim.pk}/history/").content.decode()
    for words in ("proposed the claim", "accepted the claim", "revealed the round"):
        assert words in page
    act(client, "claim", "publish", claim, confirmed="yes")
    assert not LogEntry.objects.exists()


def test_the_queue_can_be_searched(client, panel):
    claim = build.claim(panel=panel)
    for query, count in ((claim.source.paper.title, 1), ("recommended", 1), ("vaccine", 0)):
        page = client.get("/admin/reviews/claim/", {"q": query})
        assert page.context["cl"].result_count == count


def test_a_claims_page_has_its_text_wording_flags_notices_and_worksheets(client, panel):
    claim = revealed(panel, build.worksheet("low"), build.worksheet("very_low"))
    build.notice(claim.source.paper)
    page = client.get(f"/admin/reviews/claim/{claim.pk}/change/")
    text = page.content.decode()
    marked = re.findall(r"<mark[^>]*>(.*?)</mark>", text)
    assert "".join(marked) == build.STRONG
    for words in (
        "Recommendation, general claim; strong recommendation, for",
        "listed as retracted",
        '<th scope="row">Imprecision (differs)</th>',
        "Settle it beside the text",
        '<th scope="col">A</th>',
    ):
        assert words in text
    people = [row.user for row in Assignment.objects.select_related("user")]
    assert [person.name for person in people if person.name in text] == []


def test_a_claims_page_shows_what_is_proposed_and_what_was_settled(client, panel):
    claim = revealed(panel, build.worksheet("low"), build.worksheet("very_low"))
    motion = build.answer(build.move(Round.objects.get(claim=claim)))
    address = f"/admin/reviews/claim/{claim.pk}/change/"
    assert "A verdict is proposed" in client.get(address).content.decode()
    motions.close(motion, by=build.chair(panel))
    text = client.get(address).content.decode()
    assert '<th scope="col">Settled</th>' in text
    assert "Weakly supported: Worded far above" in text
    assert "Strong recommendation on weak evidence (red, computed)" in text


def test_a_claim_that_nobody_appraised_says_so(client, panel):
    claim = build.claim(panel=panel)
    text = client.get(f"/admin/reviews/claim/{claim.pk}/change/").content.decode()
    assert "Nobody has appraised this claim." in text


@pytest.mark.parametrize("count", [1, 3])
def test_a_claims_page_takes_the_same_queries_however_much_is_flagged(
    client, panel, count, django_assert_num_queries
):
    claim = revealed(panel, *[build.worksheet()] * (1 + count))
    with django_assert_num_queries(29):
        client.get(f"/admin/reviews/claim/{claim.pk}/change/")


def test_rows_that_no_page_shows_are_not_chosen(client, panel):
    graded = build.claim(ClaimState.GRADED, panel)
    answer = act(client, "claim", "publish", graded, confirmed="yes", select_across="1")
    assert said(answer) == ["Choose the rows on the page, one by one."]
    assert not Release.objects.exists()


def test_a_long_list_is_cut_and_says_so(client, panel, monkeypatch):
    for _ in range(3):
        build.claim(panel=panel)
    monkeypatch.setattr(Bounded, "MOST", 2)
    page = client.get("/admin/reviews/claim/")
    assert page.context["cl"].result_count == 2
    assert "The first 2; filter or search for others." in page.content.decode()
