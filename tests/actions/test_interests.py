"""Declarations: appended, good for a year, withdrawn by their owner alone."""

from datetime import date, timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from reviews.actions import appraisals, interests, questions, rounds, verdicts
from reviews.actions.interests import year_after
from reviews.exceptions import Conflict
from reviews.models import Assignment, Event, Interest, Round
from reviews.permissions import can_settle, can_weigh
from reviews.recusal import barred, refusals
from reviews.vocabulary import ClaimState
from tests import build


@given(st.dates(max_value=date(9998, 12, 31)))
def test_a_year_after_is_the_same_day_or_the_last_of_february(day):
    after = year_after(day)
    assert after.year == day.year + 1
    assert (after.month, after.day) in {(day.month, day.day), (2, 28)}
    assert 365 <= (after - day).days <= 366


@pytest.mark.django_db
def test_a_declaration_is_good_for_a_year(panel, cleo):
    with time_machine.travel("2026-03-01T12:00Z", tick=False):
        ann = build.member(panel, has_declared=False)
        paper = build.paper(panel)
        assert "has not declared interests" in barred(ann, paper)
        interest = build.declare(panel, ann)
        assert interest.expires_on == date(2027, 3, 1)
        assert barred(ann, paper) == ""
    with time_machine.travel("2027-03-01T12:00Z", tick=False):
        assert barred(ann, paper) == ""
    with time_machine.travel("2027-03-02T12:00Z", tick=False):
        assert "over a year ago" in barred(ann, paper)


@pytest.mark.django_db
def test_a_barring_interest_that_ran_out_bars_until_it_is_renewed_or_withdrawn(panel, ann):
    with time_machine.travel("2024-03-01T12:00Z", tick=False):
        paper, other = build.paper(panel), build.paper(panel)
        barring = build.declare(panel, ann, "financial", "no_vote", "Shares.", paper=paper)
        build.declare(panel, ann, "financial", "disclose", "A book.", paper=other)
    with time_machine.travel("2025-03-02T12:00Z", tick=False):
        build.declare(panel, ann)
        assert "ran out" in barred(ann, paper)
        assert barred(ann, other) == ""
        interests.withdraw(barring, by=ann)
        assert barred(ann, paper) == ""


@pytest.mark.django_db
def test_a_declaration_replaces_none(panel, ann):
    paper = build.paper(panel)
    barring = build.declare(panel, ann, "financial", "no_vote", "Paid by the maker.")
    build.declare(panel, ann)
    assert Interest.objects.filter(user=ann, withdrawn_at=None).count() == 3
    assert "bars from judging" in barred(ann, paper)
    interests.withdraw(barring, by=ann)
    assert barred(ann, paper) == ""
    with pytest.raises(Conflict, match="withdrawn already"):
        interests.withdraw(barring, by=ann)


@pytest.mark.django_db
def test_an_interest_in_one_paper_bars_from_that_paper(panel, ann):
    paper, other = build.paper(panel), build.paper(panel)
    build.declare(panel, ann, "personal", "excluded", "A friend wrote it.", paper=paper)
    assert "bars from judging" in barred(ann, paper)
    assert barred(ann, other) == ""


# Recusal: every scope, every consequence, at every step.


def asked(panel, by, intervention="treatment X", comparator="no treatment"):
    """A body of evidence for a question of these words."""
    question = questions.write_question(
        panel,
        population="adults",
        intervention=intervention,
        comparator=comparator,
        target="any_effect",
        as_of=date(2026, 1, 1),
        by=by,
    )
    outcome = questions.write_outcome(
        question, name="outcome C", importance="critical", effect="benefit", by=by
    )
    return questions.freeze_body(
        outcome,
        basis="as_cited",
        description="What the paper itself cites.",
        is_randomised=True,
        by=by,
    )


SCOPES = {
    "panel": lambda round: {},
    "intervention": lambda round: {"intervention": "treatments X"},
    "comparator": lambda round: {"intervention": "No treatment"},
    "paper": lambda round: {"paper": round.subject_paper},
}
ELSEWHERE = {
    "intervention": lambda round: {"intervention": "treatment Y"},
    "paper": lambda round: {"paper": build.paper(round.panel)},
}
BARS = {"none": False, "disclose": False, "no_vote": True, "excluded": True}


@pytest.fixture
def opened(panel, cleo):
    claim = build.claim(ClaimState.ACCEPTED, panel=panel)
    return build.open_round(claim, appraisers=0, body=asked(panel, cleo))


def interested(round, member, scope, consequence):
    return build.declare(round.panel, member, "financial", consequence, "Shares.", **scope(round))


