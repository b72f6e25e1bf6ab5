"""Notes to whoever settles, which stay between the two; and the discussion after the reveal."""

from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, connection, transaction

from reviews.actions import discussions, rounds
from reviews.exceptions import Conflict
from reviews.exports import verify
from reviews.models import Comment, Event, SettlerNote
from reviews.vocabulary import ClaimState, Role, RoundState
from tests import build

pytestmark = pytest.mark.django_db


@pytest.fixture
def round(panel):
    return build.open_round(build.claim(ClaimState.ACCEPTED, panel))


@pytest.fixture
def appraisers(round):
    return [row.user for row in round.assignments.select_related("user").order_by("pk")]


def read_by(user):
    return [note.text for note in SettlerNote.objects.visible_to(user)]


def test_a_note_reaches_whoever_settles_after_the_reveal_and_no_appraiser(
    round, appraisers, ada, cleo
):
    first, second = appraisers
    discussions.note(round, text=" The table on page 3 is wrong. ", by=first)
    others = (second, ada, cleo, build.staff(), build.member(round.panel, Role.OBSERVER))
    assert read_by(first) == ["The table on page 3 is wrong."]
    assert [read_by(person) for person in others] == [[]] * 5
    build.submit_all(round)
    assert read_by(ada) == read_by(cleo) == ["The table on page 3 is wrong."]
    assert [read_by(person) for person in others if person not in (ada, cleo)] == [[]] * 3
    assert list(SettlerNote.objects.all()) == []


def test_an_adjudicator_who_appraised_reads_no_notes(round, appraisers, ada, cleo):
    rounds.assign(round, ada, by=cleo)
    discussions.note(round, text="Between us.", by=appraisers[0])
    build.submit_all(round)
    assert read_by(ada) == []
    assert read_by(cleo) == ["Between us."]


def test_only_an_appraiser_of_an_open_round_writes_a_note(round, appraisers, ada, cleo):
    for person in (ada, cleo):
        with pytest.raises(PermissionDenied, match="Only an appraiser of an open round"):
            discussions.note(round, text="Me too.", by=person)
    with pytest.raises(ValidationError, match="Write the note"):
        discussions.note(round, text=" ", by=appraisers[0])
    with pytest.raises(ValidationError, match="10000 characters or fewer"):
        discussions.note(round, text="x" * 10_001, by=appraisers[0])
    build.submit_all(round)
    with pytest.raises(PermissionDenied):
        discussions.note(round, text="Too late.", by=appraisers[0])


def test_the_same_note_again_is_the_same(round, appraisers):
    pk = uuid4()
    first = discussions.note(round, text="Once.", id=pk, by=appraisers[0])
    assert discussions.note(round, text="Once.", id=pk, by=appraisers[0]) == first
    assert read_by(appraisers[0]) == ["Once."]


def test_a_note_stands_in_the_rounds_own_chain_and_verifies(round, appraisers):
    discussions.note(round, text="A note.", by=appraisers[0])
    event = Event.objects.get(verb="note")
    assert event.chain_id == round.pk
    assert list(Event.objects.visible_to(appraisers[1]).filter(verb="note")) == []
    assert list(verify.problems()) == []


def test_the_discussion_begins_with_the_reveal_and_keeps_its_order(round, appraisers, ada):
    with pytest.raises(PermissionDenied, match="begins when the round is revealed"):
        discussions.comment(round, text="Early.", by=ada)
    build.submit_all(round)
    for number, person in enumerate([*appraisers, ada]):
        discussions.comment(round, text=f"Comment {number}.", by=person)
    texts = [row.text for row in Comment.objects.visible_to(ada).order_by("written_at", "pk")]
    assert texts == ["Comment 0.", "Comment 1.", "Comment 2."]
    assert list(Comment.objects.visible_to(build.staff())) == []


def test_observers_read_the_discussion_and_say_nothing(round, appraisers):
    build.submit_all(round)
    discussions.comment(round, text="Said.", by=appraisers[0])
    observer = build.member(round.panel, Role.OBSERVER)
    assert Comment.objects.visible_to(observer).count() == 1
    with pytest.raises(PermissionDenied):
        discussions.comment(round, text="And I?", by=observer)


def test_a_comment_is_withdrawn_once_by_its_writer_and_stays(round, appraisers, cleo):
    build.submit_all(round)
    first, second = appraisers
    made = discussions.comment(round, text="I was wrong.", by=first)
    for person in (second, cleo):
        with pytest.raises(PermissionDenied, match="Only who wrote a comment"):
            discussions.withdraw(made, by=person)
    discussions.withdraw(made, by=first)
    assert (made.text, made.withdrawn_by) == ("I was wrong.", first)
    with pytest.raises(Conflict, match="withdrawn already"):
        discussions.withdraw(made, by=first)


def test_a_void_round_is_discussed_no_longer(round, appraisers, cleo):
    build.submit_all(round)
    rounds.void(round, reason="For the test.", by=cleo)
    with pytest.raises(PermissionDenied, match="void, and its discussion has ended"):
        discussions.comment(round, text="Still.", by=cleo)


def test_the_same_comment_again_is_the_same_and_another_is_refused(round, appraisers):
    build.submit_all(round)
    pk = uuid4()
    made = discussions.comment(round, text="Once.", id=pk, by=appraisers[0])
    assert discussions.comment(round, text="Once.", id=pk, by=appraisers[0]) == made
    with pytest.raises(Conflict, match="Another comment has this id"):
        discussions.comment(round, text="Twice.", id=pk, by=appraisers[0])


def test_the_database_keeps_what_was_written(panel):
    made = build.open_round(build.claim(ClaimState.ACCEPTED, panel))
    writer = made.assignments.first().user
    discussions.note(made, text="A note.", by=writer)
    build.submit_all(made)
    comment = discussions.comment(made, text="A comment.", by=writer)
    blinded = build.round(RoundState.OPEN)
    pk = comment.pk.hex if connection.vendor == "sqlite" else comment.pk
    round_pk = blinded.pk.hex if connection.vendor == "sqlite" else blinded.pk
    for sql, values in (
        ("UPDATE reviews_comment SET text = 'Another.'", []),
        ("DELETE FROM reviews_comment", []),
        ("UPDATE reviews_settlernote SET text = 'Another.'", []),
        ("DELETE FROM reviews_settlernote", []),
        (
            (
                "INSERT INTO reviews_comment (id, round_id, text, written_at, written_by_id) "
                "SELECT %s, %s, text, written_at, written_by_id FROM reviews_comment WHERE id = %s"
            ),
            [_fresh(), round_pk, pk],
        ),
        (
            (
                "INSERT INTO reviews_settlernote (id, round_id, text, written_at, written_by_id) "
                "SELECT %s, round_id, text, written_at, written_by_id FROM reviews_settlernote"
            ),
            [_fresh()],
        ),
    ):
        with (
            pytest.raises(DatabaseError, match="promise"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(sql, values)


def _fresh():
    made = uuid4()
    return made.hex if connection.vendor == "sqlite" else made
