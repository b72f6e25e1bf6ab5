"""Proposed verdicts: discussed, voted on, dissented from, and closed only when all could answer."""

from datetime import date, timedelta
from importlib import import_module

import pytest
from django.apps import apps
from django.core import mail
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.test import TestCase
from django_tasks_db.models import DBTaskResult

from reviews.actions import interests, leases, motions, panels, people, reopenings, rounds, verdicts
from reviews.exceptions import Conflict
from reviews.exports import verify
from reviews.models import Assent, Assignment, Dissent, Event, Motion, Verdict, Vote, sealed
from reviews.models.digests import digest
from reviews.models.motions import COUNTS
from reviews.models.promises import remove_promises
from reviews.vocabulary import ClaimState, Role, RoundState
from tests import build

pytestmark = pytest.mark.django_db


@pytest.fixture
def round(panel):
    """Revealed, of two who agree."""
    return build.round(RoundState.REVEALED, build.claim(ClaimState.ACCEPTED, panel=panel))


@pytest.fixture
def appraisers(round):
    return [row.user for row in Assignment.objects.filter(round=round).select_related("user")]


def state(round):
    round.refresh_from_db()
    return round.state


# Moving.


def test_only_agreement_stands_at_once(round, ada):
    for way in ("consensus", "vote", "adjudication"):
        with pytest.raises(ValidationError, match="propose this verdict to them first"):
            verdicts.settle(round, content=build.worksheet(), settled_by=way, by=ada)
    for way, sentence in (("agreement", "stands at once"), ("chance", "Say how the differences")):
        with pytest.raises(ValidationError, match=sentence):
            motions.move(round, content=build.worksheet(), settled_by=way, by=ada)
    assert not Motion.objects.exists()


def test_a_motion_is_complete_before_anybody_is_asked(round, ada):
    sheet = build.worksheet()
    del sheet["judgements"]["imprecision"]
    with pytest.raises(ValidationError) as refused:
        motions.move(round, content=sheet, settled_by="adjudication", by=ada)
    assert list(refused.value.message_dict) == ["imprecision"]
    background = build.worksheet(kind="background", advice="none", direction="")
    background |= {"rationale": "So we read it."}
    with pytest.raises(ValidationError, match="never graded alone"):
        motions.move(round, content=background, settled_by="adjudication", by=ada)
    with pytest.raises(ValidationError, match="1 to 60 days"):
        build.move(round, open_for=0)


def test_a_consensus_says_who_took_part_and_when(panel, round, ada, ann):
    def consensus(*people, on=date(2026, 1, 2)):
        return motions.move(
            round, content=build.worksheet(), settled_by="consensus", by=ada,
            participants=[person.pk for person in people], discussed_on=on,
        )  # fmt: skip

    stranger = build.user()
    for some in ((), (ann,), (ann, stranger)):
        with pytest.raises(ValidationError, match="two or more"):
            consensus(*some)
    for day in (None, date(2999, 1, 1)):
        with pytest.raises(ValidationError, match="on which day"):
            consensus(ann, ada, on=day)
    motion = consensus(ann, ada)
    assert {*motion.participants.all()} == {ann, ada}
    assert motion.discussed_on == date(2026, 1, 2)


def test_while_a_motion_stands_nobody_drafts_and_nothing_is_lost(round, ada, cleo):
    leases.take(round, by=ada)
    motion = build.move(round, by=ada)
    for act in (
        lambda: leases.take(round, by=cleo),
        lambda: build.move(round, by=cleo),
        lambda: verdicts.settle(round, content=build.worksheet(), by=cleo),
    ):
        with pytest.raises(Conflict, match="is with the appraisers"):
            act()
    with pytest.raises(ValidationError, match="Say why"):
        motions.withdraw(motion, reason=" ", by=cleo)
    motions.withdraw(motion, reason="A footnote was missing.", by=cleo)
    leases.take(round, by=cleo)
    assert leases.latest(round).content == motion.content
    with pytest.raises(Conflict, match=f"was withdrawn on .* by {cleo}"):
        motions.withdraw(motion, reason="Again.", by=ada)