@pytest.mark.django_db
@pytest.mark.parametrize("consequence", BARS)
@pytest.mark.parametrize("scope", SCOPES)
def test_an_interest_bars_from_assignment_where_it_concerns(opened, ann, cleo, scope, consequence):
    interested(opened, ann, SCOPES[scope], consequence)
    if BARS[consequence]:
        with pytest.raises(PermissionDenied, match="declared an interest that bars"):
            rounds.assign(opened, ann, by=cleo)
    else:
        rounds.assign(opened, ann, by=cleo)


@pytest.mark.django_db
@pytest.mark.parametrize("scope", SCOPES)
def test_an_interest_bars_from_submitting_and_from_the_verdict(opened, ann, bob, ada, cleo, scope):
    for person in (ann, bob):
        rounds.assign(opened, person, by=cleo)
    own = {row.user: row for row in Assignment.objects.filter(round=opened)}
    barring = interested(opened, ann, SCOPES[scope], "no_vote")
    with pytest.raises(PermissionDenied, match="declared an interest that bars"):
        appraisals.submit(own[ann], content=build.worksheet(), by=ann)
    interests.withdraw(barring, by=ann)
    for person in (ann, bob):
        appraisals.submit(own[person], content=build.worksheet(), by=person)
    opened.refresh_from_db()
    interested(opened, ada, SCOPES[scope], "no_vote")
    with pytest.raises(PermissionDenied, match="declared an interest that bars"):
        verdicts.settle(opened, content=build.worksheet(), settled_by="vote", by=ada)


@pytest.mark.django_db
@pytest.mark.parametrize("scope", ELSEWHERE)
def test_an_interest_in_something_else_bars_from_nothing(opened, ann, cleo, scope):
    interested(opened, ann, ELSEWHERE[scope], "excluded")
    rounds.assign(opened, ann, by=cleo)


@pytest.mark.django_db
def test_an_interest_in_something_else_is_no_declaration_for_this(panel, opened, cleo):
    silent = build.member(panel, has_declared=False)
    for scope in ELSEWHERE.values():
        interested(opened, silent, scope, "disclose")
    with pytest.raises(PermissionDenied, match="has not declared"):
        rounds.assign(opened, silent, by=cleo)
    interested(opened, silent, SCOPES["intervention"], "disclose")
    rounds.assign(opened, silent, by=cleo)


@pytest.mark.django_db
def test_a_paper_is_judged_for_the_questions_that_rest_on_it(panel, cleo, ann, bob):
    paper = build.paper(panel, design="narrative_review")
    judged = rounds.open_round(instrument="sanra", paper=paper, result="The review", by=cleo)
    for person in (ann, bob):
        build.declare(panel, person, "financial", "excluded", "Shares.", intervention="treatment X")
    rounds.assign(judged, ann, by=cleo)
    body = asked(panel, cleo)
    questions.freeze_body(
        body.outcome, basis="as_cited", description="The review.", papers=[paper], by=cleo
    )
    with pytest.raises(PermissionDenied, match="declared an interest that bars"):
        rounds.assign(judged, bob, by=cleo)


@pytest.mark.django_db
def test_who_settles_an_exception_is_barred_by_what_was_asked_and_let_on_by_an_override(
    panel, ada, cleo
):
    claim = build.claim(ClaimState.ACCEPTED, panel=panel)
    decided = build.open_round(claim, body=asked(panel, cleo))
    build.submit_all(decided)
    build.declare(panel, ada, "financial", "no_vote", "Shares.", intervention="treatment X")
    claim.refresh_from_db()
    assert not can_weigh(ada, claim, "record_exception")
    rounds.override(decided, ada, reason="Ten shares.", by=cleo)
    assert can_weigh(ada, claim, "record_exception")
    assert can_settle(ada, decided)


@pytest.mark.django_db
def test_an_override_needs_something_to_set_aside_someone_else_and_a_reason(opened, ann, cleo):
    with pytest.raises(Conflict, match="Nothing bars Ann"):
        rounds.override(opened, ann, reason="So.", by=cleo)
    interested(opened, ann, SCOPES["intervention"], "excluded")
    with pytest.raises(PermissionDenied, match="Someone else must record"):
        rounds.override(opened, ann, reason="So.", by=ann)
    with pytest.raises(ValidationError, match="Say why"):
        rounds.override(opened, ann, reason=" ", by=cleo)
    rounds.override(opened, ann, reason="So.", by=cleo)
    with pytest.raises(Conflict, match="stands already"):
        rounds.override(opened, ann, reason="So.", by=cleo)
    rounds.assign(opened, ann, by=cleo)


@pytest.mark.django_db
@pytest.mark.parametrize("count", [1, 3])
def test_recusal_asks_the_same_few_questions_however_many_rounds(
    panel, ann, cleo, count, django_assert_num_queries
):
    build.declare(panel, ann, "financial", "excluded", "Shares.", intervention="treatment X")
    paper = build.paper(panel, design="narrative_review")
    for number in range(count):
        build.open_round(build.claim(ClaimState.ACCEPTED, panel=panel), appraisers=0)
        rounds.open_round(instrument="sanra", paper=paper, result=f"Result {number}", by=cleo)
    found = list(Round.objects.with_subject().filter(panel=panel))
    with django_assert_num_queries(3):
        assert len(refusals([ann, cleo], found)) == 4 * count


# Renewal.


@pytest.mark.django_db
def test_declarations_are_renewed_as_they_were_in_one_step(panel, ann, cleo, opened):
    first = Interest.objects.get(user=ann)
    scoped = build.declare(
        panel, ann, "financial", "excluded", "Shares.", internal="Ten.", intervention="treatment X",
        begins_on=date(2020, 1, 1),
    )  # fmt: skip
    soon = first.expires_on - timedelta(days=60)
    with (
        time_machine.travel(soon - timedelta(days=1), tick=False),
        pytest.raises(Conflict, match="None of your declarations runs out within 60 days"),
    ):
        interests.renew(panel, by=ann)
    with time_machine.travel(first.expires_on + timedelta(days=9), tick=False):
        with pytest.raises(PermissionDenied, match="over a year ago"):
            rounds.assign(opened, ann, by=cleo)
        renewed = interests.renew(panel, by=ann)
        assert [row.renews for row in renewed] == [first, scoped]
        again = renewed[1]
        assert (again.statement, again.internal, again.intervention, again.begins_on) == (
            "Shares.", "Ten.", "treatment X", date(2020, 1, 1),
        )  # fmt: skip
        assert {row.expires_on for row in renewed} == {year_after(timezone.localdate())}
        assert list(Interest.objects.current().filter(user=ann).order_by("pk")) == sorted(
            renewed, key=lambda row: row.pk
        )
        with pytest.raises(PermissionDenied, match="declared an interest that bars"):
            rounds.assign(opened, ann, by=cleo)
        with pytest.raises(Conflict, match="None of your declarations"):
            interests.renew(panel, by=ann)
        with pytest.raises(Conflict, match="or renewed"):
            interests.withdraw(scoped, by=ann)
        interests.withdraw(again, by=ann)
        rounds.assign(opened, ann, by=cleo)
    [event] = Event.objects.filter(verb="renew_interests")
    assert (event.actor_id, event.subject_id) == (ann.pk, panel.pk)


@pytest.mark.django_db
def test_what_was_withdrawn_or_is_someone_elses_is_not_renewed(panel, ann, bob):
    interests.withdraw(Interest.objects.get(user=ann), by=ann)
    with (
        time_machine.travel(timezone.localdate() + timedelta(days=400), tick=False),
        pytest.raises(Conflict, match="None of your declarations"),
    ):
        interests.renew(panel, by=ann)
    assert Interest.objects.filter(user=bob).count() == 1


@pytest.mark.django_db
def test_an_interest_has_one_scope(panel, ann):
    with pytest.raises(ValidationError, match="about an intervention or about a paper"):
        build.declare(
            panel, ann, "financial", "disclose", "Shares.", intervention="X",
            paper=build.paper(panel),
        )  # fmt: skip


@pytest.mark.django_db
def test_only_members_declare_and_only_owners_withdraw(panel, ann, cleo, dan):
    with pytest.raises(PermissionDenied, match="no seat"):
        build.declare(panel, dan)
    with pytest.raises(PermissionDenied, match="Only who declared"):
        interests.withdraw(Interest.objects.get(user=ann), by=cleo)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"kind": "financial", "statement": " "}, "Say in the public statement"),
        ({"kind": "nothing", "consequence": "no_vote"}, "Nothing to declare has no consequence."),
        (
            {"begins_on": date(2026, 2, 1), "ends_on": date(2026, 1, 1)},
            "The period ends before it begins.",
        ),
        ({"kind": "golf"}, "Kind: "),
        ({"consequence": ""}, "“Consequence” is needed."),
    ],
)
def test_what_is_wrong_with_a_declaration_is_said_in_a_sentence(panel, ann, fields, sentence):
    with pytest.raises(ValidationError) as refusal:
        build.declare(panel, ann, **fields)
    [message] = refusal.value.messages
    assert message.startswith(sentence)


@pytest.mark.django_db
def test_a_paper_of_another_panel_is_refused(panel, ann):
    with pytest.raises(ValidationError, match="another panel"):
        build.declare(panel, ann, paper=build.paper())


@pytest.mark.django_db
def test_the_internal_text_is_in_no_event(panel, ann):
    build.declare(panel, ann, "financial", "disclose", "Public words.", internal="Secret words.")
    assert not Event.objects.filter(body__contains="words.").exists()