def test_another_holds_the_draft_so_nobody_else_moves(round, ada, cleo):
    leases.take(round, by=ada)
    with pytest.raises(Conflict, match="Ada has been settling"):
        build.move(round, by=cleo)


def letters():
    """What a worker then sends, by address."""
    mail.outbox.clear()
    asked = DBTaskResult.objects.filter(task_path__endswith="invite_in_background")
    with TestCase.captureOnCommitCallbacks(execute=True):
        for row in asked:
            row.task.call(*row.args_kwargs["args"])
    asked.delete()
    return {letter.to[0]: letter for letter in mail.outbox}


def test_who_may_answer_gets_a_letter_from_a_worker(
    panel, round, appraisers, ada, ann, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        motion = build.move(round, by=ada)
    assert mail.outbox == []
    sent = letters()
    assert set(sent) == {person.email for person in appraisers}
    assert round.get_absolute_url() in sent[appraisers[0].email].body
    motions.withdraw(motion, reason="To vote.", by=ada)
    build.move(round, settled_by="vote", by=ada)
    assert set(letters()) == {person.email for person in (*appraisers, ann, build.chair(panel))}


def test_nobody_is_asked_by_letter_for_what_has_ended_or_after_their_account(
    panel, round, appraisers, ada
):
    motion = build.move(round, by=ada)
    people.deactivate(appraisers[0], by=build.staff())
    assert set(letters()) == {appraisers[1].email}
    motions.withdraw(motion, reason="To vote.", by=ada)
    build.move(round, settled_by="vote", by=ada)
    motions.withdraw(Motion.objects.standing().get(), reason="A slip.", by=ada)
    assert letters() == {}


# Dissent.


def test_an_appraiser_dissents_changes_it_and_takes_it_back_until_the_end(round, appraisers, ada):
    first, last = appraisers
    motion = build.move(round, by=ada)
    motions.dissent(motion, statement="Lower.", by=first)
    motions.dissent(motion, statement="Much lower.", by=first)
    motions.assent(motion, by=last)
    motions.assent(motion, by=last)
    assert [row.statement for row in Dissent.objects.visible_to(first)] == ["Much lower."]
    motions.assent(motion, by=first)
    assert not Dissent.objects.visible_to(first).exists()
    motions.dissent(motion, statement="Lower after all.", by=first)
    assert list(Assent.objects.visible_to(ada)) == [Assent.objects.visible_to(last).get()]
    motions.close(motion, by=ada)
    for act in (
        lambda: motions.dissent(motion, statement="Too late.", by=first),
        lambda: motions.assent(motion, by=first),
    ):
        with pytest.raises(Conflict, match="Ada settled this round on"):
            act()


def test_dissents_are_seen_by_their_author_and_who_moved_and_by_all_at_the_end(
    round, appraisers, ada, cleo, ann
):
    first, last = appraisers
    motion = build.answer(build.move(round, by=ada))
    stated = motions.dissent(motion, statement="Lower.", by=first)
    seen = {who: [*Dissent.objects.visible_to(who)] for who in (first, last, ada, cleo, ann)}
    assert seen == {first: [stated], last: [], ada: [stated], cleo: [], ann: []}
    assert list(Dissent.objects.all()) == list(Assent.objects.all()) == []
    motions.close(motion, by=ada)
    for who in (first, last, ada, cleo, ann):
        assert list(Dissent.objects.visible_to(who)) == [stated]
    assert list(Dissent.objects.visible_to(build.staff())) == []


def test_only_appraisers_of_the_round_answer(round, ada, ann, cleo):
    motion = build.move(round, by=ada)
    for person in (ada, ann, cleo):
        with pytest.raises(PermissionDenied, match="Only an appraiser"):
            motions.dissent(motion, statement="No.", by=person)
        with pytest.raises(PermissionDenied, match="Only an appraiser"):
            motions.assent(motion, by=person)


def test_it_is_closed_once_all_answered_or_the_time_is_over(round, appraisers, ada, time_machine):
    time_machine.move_to("2026-11-22 10:00:00+00:00", tick=False)
    motion = build.move(round, by=ada)
    motions.assent(motion, by=appraisers[0])
    time_machine.shift(timedelta(days=6))
    with pytest.raises(Conflict) as refused:
        motions.close(motion, by=ada)
    assert str(refused.value) == (
        "Until 29 November 2026, 10:00 there is time to answer; "
        "it can be closed before that once everybody has."
    )
    time_machine.shift(timedelta(days=1))
    with pytest.raises(Conflict, match="The time to answer ended on 29 November 2026, 10:00"):
        motions.dissent(motion, statement="Late.", by=appraisers[1])
    verdict = motions.close(motion, by=ada)
    assert (verdict.settled_by, verdict.decided_by, state(round)) == (
        "adjudication", ada, RoundState.DECIDED,
    )  # fmt: skip


def test_the_database_freezes_a_dissent_with_the_end_of_its_motion(round, appraisers, ada):
    motion = build.answer(build.move(round, by=ada))
    stated = motions.dissent(motion, statement="Lower.", by=appraisers[0])
    motions.close(motion, by=ada)
    for act in (
        lambda: sealed.dissents.filter(pk=stated.pk).update(statement="Other."),
        lambda: sealed.dissents.filter(pk=stated.pk).delete(),
        lambda: sealed.dissents.create(
            motion=motion, statement="Late.", stated_at=stated.stated_at, stated_by=appraisers[1]
        ),
    ):
        with pytest.raises(DatabaseError, match="promise"), transaction.atomic():
            act()


# Votes.


def electorate(round):
    """Everybody who may vote, the chair first."""
    chair = build.chair(round.panel)
    people = {row.user for row in round.panel.memberships.select_related("user")}
    return [chair, *sorted(people - {chair}, key=lambda person: person.name)]


def test_a_majority_carries(round, ada, cleo):
    motion = build.answer(build.move(round, settled_by="vote", by=ada))
    with pytest.raises(PermissionDenied, match="only a chair"):
        motions.close(motion, by=ada)
    verdict = motions.close(motion, by=cleo)
    assert (verdict.settled_by, verdict.decided_by) == ("vote", cleo)
    motion.refresh_from_db()
    assert (motion.end, motion.ended_by) == ("carried", cleo)


@pytest.mark.parametrize("choices", ["for against abstain abstain", "against abstain for against",
                                     "abstain abstain abstain abstain"])  # fmt: skip
def test_a_tie_or_less_settles_nothing(round, ada, cleo, choices):
    motion = build.move(round, settled_by="vote", by=ada)
    voters = electorate(round)
    for person, choice in zip(voters, choices.split(), strict=True):
        motions.vote(motion, choice=choice, by=person)
    for person in (row.user for row in Assignment.objects.filter(round=round)):
        motions.assent(motion, by=person)
    assert motions.close(motion, by=cleo) is None
    assert (state(round), Verdict.objects.count()) == (RoundState.REVEALED, 0)
    motion.refresh_from_db()
    assert motion.end == "failed"
    build.settle(round, settled_by="adjudication")


def test_nobody_votes_twice_nor_sees_a_vote_before_the_end(round, appraisers, ada, cleo):
    motion = build.move(round, settled_by="vote", by=ada)
    with pytest.raises(ValidationError, match="Vote for, against"):
        motions.vote(motion, choice="perhaps", by=cleo)
    cast = motions.vote(motion, choice="against", by=cleo)
    with pytest.raises(Conflict, match="voted already"):
        motions.vote(motion, choice="for", by=cleo)
    assert list(Vote.objects.visible_to(cleo)) == [cast]
    assert list(Vote.objects.all()) == []
    for person in (*appraisers, ada, build.staff()):
        assert list(Vote.objects.visible_to(person)) == []
    for person in {*electorate(round)} - {cleo}:
        motions.vote(motion, choice="for", by=person)
    for person in appraisers:
        motions.assent(motion, by=person)
    motions.close(motion, by=cleo)
    assert Vote.objects.visible_to(ada).count() == 4


def test_the_database_takes_one_vote_each_while_the_vote_is_open_and_keeps_it(round, ada, cleo):
    motion = build.move(round, settled_by="vote", by=ada)
    cast = motions.vote(motion, choice="against", by=cleo)
    values = {"motion": motion, "choice": "for", "cast_at": cast.cast_at}
    with pytest.raises(IntegrityError), transaction.atomic():
        sealed.votes.create(**values, cast_by=cleo)
    motions.withdraw(motion, reason="To discuss.", by=ada)
    for act in (
        lambda: sealed.votes.create(**values, cast_by=ada),
        lambda: sealed.votes.filter(pk=cast.pk).update(choice="for"),
        lambda: sealed.votes.filter(pk=cast.pk).delete(),
    ):
        with pytest.raises(DatabaseError, match="promise"), transaction.atomic():
            act()


def test_who_is_barred_or_observes_has_no_vote_and_is_not_waited_for(panel, round, ada, ann, cleo):
    build.declare(panel, ann, "financial", "no_vote", "Shares.")
    silent = build.member(panel, has_declared=False)
    otto = build.member(panel, Role.OBSERVER)
    motion = build.move(round, settled_by="vote", by=ada)
    for person, sentence in (
        (ann, "declared an interest that bars"),
        (silent, "has not declared"),
        (otto, "only"),
        (build.user(), "no seat"),
    ):
        with pytest.raises(PermissionDenied, match=sentence):
            motions.vote(motion, choice="for", by=person)
    motions.close(build.answer(motion), by=cleo)
    assert state(round) == RoundState.DECIDED


def test_an_override_gives_a_vote(panel, round, ada, cleo):
    silent = build.member(panel, has_declared=False)
    rounds.override(round, silent, reason="Knows the field.", by=cleo)
    motion = build.move(round, settled_by="vote", by=ada)
    motions.vote(motion, choice="for", by=silent)
    interests.declare(panel, kind="nothing", consequence="none", by=silent)
    motions.close(_others_vote(motion, silent), by=cleo)


def _others_vote(motion, but):
    for person in electorate(motion.round):
        if person != but:
            motions.vote(motion, choice="for", by=person)
    for row in Assignment.objects.filter(round=motion.round).select_related("user"):
        motions.assent(motion, by=row.user)
    return motion


def bar(panel, person):
    build.declare(panel, person, "financial", "no_vote", "Shares.")


@pytest.mark.parametrize("goes", [
    bar,
    lambda panel, person: panels.end_seat(
        panel.memberships.get(user=person), by=build.chair(panel)
    ),
    lambda panel, person: people.deactivate(person, by=build.staff()),
    lambda panel, person: panels.change_role(
        panel.memberships.get(user=person), Role.OBSERVER, by=build.chair(panel)
    ),
])  # fmt: skip
def test_votes_of_those_who_may_not_vote_any_more_are_kept_and_not_counted(
    panel, round, appraisers, ada, ann, cleo, goes
):
    """Two of three are for it; one of the two goes, and what remains is a tie."""
    motion = build.move(round, settled_by="vote", by=ada)
    for person, choice in ((ann, "for"), (cleo, "for"), (ada, "against")):
        motions.vote(motion, choice=choice, by=person)
    for person in appraisers:
        motions.vote(motion, choice="abstain", by=person)
        motions.assent(motion, by=person)
    goes(panel, ann)
    assert motions.close(motion, by=cleo) is None
    motion.refresh_from_db()
    assert motion.tally == {"for": 1, "against": 1, "abstain": 2, "not_counted": 1}
    assert (motion.end, sealed.votes.count()) == ("failed", 5)
    assert list(verify.problems()) == []


def test_what_a_vote_came_to_stays_whoever_goes_later(panel, round, ada, ann, cleo):
    motion = build.answer(build.move(round, settled_by="vote", by=ada))
    motions.close(motion, by=cleo)
    bar(panel, ann)
    motion.refresh_from_db()
    assert motion.tally == {"for": 5, "against": 0, "abstain": 0, "not_counted": 0}


def test_only_a_closed_vote_has_a_tally(round, ada, cleo):
    adjudicated = build.answer(build.move(round, by=ada))
    motions.withdraw(adjudicated, reason="To vote.", by=ada)
    withdrawn = build.answer(build.move(round, settled_by="vote", by=ada))
    motions.withdraw(withdrawn, reason="To discuss.", by=ada)
    adjudicated = build.answer(build.move(round, by=ada))
    motions.close(adjudicated, by=ada)
    assert [motion.tally for motion in Motion.objects.all()] == [None] * 3


def test_the_database_keeps_what_a_vote_came_to(round, ada, cleo):
    motion = build.answer(build.move(round, settled_by="vote", by=ada))
    row = Motion.objects.filter(pk=motion.pk)
    ended = {"end": "carried", "ended_at": motion.moved_at, "ended_by": ada}
    tally = dict.fromkeys(("votes_for", "votes_against", "votes_abstain", "votes_not_counted"), 1)
    for columns in (
        ended,  # not counted
        ended | tally,  # without a majority
        ended | {"end": "failed"} | tally | {"votes_for": 2},
        ended | {"votes_for": 2, "votes_against": 1},  # not in whole
        tally,  # still open
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            row.update(**columns)
    motions.close(motion, by=cleo)
    for act in (
        lambda: row.update(votes_for=4),
        lambda: row.update(end_reason="So."),
        row._raw_delete,
    ):
        with pytest.raises(DatabaseError, match="promise"), transaction.atomic():
            act(*(["default"] if act == row._raw_delete else []))


def test_a_tally_that_its_votes_do_not_give_is_named(panel, round, ada, ann, cleo):
    motion = build.answer(build.move(round, settled_by="vote", by=ada))
    bar(panel, ann)
    motions.close(motion, by=cleo)
    assert list(verify.problems()) == []
    remove_promises(connection)
    for changed in ({"votes_for": 5}, {"votes_not_counted": 0}):
        with transaction.atomic():
            Motion.objects.filter(pk=motion.pk).update(**changed)
            assert list(verify.problems()) == [
                f"Motion {motion.pk} was changed: its votes do not give what it says of them."
            ]
            transaction.set_rollback(True)


def test_votes_closed_before_they_were_counted_once_are_counted_by_the_migration(round, ada, cleo):
    motion = build.answer(build.move(round, settled_by="vote", by=ada))
    motions.close(motion, by=cleo)
    before = motion.tally
    remove_promises(connection)
    Motion.objects.update(**dict.fromkeys(COUNTS))
    old = import_module("reviews.migrations.0022_vote_counts")
    old.count_what_is_closed(apps, None)
    motion.refresh_from_db()
    assert motion.tally == before
    Motion.objects.update(content={}, **dict.fromkeys(COUNTS))  # a verdict older than motions
    old.count_what_is_closed(apps, None)
    motion.refresh_from_db()
    assert motion.tally is None


def test_nobody_votes_where_no_vote_is_held(round, ada, cleo):
    motion = build.move(round, by=ada)
    with pytest.raises(Conflict, match="not put to a vote"):
        motions.vote(motion, choice="for", by=cleo)


def test_what_ends_a_motion_tells_of_its_votes_and_dissents_and_nothing_does_before(
    panel, round, appraisers, ada, cleo
):
    motion = build.move(round, settled_by="vote", by=ada)
    before = Event.objects.count()
    build.answer(motion)
    stated = motions.dissent(motion, statement="Lower.", by=appraisers[0])
    assert Event.objects.count() == before
    motions.close(motion, by=cleo)
    event = Event.objects.get(verb="settle")
    for row in (stated, *sealed.votes.all()):
        assert f'"{row.pk}","{digest(row)}"' in event.body


# What goes wrong meanwhile.


def test_a_mail_server_that_is_down_stops_no_motion_and_no_other_letter(
    round, ada, settings, django_capture_on_commit_callbacks
):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    with django_capture_on_commit_callbacks(execute=True) as sent:
        motion = build.move(round, by=ada)
    assert sent == []
    assert Motion.objects.standing().get() == motion
    assert DBTaskResult.objects.filter(task_path__endswith="invite_in_background").count() == 2


def test_a_letter_goes_to_nobody_who_left_the_panel_before_it_is_sent(
    panel, round, appraisers, ada, cleo
):
    left, stays = appraisers
    build.move(round, by=ada)
    panels.end_seat(panel.memberships.get(user=left), by=cleo)
    assert set(letters()) == {stays.email}


def test_a_letter_goes_to_nobody_who_has_answered_or_after_the_time_to_answer(
    round, appraisers, ada, time_machine
):
    motion = build.move(round, by=ada)
    motions.assent(motion, by=appraisers[0])
    assert set(letters()) == {appraisers[1].email}
    motions.withdraw(motion, reason="A slip.", by=ada)
    motion = build.move(round, by=ada)
    time_machine.move_to(motion.open_until + timedelta(minutes=1))
    assert letters() == {}


def test_whoever_left_the_panel_gets_no_letter(panel, round, appraisers, ada, cleo):
    left, stays = appraisers
    panels.end_seat(panel.memberships.get(user=left), by=cleo)
    build.move(round, by=ada)
    assert set(letters()) == {stays.email}


@pytest.mark.parametrize("end", [
    lambda round, by: rounds.void(round, reason="Wrong body.", by=by),
    lambda round, by: reopenings.ask_again(
        round, body=build.body(round.panel), reason="Wrong body.", by=by
    ),
])  # fmt: skip
def test_a_round_that_is_made_void_takes_its_motion_along(round, appraisers, ada, cleo, end):
    motion = build.move(round, settled_by="vote", by=ada)
    motions.vote(motion, choice="for", by=cleo)
    stated = motions.dissent(motion, statement="Lower.", by=appraisers[0])
    end(round, cleo)
    motion.refresh_from_db()
    assert (motion.end, motion.end_reason, motion.ended_by) == ("withdrawn", "Wrong body.", cleo)
    event = Event.objects.get(verb="void")
    for row in (stated, *sealed.votes.all()):
        assert f'"{row.pk}","{digest(row)}"' in event.body
    assert list(verify.problems()) == []


def test_a_motion_holds_no_more_than_a_draft_may(round, ada):
    with pytest.raises(ValidationError, match="longer than a worksheet"):
        build.move(round, build.worksheet() | {"more": "x" * 200_000}, by=ada)


def test_what_somebody_proposed_who_is_barred_by_now_does_not_stand(panel, round, ada, cleo):
    motion = build.answer(build.move(round, by=ada))
    barring = build.declare(panel, ada, "financial", "no_vote", "Shares.")
    with pytest.raises(Conflict, match="Ada has declared an interest that bars .* Withdraw"):
        motions.close(motion, by=cleo)
    assert state(round) == RoundState.REVEALED
    interests.withdraw(barring, by=ada)
    motions.close(motion, by=cleo)
    assert state(round) == RoundState.DECIDED
